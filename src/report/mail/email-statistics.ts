/** What a person asks of each column of a host in a month; the month page has the rest. Pure. */
import { columnChange, columnTitle, columnValue, monthWords } from "../figure-words.ts";
import type { ColumnStatistics, HostMonth, MonthReport } from "../statistics/month-model.ts";
import { sparkline } from "../status/trend.ts";

type Figures = (statistics: ColumnStatistics) => readonly (readonly [name: string, value: number | undefined])[];

const latency: Figures = ({ p50, p95 }) => [
  ["p50", p50],
  ["p95", p95],
];
const lowest: Figures = ({ min }) => [["lowest", min]];
const highest: Figures = ({ max }) => [["highest", max]];

const keyColumns: readonly (readonly [name: string, figures: Figures])[] = [
  ["ping_ms", latency],
  ["http_ms", latency],
  ["mem_avail_mib", lowest],
  ["disk_avail_mib", lowest],
  ["gpu_temp_c", highest],
];

/** Of a machine with many cards, those that fit beside the rest. */
const mostLines = 12;

/** `["ping", "p50 10.4 ms, p95 11.6 ms, mean 5 → 10.7 ms since September ▂▂▇▂"]` */
export function statisticsLines(host: HostMonth, report: MonthReport): (readonly [title: string, words: string])[] {
  const lines = keyColumns.flatMap(([name, figures]) =>
    [...host.columns]
      .filter(([column]) => column === name || column.startsWith(`${name}.`))
      .map(([column, statistics]) => {
        const known = figures(statistics).filter(([, value]) => value !== undefined);
        const named = known.map(([figure, value = 0]) => `${figure} ${columnValue(column, value)}`);
        const change = changeSince(column, host.before?.means.get(column), statistics.mean, report);
        const words = [...named, ...change].join(", ");
        return [columnTitle(column) ?? column, `${words} ${trend(host, column, report)}`.trim()] as const;
      }),
  );
  return lines.filter(([, words]) => words !== "").slice(0, mostLines);
}

function changeSince(
  column: string,
  was: number | undefined,
  is: number | undefined,
  { month }: MonthReport,
): string[] {
  if (was === undefined || is === undefined || columnValue(column, was) === columnValue(column, is)) return [];
  return [`mean ${columnChange(column, was, is)} since ${monthBefore(month)}`];
}

/** `September` for `2026-10` */
export function monthBefore(month: string): string {
  const lastDay = new Date(new Date(month).getTime() - 86_400_000);
  return monthWords(lastDay.toISOString().slice(0, 7)).replace(/ .*/, "");
}

/** As many as stand side by side on a phone. */
const mostSpans = 24;

/** A month that is still running has no dots for what lies ahead. */
function trend({ series }: HostMonth, column: string, { running }: MonthReport): string {
  const means = series.get(column) ?? [];
  return sparkline(spanMeans(running ? means.slice(0, means.findLastIndex((mean) => mean !== undefined) + 1) : means));
}

function spanMeans(series: readonly (number | undefined)[]): (number | undefined)[] {
  const length = Math.max(1, Math.ceil(series.length / mostSpans));
  const spans = Array.from({ length: Math.ceil(series.length / length) }, (_, at) =>
    series.slice(at * length, (at + 1) * length),
  );
  return spans.map(meanOf);
}

function meanOf(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
}
