/** The files of a month as they are, for whoever passes them on. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileError, listFolder } from "./file.ts";
import { readMonthFileName, yearMonthOf } from "./month-file.ts";

export interface MonthFileBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Whether there are rows of any month. */
export async function hasMonthFiles(folder: string): Promise<boolean> {
  return (await listFolder(folder)).some((name) => readMonthFileName(name) !== undefined);
}

/** Those that are named after the UTC month of a time. */
export async function monthFilesOf(folder: string, time: Date): Promise<MonthFileBytes[]> {
  const wanted = yearMonthOf(time);
  const names = (await listFolder(folder)).filter((name) => readMonthFileName(name)?.yearMonth === wanted).sort();
  return Promise.all(names.map(async (name) => ({ name, bytes: await readBytes(join(folder, name)) })));
}

/** Months that have a page, `2026-10`. */
export async function monthsWithPage(folder: string): Promise<string[]> {
  return (await listFolder(folder)).flatMap((name) => /^(\d{4}-\d\d)\.md$/.exec(name)?.[1] ?? []).sort();
}

async function readBytes(path: string): Promise<Uint8Array> {
  return await readFile(path).catch((cause: unknown) => {
    throw fileError(path, "cannot be read", cause);
  });
}
