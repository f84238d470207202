/**
 * What is in RESULTS now: at the tip of the branch that rows are pushed to, with what waits in the spool; or in the folder,
 * if nothing is pushed. All readers of results use this.
 */
import { join } from "node:path";
import { isoSeconds } from "../check-result.ts";
import type { Row } from "../row/row.ts";
import { type OnDamage, refuseDamage } from "./csv.ts";
import { listFolder, readIfPresent, readPieces } from "./file.ts";
import {
  knownHostsName,
  maintenanceName,
  publicAddressesName,
  readMonthFileName,
  statusPageName,
  yearMonthOf,
} from "./month-file.ts";
import { type MonthReader, monthReader } from "./month-reader.ts";
import { readRows } from "./rows.ts";

export interface Results {
  /** Names of files and folders in RESULTS, sorted. */
  readonly names: readonly string[];
  /** The text of a file; undefined if there is none. Throws where there is one that cannot be read. */
  readonly read: (name: string) => Promise<string | undefined>;
  /** The same in pieces of whole records; none if there is no file. */
  readonly readPieces: (name: string) => AsyncIterator<string, void> & AsyncIterable<string>;
  /** A file's name in messages. */
  readonly pathOf: (name: string) => string;
}

/** The files of a folder as they are. */
export async function folderResults(folder: string): Promise<Results> {
  const pathOf = (name: string) => join(folder, name);
  return {
    ...{ names: await listFolder(folder), pathOf },
    read: (name) => readIfPresent(pathOf(name)),
    readPieces: (name) => readPieces(pathOf(name)),
  };
}

/**
 * The rows of all files in the order of their times, both ends included; without `from` from the first row on. A line that
 * cannot be read ends it, unless `onDamage` passes it over.
 */
export async function* rowsBetween(
  results: Results,
  from: Date | undefined,
  to: Date,
  onDamage: OnDamage = refuseDamage,
): AsyncGenerator<Row, void> {
  for await (const run of runsBetween(results, from, to, onDamage)) yield* run;
}

/** The same with the rows of each run together, which share their time. */
export async function* runsBetween(
  results: Results,
  from: Date | undefined,
  to: Date,
  onDamage: OnDamage = refuseDamage,
): AsyncGenerator<readonly Row[], void> {
  const first = from === undefined ? "" : isoSeconds(from);
  const [fromMs, toMs] = [from?.getTime() ?? Number.NEGATIVE_INFINITY, to.getTime()];
  for (const names of monthsBetween(results, from, to)) {
    const reading = { from: first, onDamage };
    const files = names.map((name) => monthReader(results.readPieces(name), results.pathOf(name), reading));
    for await (const { ms, rows } of inTimeOrder(files)) if (ms >= fromMs && ms <= toMs) yield rows;
  }
}

/** The time of the newest row; of those until `end`, where it is given. undefined if there is none. */
export async function newestTime(results: Results, end?: Date): Promise<Date | undefined> {
  const last = end ?? new Date(8.64e15);
  for (const names of monthsBetween(results, undefined, last).reverse()) {
    let newest: Date | undefined;
    for (const name of names)
      for (const { time } of readRows((await results.read(name)) ?? "", results.pathOf(name), strict))
        if (time <= last && (newest === undefined || time > newest)) newest = time;
    if (newest !== undefined) return newest;
  }
  return undefined;
}

const strict = { onDamage: refuseDamage };

/** The files that most commands need: the newest two months, and all files that belong to no month. */
export function usuallyRead(names: readonly string[]): string[] {
  const monthOf = (name: string) => readMonthFileName(name)?.yearMonth;
  const months = [...new Set(names.flatMap((name) => monthOf(name) ?? []))].sort().slice(-2);
  const lasting = [knownHostsName, maintenanceName, publicAddressesName, statusPageName];
  return names.filter((name) => lasting.includes(name) || months.includes(monthOf(name) ?? ""));
}

/** Whether there is a row from before a time, as far as the files can be read. */
export async function hasEarlierRows(results: Results, time: Date): Promise<boolean> {
  for await (const [oldest] of runsBetween(results, undefined, time, passOver))
    return oldest !== undefined && oldest.time < time;
  return false;
}

/** Whoever reads the rows reports it. */
function passOver(): void {}

/** Whether there are rows of any month. */
export function hasRows({ names }: Results): boolean {
  return names.some((name) => readMonthFileName(name) !== undefined);
}

/** Whether there are rows of a month before that of a time. */
export function hasRowsBefore({ names }: Results, time: Date): boolean {
  return names.some((name) => (readMonthFileName(name)?.yearMonth ?? "9999") < yearMonthOf(time));
}

/** The files that are named after the UTC month of a time. */
export function filesOfMonth({ names }: Results, time: Date): string[] {
  const wanted = yearMonthOf(time);
  return names.filter((name) => readMonthFileName(name)?.yearMonth === wanted);
}

/** Months that have a page: `2026-10`. */
export function monthsWithPage({ names }: Results): string[] {
  return names.flatMap((name) => /^(\d{4}-\d\d)\.md$/.exec(name)?.[1] ?? []);
}

/** The names of the files of each month, the earliest month first. */
function monthsBetween({ names }: Results, from: Date | undefined, to: Date): string[][] {
  const first = from === undefined ? "" : yearMonthOf(from);
  const before =
    from === undefined ? "" : yearMonthOf(new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), 0)));
  const files = names.flatMap((name) => {
    const file = readMonthFileName(name);
    if (file === undefined || file.yearMonth > yearMonthOf(to)) return [];
    // The pinger of the program before ours wrote on past midnight into the file of the day before.
    const isWanted = file.yearMonth >= first || (file.day !== undefined && file.yearMonth === before);
    return isWanted ? [{ name, month: file.yearMonth }] : [];
  });
  const byMonth = [...Map.groupBy(files, ({ month }) => month)].sort(([a], [b]) => (a < b ? -1 : 1));
  return byMonth.map(([, ofMonth]) => ofMonth.map(({ name }) => name));
}

/** Files are in time order themselves, so that it is enough to look at the next row of each. */
async function* inTimeOrder(files: readonly MonthReader[]): AsyncGenerator<{ ms: number; rows: readonly Row[] }, void> {
  try {
    const heads: { file: MonthReader; row: Row | undefined }[] = [];
    for (const file of files) heads.push({ file, row: await file.nextPiece() });
    for (;;) {
      const ms = Math.min(...heads.map(msOf));
      if (ms === Number.POSITIVE_INFINITY) return;
      const rows: Row[] = [];
      for (const head of heads)
        while (head.row !== undefined && msOf(head) === ms) {
          rows.push(head.row);
          head.row = head.file.next() ?? (await head.file.nextPiece());
        }
      yield { ms, rows };
    }
  } finally {
    for (const { close } of files) await close();
  }
}

function msOf({ row }: { readonly row: Row | undefined }): number {
  return row === undefined ? Number.POSITIVE_INFINITY : row.time.getTime();
}
