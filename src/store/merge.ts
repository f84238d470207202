/** Adds rows to the text of a month file, without losing or duplicating one. Pure. */
import type { HostType } from "../inventory/host.ts";
import { formatCsv, refuseDamage } from "./csv.ts";
import type { FileEnds } from "./file.ts";
import { readTable } from "./rows.ts";
import { isSeedText } from "./seed.ts";

/** Rows to add. The first columns are `time` and `host`; every row has a cell for every column. */
export interface Table {
  readonly type: HostType;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * The text of a month file with the table's rows in it. Rows that are there already (same time, same host) stay as they
 * are. New rows at the end leave every old byte alone; late rows, new columns and a file of the program before ours mean
 * that the file is written anew, in time order, with new columns last.
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

/**
 * What `mergeRows` adds at the end of a large file, told from its header and its last lines. undefined: the rows may be
 * there already in older lines, or do not belong at the end, or the lines cannot be read.
 */
export function appendedRows({ text }: FileEnds, tables: readonly Table[], fileName: string): string | undefined {
  const earliest = tables.flatMap(({ rows }) => rows.map(timeOf)).sort()[0] ?? "";
  const firstTime = text.slice(text.indexOf("\n") + 1).slice(0, earliest.length);
  if (!text.startsWith("time,") || text.includes('"') || firstTime >= earliest) return undefined;
  try {
    const merged = tables.reduce((whole, table) => mergeRows(whole, table, fileName), text);
    return merged.startsWith(text) ? merged.slice(text.length) : undefined;
  } catch {
    // The error is to name the line of the whole file.
    return undefined;
  }
}

/** Which of the table's rows a file lacks, and its newest time. Only its end is read, which a write may have left torn. */
function compare(existing: string, table: Table, fileName: string): { missing: readonly string[][]; newest: string } {
  const missing = new Map(distinct(table).map((row) => [identity(timeOf(row), hostOf(row)), [...row]]));
  const times = new Set(table.rows.map(timeOf));
  const reading = { onDamage: refuseDamage, from: [...times, lastTime(existing)].sort()[0] };
  let newest = "";
  for (const { time, host } of readTable(existing, fileName, reading).rows) {
    if (times.has(time)) missing.delete(identity(time, host));
    if (time > newest) newest = time;
  }
  return { missing: sortByTime([...missing.values()]), newest };
}

/** What the last line begins with. */
function lastTime(text: string): string {
  const start = text.lastIndexOf("\n", text.length - 2) + 1;
  return text.slice(start, start + "2026-11-22T21:32:05Z".length);
}

function rewrite(existing: string, table: Table, fileName: string): string {
  const present = readTable(existing, fileName);
  // A file of the Python program has no header, so it gets one.
  const [first, second] = isSeedText(existing) ? [table.header, present.header] : [present.header, table.header];
  const header = [...first, ...second.filter((column) => !first.includes(column))];
  const old = Array.from(present.rows, (row) => arrange(row.record.cells, present.header, header));
  const added = table.rows.map((row) => arrange(row, table.header, header));
  return formatCsv([header, ...sortBy([...old, ...added], header.indexOf("time"))]);
}

/** The cells of a row in the order of another header; columns it does not have are empty. */
function arrange(cells: readonly string[], from: readonly string[], to: readonly string[]): string[] {
  return to.map((column) => cells[from.indexOf(column)] ?? "");
}

/** The first row for each time and host, in order. */
function distinct(table: Table): (readonly string[])[] {
  const seen = new Set<string>();
  return table.rows.filter((row) => {
    const id = identity(timeOf(row), hostOf(row));
    return !seen.has(id) && seen.add(id);
  });
}

/** All times have the same length, so two pairs never give the same key. */
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
