/**
 * How often each number occurs, of plain numbers that lie close together: those of a month mostly do, and then counts take
 * less room than the numbers, however many there are. Pure.
 */

/** 32 KiB. */
const widest = 8192;
const narrowest = 16;

export interface Distinct {
  /** In ascending order. */
  readonly values: Float64Array;
  readonly counts: Uint32Array;
}

export class Counts {
  n = 0;
  /** Of numbers of so many decimals, from that of the digits `base` on. */
  #counts = new Uint32Array(0);
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

  distinct(): Distinct {
    let size = 0;
    for (let index = 0; index < this.#counts.length; index += 1) if (this.#counts[index] !== 0) size += 1;
    const found = { values: new Float64Array(size), counts: new Uint32Array(size) };
    const divisor = 10 ** this.#decimals;
    for (let [index, next] = [0, 0]; next < size; index += 1) {
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
    const digits = (plain >> 2) * 10 ** (finer - decimals);
    if (this.#counts.length === 0) [this.#base, this.#decimals] = [digits, decimals];
    const scale = 10 ** (finer - this.#decimals);
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
