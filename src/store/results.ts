/** The rows of month files, as text in and text out: reading them, and adding rows without losing or doubling one. */
import type { HostType } from "../inventory/host.ts";
import { type CsvTable, corrupt, formatCsv, readCsv } from "./csv.ts";
import { readMonthFileName } from "./month-file.ts";
import { isSeedText, readSeed } from "./seed.ts";

/** Rows to add to one month file. The first columns are `time` and `host`; every row has a cell for every column. */
export interface Table {
  readonly type: HostType;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A row as readers see it: columns by name, whatever their order in the file. */
export interface Row {
  /** Start of the run. */
  readonly time: Date;
  readonly host: string;
  readonly type: HostType;
  /** Every column of the file, `time` and `host` included. Unknown is "". */
  readonly cells: ReadonlyMap<string, string>;
}

/** A row of a file before its cells are given their names. */
export interface RawRow {
  /** As in the file: `2026-11-22T21:32:05Z`, which sorts as the times do. */
  readonly time: string;
  readonly host: string;
  readonly cells: readonly string[];
}

interface RawTable {
  readonly header: readonly string[];
  readonly rows: Iterable<RawRow>;
}

/**
 * The text of a month file with the table's rows in it. Rows that are there already (same time, same host) stay as they
 * are. New rows at the end leave every old byte alone; late rows, new columns and a file of the seed's mean that the file
 * is written anew, in time order, with new columns last.
 */
export function mergeRows(existing: string | undefined, table: Table, fileName: string): string {
  if (existing === undefined) return formatCsv([table.header, ...sortByTime(distinct(table))]);
  const { missing, newest } = compare(existing, table, fileName);
  if (missing.length === 0) return existing;
  const header = readTable(existing, fileName).header;
  const inPlace = !isSeedText(existing) && table.header.every((column) => header.includes(column));
  if (inPlace && missing.every((row) => timeOf(row) >= newest)) {
    const added = formatCsv(missing.map((row) => arrange(row, table.header, header)));
    return existing + (existing.endsWith("\n") ? "" : "\n") + added;
  }
  return rewrite(existing, { ...table, rows: missing }, fileName);
}

/** All rows of a month file's text. `fileName` tells the type, and for the seed's files the month. */
export function readRows(text: string, fileName: string): Row[] {
  const { header, rows } = readTable(text, fileName);
  const type = typeOf(fileName);
  return Array.from(rows, (row) => nameCells(row, header, type));
}

/** The rows of a month file's text one by one, ours and the seed's alike. Rows before `from` may be left out. */
export function readTable(text: string, fileName: string, from = ""): RawTable {
  if (isSeedText(text)) return checkRows(readSeed(text, fileName), fileName);
  return checkRows(readCsv(text, fileName, from), fileName);
}

export function nameCells(row: RawRow, header: readonly string[], type: HostType): Row {
  const cells = new Map(header.map((column, index) => [column, row.cells[index] ?? ""]));
  return { time: new Date(row.time), host: row.host, type, cells };
}

export function typeOf(fileName: string): HostType {
  const file = readMonthFileName(fileName);
  if (file === undefined) throw new Error(`${fileName}: is not named like a result file, such as node_2611.csv`);
  return file.type;
}

function checkRows(table: CsvTable, fileName: string): RawTable {
  const [time, host] = [table.header.indexOf("time"), table.header.indexOf("host")];
  if (time === -1 || host === -1) throw corrupt(fileName, 1, 1, "a header with the columns time and host expected");
  return { header: table.header, rows: checkTimes(table.rows, { time, host, fileName }) };
}

function* checkTimes(rows: CsvTable["rows"], at: { time: number; host: number; fileName: string }): Generator<RawRow> {
  for (const { line, cells } of rows) {
    const [time = "", host = ""] = [cells[at.time], cells[at.host]];
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(time) || Number.isNaN(Date.parse(time)))
      throw corrupt(at.fileName, line, at.time + 1, "a time such as 2026-11-22T21:32:05Z expected");
    if (host === "") throw corrupt(at.fileName, line, at.host + 1, "the host is missing");
    yield { time, host, cells };
  }
}

/** Goes through a file once: which of the table's rows it lacks, and its newest time. */
function compare(existing: string, table: Table, fileName: string): { missing: readonly string[][]; newest: string } {
  const missing = new Map(distinct(table).map((row) => [identity(timeOf(row), hostOf(row)), [...row]]));
  let newest = "";
  for (const { time, host } of readTable(existing, fileName).rows) {
    missing.delete(identity(time, host));
    if (time > newest) newest = time;
  }
  return { missing: sortByTime([...missing.values()]), newest };
}

function rewrite(existing: string, table: Table, fileName: string): string {
  const present = readTable(existing, fileName);
  // The seed's file had no header to keep: it gets ours.
  const [first, second] = isSeedText(existing) ? [table.header, present.header] : [present.header, table.header];
  const header = [...first, ...second.filter((column) => !first.includes(column))];
  const old = Array.from(present.rows, (row) => arrange(row.cells, present.header, header));
  const added = table.rows.map((row) => arrange(row, table.header, header));
  return formatCsv([header, ...sortBy([...old, ...added], header.indexOf("time"))]);
}

/** The cells of a row in the order of another header; columns it does not have are empty. */
function arrange(cells: readonly string[], from: readonly string[], to: readonly string[]): string[] {
  return to.map((column) => cells[from.indexOf(column)] ?? "");
}

/** The first row of each identity, in order. */
function distinct(table: Table): (readonly string[])[] {
  const seen = new Set<string>();
  return table.rows.filter((row) => {
    const id = identity(timeOf(row), hostOf(row));
    return !seen.has(id) && seen.add(id);
  });
}

/** Times are all of one length, so that no two pairs come to the same text. */
function identity(time: string, host: string): string {
  return time + host;
}

function timeOf(row: readonly string[]): string {
  return row[0] ?? "";
}

function hostOf(row: readonly string[]): string {
  return row[1] ?? "";
}

function sortByTime<Cells extends readonly string[]>(rows: readonly Cells[]): Cells[] {
  return sortBy(rows, 0);
}

/** Stable: rows of one run stay in their order. */
function sortBy<Cells extends readonly string[]>(rows: readonly Cells[], column: number): Cells[] {
  return rows.toSorted((a, b) => compareText(a[column] ?? "", b[column] ?? ""));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
