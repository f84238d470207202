/** The times of rows, read from bytes: `2026-11-22T21:32:05Z`. Pure. */

export interface Month {
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  readonly days: number;
}

export function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

const timeLength = 20;

/** Reads times. Remembers the last one, because the rows of a run have the same time. */
export class RowTimes {
  readonly #month: Month;
  readonly #latest = new Uint8Array(timeLength);
  #second: number | undefined;

  constructor(month: Month) {
    this.#month = month;
  }

  /** Seconds since the month began; -1 for a time of another month, undefined for what is no time. */
  secondOf(bytes: Uint8Array, start: number, end: number): number | undefined {
    if (end - start !== timeLength) return undefined;
    const latest = this.#latest;
    let index = timeLength - 1;
    while (index >= 0 && bytes[start + index] === latest[index]) index -= 1;
    if (index < 0) return this.#second;
    latest.set(bytes.subarray(start, end));
    this.#second = secondOf(bytes, start, this.#month);
    return this.#second;
  }
}

function secondOf(bytes: Uint8Array, start: number, month: Month): number | undefined {
  if (!isPunctuated(bytes, start)) return undefined;
  const year = pair(bytes, start) * 100 + pair(bytes, start + 2);
  const monthNumber = pair(bytes, start + 5);
  const day = pair(bytes, start + 8);
  const hour = pair(bytes, start + 11);
  const minute = pair(bytes, start + 14);
  const second = pair(bytes, start + 17);
  if (!(year >= 0 && hour < 24 && minute < 60 && second < 60)) return undefined;
  const isOfMonth = year === month.year && monthNumber === month.month;
  if (!isOfMonth) return isDay(year, monthNumber, day) ? -1 : undefined;
  if (!(day >= 1 && day <= month.days)) return undefined;
  // Makes it an integer for the engine too, because its parts might be NaN.
  return (((day - 1) * 24 + hour) * 3600 + minute * 60 + second) | 0;
}

function isDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

/** `----` + `-` + `--` + `-` + … */
function isPunctuated(bytes: Uint8Array, start: number): boolean {
  return (
    bytes[start + 4] === 0x2d &&
    bytes[start + 7] === 0x2d &&
    bytes[start + 10] === 0x54 &&
    bytes[start + 13] === 0x3a &&
    bytes[start + 16] === 0x3a &&
    bytes[start + 19] === 0x5a
  );
}

/** Two digits; NaN for anything else. */
function pair(bytes: Uint8Array, start: number): number {
  const tens = (bytes[start] ?? 0) - 0x30;
  const ones = (bytes[start + 1] ?? 0) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}
