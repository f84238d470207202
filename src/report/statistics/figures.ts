/** The numbers of a host's rows. Pure. */
import { type ColumnKey, columnTable } from "../../row/columns.ts";
import type { Row } from "../../row/row.ts";

export type Numbers = readonly number[] | Float64Array;

/** Numbers of one column, and when: seconds since the start of the month. */
export interface Figures {
  readonly values: Numbers;
  readonly seconds: Numbers;
}

/** To which numbers are added one by one. */
export interface OpenFigures extends Figures {
  readonly values: number[];
  readonly seconds: number[];
}

export function noFigures(): OpenFigures {
  return { values: [], seconds: [] };
}

/** Rows of the same columns, one after another. */
interface Chunk {
  readonly keys: readonly ColumnKey[];
  readonly seconds: number[];
  /** In the order of the keys; NaN where it is not known. */
  readonly values: Float64Array;
}

const rowsOfChunk = 64;

/**
 * Columns of numbers. Those of all hosts lie far apart in memory, and a row of one host after another would wait for all of
 * them: they are kept row by row, and made columns of in the end.
 */
export class FigureColumns {
  /** Those that the files have. */
  readonly keys = new Set<ColumnKey>();
  readonly #isWanted: (key: ColumnKey) => boolean;
  readonly #chunks: Chunk[] = [];
  #columns: readonly ColumnKey[] = [];
  #open: Chunk = { keys: [], seconds: [], values: new Float64Array(0) };

  constructor(isWanted: (key: ColumnKey) => boolean) {
    this.#isWanted = isWanted;
  }

  add(row: Row, second: number): void {
    if (row.columns !== this.#columns)
      this.#openChunk(row.columns.filter((key) => isFigure(key) && this.#isWanted(key)));
    else if (this.#open.seconds.length === rowsOfChunk) this.#openChunk(this.#open.keys);
    this.#columns = row.columns;
    const { keys, seconds, values } = this.#open;
    const first = seconds.length * keys.length;
    seconds.push(second);
    for (let index = 0; index < keys.length; index += 1) {
      const value = row[keys[index] ?? "pingMs"];
      values[first + index] = typeof value === "number" ? value : Number.NaN;
    }
  }

  of(key: ColumnKey): Figures {
    const chunks = [...this.#chunks, this.#open].filter(({ keys }) => keys.includes(key));
    const most = chunks.reduce((sum, { seconds }) => sum + seconds.length, 0);
    const [values, times] = [new Float64Array(most), new Float64Array(most)];
    let size = 0;
    for (const { keys, seconds, values: all } of chunks)
      for (let row = 0, at = keys.indexOf(key); row < seconds.length; row += 1, at += keys.length) {
        values[size] = all[at] ?? Number.NaN;
        times[size] = seconds[row] ?? 0;
        if (!Number.isNaN(values[size])) size += 1;
      }
    return { values: values.subarray(0, size), seconds: times.subarray(0, size) };
  }

  #openChunk(keys: readonly ColumnKey[]): void {
    this.#chunks.push(withoutUnknown(this.#open));
    for (const key of keys) this.keys.add(key);
    this.#open = { keys, seconds: [], values: new Float64Array(keys.length * rowsOfChunk) };
  }
}

/** Most hosts have numbers in half of the columns. */
function withoutUnknown({ keys, seconds, values }: Chunk): Chunk {
  const isKnown = (column: number) => {
    for (let at = column; at < seconds.length * keys.length; at += keys.length)
      if (!Number.isNaN(values[at] ?? Number.NaN)) return true;
    return false;
  };
  const known = [...keys.keys()].filter(isKnown);
  const packed = new Float64Array(seconds.length * known.length);
  let place = 0;
  for (let row = 0; row < seconds.length; row += 1)
    for (const column of known) {
      packed[place] = values[row * keys.length + column] ?? Number.NaN;
      place += 1;
    }
  return { keys: keys.filter((_, column) => known.includes(column)), seconds, values: packed };
}

function isFigure(key: ColumnKey): boolean {
  const { month, value } = columnTable[key];
  return month === "statistics" && value.kind === "number";
}

/** The numbers of a cell that has several, each place on its own. */
export class FigureLists {
  readonly places: OpenFigures[] = [];

  add(values: readonly (number | undefined)[], second: number): void {
    for (const [index, value] of values.entries()) {
      const figures = this.places[index] ?? noFigures();
      this.places[index] = figures;
      if (value === undefined) continue;
      figures.values.push(value);
      figures.seconds.push(second);
    }
  }
}
