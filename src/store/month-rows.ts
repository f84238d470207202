/**
 * The rows of one month, all files of it, to be gone through several times without ever being in memory. A line that
 * cannot be read is named and passed over: a report of the rest is worth more than none.
 */
import { closeSync, openSync } from "node:fs";
import { basename, join } from "node:path";
import type { HostType } from "../inventory/host.ts";
import { Damage } from "./damage.ts";
import { codeOf, listFolder } from "./file.ts";
import { type MonthFile, readMonthFileName, yearMonthOf } from "./month-file.ts";
import { RecordReader } from "./record-reader.ts";
import { type MonthRow, type Reading, RowReader } from "./row-reader.ts";
import { daysIn, type Month } from "./row-time.ts";

export interface MonthTable {
  readonly type: HostType;
  /** Goes through the file anew each time. Rows of other months are left out. */
  readonly rows: () => Iterable<MonthRow>;
  /** What the latest reading could not make sense of: `node_2610.csv: line 7: 16 cells expected, 3 found`. */
  readonly damage: readonly string[];
}

export interface MonthRows {
  /** `2026-10` */
  readonly month: string;
  readonly start: Date;
  /** Exclusive. */
  readonly end: Date;
  /** The seed's days before our months: what was written first is read first. */
  readonly tables: readonly MonthTable[];
}

/** The files of a folder that may hold rows of the UTC month of `time`. */
export async function openMonth(folder: string, time: Date): Promise<MonthRows> {
  const [year, month] = [time.getUTCFullYear(), time.getUTCMonth() + 1];
  const span: Month = { year, month, days: daysIn(year, month) };
  const start = new Date(Date.UTC(year, month - 1));
  return {
    ...{ month: start.toISOString().slice(0, 7), start, end: new Date(Date.UTC(year, month)) },
    tables: (await filesOf(folder, start)).map(({ path, file }) => tableOf(path, file, span)),
  };
}

interface Listed {
  readonly path: string;
  readonly file: MonthFile;
}

/** The seed's pinger wrote on past midnight into the file of the day before. */
async function filesOf(folder: string, start: Date): Promise<Listed[]> {
  const wanted = yearMonthOf(start);
  const before = yearMonthOf(new Date(start.getTime() - 1));
  const names = await listFolder(folder);
  const listed = names.flatMap((name) => {
    const file = readMonthFileName(name);
    const isOf = file?.yearMonth === wanted || (file?.yearMonth === before && file.day !== undefined);
    return file !== undefined && isOf ? [{ path: join(folder, name), file }] : [];
  });
  const [days, months] = [listed.filter(({ file }) => file.day), listed.filter(({ file }) => !file.day)];
  return [...days, ...months];
}

function tableOf(path: string, file: MonthFile, month: Month): MonthTable {
  const damage = new Damage(basename(path));
  const rows = () => {
    damage.clear();
    return new Rows(path, { file, month, damage });
  };
  return { type: file.type, rows, damage: damage.lines };
}

/** Not a generator, because one object per row would double the time of reading. */
class Rows implements IterableIterator<MonthRow, undefined> {
  readonly #path: string;
  readonly #reading: Reading;
  #file: number | undefined;
  #reader: RecordReader | undefined;
  #found: { readonly done: false; readonly value: RowReader } | undefined;

  constructor(path: string, reading: Reading) {
    this.#path = path;
    this.#reading = reading;
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<MonthRow, undefined> {
    try {
      const found = this.#found ?? this.#open();
      if (found.value.next()) return found;
      if (this.#reader?.line === 0) this.#reading.damage.file("is empty; there should be a header");
    } catch (cause) {
      this.#note(cause);
    }
    return this.return();
  }

  return(): IteratorReturnResult<undefined> {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
    return { done: true, value: undefined };
  }

  #open() {
    this.#file = openSync(this.#path, "r");
    this.#reader = new RecordReader(this.#file);
    this.#found = { done: false, value: new RowReader(this.#reader, this.#reading) } as const;
    return this.#found;
  }

  #note(cause: unknown): void {
    const code = codeOf(cause);
    if (code === undefined) {
      this.return();
      throw cause;
    }
    // The file was listed, but another process has deleted it.
    if (code !== "ENOENT") this.#reading.damage.file(`cannot be read (${code})`);
  }
}
