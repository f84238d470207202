/** The rows of a month → what the month was like (CONTRACT section 5). Pure. */
import { max, mean, median, min } from "d3-array";
import { memoryMs, type Rules } from "../../alerts/rules.ts";
import { type ColumnKey, columnTable } from "../../row/columns.ts";
import type { Row } from "../../row/row.ts";
import { availabilityOf, count, daySeconds, itsPage, type Span, theHost } from "./availability.ts";
import { type DayFree, dayOfFullDisk } from "./forecast.ts";
import { hostColumns, meansOf } from "./host-columns.ts";
import { HostTally } from "./host-tally.ts";
import { AlertLog } from "./month-alerts.ts";
import type { Availability, FileSystemMonth, HostBefore, HostMonth, MonthReport, Silence } from "./month-model.ts";
import type { Held } from "./row-log.ts";
import { gapsOf, silencesOf } from "./spans.ts";
import { seriesOf, spanSeconds } from "./statistics.ts";

export interface MonthOrder {
  readonly start: Date;
  /** The end of what is looked at: the end of the month, or now while it is running. */
  readonly to: Date;
  readonly running: boolean;
  /** Whether there is no row before the month: what is before its first row was not missed. */
  readonly isFirst?: boolean | undefined;
  /** In which people read times. */
  readonly zone: string;
  readonly groupOf?: ((host: string) => string | undefined) | undefined;
  /** Why a person has silenced a host. */
  readonly reasonOf?: ((silence: Silence) => string | undefined) | undefined;
  /** In the order of their times: those of the month and of `memoryMs` before it, or of the month before if `before` is not given. */
  readonly runs: AsyncIterable<readonly Row[]>;
  /** The month before, if it need not be computed from its rows. */
  readonly before?: ReadonlyMap<string, HostBefore> | undefined;
  /** They have seen no row yet. In the end they have seen those of the month, and of the days before as many as they need. */
  readonly rules: Rules;
  /** What could not be read, once all rows are. */
  readonly damage: readonly string[];
}

export async function monthReport(order: MonthOrder): Promise<MonthReport> {
  const { start, to, running, zone, rules, damage, groupOf = unknown, reasonOf = unknown } = order;
  const { before, tallies, alerts } = await tally(order);
  const begin = order.isFirst ? oldestRow(tallies) : 0;
  const span = { start, begin, end: secondsFrom(start, to), days: daysOf(start) };
  const { measured, longest } = measure(tallies, span);
  const newest = max(measured, ({ tally: { log } }) => log.newest) ?? 0;
  const context: Context = { span, newest, before, groupOf, foreign: foreignNumbers(tallies) };
  const hosts = measured.map((month) => hostMonth(month, context)).sort(worstFirst);
  return {
    ...{ month: start.toISOString().slice(0, 7), from: start, to, running, zone, damage },
    ...{ rows: hosts.reduce((sum, { rows }) => sum + rows, 0), hosts, open: rules.open(), alerts: alerts.all() },
    gaps: gapsOf(
      measured.flatMap(({ held }) => held),
      span,
      longest,
    ),
    silences: measured
      .flatMap(({ tally: { host }, held }) => silencesOf(host, held, start))
      .map((silence) => ({ ...silence, reason: reasonOf(silence) }))
      .sort((a, b) => a.from.getTime() - b.from.getTime()),
  };
}

function unknown(): undefined {
  return undefined;
}

/** The start of the month before a month's start. */
export function monthBefore(start: Date): Date {
  return new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() - 1));
}

function oldestRow({ hosts }: Tallies): number {
  return min(hosts.values(), ({ log }) => log.oldest) ?? 0;
}

function secondsFrom(start: Date, time: Date): number {
  return (time.getTime() - start.getTime()) / 1000;
}

function daysOf(start: Date): number {
  return new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 0)).getUTCDate();
}

/** Goes through the rows once, for all that is made of them. */
async function tally({ start, to, runs, rules, before: known }: MonthOrder) {
  const first = monthBefore(start);
  const spanBefore: Span = { start: first, begin: 0, end: secondsFrom(first, start), days: daysOf(first) };
  const [tallies, talliesBefore] = [new Tallies(start, () => true), new Tallies(first, isCompared)];
  const alerts = new AlertLog(start);
  const [firstMs, startMs, endMs] = [first.getTime(), start.getTime(), to.getTime()];
  let before = known;
  for await (const run of runs) {
    const ms = run[0]?.time.getTime() ?? Number.NaN;
    if (ms < firstMs || ms >= endMs) continue;
    if (ms >= startMs) before ??= monthsBefore(talliesBefore, spanBefore);
    if (ms >= startMs) for (const row of run) tallies.add(row);
    else if (known === undefined) for (const row of run) talliesBefore.add(row);
    if (ms >= startMs - memoryMs) for (const change of rules.add(run)) alerts.add(change);
  }
  return { before: before ?? new Map(), tallies, alerts };
}

/** By what months are compared. */
function isCompared(key: ColumnKey): boolean {
  return columnTable[key].charted;
}

class Tallies {
  readonly hosts = new Map<string, HostTally>();
  readonly #start: Date;
  readonly #isWanted: (key: ColumnKey) => boolean;

  constructor(start: Date, isWanted: (key: ColumnKey) => boolean) {
    this.#start = start;
    this.#isWanted = isWanted;
  }

  add(row: Row): void {
    const tally = this.hosts.get(row.host) ?? this.#newTally(row);
    tally.add(row, secondsFrom(this.#start, row.time));
  }

  #newTally(row: Row): HostTally {
    const tally = new HostTally(row, this.#isWanted);
    this.hosts.set(row.host, tally);
    return tally;
  }
}

/** What they are made of is let go. */
function monthsBefore(tallies: Tallies, span: Span): Map<string, HostBefore> {
  const entries = measure(tallies, span).measured.map(({ tally, held }) => {
    const { availability } = availabilityOf(held, theHost, span);
    return [tally.host, { availability, means: meansOf(tally) }] as const;
  });
  tallies.hosts.clear();
  return new Map(entries);
}

interface Measured {
  readonly tally: HostTally;
  readonly held: readonly Held[];
}

/** `longest`: for so many seconds a row holds that is the only one of its host. */
function measure({ hosts }: Tallies, span: Span): { measured: Measured[]; longest: number } {
  const intervals = Array.from(hosts.values(), (tally) => ({ tally, interval: tally.log.medianInterval() }));
  const usual = median(intervals, ({ interval }) => interval) ?? 0;
  const measured = intervals.map(({ tally, interval = usual }) => ({
    ...{ tally, held: tally.log.held(2 * interval, span.end) },
  }));
  return { measured, longest: 2 * usual };
}

/** Columns that are not ours in which some host has a number, and none anything else. */
function foreignNumbers({ hosts }: Tallies): Set<string> {
  const all = [...hosts.values()].flatMap(({ foreign }) => [...foreign.values()]);
  const texts = new Set(all.filter(({ isText }) => isText).map(({ name }) => name));
  return new Set(all.filter(({ name, values }) => values.length > 0 && !texts.has(name)).map(({ name }) => name));
}

interface Context {
  readonly span: Span;
  /** Of the rows of all hosts, in seconds since the start. */
  readonly newest: number;
  readonly before: ReadonlyMap<string, HostBefore>;
  readonly foreign: ReadonlySet<string>;
  readonly groupOf: (host: string) => string | undefined;
}

function hostMonth({ tally, held }: Measured, { span, newest, before, foreign, groupOf }: Context): HostMonth {
  const { host, type, log, reboots } = tally;
  const all = hostColumns(tally, foreign, spansOf(span));
  const dateOf = (second: number) => new Date(span.start.getTime() + second * 1000);
  // A day without rows closes its alerts, too.
  const isLeft = newest - log.newest > daySeconds;
  return {
    ...{ host, type, group: groupOf(host), rows: log.size, first: dateOf(log.oldest), last: dateOf(log.newest) },
    ...availabilityOf(held, theHost, span, isLeft),
    ...{ page: pageOf(held, span, isLeft), reboots, ...all, troubles: troublesOf(held) },
    sightings: new Map(Array.from(tally.sightings, ([key, seen]) => [key, seen.all(span.start)])),
    ...{ statuses: statusesOf(tally), pingLoss: pingLoss(tally) },
    diskFull: isLeft
      ? undefined
      : dateOfFull(all.columns.find(({ key }) => key === "diskAvailMib")?.series ?? [], span),
    fileSystems: fileSystemsOf(tally, span, isLeft),
    before: before.get(host),
  };
}

function pageOf(held: readonly Held[], span: Span, isLeft: boolean): Availability | undefined {
  const isAsked = held.some(({ found }) => found.isPageUp !== undefined);
  return isAsked ? availabilityOf(held, itsPage, span, isLeft) : undefined;
}

function troublesOf(held: readonly Held[]): Map<string | number, number> {
  const troubles = new Map<string | number, number>();
  for (const { rows, found } of held) {
    if (found.state === "down" || found.state === "unknown" || found.silenced.length > 0) continue;
    for (const code of found.errors) count(troubles, code, rows);
    if (found.status !== undefined) count(troubles, found.status, rows);
  }
  return troubles;
}

function spansOf({ days }: Span): number {
  return (days * daySeconds) / spanSeconds;
}

function statusesOf({ figures }: HostTally): Map<number, number> {
  const counts = new Map<number, number>();
  for (const status of figures.of("httpCode").values) count(counts, status, 1);
  return new Map([...counts].sort(([, a], [, b]) => b - a));
}

/** A host that is down loses all of them, which is told as an outage. */
function pingLoss({ figures }: HostTally): number | undefined {
  const percents = figures.of("loss").values.filter((percent) => percent < 100);
  const percent = mean(percents);
  return percent === undefined ? undefined : percent / 100;
}

function fileSystemsOf({ fileSystems }: HostTally, span: Span, isLeft: boolean): FileSystemMonth[] {
  return Array.from(fileSystems.mounts, ([mount, { figures, sizeMib }]) => {
    const series = seriesOf(figures, spansOf(span));
    const full = isLeft ? undefined : dateOfFull(series, span);
    return { mount, sizeMib, leastMib: min(figures.values) ?? 0, series, full };
  }).sort((a, b) => (a.mount < b.mount ? -1 : 1));
}

function dateOfFull(series: readonly (number | undefined)[], span: Span): Date | undefined {
  const full = dayOfFullDisk(dayMeans(series), span.end / daySeconds);
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

function errorsIn({ sightings }: HostMonth): number {
  return (sightings.get("errors") ?? []).reduce((sum, { rows }) => sum + rows, 0);
}
