/** Percentiles by linear interpolation between the closest ranks, exact to the last digit. Pure. */
import type { Distinct } from "./counts.ts";
import { addProduct, quotient, zero } from "./exact-sum.ts";

/** Where a percentile of n values lies: between the values of rank `rank` and the next, `hundredths` of the way. */
export interface Position {
  readonly rank: number;
  readonly hundredths: number;
}

/** Ranks from 0. Whole numbers throughout: 0.95 is no binary fraction, and would move the result. */
export function positionOf(percent: number, n: number): Position {
  const hundredths = (n - 1) * percent;
  return { rank: Math.floor(hundredths / 100), hundredths: hundredths % 100 };
}

/** Between the value of a position's rank and that of the next. */
export function interpolate(lower: number, upper: number, { hundredths }: Position): number {
  if (hundredths === 0 || lower === upper) return lower;
  const sum = zero();
  addProduct(sum, lower, 100 - hundredths);
  addProduct(sum, upper, hundredths);
  return quotient(sum, 100).high;
}

/** By rank, of counted numbers and others together. All in ascending order. */
export function valuesOfRanks(ranks: readonly number[], counted: Distinct, others: Float64Array): Map<number, number> {
  const { values, counts } = counted;
  const found = new Map<number, number>();
  let [index, other] = [0, 0];
  let below = 0;
  for (const rank of ranks)
    while (!found.has(rank)) {
      const isOther = index === values.length || (others[other] ?? Number.POSITIVE_INFINITY) < (values[index] ?? 0);
      const count = isOther ? 1 : (counts[index] ?? 0);
      if (rank < below + count) found.set(rank, (isOther ? others[other] : values[index]) ?? 0);
      else {
        below += count;
        if (isOther) other += 1;
        else index += 1;
      }
    }
  return found;
}

/** Of the first n values, at least one. Puts them in another order. */
export function percentileOf(values: Float64Array, n: number, percent: number): number {
  const position = positionOf(percent, n);
  const lower = select(values, n, position.rank);
  return position.hundredths === 0 ? lower : interpolate(lower, leastFrom(values, position.rank + 1, n), position);
}

/** The value of a rank, with smaller or equal ones before it and larger or equal ones behind (Hoare's quickselect). */
function select(values: Float64Array, n: number, rank: number): number {
  let [left, right] = [0, n - 1];
  while (left < right) {
    const pivot = middleOfThree(values[left] ?? 0, values[(left + right) >> 1] ?? 0, values[right] ?? 0);
    let low = left;
    let high = right;
    while (low <= high) {
      while ((values[low] ?? 0) < pivot) low += 1;
      while ((values[high] ?? 0) > pivot) high -= 1;
      if (low > high) break;
      const swapped = values[low] ?? 0;
      values[low] = values[high] ?? 0;
      values[high] = swapped;
      low += 1;
      high -= 1;
    }
    if (rank <= high) right = high;
    else if (rank >= low) left = low;
    else break;
  }
  return values[rank] ?? 0;
}

function middleOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

function leastFrom(values: Float64Array, start: number, end: number): number {
  let least = values[start] ?? 0;
  for (let index = start + 1; index < end; index += 1) {
    const value = values[index] ?? 0;
    if (value < least) least = value;
  }
  return least;
}
