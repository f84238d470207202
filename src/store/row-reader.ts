/** Reads the rows of a results file one by one in place: rows under a header, and rows of the Python program. */
import type { Damage } from "./damage.ts";
import type { MonthFile } from "./month-file.ts";
import { encodeCells, type RecordReader } from "./record-reader.ts";
import { type Month, RowTimes } from "./row-time.ts";
import { readLine, headerOf as seedHeader } from "./seed.ts";
import { TextPool } from "./text-pool.ts";

/**
 * A row in the read buffer. Valid until the next row is read: copying the hundreds of thousands of rows of a month would be
 * slow.
 */
export interface MonthRow {
  /** The same array for all rows under one header. */
  readonly header: readonly string[];
  /** Since the month began. */
  readonly second: number;
  readonly host: string;
  /** Cell i is what lies from starts[i] up to, not including, starts[i + 1] - 1. UTF-8. */
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
}

export interface Reading {
  readonly file: MonthFile;
  readonly month: Month;
  readonly damage: Damage;
}

/** Turns records into rows. Each record is classified by itself, so files that were joined with `cat` can be read too. */
export class RowReader implements MonthRow {
  header: readonly string[] = [];
  second = 0;
  host = "";
  bytes = new Uint8Array(0);
  starts = new Int32Array(1);

  readonly #reader: RecordReader;
  readonly #reading: Reading;
  readonly #seedHeader: readonly string[];
  readonly #hosts = new TextPool();
  readonly #times: RowTimes;
  #ourHeader: readonly string[] | undefined;
  #time = 0;
  #host = 0;

  constructor(reader: RecordReader, reading: Reading) {
    this.#reader = reader;
    this.#reading = reading;
    this.#seedHeader = seedHeader(reading.file.type);
    this.#times = new RowTimes(reading.month);
  }

  /** Whether there is one more. */
  next(): boolean {
    while (this.#reader.next()) {
      const what = this.#reader.flaw ?? this.#take();
      if (what === undefined) return true;
      if (what !== "") this.#reading.damage.line(this.#reader.line, what);
    }
    return false;
  }

  /** undefined: a row of the month. Otherwise the reason why not; "" if the record is valid but not a row of the month. */
  #take(): string | undefined {
    const { bytes, starts, width } = this.#reader;
    if (isSeedLine(bytes, starts[0] ?? 0)) return this.#takeSeed();
    const at = starts[this.#time] ?? 0;
    if (this.#ourHeader === undefined || isTimeWord(bytes, at, (starts[this.#time + 1] ?? 0) - 1))
      return this.#takeHeader();
    const wanted = this.#ourHeader.length;
    if (width !== wanted) return `${wanted} cells expected, ${width} found`;
    this.bytes = bytes;
    this.starts = starts;
    this.header = this.#ourHeader;
    return this.#place(this.#time, this.#host);
  }

  #place(time: number, host: number): string | undefined {
    const { bytes, starts } = this;
    const timeStart = starts[time] ?? 0;
    const timeEnd = (starts[time + 1] ?? 0) - 1;
    const hostStart = starts[host] ?? 0;
    const hostEnd = (starts[host + 1] ?? 0) - 1;
    const second = this.#times.secondOf(bytes, timeStart, timeEnd);
    if (second === undefined) return "a time such as 2026-11-22T21:32:05Z expected";
    if (hostStart === hostEnd) return "the host is missing";
    this.second = second;
    this.host = this.#hosts.textOf(bytes, hostStart, hostEnd);
    return second >= 0 ? undefined : "";
  }

  #takeHeader(): string {
    const { bytes, starts, width } = this.#reader;
    const names = Array.from({ length: width }, (_, index) =>
      Buffer.from(bytes.subarray(starts[index], (starts[index + 1] ?? 0) - 1)).toString(),
    );
    const [time, host] = [names.indexOf("time"), names.indexOf("host")];
    if (time === -1 || host === -1) return "a header with the columns time and host expected";
    if (new Set(names).size < names.length) return "the header names a column twice";
    [this.#ourHeader, this.#time, this.#host] = [names, time, host];
    return "";
  }

  #takeSeed(): string | undefined {
    let text = this.#reader.text();
    const { line } = this.#reader;
    // The Python pinger kept the newline of each target that it read.
    while (this.#reading.file.type === "ping" && this.#reader.goesOnWithComma() && this.#reader.next())
      text += ` ${this.#reader.text()}`;
    try {
      const cells = readLine(text, this.#reading.file);
      if ("what" in cells) throw new SeedFlaw(cells.what);
      Object.assign(this, encodeCells(cells), { header: this.#seedHeader });
    } catch (error) {
      if (!(error instanceof SeedFlaw)) throw error;
      this.#reading.damage.line(line, error.message);
      return "";
    }
    return this.#place(0, 1);
  }
}

class SeedFlaw extends Error {}

/** `22 21:32:05,` or `261122 21:32:05,`: a line of ours has digits and dashes there. */
function isSeedLine(bytes: Uint8Array, start: number): boolean {
  const blank = bytes[start + 2] === 0x20 ? 2 : bytes[start + 6] === 0x20 ? 6 : undefined;
  if (blank === undefined) return false;
  const text = Buffer.from(bytes.subarray(start, start + blank + 10)).toString("latin1");
  return /^(\d\d|\d{6}) \d\d:\d\d:\d\d,/.test(text);
}

/** Where a row has its time, a header has `time`. */
function isTimeWord(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start === 4 && bytes[start] === 0x74 && bytes[start + 1] === 0x69;
}
