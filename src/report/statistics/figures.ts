/** The numbers of a host's rows. Pure. */
import { type ColumnKey, columnTable } from "../../row/columns.ts";
import type { Row } from "../../row/row.ts";

/** Numbers of one column, and when: seconds since the start of the month. */
export interface Figures {
  readonly values: number[];
  readonly seconds: number[];
}

function noFigures(): Figures {
  return { values: [], seconds: [] };
}

/** Rows of the same columns. */
interface Chunk {
  readonly columns: readonly ColumnKey[];
  readonly keys: readonly ColumnKey[];
  readonly seconds: number[];
  /** Row after row, in the order of the keys; NaN where it is not known. */
  readonly values: Float64Array;
}

const rowsOfChunk = 256;

/** Row after row in memory, as they come, and column by column when they are asked for: what lies together is quick. */
export class FigureRows {
  readonly #chunks: Chunk[] = [];
  readonly #isWanted: (key: ColumnKey) => boolean;

  constructor(isWanted: (key: ColumnKey) => boolean) {
    this.#isWanted = isWanted;
  }

  add(row: Row, second: number): void {
    const { keys, seconds, values } = this.#chunkFor(row);
    const first = seconds.push(second) * keys.length - keys.length;
    for (let index = 0; index < keys.length; index += 1) {
      const value = row[keys[index] ?? "pingMs"];
      values[first + index] = typeof value === "number" ? value : Number.NaN;
    }
  }

  /** The columns that some row could have. */
  get keys(): ReadonlySet<ColumnKey> {
    return new Set(this.#chunks.flatMap(({ keys }) => keys));
  }

  of(key: ColumnKey): Figures {
    const figures = noFigures();
    for (const { keys, seconds, values } of this.#chunks) {
      const column = keys.indexOf(key);
      if (column === -1) continue;
      for (const [row, second] of seconds.entries()) {
        const value = values[row * keys.length + column] ?? Number.NaN;
        if (Number.isNaN(value)) continue;
        figures.values.push(value);
        figures.seconds.push(second);
      }
    }
    return figures;
  }

  #chunkFor({ columns }: Row): Chunk {
    const last = this.#chunks.at(-1);
    if (last?.columns === columns && last.seconds.length < rowsOfChunk) return last;
    const keys = columns.filter((key) => isFigure(key) && this.#isWanted(key));
    const chunk = { columns, keys, seconds: [], values: new Float64Array(keys.length * rowsOfChunk) };
    this.#chunks.push(chunk);
    return chunk;
  }
}

function isFigure(key: ColumnKey): boolean {
  const { month, value } = columnTable[key];
  return month === "statistics" && value.kind === "number";
}

/** The numbers of a cell that has several, each place on its own. */
export class FigureLists {
  readonly places: Figures[] = [];

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
