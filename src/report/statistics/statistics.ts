/**
 * Statistics of one column of one host. Numbers that lie close together are counted; of others no more than a bound is kept,
 * and beyond it percentiles take further readings. Pure.
 */
import { Brackets } from "./brackets.ts";
import { valueOfPlain } from "./cell-bytes.ts";
import { Counts, type Distinct } from "./counts.ts";
import type { GatheredColumn } from "./gathered-rows.ts";
import type { ColumnStatistics } from "./month-model.ts";
import { interpolate, positionOf, valuesOfRanks } from "./quantiles.ts";
import { Sums } from "./sums.ts";

/** More than a month every 15 minutes has: 32 KiB. */
export const mostKept = 4096;
const fewestKept = 16;
const percents = [50, 95] as const;
const nothingKept = new Float64Array(0);
const unknown = { mean: undefined, stdev: undefined, min: undefined, p50: undefined, p95: undefined, max: undefined };

/** Takes numbers one by one until it is first asked for a figure. */
export class Values {
  readonly #counts = new Counts();
  readonly #sums = new Sums();
  /** Those that are not counted, as far as they are not in the sums. */
  #kept = nothingKept;
  #size = 0;
  #others = 0;
  /** What is counted, once it is known that nothing more comes. */
  #distinct: Distinct | undefined;
  readonly #most: number;

  constructor(most = mostKept) {
    this.#most = most;
  }

  /** A number as `plainOf` has it. */
  addPlain(plain: number): void {
    if (!this.#counts.add(plain)) this.add(valueOfPlain(plain));
  }

  addAll(column: GatheredColumn): void {
    const { plain, first, end } = column;
    // Mostly all of them at once.
    for (let at = this.#counts.addAll(column, first); at < end; at = this.#counts.addAll(column, at + 1))
      this.addPlain(plain[at] ?? 0);
  }

  add(value: number): void {
    if (this.#size === this.#kept.length) this.#makeRoom();
    this.#kept[this.#size] = value;
    this.#size += 1;
    this.#others += 1;
  }

  get n(): number {
    return this.#counts.n + this.#others;
  }

  /** Whether there are numbers that are neither counted nor kept: then percentiles take further readings. */
  get isWide(): boolean {
    return this.#others > this.#most;
  }

  get mean(): number | undefined {
    return this.#closed().mean;
  }

  /** What finds the percentiles of wide values. */
  brackets(): Brackets {
    const { min, max } = this.#closed();
    return new Brackets(this.#ranks(), min, max);
  }

  /** `found`: for wide values, by rank. */
  statistics(rows: number, found?: ReadonlyMap<number, number>): ColumnStatistics {
    const { n } = this;
    const nulls = rows - n;
    if (n === 0) return { n, nulls, ...unknown };
    const { mean, stdev, min, max } = this.#closed();
    const byRank = this.isWide
      ? found
      : valuesOfRanks(this.#ranks(), this.#distinct ?? this.#counts.distinct(), this.#sorted());
    const [p50, p95] = percents.map((percent) => {
      const position = positionOf(percent, n);
      const [lower, upper] = [byRank?.get(position.rank), byRank?.get(position.rank + 1)];
      return lower === undefined ? undefined : interpolate(lower, upper ?? lower, position);
    });
    return { n, nulls, mean, stdev, min, p50, p95, max };
  }

  /** Those between which the percentiles lie, in ascending order. */
  #ranks(): number[] {
    const ranks = percents.map((percent) => positionOf(percent, this.n).rank);
    return [...new Set(ranks.flatMap((rank) => [rank, Math.min(rank + 1, this.n - 1)]))];
  }

  #sorted(): Float64Array {
    return this.#kept.subarray(0, this.#size).sort();
  }

  #makeRoom(): void {
    const { length } = this.#kept;
    if (length < this.#most) {
      const kept = new Float64Array(Math.min(this.#most, Math.max(fewestKept, length * 4)));
      kept.set(this.#kept);
      this.#kept = kept;
    } else {
      this.#sums.add(this.#kept);
      this.#size = 0;
    }
  }

  #closed(): Sums {
    if (this.#distinct === undefined) {
      this.#distinct = this.#counts.distinct();
      const { values, counts } = this.#distinct;
      if (values.length > 0) this.#sums.add(values, counts);
      if (this.#size > 0) this.#sums.add(this.#kept.subarray(0, this.#size));
    }
    return this.#sums;
  }
}
