/**
 * When a host has rows, and what each found, in time order whatever their order in the files: four bytes a row. A month
 * has no more than 2.7 million seconds, and of a host and a second only the first row counts. Pure.
 */

/** What a row found: up, nothing (the monitor was offline), or down for the reason of that number. */
export const [up, unknown, firstReason] = [0, 1, 2];
const verdictBits = 10;
/** Reasons beyond are taken for this one. */
export const lastReason = 2 ** verdictBits - 1;

export class RowLog {
  #entries = new Uint32Array(64);
  size = 0;

  /** False where there is a row of that second. */
  add(second: number, verdict = up): boolean {
    const place = this.size === 0 || second > this.secondAt(this.size - 1) ? this.size : this.#placeOf(second);
    if (place < this.size && this.secondAt(place) === second) return false;
    if (this.size === this.#entries.length) this.#grow();
    if (place < this.size) this.#entries.copyWithin(place + 1, place, this.size);
    this.#entries[place] = (second << verdictBits) | verdict;
    this.size += 1;
    return true;
  }

  has(second: number): boolean {
    const place = this.#placeOf(second);
    return place < this.size && this.secondAt(place) === second;
  }

  secondAt(index: number): number {
    return (this.#entries[index] ?? 0) >>> verdictBits;
  }

  verdictAt(index: number): number {
    return (this.#entries[index] ?? 0) & lastReason;
  }

  get newest(): number {
    return this.size === 0 ? -1 : this.secondAt(this.size - 1);
  }

  /** Seconds from each row to the next. */
  intervals(): Float64Array {
    const intervals = new Float64Array(Math.max(0, this.size - 1));
    for (let index = 0; index < intervals.length; index += 1)
      intervals[index] = this.secondAt(index + 1) - this.secondAt(index);
    return intervals;
  }

  /** The first entry that is not earlier. */
  #placeOf(second: number): number {
    let [low, high] = [0, this.size];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.secondAt(middle) < second) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #grow(): void {
    const larger = new Uint32Array(this.#entries.length * 2);
    larger.set(this.#entries);
    this.#entries = larger;
  }
}
