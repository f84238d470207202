/** A typed row from cells by the names of their columns, as the store reads it from a file with all columns of its type. */
import type { HostType } from "../../src/inventory/host.ts";
import { headerOf, type Row, rowReader } from "../../src/row/row.ts";

export type RowCells = Readonly<Record<string, string | number>>;

const readers = new Map<HostType, ReturnType<typeof rowReader>>();

export function typedRow(time: Date, host: string, cells: RowCells, type: HostType = "node"): Row {
  const header = headerOf(type);
  const read = readers.get(type) ?? rowReader(type, header);
  readers.set(type, read);
  const stamp = `${time.toISOString().slice(0, 19)}Z`;
  return read(
    stamp,
    host,
    header.map((name) => String(cells[name] ?? "")),
  );
}
