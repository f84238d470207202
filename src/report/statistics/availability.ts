/**
 * Availability weighted by time: what a row found holds until the host's next row, but not longer than twice the median
 * interval. What no row covers is not measured, nor is silenced time, and a monitor that is offline measures nothing. Pure.
 */
import { sum } from "d3-array";
import type { Availability, Outage } from "./month-model.ts";
import type { Found, Held } from "./row-log.ts";

/** A month, or the part of it that has passed. */
export interface Span {
  readonly start: Date;
  /** Seconds since the start. Before the first row that there ever was, nothing could be measured. */
  readonly begin: number;
  readonly end: number;
  readonly days: number;
}

export const daySeconds = 86_400;

/** Something that is up or down. */
export interface Watched {
  /** undefined: a row does not tell. */
  readonly isUp: (found: Found) => boolean | undefined;
  /** Whether an error code is about it. */
  readonly isCause: (code: string) => boolean;
}

export const theHost: Watched = {
  isUp: ({ state }) => (state === "unknown" ? undefined : state !== "down"),
  isCause: () => true,
};
export const itsPage: Watched = {
  isUp: ({ state, isPageUp }) => (state === "unknown" ? undefined : isPageUp),
  isCause: (code) => code.startsWith("http:"),
};

/** `isLeft`: the host has no more rows though the monitor went on, so nothing of it goes on. */
export function availabilityOf(held: readonly Held[], watched: Watched, span: Span, isLeft = false): Availability {
  const [upDays, downDays] = [new Float64Array(span.days), new Float64Array(span.days)];
  for (const { from, to, found } of held) {
    const up = found.silenced.length > 0 ? undefined : watched.isUp(found);
    if (up !== undefined) spread(up ? upDays : downDays, from, to);
  }
  const [up, measured] = [sum(upDays), sum(upDays) + sum(downDays)];
  return {
    availability: measured === 0 ? undefined : up / measured,
    coverage: span.end <= span.begin ? 0 : measured / (span.end - span.begin),
    outages: outagesOf(held, watched, span.start, isLeft),
    days: Array.from(upDays, (seconds, day) => ({ up: seconds / daySeconds, down: (downDays[day] ?? 0) / daySeconds })),
  };
}

function spread(days: Float64Array, from: number, to: number): void {
  for (let start = from; start < to; ) {
    const day = Math.floor(start / daySeconds);
    const end = Math.min(to, (day + 1) * daySeconds);
    days[day] = (days[day] ?? 0) + end - start;
    start = end;
  }
}

interface OpenOutage {
  readonly from: number;
  to: number;
  seconds: number;
  ongoing: boolean;
  readonly errors: Map<string, number>;
  readonly statuses: Map<number, number>;
}

/** Rows that found it down, one after another: gaps, and what says nothing, do not end an outage. */
function outagesOf(held: readonly Held[], { isUp, isCause }: Watched, start: Date, isLeft: boolean): Outage[] {
  const all: OpenOutage[] = [];
  for (const { from, to, rows, found } of held) {
    const [up, open] = [isUp(found), all.at(-1)?.ongoing ? all.at(-1) : undefined];
    if (up === true && open !== undefined) [open.to, open.ongoing] = [from, false];
    if (up !== false || found.silenced.length > 0) continue;
    const outage = open ?? { from, to, seconds: 0, ongoing: true, errors: new Map(), statuses: new Map() };
    if (open === undefined) all.push(outage);
    outage.to = to;
    outage.seconds += to - from;
    for (const code of found.errors.filter(isCause)) count(outage.errors, code, rows);
    if (found.status !== undefined) count(outage.statuses, found.status, rows);
  }
  const dateOf = (second: number) => new Date(start.getTime() + second * 1000);
  return all.map(({ from, to, seconds, ongoing, errors, statuses }) => ({
    ...{ from: dateOf(from), to: dateOf(to), seconds, ongoing: ongoing && !isLeft },
    ...{ errors: mostFrequentFirst(errors), statuses: mostFrequentFirst(statuses) },
  }));
}

export function count<Key>(counts: Map<Key, number>, key: Key, times: number): void {
  counts.set(key, (counts.get(key) ?? 0) + times);
}

function mostFrequentFirst<Key>(counts: ReadonlyMap<Key, number>): Key[] {
  return [...counts].sort(([, a], [, b]) => b - a).map(([key]) => key);
}
