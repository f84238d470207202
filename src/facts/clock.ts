/**
 * What the host's clock said while we asked.
 *
 *     @server-monitor now 1795390924                     (date +%s)
 */
import { type Answer, onlyLine } from "./answer.ts";
import { askProc } from "./ask-proc.ts";
import type { Fact } from "./fact.ts";

/** Four digits are what a year has in the results. */
export const endOfYear9999 = 253_402_300_800;

/** Seconds since 1970. */
export const hostTime: Fact<number> = { types: ["node", "miner"], ask: askProc, since: 2, parse: hostSeconds };

export function hostSeconds(answer: Answer): number {
  const text = onlyLine(answer, "now");
  if (!/^\d{1,12}$/.test(text) || Number(text) >= endOfYear9999)
    throw new Error("date did not answer with a time that can be true");
  return Number(text);
}

/** Whole days between a time of the host's and its now. 0 where it lies ahead. */
export function daysSince(seconds: number, answer: Answer): number {
  return Math.max(0, Math.floor((hostSeconds(answer) - seconds) / 86_400));
}

/**
 * The least by which the host's clock is off, whole seconds: it was read at some moment between `fromMs` and `toMs` of ours,
 * and says whole seconds. 0 where it may be right.
 */
export function clockOffset(seconds: number, fromMs: number, toMs: number): number {
  const [first, last] = [Math.floor(fromMs / 1000), Math.floor(toMs / 1000)];
  if (seconds > last) return seconds - last;
  return seconds < first ? seconds - first : 0;
}
