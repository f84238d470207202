/**
 * The picture of one host's month, small multiples over one axis of days: availability, latency, memory, disk. SVG and not
 * Mermaid: an xychart knows no gaps and no shading, is as wide as the page or unreadable, and forty of them stall it. Pure.
 */

import { type ColumnKey, columnTable } from "../../row/columns.ts";
import { monthWords } from "../../words/instant.ts";
import { percentWords } from "../../words/percent.ts";
import { binarySize } from "../../words/size.ts";
import { columnTitle, figureWords, monthsOf } from "../column-words.ts";
import type { ColumnMonth, ColumnStatistics, HostMonth, MonthReport } from "../statistics/month-model.ts";
import { bands, monthScale, niceTop, type TimeScale, thinned, xOf, xOfDay } from "./chart-scale.ts";
import { dayRows } from "./day-cells.ts";
import { areas, boxes, lines, path, stretches, svgPicture, text } from "./svg.ts";

export const width = 800;
export const left = 100;
export const right = 22;
const stripTop = 56;
const stripHeight = 26;
const panelsTop = stripTop + stripHeight + 6;
const titleHeight = 48;
const plotHeight = 104;
const panelHeight = titleHeight + plotHeight;
const axisHeight = 46;
/** A point for every six units: more than the eye tells apart. */
const mostPoints = 250;

interface Panel {
  readonly key: ColumnKey;
  /** What there is of something: drawn as an area. */
  readonly level?: true;
  readonly summary: (statistics: ColumnStatistics, key: ColumnKey) => string;
}

const panels: readonly Panel[] = [
  { key: "pingMs", summary: medianWords },
  { key: "httpMs", summary: medianWords },
  { key: "memAvailMib", level: true, summary: lowestWords },
  { key: "diskAvailMib", level: true, summary: lowestWords },
  { key: "gpuTempC", summary: highestWords },
];

/** Undefined where there is nothing to draw. */
export function hostPicture(host: HostMonth, report: MonthReport): string | undefined {
  const shown = panels
    .map((panel) => ({ panel, series: linesOf(host, panel) }))
    .filter(({ series }) => series.length > 0);
  if (host.rows === 0 || (shown.length === 0 && host.availability === undefined)) return undefined;
  const scale = monthScale(report, left, width - left - right);
  const bottom = panelsTop + shown.length * panelHeight;
  const up = `${percentWords(host.availability)}${host.availability === undefined ? "" : " up"}`;
  return svgPicture(width, bottom + axisHeight, `${host.host} in ${monthWords(report.month)}: ${up}`, [
    text({ x: 22, y: 38 }, clipped(host.host), "h"),
    text({ x: width - right, y: 38 }, `${monthWords(report.month)} · ${up}`, "m r"),
    dayRows([{ days: host.days, y: stripTop, height: stripHeight }], scale),
    ...outages(host, scale, bottom),
    ...shown.flatMap(({ panel, series }, index) =>
      drawn({ panel, series, top: panelsTop + index * panelHeight, scale }),
    ),
    ...dayAxis(scale, bottom),
  ]);
}

const mostLetters = 28;

/** As much of a name as leaves room for what stands beside it. */
function clipped(host: string): string {
  return host.length > mostLetters ? `${host.slice(0, mostLetters - 1)}…` : host;
}

type Series = readonly (number | undefined)[];

const mostLines = 8;

interface Line {
  readonly month: ColumnMonth;
  readonly values: Series;
}

function linesOf(host: HostMonth, { key }: Panel): Line[] {
  const all = monthsOf(host, key).map((month) => ({ month, values: month.series ?? [] }));
  return all.filter(({ values }) => values.some((value) => value !== undefined)).slice(0, mostLines);
}

/** Behind everything that is drawn over them. */
function outages({ outages: all }: HostMonth, scale: TimeScale, bottom: number): string[] {
  const found = bands(all, scale).map(({ x, width: wide }) => ({
    x,
    width: wide,
    y: panelsTop + 8,
    height: bottom - panelsTop - 8,
  }));
  return [path("o", boxes(found))];
}

interface Drawing {
  readonly panel: Panel;
  readonly series: readonly Line[];
  readonly top: number;
  readonly scale: TimeScale;
}

function drawn({ panel, series, top, scale }: Drawing): string[] {
  const { key } = panel;
  const known = series.flatMap(({ values }) => values.filter((value) => value !== undefined));
  const most = niceTop(Math.max(...known), columnTable[key].words === binarySize);
  const [ceiling, floor] = [top + titleHeight, top + panelHeight];
  const statistics = series.length === 1 ? series[0]?.month.statistics : undefined;
  const yOf = (value: number) => floor - (Math.max(0, value) / most) * plotHeight;
  const shapes = series.map(({ values }) => stretches(pointsOf(values, scale, yOf)));
  return [
    text({ x: left, y: top + 34 }, columnTitle({ key }) ?? "", "h s"),
    statistics === undefined ? "" : text({ x: width - right, y: top + 34 }, panel.summary(statistics, key), "m s r"),
    path("e", `M${left} ${ceiling}H${width - right}M${left} ${floor}H${width - right}`),
    text({ x: left - 10, y: ceiling + 8 }, figureWords(key, most), "m s r"),
    text({ x: left - 10, y: floor + 2 }, "0", "m s r"),
    ...shapes.map((shape, index) =>
      panel.level ? path("a", areas(shape, floor)) : path(index % 2 === 0 ? "b" : "v", lines(shape)),
    ),
  ];
}

/** Each mean in the middle of its span. */
function pointsOf(values: Series, scale: TimeScale, yOf: (value: number) => number) {
  const means = thinned(values, mostPoints);
  const span = (scale.to - scale.from) / means.length;
  return means.map((mean, index) =>
    mean === undefined ? undefined : { x: xOf(scale.from + (index + 0.5) * span, scale), y: yOf(mean) },
  );
}

/** A label a week, under the day it names. */
export function dayAxis(scale: TimeScale, bottom: number): string[] {
  const days = [1, 8, 15, 22, 29].filter((day) => day <= scale.days);
  const ticks = days.map((day) => `M${Math.round(xOfDay(day - 1, scale))} ${bottom}v8`).join("");
  return [
    path("e", ticks),
    ...days.map((day) => text({ x: xOfDay(day - 1, scale), y: bottom + 30 }, String(day), "m s")),
  ];
}

function medianWords({ p50, p95 }: ColumnStatistics, key: ColumnKey): string {
  if (p50 === undefined || p95 === undefined) return "";
  return `median ${figureWords(key, p50)}, 95 % below ${figureWords(key, p95)}`;
}

function lowestWords({ min }: ColumnStatistics, key: ColumnKey): string {
  return min === undefined ? "" : `lowest ${figureWords(key, min)}`;
}

function highestWords({ max }: ColumnStatistics, key: ColumnKey): string {
  return max === undefined ? "" : `highest ${figureWords(key, max)}`;
}
