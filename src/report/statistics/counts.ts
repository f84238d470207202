/**
 * How often each number occurs, of plain numbers that lie close together: those of a month mostly do, and then counts take
 * less room than the numbers, however many there are. Pure.
 */
import { noNumber, powerOfTen } from "./cell-bytes.ts";
import type { GatheredColumn } from "./gathered-rows.ts";

/** 32 KiB. */
const widest = 8192;
const narrowest = 16;
const nothing = new Uint32Array(0);

export interface Distinct {
  /** In ascending order. */
  readonly values: Float64Array;
  readonly counts: Uint32Array;
}

export class Counts {
  n = 0;
  /** Of numbers of so many decimals, from that of the digits `base` on. */
  #counts = nothing;
  #base = 0;
  #decimals = 0;

  /** `plain` as `plainOf` has it. False for what lies too far from the others to be counted. */
  add(plain: number): boolean {
    let at = (plain >> 2) - this.#base;
    if ((plain & 3) !== this.#decimals || at < 0 || at >= this.#counts.length) at = this.#placeOf(plain);
    if (at < 0) return false;
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
    this.n += 1;
    return true;
  }

  /** Goes on from `at` while there is room; returns where there is none, or the end. */
  addAll({ plain, end }: GatheredColumn, from: number): number {
    const counts = this.#counts;
    const base = this.#base;
    const decimals = this.#decimals;
    let at = from;
    let added = 0;
    for (; at < end; at += 1) {
      const number = plain[at] ?? noNumber;
      if (number === noNumber) continue;
      const place = (number >> 2) - base;
      if ((number & 3) !== decimals || place < 0 || place >= counts.length) break;
      counts[place] = (counts[place] ?? 0) + 1;
      added += 1;
    }
    this.n += added;
    return at;
  }

  distinct(): Distinct {
    let size = 0;
    for (let index = 0; index < this.#counts.length; index += 1) if (this.#counts[index] !== 0) size += 1;
    const found = { values: new Float64Array(size), counts: new Uint32Array(size) };
    const divisor = powerOfTen(this.#decimals);
    let next = 0;
    for (let index = 0; next < size; index += 1) {
      const count = this.#counts[index] ?? 0;
      if (count === 0) continue;
      found.values[next] = (this.#base + index) / divisor;
      found.counts[next] = count;
      next += 1;
    }
    return found;
  }

  /** -1 for none. Makes room where there is none yet. */
  #placeOf(plain: number): number {
    const decimals = plain & 3;
    const finer = Math.max(decimals, this.#decimals);
    const digits = (plain >> 2) * powerOfTen(finer - decimals);
    if (this.#counts.length === 0) [this.#base, this.#decimals] = [digits, decimals];
    const scale = powerOfTen(finer - this.#decimals);
    const [first, end] = [this.#base * scale, (this.#base + this.#counts.length) * scale];
    const wanted = Math.max(end, digits + 1) - Math.min(first, digits);
    if (wanted > widest) return -1;
    if (scale > 1 || digits < first || digits >= end) {
      const length = Math.max(narrowest, 2 ** Math.ceil(Math.log2(wanted)));
      // What grows in one direction will go on.
      this.#move(digits < first ? end - length : Math.min(first, digits), length, scale);
      this.#decimals = finer;
    }
    return digits - this.#base;
  }

  #move(base: number, length: number, scale: number): void {
    const moved = new Uint32Array(length);
    for (let index = 0; index < this.#counts.length; index += 1)
      moved[(this.#base + index) * scale - base] = this.#counts[index] ?? 0;
    this.#counts = moved;
    this.#base = base;
  }
}
