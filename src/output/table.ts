/** A table in a terminal: columns as wide as their widest cell. Where room is short, long cells take several lines. Cells are escaped. */
import { logText } from "../safe-text.ts";
import { broken, cellWidth } from "./wrap.ts";

export interface TextTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface Fit {
  readonly width: number;
  /** No column is made narrower than this; columns are left out instead. */
  readonly leastColumn: number;
  /** Titles of columns that are left out first, in this order; then those on the right. The first two always stay. */
  readonly leftOutFirst?: readonly string[];
  /** Changes how a cell looks, but not its width. */
  readonly style?: (cell: string, column: number) => string;
}

interface Fitted {
  readonly lines: readonly string[];
  /** Titles of the columns that there is no room for. */
  readonly leftOut: readonly string[];
}

const gap = "  ";

/** Lines of at most that width. */
export function fittedTable({ header, rows }: TextTable, fit: Fit): Fitted {
  let table: TextTable = { header, rows: rows.map((cells) => cells.map((cell) => logText(cell))) };
  const leftOut: string[] = [];
  for (;;) {
    const widths = widthsWithin(table, fit);
    if (widths !== undefined) return { lines: linesOf(table, widths, fit.style), leftOut };
    const title = leastNeeded(table, fit);
    leftOut.push(title);
    table = withoutColumn(table, table.header.indexOf(title));
  }
}

/** undefined: there is no room for all columns. */
function widthsWithin(table: TextTable, { width, leastColumn }: Fit): number[] | undefined {
  const natural = widthsOf(table);
  const widest = Math.max(...natural);
  const least = table.header.length > 2 ? Math.min(leastColumn, widest) : 1;
  for (let most = widest; most >= least; most -= 1) {
    const widths = natural.map((each) => Math.min(each, most));
    if (widths.reduce((sum, each) => sum + gap.length + each, -gap.length) <= width) return widths;
  }
  return table.header.length > 2 ? undefined : natural;
}

function widthsOf({ header, rows }: TextTable): number[] {
  return header.map((title, column) => Math.max(title.length, ...rows.map((cells) => cellWidth(cells[column] ?? ""))));
}

function leastNeeded({ header }: TextTable, { leftOutFirst = [] }: Fit): string {
  return leftOutFirst.find((title) => header.includes(title)) ?? header.at(-1) ?? "";
}

function withoutColumn({ header, rows }: TextTable, column: number): TextTable {
  const without = (cells: readonly string[]) => cells.filter((_, index) => index !== column);
  return { header: without(header), rows: rows.map(without) };
}

function linesOf({ header, rows }: TextTable, widths: readonly number[], style: Fit["style"]): string[] {
  const titles = header.map((title) => title.toUpperCase());
  return [...rowLines(titles, widths), ...rows.flatMap((cells) => rowLines(cells, widths, style))];
}

function rowLines(cells: readonly string[], widths: readonly number[], style: Fit["style"] = (cell) => cell): string[] {
  const pieces = cells.map((cell, column) => broken(cell, widths[column] ?? 0));
  const height = Math.max(...pieces.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) =>
    pieces
      .map((lines, column) => {
        const piece = lines[line] ?? "";
        return style(piece, column) + " ".repeat(Math.max(0, (widths[column] ?? 0) - cellWidth(piece)));
      })
      .join(gap)
      .trimEnd(),
  );
}
