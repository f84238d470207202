/** When nothing is known of any host, and when a host was silenced. Pure. */
import type { Span } from "./availability.ts";
import type { Gap, Silence } from "./month-model.ts";
import type { Held } from "./row-log.ts";

/** Seconds since the start of the month, or another number of one scale; `to` is exclusive. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** `held`: of all hosts. What is shorter than `shortest` at the start is only the time until the first run. */
export function gapsOf(held: readonly Held[], { start, begin, end }: Span, shortest: number): Gap[] {
  const known = joined(held.filter(({ found }) => found.state !== "unknown"));
  const offline = joined(held.filter(({ found }) => found.state === "unknown"));
  const gaps = without([{ from: begin, to: end }], known).filter(({ from, to }) => from > 0 || to > shortest);
  const rowless = without(gaps, offline).map((gap) => ({ ...gap, why: "no rows" as const }));
  const isOffline = without(gaps, rowless).map((gap) => ({ ...gap, why: "monitor:offline" as const }));
  return [...rowless, ...isOffline]
    .sort((a, b) => a.from - b.from)
    .map(({ from, to, why }) => ({ from: after(start, from), to: after(start, to), why }));
}

/** In their order, without overlaps; those that touch are one. */
export function joined(stretches: readonly Stretch[]): Stretch[] {
  const all: { from: number; to: number }[] = [];
  for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else if (from < to) all.push({ from, to });
  }
  return all;
}

/** What is left of stretches; both in order and without overlaps. */
export function without(stretches: readonly Stretch[], others: readonly Stretch[]): Stretch[] {
  return stretches.flatMap(({ from, to }) => {
    const between = others.filter((other) => other.from < to && other.to > from);
    const starts = [from, ...between.map((other) => other.to)];
    const ends = [...between.map((other) => other.from), to];
    return starts.map((each, index) => ({ from: each, to: ends[index] ?? to })).filter((each) => each.from < each.to);
  });
}

/** A silence lasts as long as the row that has it holds. */
export function silencesOf(host: string, held: readonly Held[], start: Date): Silence[] {
  const all: { from: number; to: number; why: readonly string[] }[] = [];
  for (const { from, to, found } of held) {
    const [why, last] = [found.silenced, all.at(-1)];
    if (why.length === 0) continue;
    if (last?.why.join("+") === why.join("+") && last.to === from) last.to = to;
    else all.push({ from, to, why });
  }
  return all.map(({ from, to, why }) => ({ from: after(start, from), to: after(start, to), host, why }));
}

function after(start: Date, seconds: number): Date {
  return new Date(start.getTime() + seconds * 1000);
}
