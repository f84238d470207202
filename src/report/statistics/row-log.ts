/** When a host has rows, and what each found. Pure. */
import { bisectLeft, median, pairs } from "d3-array";
import type { Row } from "../../row/row.ts";
import { type HostState, isFailedPage, isPageUp, stateOf } from "../../row/state.ts";

/** What a row found, as far as availability is concerned. Rows one after another that found the same share one object. */
export interface Found {
  readonly state: HostState;
  /** undefined: no page was asked for. */
  readonly isPageUp: boolean | undefined;
  /** Of a page that answered with an error. */
  readonly status: number | undefined;
  readonly errors: readonly string[];
  readonly silenced: readonly string[];
}

/** Rows one after another that found the same, and for how long it holds. Seconds since the start of the month. */
export interface Held {
  readonly from: number;
  to: number;
  rows: number;
  readonly found: Found;
}

export class RowLog {
  readonly #seconds: number[] = [];
  readonly #found: Found[] = [];

  /** False where there is a row of that second. */
  add(second: number, row: Row): boolean {
    const place = second > this.newest ? this.size : bisectLeft(this.#seconds, second);
    if (this.#seconds[place] === second) return false;
    const found = foundIn(row, this.#found[place - 1]);
    if (place === this.size) {
      this.#seconds.push(second);
      this.#found.push(found);
    } else {
      this.#seconds.splice(place, 0, second);
      this.#found.splice(place, 0, found);
    }
    return true;
  }

  get size(): number {
    return this.#seconds.length;
  }

  get oldest(): number {
    return this.#seconds[0] ?? Number.NaN;
  }

  get newest(): number {
    return this.#seconds.at(-1) ?? Number.NEGATIVE_INFINITY;
  }

  /** Seconds from one row to the next; undefined below two rows. */
  medianInterval(): number | undefined {
    return median(pairs(this.#seconds, (second, next) => next - second));
  }

  /** What a row found holds until the next one, but not for longer than `longest`, nor beyond `end`. */
  held(longest: number, end: number): Held[] {
    const all: Held[] = [];
    for (const [index, from] of this.#seconds.entries()) {
      const found = this.#found[index];
      if (found === undefined) continue;
      const to = Math.min(this.#seconds[index + 1] ?? end, from + longest, end);
      const last = all.at(-1);
      if (last?.found === found && last.to === from) [last.to, last.rows] = [to, last.rows + 1];
      else all.push({ from, to, rows: 1, found });
    }
    return all;
  }
}

function foundIn(row: Row, before: Found | undefined): Found {
  const { errors, silenced } = row;
  const status = isFailedPage(row.httpCode) ? row.httpCode : undefined;
  const found = { state: stateOf(row), isPageUp: isPageUp(row), status, errors, silenced };
  return before !== undefined && isSame(before, found) ? before : found;
}

/** The lists of cells that are the same are one object mostly. */
function isSame(a: Found, b: Found): boolean {
  return (
    a.state === b.state &&
    a.isPageUp === b.isPageUp &&
    a.status === b.status &&
    a.errors === b.errors &&
    a.silenced === b.silenced
  );
}
