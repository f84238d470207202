/**
 * The numbers of some rows of a host until they are counted. What the columns of all hosts have lies far apart in memory, and
 * a row of one host after another would wait for all of it: like this it is fetched once for many rows. Pure.
 */
import type { MonthRow } from "../../store/row-reader.ts";
import { noNumber, plainOf } from "./cell-bytes.ts";

const mostRows = 64;

/** Numbers of one column, of rows one after another. */
export interface GatheredColumn {
  /** From `first` up to, not including, `end`: as `plainOf` has them, `noNumber` among them. */
  readonly plain: Int32Array;
  readonly first: number;
  readonly end: number;
  /** Of the rows, from 0 on. */
  readonly spans: Int32Array;
}

export class GatheredRows {
  size = 0;
  readonly seconds = new Int32Array(mostRows);
  readonly verdicts = new Int32Array(mostRows);
  readonly #spans = new Int32Array(mostRows);
  readonly #cells: readonly number[];
  /** Column by column. */
  readonly #plain: Int32Array;

  /** `cells`: which of a row's are numbers. */
  constructor(cells: readonly number[]) {
    this.#cells = cells;
    this.#plain = new Int32Array(mostRows * cells.length);
  }

  get isFull(): boolean {
    return this.size === mostRows;
  }

  /** Returns whether it has cells among its numbers that are neither empty nor plain. */
  add(row: MonthRow, span: number, verdict: number): boolean {
    this.seconds[this.size] = row.second;
    this.verdicts[this.size] = verdict;
    this.#spans[this.size] = span;
    this.size += 1;
    return this.#read(row.bytes, row.starts, this.size - 1);
  }

  column(index: number): GatheredColumn {
    const first = index * mostRows;
    return { plain: this.#plain, first, end: first + this.size, spans: this.#spans };
  }

  #read(bytes: Uint8Array, starts: Int32Array, place: number): boolean {
    const cells = this.#cells;
    const plain = this.#plain;
    let isUnusual = false;
    for (let index = 0, at = place; index < cells.length; index += 1, at += mostRows) {
      const cell = cells[index] ?? 0;
      const start = starts[cell] ?? 0;
      const end = (starts[cell + 1] ?? 0) - 1;
      const number = start === end ? noNumber : plainOf(bytes, start, end);
      plain[at] = number;
      if (number === noNumber && start !== end) isUnusual = true;
    }
    return isUnusual;
  }
}
