/** Means over equal spans of a month, for pictures. Pure. */

/** Four a day: 112 to 124 points a month, as many as a picture has room for. */
export const spanSeconds = 6 * 3600;

export class Series {
  readonly #sums: Float64Array;
  readonly #counts: Uint32Array;

  constructor(spans: number) {
    this.#sums = new Float64Array(spans);
    this.#counts = new Uint32Array(spans);
  }

  add(span: number, value: number): void {
    this.#sums[span] = (this.#sums[span] ?? 0) + value;
    this.#counts[span] = (this.#counts[span] ?? 0) + 1;
  }

  means(): (number | undefined)[] {
    return Array.from(this.#sums, (sum, span) => {
      const count = this.#counts[span] ?? 0;
      return count === 0 ? undefined : sum / count;
    });
  }
}
