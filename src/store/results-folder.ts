/** The results folder: month files read, asked for their newest rows, and added to. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { isoSeconds } from "../check-result.ts";
import type { HostType } from "../inventory/host.ts";
import { fileError, listFolder, readIfPresent, writeDurably } from "./file.ts";
import { monthFile, readMonthFileName, yearMonthOf } from "./month-file.ts";
import { mergeRows, type RawRow, type Row, readRows, readTable, type Table } from "./results.ts";

/** How one file is to change: its path, and its new text for any old one (undefined: there is no such file). */
export interface Change {
  readonly path: string;
  readonly merge: (theirs: string | undefined) => string;
  /** Whether a text in the work tree may give way although no commit has it: it can be made again. */
  readonly mayReplace?: ((present: string) => boolean) | undefined;
}

/** All rows of a type in the UTC month of `time`, in time order. None if there is no file. */
export async function readMonth(folder: string, type: HostType, time: Date): Promise<Row[]> {
  const rows: Row[] = [];
  for (const path of await pathsOf(folder, type, time)) rows.push(...readRows((await readIfPresent(path)) ?? "", path));
  const wanted = yearMonthOf(time);
  const inMonth = rows.filter((row) => yearMonthOf(row.time) === wanted);
  return inMonth.sort((a, b) => a.time.getTime() - b.time.getTime());
}

/** The time of the newest row of all types; of those until `end`, where it is given. undefined if there is none. */
export async function newestTime(folder: string, end?: Date): Promise<Date | undefined> {
  const last = end === undefined ? "9" : isoSeconds(end);
  const files = await monthFiles(folder);
  const months = [...new Set(files.map((file) => file.yearMonth))].sort().reverse();
  for (const month of months) {
    let newest = "";
    for (const { path } of files.filter((file) => file.yearMonth === month))
      for await (const { row } of rawRows(path)) if (row.time > newest && row.time <= last) newest = row.time;
    if (newest !== "") return new Date(newest);
  }
  return undefined;
}

/** How the month files under a folder change by these tables, whichever runs and months they are from. */
export function changesOf(folder: string, tables: readonly Table[]): Change[] {
  const byFile = Map.groupBy(tables.flatMap(splitByFile), ({ name }) => name);
  return [...byFile].map(([name, parts]) => {
    const path = join(folder, name);
    return { path, merge: (theirs) => mergeAll(theirs, parts, path) };
  });
}

/** Adds rows to the files of the work tree. The folder is created if need be. */
export async function appendToFolder(folder: string, tables: readonly Table[]): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw fileError(folder, "cannot be created", cause);
  });
  for (const { path, merge } of changesOf(folder, tables)) {
    const present = await readIfPresent(path);
    const merged = merge(present);
    if (merged !== present) await writeDurably(path, merged);
  }
}

interface Named {
  readonly name: string;
  readonly table: Table;
}

/** A run's rows are of one month, but nobody has to rely on it. */
function splitByFile(table: Table): Named[] {
  const byFile = Map.groupBy(table.rows, ([time = ""]) => monthFile(table.type, new Date(time)));
  return [...byFile].map(([name, rows]) => ({ name, table: { ...table, rows } }));
}

function mergeAll(theirs: string | undefined, parts: readonly Named[], path: string): string {
  return parts.reduce<string | undefined>((text, { table }) => mergeRows(text, table, path), theirs) ?? "";
}

async function* rawRows(path: string): AsyncGenerator<{ row: RawRow; header: readonly string[] }> {
  const text = await readIfPresent(path);
  if (text === undefined) return;
  const { header, rows } = readTable(text, path);
  for (const row of rows) yield { row, header };
}

interface Listed {
  readonly path: string;
  readonly type: HostType;
  readonly yearMonth: string;
}

/** Every file of the folder that is named like a result file, oldest name first. */
async function monthFiles(folder: string): Promise<Listed[]> {
  return (await listFolder(folder)).flatMap((name) => {
    const file = readMonthFileName(name);
    return file === undefined ? [] : [{ path: join(folder, name), type: file.type, yearMonth: file.yearMonth }];
  });
}

/** The files that may hold rows of a month. The seed's pinger wrote on past midnight into the file of the day before. */
async function pathsOf(folder: string, type: HostType, time: Date): Promise<string[]> {
  const months = [yearMonthOf(time), ...(type === "ping" ? [yearMonthOf(monthBefore(time))] : [])];
  const files = await monthFiles(folder);
  return files.filter((file) => file.type === type && months.includes(file.yearMonth)).map(({ path }) => path);
}

function monthBefore(time: Date): Date {
  return new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth() - 1));
}
