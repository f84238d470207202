/** What a person asks of each column of a host in a month; the month page has the rest. Pure. */
import type { ColumnKey } from "../../row/columns.ts";
import { monthBefore, monthWords } from "../../words/instant.ts";
import { columnTitle, measuredWords, monthsOf, twoFigures } from "../column-words.ts";
import { thinned } from "../month/chart-scale.ts";
import type { ColumnMonth, ColumnStatistics, HostMonth, MonthReport } from "../statistics/month-model.ts";
import { sparkline } from "../status/trend.ts";

type Figures = (statistics: ColumnStatistics) => readonly (readonly [name: string, value: number | undefined])[];

const latency: Figures = ({ p50, p95 }) => [
  ["median", p50],
  ["95 % up to", p95],
];
const lowest: Figures = ({ min }) => [["lowest", min]];
const highest: Figures = ({ max }) => [["highest", max]];

const keyColumns: readonly (readonly [key: ColumnKey, figures: Figures])[] = [
  ["pingMs", latency],
  ["httpMs", latency],
  ["memAvailMib", lowest],
  ["diskAvailMib", lowest],
  ["gpuTempC", highest],
];

/** Of a machine with many cards, those that fit beside the rest. */
const mostLines = 12;

/** `["ping", "median 10.4 ms, 95 % up to 11.6 ms, mean 5 → 10.7 ms since September ▂▂▇▂"]` */
export function statisticsLines(host: HostMonth, report: MonthReport): (readonly [title: string, words: string])[] {
  const lines = keyColumns.flatMap(([key, figures]) =>
    monthsOf(host, key).map((column) => {
      const known = figures(column.statistics).filter(([, value]) => value !== undefined);
      const named = known.map(([figure, value = 0]) => `${figure} ${measuredWords(key, value)}`);
      const words = [...named, ...changeSince(column, host, report)].join(", ");
      return [columnTitle(column) ?? column.name, `${words} ${trend(column, report)}`.trim()] as const;
    }),
  );
  return lines.filter(([, words]) => words !== "").slice(0, mostLines);
}

function changeSince({ name, key, statistics }: ColumnMonth, host: HostMonth, { month }: MonthReport): string[] {
  const [was, is] = [host.before?.means.get(name), statistics.mean];
  if (was === undefined || is === undefined || !isNotable(was, is)) return [];
  return [`mean ${twoFigures(key, was, "→", is)} since ${nameOfMonthBefore(month)}`];
}

const notableShare = 0.1;

function isNotable(before: number, now: number): boolean {
  return Math.abs(now - before) >= notableShare * Math.abs(before) && now !== before;
}

/** `September` for `2026-10` */
export function nameOfMonthBefore(month: string): string {
  return monthWords(monthBefore(month)).replace(/ .*/, "");
}

/** As many as stand side by side on a phone. */
const mostSpans = 24;

/** A month that is still running has no dots for what lies ahead. */
function trend({ series: means = [] }: ColumnMonth, { running }: MonthReport): string {
  const past = running ? means.slice(0, means.findLastIndex((mean) => mean !== undefined) + 1) : means;
  return sparkline(thinned(past, mostSpans));
}
