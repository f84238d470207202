/** The rows of a month → what the month was like (CONTRACT section 5). Pure. */
import type { Alert } from "../../alerts/alert.ts";
import type { MonthRows } from "../../store/month-rows.ts";
import { type Availability, availabilityOf, type Span } from "./availability.ts";
import { type DayFree, dayOfFullDisk } from "./forecast.ts";
import type { HostTally } from "./host-tally.ts";
import type { MonthColumn, Numbers } from "./month-column.ts";
import type { ColumnStatistics, HostBefore, HostMonth, MonthReport, Sighting } from "./month-model.ts";
import { type Found, findRanks, tallyRows } from "./month-tally.ts";
import { percentileOf } from "./quantiles.ts";
import { spanSeconds } from "./series.ts";
import { mostKept } from "./statistics.ts";

export interface MonthOrder {
  readonly rows: MonthRows;
  /** The month before, for comparison. */
  readonly before?: MonthRows | undefined;
  /** The end of what is looked at: the end of the month, or now while it is running. */
  readonly to: Date;
  readonly running: boolean;
  /** Open at `to`. */
  readonly alerts: readonly Alert[];
}

export function monthReport({ rows, before, to, running, alerts }: MonthOrder): MonthReport {
  const span = spanOf(rows, to);
  const tallies = tallyRows(rows.tables, span.end, { most: mostKept, spans: (span.days * daySeconds) / spanSeconds });
  const context: Context = {
    span,
    found: findRanks(rows.tables, span.end, tallies.values()),
    numeric: numericColumns(tallies.values()),
    intervals: intervalsOf(tallies.values()),
    before: before === undefined ? new Map() : monthBefore(before),
  };
  const hosts = Array.from(tallies.values(), (tally) => hostMonth(tally, context)).sort(worstFirst);
  return {
    ...{ month: rows.month, from: rows.start, to, running, alerts, hosts },
    rows: hosts.reduce((sum, host) => sum + host.rows, 0),
    damage: rows.tables.flatMap(({ damage }) => damage),
  };
}

const daySeconds = 86_400;

interface Context {
  readonly span: Span;
  readonly found: Found;
  readonly numeric: ReadonlySet<string>;
  readonly intervals: Intervals;
  readonly before: ReadonlyMap<string, HostBefore>;
}

function spanOf({ start, end }: MonthRows, to: Date): Span {
  const seconds = (time: Date) => (time.getTime() - start.getTime()) / 1000;
  return { start, end: Math.min(seconds(to), seconds(end)), days: seconds(end) / daySeconds };
}

function hostMonth(tally: HostTally, context: Context): HostMonth {
  const { host, type, log, reboots } = tally;
  const { span, before, found } = context;
  const dateOf = (second: number) => new Date(span.start.getTime() + second * 1000);
  const numbers = numbersOf(tally, context.numeric);
  const columns = new Map<string, ColumnStatistics>();
  for (const [name, { values }] of numbers) columns.set(name, values.statistics(log.size, found.get(values)));
  const series = seriesOf(numbers);
  return {
    ...{ host, type, rows: log.size, first: dateOf(log.secondAt(0)), last: dateOf(log.newest) },
    ...availabilityIn(tally, context),
    ...{ reboots, columns, constants: constantsOf(tally, span), series, diskFull: diskFull(series, span) },
    ...{ ports: namesOf(tally, "ports", span), peers: namesOf(tally, "ssh_peers", span) },
    logins: namesOf(tally, "logins", span),
    errors: new Map(namesOf(tally, "errors", span).map(({ what, rows }) => [what, rows])),
    before: before.get(host),
  };
}

/** Means alone: for them, few values need be kept. */
function monthBefore(rows: MonthRows): Map<string, HostBefore> {
  const span = spanOf(rows, rows.end);
  const tallies = tallyRows(rows.tables, span.end, { most: 256, spans: 0 });
  const [numeric, intervals] = [numericColumns(tallies.values()), intervalsOf(tallies.values())];
  const entries = Array.from(tallies.values(), (tally) => {
    const { availability } = availabilityIn(tally, { span, intervals });
    const means = [...numbersOf(tally, numeric)].flatMap(([name, { values }]) =>
      values.mean === undefined ? [] : [[name, values.mean] as const],
    );
    return [tally.host, { availability, means: new Map(means) }] as const;
  });
  return new Map(entries);
}

function availabilityIn(tally: HostTally, { span, intervals }: Pick<Context, "span" | "intervals">): Availability {
  return availabilityOf(tally.log, tally.reasons, intervals.median.get(tally) ?? intervals.usual, span);
}

/** In seconds, from row to row. */
interface Intervals {
  readonly median: ReadonlyMap<HostTally, number>;
  /** For a host with a single row: what is in the middle of the others' medians. */
  readonly usual: number | undefined;
}

function intervalsOf(tallies: Iterable<HostTally>): Intervals {
  const median = new Map<HostTally, number>();
  for (const tally of tallies) {
    const intervals = tally.log.intervals();
    if (intervals.length > 0) median.set(tally, percentileOf(intervals, intervals.length, 50));
  }
  const usual = median.size === 0 ? undefined : percentileOf(Float64Array.from(median.values()), median.size, 50);
  return { median, usual };
}

/** Ours, and what nobody knows yet where some host has a number in it and none anything else. */
function numericColumns(tallies: Iterable<HostTally>): Set<string> {
  const columns = Array.from(tallies, (tally) => [...tally.columns.values()]).flat();
  const texts = new Set(columns.filter(({ isOurs, isText }) => isText && !isOurs).map(({ name }) => name));
  const hasNumbers = ({ isOurs, numbers }: MonthColumn) => isOurs || numbers.some(({ values }) => values.n > 0);
  return new Set(columns.filter((column) => hasNumbers(column) && !texts.has(column.name)).map(({ name }) => name));
}

/** `gpu_temp_c.0` for the first of several. */
function numbersOf({ columns }: HostTally, numeric: ReadonlySet<string>): Map<string, Numbers> {
  const all = [...columns.values()].filter(({ name }) => numeric.has(name));
  return new Map(
    all.flatMap(({ name, kind, numbers }) =>
      numbers.map((each, index) => [kind === "gpus" ? `${name}.${index}` : name, each] as const),
    ),
  );
}

function seriesOf(numbers: ReadonlyMap<string, Numbers>): Map<string, readonly (number | undefined)[]> {
  const all = [...numbers].flatMap(([name, { values, series }]) =>
    series === undefined || values.n === 0 ? [] : [[name, series.means()] as const],
  );
  return new Map(all);
}

/** Of what is listed, an empty cell says that there was nothing: only what every row names has never changed. */
function constantsOf({ columns, log }: HostTally, { start }: Span): Map<string, string> {
  const isInEveryRow = ({ names }: MonthColumn) => names === undefined || names.all(start)[0]?.rows === log.size;
  const constant = [...columns.values()].flatMap((column) =>
    column.constant !== undefined && isInEveryRow(column) ? [[column.name, column.constant] as const] : [],
  );
  return new Map(constant);
}

function namesOf({ columns }: HostTally, name: string, { start }: Span): Sighting[] {
  return columns.get(name)?.names?.all(start) ?? [];
}

function diskFull(series: ReadonlyMap<string, readonly (number | undefined)[]>, span: Span): Date | undefined {
  const full = dayOfFullDisk(dayMeans(series.get("disk_avail_mib") ?? []), span.end / daySeconds);
  return full === undefined ? undefined : new Date(span.start.getTime() + Math.round(full * daySeconds) * 1000);
}

/** What comes and goes within a day is no trend. */
function dayMeans(means: readonly (number | undefined)[]): DayFree[] {
  const perDay = daySeconds / spanSeconds;
  const days: DayFree[] = [];
  for (let first = 0; first < means.length; first += perDay) {
    const sum = { n: 0, day: 0, mib: 0 };
    for (let index = first; index < first + perDay; index += 1) {
      const mib = means[index];
      if (mib === undefined) continue;
      sum.n += 1;
      sum.day += (index + 0.5) / perDay;
      sum.mib += mib;
    }
    if (sum.n > 0) days.push({ day: sum.day / sum.n, mib: sum.mib / sum.n });
  }
  return days;
}

/** Down now, then the least available, then the most errors, then by name. What was never measured comes last. */
function worstFirst(a: HostMonth, b: HostMonth): number {
  return (
    Number(isDown(b)) - Number(isDown(a)) ||
    (a.availability ?? 2) - (b.availability ?? 2) ||
    errorsIn(b) - errorsIn(a) ||
    (a.host < b.host ? -1 : 1)
  );
}

function isDown({ outages }: HostMonth): boolean {
  return outages.at(-1)?.ongoing === true;
}

function errorsIn({ errors }: HostMonth): number {
  return [...errors.values()].reduce((sum, rows) => sum + rows, 0);
}
