/** The month files of the last days, opened for whoever looks back, and what else of the folder a page can point to. */
import { join } from "node:path";
import type { HostType } from "../inventory/host.ts";
import { listFolder, readIfPresent } from "./file.ts";
import { type MonthFile, readMonthFileName, yearMonthOf } from "./month-file.ts";
import { type RawRow, readTable } from "./results.ts";

export interface RecentTable {
  readonly type: HostType;
  readonly header: readonly string[];
  /** Can be gone through once. */
  readonly rows: Iterable<RawRow>;
}

export interface Recent {
  /** Of each type the older month first. */
  readonly tables: readonly RecentTable[];
  /** Rows before it may have been left out; undefined where there are none. */
  readonly cutAt: Date | undefined;
  /** Names in the folder. */
  readonly names: readonly string[];
}

/** Whole months: rows before `from` may be among them. Those before `firstRow` may be left out. */
export async function readRecent(folder: string, from: Date, to: Date, firstRow = ""): Promise<Recent> {
  const names = await listFolder(folder);
  const files = names.flatMap((name) => {
    const file = readMonthFileName(name);
    return file === undefined ? [] : [{ ...file, path: join(folder, name) }];
  });
  const first = yearMonthOf(from);
  const wanted = files.filter(({ yearMonth }) => yearMonth >= first && yearMonth <= yearMonthOf(to));
  const tables: RecentTable[] = [];
  for (const file of wanted) tables.push(await openTable(file, firstRow));
  const isCut = firstRow !== "" || files.some(({ yearMonth }) => yearMonth < first);
  const start = firstRow === "" ? Date.UTC(from.getUTCFullYear(), from.getUTCMonth()) : Date.parse(firstRow);
  return { tables, cutAt: isCut ? new Date(start) : undefined, names };
}

async function openTable({ path, type }: MonthFile & { path: string }, firstRow: string): Promise<RecentTable> {
  const text = await readIfPresent(path);
  // Listed, and gone since: somebody else tidies up.
  if (text === undefined) return { type, header: [], rows: [] };
  return { type, ...readTable(text, path, firstRow) };
}
