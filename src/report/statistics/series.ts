/** Means over equal spans of a month, for pictures. Pure. */
import { noNumber, valueOfPlain } from "./cell-bytes.ts";
import type { GatheredColumn } from "./gathered-rows.ts";

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

  addAll({ plain, first, end, spans }: GatheredColumn): void {
    for (let at = first; at < end; at += 1) {
      const number = plain[at] ?? noNumber;
      if (number !== noNumber) this.add(spans[at - first] ?? 0, valueOfPlain(number));
    }
  }

  means(): (number | undefined)[] {
    return Array.from(this.#sums, (sum, span) => {
      const count = this.#counts[span] ?? 0;
      return count === 0 ? undefined : sum / count;
    });
  }
}
