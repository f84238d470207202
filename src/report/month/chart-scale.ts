/** Where a value stands in a chart, and what is written beside it. Pure. */
import { mean } from "d3-array";
import { plotWidth } from "./svg.ts";

/** Round numbers in the unit of the column: sizes go by powers of two. */
export function niceTop(largest: number, binary: boolean): number {
  if (!(largest > 0)) return 1;
  const base = binary ? 2 : 10;
  const power = base ** Math.floor(Math.log(largest) / Math.log(base));
  const steps = binary ? [1, 1.5, 2, 3] : [1, 1.5, 2, 3, 4, 6, 8, 10, 15];
  // Logarithms may be off by a hair, hence one step more than a power has.
  return power * (steps.find((step) => step * power >= largest) ?? base);
}

/** At most as many means as a line can show: neighbours in groups, each known if one of them is. */
export function thinned(values: readonly (number | undefined)[], most: number): (number | undefined)[] {
  const size = Math.ceil(values.length / most);
  if (size <= 1) return [...values];
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
    mean(values.slice(index * size, (index + 1) * size)),
  );
}

/** The month across a plot. */
export interface TimeScale {
  readonly from: number;
  readonly to: number;
  readonly days: number;
  /** How many of the days have begun. */
  readonly begun: number;
}

const dayMs = 86_400_000;

/** The whole month, also while it is running: what is still to come stays empty. */
export function monthScale(report: { month: string; to: Date }): TimeScale {
  const [from, year, month] = [Date.parse(report.month), report.month.slice(0, 4), report.month.slice(5)];
  const to = Date.UTC(Number(year), Number(month), 1);
  const days = (to - from) / dayMs;
  return { from, to, days, begun: Math.min(days, Math.ceil((report.to.getTime() - from) / dayMs)) };
}

/** Within the axis, whatever the time. */
export function xOf(time: number, scale: TimeScale): number {
  const share = (time - scale.from) / (scale.to - scale.from);
  return plotWidth * Math.min(1, Math.max(0, share));
}

/** Where a day begins; the first is 0. */
export function xOfDay(day: number, scale: TimeScale): number {
  return xOf(scale.from + day * dayMs, scale);
}

/** What is shorter would not be seen. */
const leastWidth = 4;

/** Spans of time as stretches of the axis that can be seen; those that touch are one. */
export function bands(spans: readonly { from: Date; to: Date }[], scale: TimeScale): { x: number; width: number }[] {
  const edges = spans
    .map(({ from, to }) => ({
      start: Math.round(xOf(from.getTime(), scale)),
      end: Math.round(xOf(to.getTime(), scale)),
    }))
    .map(({ start, end }) => ({ start, end: Math.max(end, start + leastWidth) }))
    .toSorted((a, b) => a.start - b.start);
  const merged: { start: number; end: number }[] = [];
  for (const edge of edges) {
    const last = merged.at(-1);
    if (last !== undefined && edge.start <= last.end + leastWidth) last.end = Math.max(last.end, edge.end);
    else merged.push({ ...edge });
  }
  return merged.map(({ start, end }) => ({ x: start, width: end - start }));
}
