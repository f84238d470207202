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
  const [upDays, downDays] = [new Float64Array(span.days), new Float64Array(span.days)];
  const outages = new Outages(reasons, span.start);
  const longest = 2 * (medianInterval ?? 0);
  for (let index = 0; index < log.size; index += 1) {
    const from = log.secondAt(index);
    const verdict = log.verdictAt(index);
    // Mostly a host is up for long: all of it at once.
    if (verdict === up) index = lastOfRun(log, index, longest);
    const next = index + 1 < log.size ? log.secondAt(index + 1) : span.end;
    const to = Math.max(from, Math.min(next, log.secondAt(index) + longest, span.end));
    if (verdict === unknown) continue;
    spread(verdict === up ? upDays : downDays, from, to);
    outages.add(verdict, from, to);
  }
  const [upSeconds, downSeconds] = [sumOf(upDays), sumOf(downDays)];
  const measured = upSeconds + downSeconds;
  return {
    availability: measured === 0 ? undefined : upSeconds / measured,
    coverage: span.end <= 0 ? 0 : measured / span.end,
    outages: outages.all(),
    days: Array.from(upDays, (seconds, day) => ({ up: seconds / daySeconds, down: (downDays[day] ?? 0) / daySeconds })),
  };
}

/** The last of the rows from `index` on that found the host up with no gap between them. */
function lastOfRun(log: RowLog, index: number, longest: number): number {
  let last = index;
  while (
    last + 1 < log.size &&
    log.verdictAt(last + 1) === up &&
    log.secondAt(last + 1) - log.secondAt(last) <= longest
  )
    last += 1;
  return last;
}

function spread(days: Float64Array, from: number, to: number): void {
  for (let start = from; start < to; ) {
    const day = Math.floor(start / daySeconds);
    const end = Math.min(to, (day + 1) * daySeconds);
    days[day] = (days[day] ?? 0) + end - start;
    start = end;
  }
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
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
