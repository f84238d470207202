/** Figures of a month as a person reads them: fractions, durations and days. Pure. */
import * as words from "../words/duration.ts";
import * as instants from "../words/instant.ts";

export { monthWords } from "../words/instant.ts";

/**
 * `99.93 %`, `97.4 %`, `100 %`; `no data` for undefined. Rounded down, so that only what never failed is 100 %, and never
 * to nothing.
 */
export function percentWords(fraction: number | undefined): string {
  if (fraction === undefined || Number.isNaN(fraction)) return "no data";
  if (fraction >= 1) return "100 %";
  if (fraction <= 0) return "0 %";
  const decimals = fraction >= 0.99 ? 2 : 1;
  const units = 100 * 10 ** decimals;
  // The little extra undoes 0.57 × 1000 = 569.9999…
  const whole = Math.min(units - 1, Math.max(1, Math.floor(fraction * units + 1e-6)));
  return `${(whole / 10 ** decimals).toFixed(decimals)} %`;
}

/** `45 s`, `12 min`, `2 h 5 min`, `3 days 4 h`: two units at most, the rest cut off. */
export function durationWords(seconds: number): string {
  return words.durationWords(seconds * 1000);
}

/** `14 May`, and `14 May 2027` in another year than `near`'s. */
export function dayWords(time: Date, near: Date): string {
  return instants.dayWords(time, instants.utcClock(near));
}

/** `14 Oct 03:10`. All times are UTC: the page and the mail say so once. */
export function dayAndTime(time: Date, near: Date): string {
  return instants.instantWords(time, instants.utcClock(near));
}
