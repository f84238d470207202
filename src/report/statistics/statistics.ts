/** Statistics of one column of one host: values are taken one by one, and no more than a bound of them is kept. Pure. */
import { Brackets } from "./brackets.ts";
import {
  add,
  difference,
  type Exact,
  productError,
  quotient,
  square,
  squareRoot,
  sumError,
  zero,
} from "./exact-sum.ts";
import type { ColumnStatistics } from "./month-model.ts";
import { interpolate, percentileOf, positionOf } from "./quantiles.ts";

/** More than a month every 15 minutes has: 32 KiB. */
export const mostKept = 4096;
/** Whole numbers below this have squares of 40 bits, of which 4096 add up to no more than 53. */
const small = 2 ** 20;
const percents = [50, 95] as const;

export class Values {
  n = 0;
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;

  /** Deviations are taken from the first value: what is small has more digits. */
  #first = 0;
  readonly #sum = zero();
  readonly #squares = zero();
  /** None as long as all values are the same. */
  #kept: Float64Array | undefined;
  #size = 0;
  /** How many of the kept ones the sums have. */
  #folded = 0;
  readonly #most: number;

  constructor(most = mostKept) {
    this.#most = most;
  }

  add(value: number): void {
    const kept = this.#kept;
    if (kept === undefined || this.#size === kept.length) this.#prepare(value);
    if (this.#kept !== undefined) {
      this.#kept[this.#size] = value;
      this.#size += 1;
    }
    this.n += 1;
  }

  /** Whether not all values are kept: then percentiles take further passes. */
  get isWide(): boolean {
    return this.#kept !== undefined && this.n > this.#most;
  }

  get mean(): number | undefined {
    this.#fold();
    return this.n === 0 ? undefined : meanOf(this.#first, this.#sum, this.n);
  }

  /** What finds the percentiles of wide values. */
  brackets(): Brackets {
    this.#fold();
    const ranks = percents.map((percent) => positionOf(percent, this.n).rank);
    return new Brackets([...new Set(ranks.flatMap((rank) => [rank, rank + 1]))], this.min, this.max);
  }

  /** `found`: for wide values, by rank. */
  statistics(rows: number, found?: ReadonlyMap<number, number>): ColumnStatistics {
    const { n } = this;
    const nulls = rows - n;
    const none = undefined;
    if (n === 0) return { n, nulls, mean: none, stdev: none, min: none, p50: none, p95: none, max: none };
    const { mean } = this;
    const stdev = n < 2 ? none : stdevOf(this.#sum, this.#squares, n);
    const [p50, p95] = percents.map((percent) => this.#percentile(percent, found));
    return { n, nulls, mean, stdev, min: this.min, p50, p95, max: this.max };
  }

  #percentile(percent: number, found: ReadonlyMap<number, number> | undefined): number | undefined {
    if (this.#kept === undefined) return this.#first;
    if (!this.isWide) return percentileOf(this.#kept, this.n, percent);
    const position = positionOf(percent, this.n);
    const [lower, upper] = [found?.get(position.rank), found?.get(position.rank + 1)];
    return lower === undefined || upper === undefined ? undefined : interpolate(lower, upper, position);
  }

  #prepare(value: number): void {
    if (this.n === 0) this.#first = value;
    if (this.#kept !== undefined) this.#makeRoom(this.#kept);
    else if (value !== this.#first) this.#keepSame();
  }

  /** All values so far were the first, from which they do not deviate: the sums know them as they are. */
  #keepSame(): void {
    const length = Math.min(this.#most, Math.max(256, 2 ** Math.ceil(Math.log2(this.n + 1))));
    this.#kept = new Float64Array(length);
    [this.min, this.max] = [this.#first, this.#first];
    if (this.n < length) this.#size = this.n;
    this.#kept.fill(this.#first, 0, this.#size);
    this.#folded = this.#size;
  }

  #makeRoom(kept: Float64Array): void {
    if (kept.length < this.#most) {
      this.#kept = new Float64Array(Math.min(this.#most, kept.length * 4));
      this.#kept.set(kept);
    } else {
      this.#fold();
      [this.#size, this.#folded] = [0, 0];
    }
  }

  /** Counts what is kept into the sums. */
  #fold(): void {
    if (this.#kept === undefined) [this.min, this.max] = [this.#first, this.#first];
    else if (this.#folded < this.#size) {
      const values = this.#kept.subarray(this.#folded, this.#size);
      this.#folded = this.#size;
      if (this.#widen(values)) foldWhole(values, this.#first, this.#sum, this.#squares);
      else foldAny(values, this.#first, this.#sum, this.#squares);
    }
  }

  /** Whether plain sums of the deviations and their squares are exact. */
  #widen(values: Float64Array): boolean {
    const first = this.#first;
    let { min, max } = this;
    let isWhole = first % 1 === 0;
    for (let index = 0; index < values.length; index += 1) {
      const value = values[index] ?? 0;
      if (value < min) min = value;
      if (value > max) max = value;
      if (value % 1 !== 0) isWhole = false;
    }
    [this.min, this.max] = [min, max];
    return isWhole && max - first < small && first - min < small;
  }
}

function foldWhole(values: Float64Array, first: number, sum: Exact, squares: Exact): void {
  let total = 0;
  let ofSquares = 0;
  for (let index = 0; index < values.length; index += 1) {
    const deviation = (values[index] ?? 0) - first;
    total += deviation;
    ofSquares += deviation * deviation;
  }
  add(sum, total);
  add(squares, ofSquares);
}

/** `add` and `addProduct` with the sums in variables, which spares an object for each value. */
function foldAny(values: Float64Array, first: number, sum: Exact, squares: Exact): void {
  let { high, low } = sum;
  let { high: squaresHigh, low: squaresLow } = squares;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? 0;
    const deviation = value - first;
    const rest = sumError(value, -first, deviation);
    const total = high + deviation;
    low += sumError(high, deviation, total) + rest;
    high = total;
    const squared = deviation * deviation;
    const ofSquares = squaresHigh + squared;
    squaresLow += sumError(squaresHigh, squared, ofSquares) + productError(deviation, deviation, squared);
    squaresLow += 2 * deviation * rest;
    squaresHigh = ofSquares;
  }
  Object.assign(sum, { high, low });
  Object.assign(squares, { high: squaresHigh, low: squaresLow });
}

function meanOf(first: number, sum: Exact, n: number): number {
  const { high, low } = quotient(sum, n);
  const mean = { high: first, low: 0 };
  add(mean, high);
  return mean.high + (mean.low + low);
}

function stdevOf(sum: Exact, squares: Exact, n: number): number {
  return squareRoot(quotient(difference(squares, quotient(square(sum), n)), n - 1));
}
