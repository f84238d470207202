/** Rows of a host until they are counted: their numbers side by side, as `plainOf` has them. Pure. */
import { noNumber } from "./cell-bytes.ts";
import type { RowLog } from "./row-log.ts";

const [secondAt, spanAt, verdictAt, firstNumber] = [0, 1, 2, 3];

export class GatheredRows {
  size = 0;
  readonly #most: number;
  /** From one row to the next. */
  readonly #width: number;
  readonly #cells: Int32Array;

  /** `numbers`: of a row. */
  constructor(most: number, numbers: number) {
    this.#most = most;
    this.#width = firstNumber + numbers;
    this.#cells = new Int32Array(most * this.#width);
  }

  get isFull(): boolean {
    return this.size === this.#most;
  }

  add(second: number, span: number, verdict: number): void {
    const at = this.size * this.#width;
    this.#cells[at + secondAt] = second;
    this.#cells[at + spanAt] = span;
    this.#cells[at + verdictAt] = verdict;
    this.size += 1;
  }

  /** A number of the row that was added last. */
  set(index: number, plain: number): void {
    this.#cells[(this.size - 1) * this.#width + firstNumber + index] = plain;
  }

  numberAt(row: number, index: number): number {
    return this.#cells[row * this.#width + firstNumber + index] ?? noNumber;
  }

  spanAt(row: number): number {
    return this.#cells[row * this.#width + spanAt] ?? 0;
  }

  addTo(log: RowLog): void {
    for (let row = 0; row < this.size; row += 1) {
      const at = row * this.#width;
      log.add(this.#cells[at + secondAt] ?? 0, this.#cells[at + verdictAt] ?? 0);
    }
  }
}
