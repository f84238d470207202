/**
 * What is in RESULTS now: at the tip of the branch that rows are pushed to, with what waits in the spool; or in the folder,
 * if nothing is pushed. All readers of results use this.
 */
import { join } from "node:path";
import { isoSeconds } from "../check-result.ts";
import type { Row } from "../row/row.ts";
import { type OnDamage, refuseDamage } from "./csv.ts";
import { listFolder, readIfPresent } from "./file.ts";
import { knownHostsName, publicAddressesName, readMonthFileName, statusPageName, yearMonthOf } from "./month-file.ts";
import { readRows } from "./rows.ts";

export interface Results {
  /** Names of files and folders in RESULTS, sorted. */
  readonly names: readonly string[];
  /** The text of a file; undefined if there is none. Throws where there is one that cannot be read. */
  readonly read: (name: string) => Promise<string | undefined>;
  /** A file's name in messages. */
  readonly pathOf: (name: string) => string;
}

/** The files of a folder as they are. */
export async function folderResults(folder: string): Promise<Results> {
  const pathOf = (name: string) => join(folder, name);
  return { names: await listFolder(folder), read: (name) => readIfPresent(pathOf(name)), pathOf };
}

/**
 * The rows of all files in the order of their times, both ends included; without `from` from the first row on. One month of
 * text is held at a time. A line that cannot be read ends it, unless `onDamage` passes it over.
 */
export async function* rowsBetween(
  results: Results,
  from: Date | undefined,
  to: Date,
  onDamage: OnDamage = refuseDamage,
): AsyncGenerator<Row, void> {
  const first = from === undefined ? "" : isoSeconds(from);
  const [fromMs, toMs] = [from?.getTime() ?? Number.NEGATIVE_INFINITY, to.getTime()];
  for (const names of monthsBetween(results, from, to)) {
    const tables: Iterator<Row>[] = [];
    for (const name of names) {
      const text = await readOrReport(results, name, onDamage);
      if (text !== undefined) tables.push(readRows(text, results.pathOf(name), { from: first, onDamage }));
    }
    for (const row of inTimeOrder(tables)) if (row.time.getTime() >= fromMs && row.time.getTime() <= toMs) yield row;
  }
}

/** If `onDamage` is given, a file that cannot be read is reported, and the others are still read. */
async function readOrReport(results: Results, name: string, onDamage: OnDamage): Promise<string | undefined> {
  try {
    return await results.read(name);
  } catch (cause) {
    onDamage(cause instanceof Error ? cause : new Error(String(cause)));
    return undefined;
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
  const lasting = [knownHostsName, publicAddressesName, statusPageName];
  return names.filter((name) => lasting.includes(name) || months.includes(monthOf(name) ?? ""));
}

/** Whether there are rows of any month. */
export function hasRows({ names }: Results): boolean {
  return names.some((name) => readMonthFileName(name) !== undefined);
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
function* inTimeOrder(tables: readonly Iterator<Row>[]): Generator<Row, void> {
  const open = tables.flatMap((rows) => {
    const next = rows.next();
    return next.done === true ? [] : [{ rows, row: next.value as Row }];
  });
  while (open.length > 0) {
    const earliest = open.reduce((one, other) => (other.row.time.getTime() < one.row.time.getTime() ? other : one));
    const { time } = earliest.row;
    let next: IteratorResult<Row> = { done: false, value: earliest.row };
    // Rows of one run share their time, which is one object.
    while (next.done !== true && next.value.time === time) {
      yield next.value;
      next = earliest.rows.next();
    }
    if (next.done === true) open.splice(open.indexOf(earliest), 1);
    else earliest.row = next.value;
  }
}
