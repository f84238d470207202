/**
 * How long a host was up on each of the last days. A row counts until the host's next row, at most for twice its usual
 * interval, as in the report. One pass over the rows; a few numbers per day are kept. Pure.
 */
import type { Row } from "../../row/row.ts";
import { type HostState, stateOf } from "../../row/state.ts";
import { joined, without } from "../statistics/spans.ts";

/** Milliseconds. What is missing to the length of a day was not measured. */
export interface DayTimes {
  up: number;
  trouble: number;
  down: number;
  silenced: number;
}

/** A fraction of the measured time; undefined: nothing was measured. */
export interface Uptime {
  readonly availability: number | undefined;
  /** The part of the time since the first row that was measured. */
  readonly coverage: number;
  /** How long that time is. */
  readonly sinceMs: number;
}

export const dayMs = 86_400_000;

/** So many intervals tell which one is usual. */
const intervalsKept = 31;
/** Before there is a second row. */
const firstIntervalMs = 20 * 60_000;

interface Pending {
  readonly ms: number;
  readonly kind: keyof DayTimes | undefined;
}

/** Milliseconds since 1970. Rows one after another that found the same are one. */
interface Held {
  readonly from: number;
  to: number;
  readonly kind: keyof DayTimes;
}

export interface Lasting {
  readonly from: Date;
  /** undefined: until now. */
  readonly to: Date | undefined;
}

export class UptimeLog {
  readonly days: readonly DayTimes[];
  readonly #startMs: number;
  readonly #intervals: number[] = [];
  readonly #held: Held[] = [];
  #usualMs = firstIntervalMs;
  #pending: Pending | undefined;
  #firstMs: number | undefined;

  /** `startMs`: of the first day. */
  constructor(startMs: number, days: number) {
    this.#startMs = startMs;
    this.days = Array.from({ length: days }, () => ({ up: 0, trouble: 0, down: 0, silenced: 0 }));
  }

  /** Rows come in the order of their times; one that comes late counts for nothing. */
  add(row: Row): void {
    const ms = row.time.getTime();
    this.#firstMs ??= ms;
    if (this.#pending !== undefined && ms <= this.#pending.ms) return;
    if (this.#pending !== undefined) this.#keepInterval(ms - this.#pending.ms);
    this.#hold(ms);
    this.#pending = { ms, kind: kindOf(row) };
  }

  /** The last row counts until now, at most. A host that was up while one of its alerts was open was in trouble. */
  end(nowMs: number, alerts: readonly Lasting[] = []): void {
    this.#hold(nowMs);
    this.#pending = undefined;
    const alerted = joined(alerts.map(({ from, to }) => ({ from: from.getTime(), to: to?.getTime() ?? nowMs })));
    for (const held of this.#held) {
      const calm = held.kind === "up" ? without([held], alerted) : [held];
      for (const { from, to } of calm) this.#spread(held.kind, from, to);
      for (const { from, to } of without([held], calm)) this.#spread("trouble", from, to);
    }
  }

  /** Of the last days, today among them. */
  uptime(days: number, nowMs: number): Uptime {
    const counted = this.days.slice(-days);
    const sum = (kind: keyof DayTimes) => counted.reduce((total, day) => total + day[kind], 0);
    const up = sum("up") + sum("trouble");
    const measured = up + sum("down");
    const fromMs = Math.max(this.#startMs + (this.days.length - counted.length) * dayMs, this.#firstMs ?? nowMs);
    const sinceMs = Math.max(0, nowMs - fromMs);
    return {
      availability: measured === 0 ? undefined : up / measured,
      coverage: sinceMs === 0 ? 0 : Math.min(1, measured / sinceMs),
      sinceMs,
    };
  }

  #hold(untilMs: number): void {
    const { ms, kind } = this.#pending ?? {};
    if (ms === undefined || kind === undefined) return;
    const [to, last] = [Math.min(untilMs, ms + 2 * this.#usualMs), this.#held.at(-1)];
    if (last?.kind === kind && last.to === ms) last.to = to;
    else this.#held.push({ from: ms, to, kind });
  }

  #keepInterval(gapMs: number): void {
    this.#intervals.push(gapMs);
    if (this.#intervals.length > intervalsKept) this.#intervals.shift();
    const isAsUsual = this.#intervals.length === intervalsKept && Math.abs(gapMs - this.#usualMs) < this.#usualMs / 4;
    if (isAsUsual) return;
    const sorted = this.#intervals.toSorted((a, b) => a - b);
    this.#usualMs = sorted[Math.floor(sorted.length / 2)] ?? gapMs;
  }

  #spread(kind: keyof DayTimes, fromMs: number, toMs: number): void {
    for (let start = Math.max(fromMs, this.#startMs); start < toMs; ) {
      const index = Math.floor((start - this.#startMs) / dayMs);
      const end = Math.min(toMs, this.#startMs + (index + 1) * dayMs);
      const day = this.days[index];
      if (day === undefined) return;
      day[kind] += end - start;
      start = end;
    }
  }
}

function kindOf(row: Row): keyof DayTimes | undefined {
  if (row.silenced.length > 0) return "silenced";
  const state: HostState = stateOf(row);
  return state === "unknown" ? undefined : state;
}
