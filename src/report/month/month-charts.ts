/**
 * The picture of one host's month, small multiples over one axis of days: availability, latency, memory, disks. SVG and not
 * Mermaid: an xychart has no gaps and no shading, is as wide as the page or unreadable, and forty of them stall it. Pure.
 */

import { type ColumnKey, columnTable } from "../../row/columns.ts";
import type { Shown } from "../../safe-text.ts";
import { monthWords } from "../../words/instant.ts";
import { percentWords, shareWords } from "../../words/percent.ts";
import { binarySize } from "../../words/size.ts";
import { columnTitle, figureWords, measuredWords, monthsOf, statisticsOf } from "../column-words.ts";
import type { Availability, ColumnStatistics, HostMonth, MonthReport } from "../statistics/month-model.ts";
import { bands, monthScale, niceTop, type TimeScale, thinned, xOf, xOfDay } from "./chart-scale.ts";
import { dayRows } from "./day-cells.ts";
import { isLossNotable } from "./month-words.ts";
import {
  areas,
  boxes,
  cutText,
  legend,
  lines,
  mostLines,
  type Place,
  path,
  plot,
  plotWidth,
  stretches,
  svgPicture,
  text,
} from "./svg.ts";

const top = 8;
const titleHeight = 20;
const stripHeight = 13;
const stripGap = 4;
const legendHeight = 16;
const plotHeight = 52;
const gap = 8;
export const axisHeight = 24;
/** A point for every eight units: more than the eye tells apart. */
const mostPoints = 250;
/** A host with more file systems is a server of files, and its disks are in the table. */
const mostFileSystems = 3;
/** A picture of fewer checks shows chance. */
const leastRows = 20;

interface Panel {
  readonly title: Shown;
  readonly summary: string;
  readonly lines: readonly Line[];
  /** What there is of something: drawn as an area. */
  readonly level: boolean;
  /** Where the axis ends. */
  readonly most: number;
  readonly mostWords: string;
}

interface Line {
  readonly name: string;
  readonly values: Series;
}

type Series = readonly (number | undefined)[];

/** Whether there are enough rows to draw. */
export function isDrawn({ rows }: HostMonth): boolean {
  return rows >= leastRows;
}

/** Undefined where there is nothing to draw. */
export function hostPicture(host: HostMonth, report: MonthReport): string | undefined {
  const panels = panelsOf(host);
  if (!isDrawn(host) || (panels.length === 0 && host.availability === undefined)) return undefined;
  const scale = monthScale(report);
  const strips = [
    strip({ untrusted: host.host }, "h", host),
    ...(host.page === undefined ? [] : [strip("page", "m", host.page)]),
  ];
  const stripsHeight = titleHeight + stripHeight + stripGap;
  const panelsTop = top + strips.length * stripsHeight;
  const tops = panels.map((_, index) => panelsTop + sum(panels.slice(0, index).map(heightOf)));
  const bottom = panelsTop + sum(panels.map(heightOf));
  const label = `${host.host} in ${monthWords(report.month)}: ${upWords(host)}`;
  const parts = [
    outages(host, scale, { y: panelsTop + gap, height: bottom - panelsTop - gap }),
    ...strips.flatMap((draw, index) => draw(top + index * stripsHeight, scale)),
    ...panels.flatMap((panel, index) => drawn(panel, tops[index] ?? 0, scale)),
    dayAxis(scale, bottom),
  ];
  return svgPicture(bottom + axisHeight, label, parts, Math.max(0, ...panels.map((panel) => panel.lines.length)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all + number, 0);
}

function upWords({ availability }: Availability): string {
  return availability === undefined ? "no data" : `${percentWords(availability)} up`;
}

function strip(name: Shown, kind: string, up: Availability) {
  return (y: number, scale: TimeScale): string[] => [
    cutText({ y, width: "74%", height: titleHeight }, name, kind),
    text({ x: "100%", y: y + 13 }, upWords(up), "m r"),
    plot({ y: y + titleHeight, height: stripHeight }, [
      dayRows([{ days: up.days, y: 0, height: 2 * stripHeight }], scale),
    ]),
  ];
}

function panelsOf(host: HostMonth): Panel[] {
  const found = [
    figurePanel(host, "pingMs", medianWords),
    ...(isLossNotable(host) ? [figurePanel(host, "loss", () => lossWords(host))] : []),
    figurePanel(host, "httpMs", medianWords),
    figurePanel(host, "memAvailMib", lowestWords, sizeOf(host, "memTotalMib")),
    figurePanel(host, "diskAvailMib", lowestWords, sizeOf(host, "diskSizeMib")),
    ...host.fileSystems.slice(0, mostFileSystems).map(fileSystemPanel),
    figurePanel(host, "gpuTempC", highestWords),
  ];
  return found.filter((panel) => panel !== undefined);
}

function sizeOf(host: HostMonth, key: ColumnKey): number | undefined {
  return statisticsOf(host, key).max;
}

/** Above the lines there is room for what the axis ends at. */
const headroom = 1.3;

type Summary = (statistics: readonly ColumnStatistics[], key: ColumnKey) => string;

/** `size`: of what there is something left. undefined: it is not known, or the column is of another kind. */
function figurePanel(host: HostMonth, key: ColumnKey, summary: Summary, size?: number): Panel | undefined {
  const months = monthsOf(host, key).slice(0, mostLines);
  const all = months.map(({ index, series = [] }) => ({ name: String(index ?? ""), values: series }));
  const known = knownIn(all);
  if (known.length === 0) return undefined;
  const most = size ?? niceTop(headroom * Math.max(...known), columnTable[key].words === binarySize);
  return {
    title: columnTitle({ key }) ?? "",
    summary: summary(
      months.map(({ statistics }) => statistics),
      key,
    ),
    ...{ lines: all, level: summary === lowestWords, most },
    mostWords: size === undefined ? figureWords(key, most) : `${figureWords(key, most)}, all of it`,
  };
}

function fileSystemPanel({ mount, sizeMib, leastMib, series }: HostMonth["fileSystems"][number]): Panel {
  return {
    ...{ title: { untrusted: `free on ${mount}` }, summary: `lowest ${binarySize(leastMib)}`, level: true },
    ...{ lines: [{ name: "", values: series }], most: sizeMib, mostWords: `${binarySize(sizeMib)}, all of it` },
  };
}

function knownIn(all: readonly Line[]): number[] {
  return all.flatMap(({ values }) => values.filter((value) => value !== undefined));
}

function heightOf({ lines: all }: Panel): number {
  return gap + titleHeight + (all.length > 1 ? legendHeight : 0) + plotHeight;
}

/** Behind everything that is drawn over them. */
function outages({ outages: all }: HostMonth, scale: TimeScale, place: Pick<Place, "y" | "height">): string {
  const found = bands(all, scale).map((band) => ({ ...band, y: 0, height: 2 * place.height }));
  return found.length === 0 ? "" : plot(place, [path("o", boxes(found))]);
}

function drawn(panel: Panel, y: number, scale: TimeScale): string[] {
  const [title, isMany] = [y + gap + 13, panel.lines.length > 1];
  const plotTop = y + heightOf(panel) - plotHeight;
  const floor = 2 * plotHeight;
  const yOfValue = (value: number) => floor - (Math.max(0, Math.min(value, panel.most)) / panel.most) * floor;
  const shapes = panel.lines.map(({ values }) => stretches(pointsOf(values, scale, yOfValue)));
  return [
    cutText({ y: y + gap, width: "48%", height: titleHeight }, panel.title, "h"),
    text({ x: "100%", y: title }, panel.summary, "m r"),
    isMany
      ? legend(
          title + legendHeight,
          panel.lines.map(({ name }) => name),
        )
      : "",
    plot({ y: plotTop, height: plotHeight }, [
      path("e", `M0 1H${plotWidth}M0 ${floor - 1}H${plotWidth}`),
      ...shapes.map((shape, index) => (panel.level ? path("a", areas(shape, floor)) : path(`l${index}`, lines(shape)))),
    ]),
    text({ x: "4", y: plotTop + 12 }, panel.mostWords, "i"),
    text({ x: "4", y: plotTop + plotHeight - 4 }, "0", "i"),
  ];
}

/** Each mean in the middle of its span. */
function pointsOf(values: Series, scale: TimeScale, yOfValue: (value: number) => number) {
  const means = thinned(values, mostPoints);
  const span = (scale.to - scale.from) / means.length;
  return means.map((mean, index) =>
    mean === undefined ? undefined : { x: xOf(scale.from + (index + 0.5) * span, scale), y: yOfValue(mean) },
  );
}

/** A label a week, under the day it names. */
export function dayAxis(scale: TimeScale, y: number, { x = "0", width = "100%" } = {}): string {
  const days = [1, 8, 15, 22, 29].filter((day) => day <= scale.days);
  const ticks = days.map((day) => `M${Math.round(xOfDay(day - 1, scale))} 0v8`).join("");
  const labels = days.map((day) => {
    const share = (100 * xOfDay(day - 0.5, scale)) / plotWidth;
    return text({ x: `${share.toFixed(1)}%`, y: 17 }, String(day), "m c");
  });
  const inner = [plot({ y: 0, height: 4 }, [path("e", ticks)]), ...labels];
  return `<svg x="${x}" y="${y}" width="${width}" height="${axisHeight}">${inner.join("")}</svg>`;
}

function medianWords([statistics]: readonly ColumnStatistics[], key: ColumnKey): string {
  const { p50, p95 } = statistics ?? {};
  if (p50 === undefined || p95 === undefined) return "";
  const most = measuredWords(key, p95).replace("<", "");
  return `median ${measuredWords(key, p50)}, 95 % below ${most}`;
}

function lossWords({ pingLoss }: HostMonth): string {
  return `${shareWords(pingLoss)} of all`;
}

function lowestWords([statistics]: readonly ColumnStatistics[], key: ColumnKey): string {
  const least = statistics?.min;
  return least === undefined ? "" : `lowest ${figureWords(key, least)}`;
}

function highestWords(all: readonly ColumnStatistics[], key: ColumnKey): string {
  const known = all.flatMap(({ max }) => max ?? []);
  return known.length === 0 ? "" : `highest ${figureWords(key, Math.max(...known))}`;
}
