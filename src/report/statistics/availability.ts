/**
 * Availability weighted by time: what a row found holds until the host's next row, but not longer than twice the median
 * interval. What no row covers is not measured, and the monitor's own silence covers nothing. Pure.
 */
import type { DayAvailability, Outage } from "./month-model.ts";
import { firstReason, type RowLog, unknown, up } from "./row-log.ts";

export interface Availability {
  readonly availability: number | undefined;
  readonly coverage: number;
  readonly outages: readonly Outage[];
  readonly days: readonly DayAvailability[];
}

/** A month, or the part of it that has passed. */
export interface Span {
  readonly start: Date;
  /** Seconds since the start. */
  readonly end: number;
  readonly days: number;
}

const daySeconds = 86_400;

/** `medianInterval`: undefined where nobody has an interval, so that nothing is measured. */
export function availabilityOf(
  log: RowLog,
  reasons: readonly string[],
  medianInterval: number | undefined,
  span: Span,
): Availability {
  const days = Array.from({ length: span.days }, () => ({ up: 0, down: 0 }));
  const found = { up: 0, down: 0 };
  const outages = new Outages(reasons, span.start);
  for (let index = 0; index < log.size; index += 1) {
    const from = log.secondAt(index);
    const verdict = log.verdictAt(index);
    const next = index + 1 < log.size ? log.secondAt(index + 1) : span.end;
    const to = Math.max(from, Math.min(next, from + 2 * (medianInterval ?? 0), span.end));
    if (verdict === unknown) continue;
    const state = verdict === up ? "up" : "down";
    found[state] += to - from;
    spread(days, state, from, to);
    outages.add(verdict, from, to);
  }
  const measured = found.up + found.down;
  return {
    availability: measured === 0 ? undefined : found.up / measured,
    coverage: span.end <= 0 ? 0 : measured / span.end,
    outages: outages.all(),
    days: days.map((day) => ({ up: day.up / daySeconds, down: day.down / daySeconds })),
  };
}

function spread(days: { up: number; down: number }[], state: "up" | "down", from: number, to: number): void {
  for (let start = from; start < to; ) {
    const day = Math.floor(start / daySeconds);
    const end = Math.min(to, (day + 1) * daySeconds);
    const found = days[day];
    if (found !== undefined) found[state] += end - start;
    start = end;
  }
}

interface OpenOutage {
  readonly from: number;
  to: number;
  seconds: number;
  readonly codes: Map<string, number>;
}

/** Rows that found a host down, one after another: gaps and what says nothing of the host do not end an outage. */
class Outages {
  readonly #reasons: readonly string[];
  readonly #start: Date;
  readonly #ended: Outage[] = [];
  #open: OpenOutage | undefined;

  constructor(reasons: readonly string[], start: Date) {
    this.#reasons = reasons;
    this.#start = start;
  }

  add(verdict: number, from: number, to: number): void {
    if (verdict === up) {
      if (this.#open !== undefined) this.#ended.push(this.#close({ ...this.#open, to: from }, false));
      this.#open = undefined;
      return;
    }
    const outage = this.#open ?? { from, to, seconds: 0, codes: new Map<string, number>() };
    outage.to = to;
    outage.seconds += to - from;
    for (const code of (this.#reasons[verdict - firstReason] ?? "").split("+"))
      if (code !== "") outage.codes.set(code, (outage.codes.get(code) ?? 0) + 1);
    this.#open = outage;
  }

  all(): Outage[] {
    return this.#open === undefined ? this.#ended : [...this.#ended, this.#close(this.#open, true)];
  }

  #close({ from, to, seconds, codes }: OpenOutage, ongoing: boolean): Outage {
    const dateOf = (second: number) => new Date(this.#start.getTime() + second * 1000);
    const errors = [...codes].sort(([, a], [, b]) => b - a).map(([code]) => code);
    return { from: dateOf(from), to: dateOf(to), seconds, errors, ongoing };
  }
}
