/**
 * The numbers of some rows of a host, side by side, until they are counted. What the columns of all hosts have lies far apart
 * in memory, and a row of one host after another would wait for all of it: like this, it comes once for many rows. Pure.
 */
import type { MonthRow } from "../../store/row-reader.ts";
import { noNumber, plainOf } from "./cell-bytes.ts";

const mostRows = 64;

export class GatheredRows {
  size = 0;
  readonly #numbers: readonly number[];
  /** As `plainOf` has them, row by row. */
  readonly #plain: Int32Array;
  readonly #spans = new Int32Array(mostRows);

  /** `numbers`: which cells of a row are numbers. */
  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
    this.#plain = new Int32Array(mostRows * numbers.length);
  }

  get isFull(): boolean {
    return this.size === mostRows;
  }

  get spans(): Int32Array {
    return this.#spans;
  }

  /** Whether some cells of the row are neither empty nor plain numbers. */
  add({ bytes, starts }: MonthRow, span: number): boolean {
    const numbers = this.#numbers;
    const plainNumbers = this.#plain;
    const first = this.size * numbers.length;
    let isUnusual = false;
    for (let index = 0; index < numbers.length; index += 1) {
      const cell = numbers[index] ?? 0;
      const start = starts[cell] ?? 0;
      const end = (starts[cell + 1] ?? 0) - 1;
      const plain = start === end ? noNumber : plainOf(bytes, start, end);
      plainNumbers[first + index] = plain;
      if (plain === noNumber && start !== end) isUnusual = true;
    }
    this.#spans[this.size] = span;
    this.size += 1;
    return isUnusual;
  }

  /** The numbers of the rows' cells of that index in `numbers`, `noNumber` among them. Good until it is called again. */
  column(index: number): Int32Array {
    const width = this.#numbers.length;
    for (let row = 0, at = index; row < this.size; row += 1, at += width) column[row] = this.#plain[at] ?? noNumber;
    return column;
  }
}

const column = new Int32Array(mostRows);
