/** The records of a CSV file as ranges of bytes, read piece by piece: a file of any size takes one buffer. */
import { isUtf8 } from "node:buffer";
import { readSync } from "node:fs";
import { CsvError, parse } from "csv-parse/sync";

const [newline, carriageReturn, comma, quote] = [0x0a, 0x0d, 0x2c, 0x22];

const bufferBytes = 1 << 20;
/** Size of one read: small enough for the processor's cache. */
const pieceBytes = 1 << 17;
const mostCells = 4096;
/** Above ASCII or below the blank; above that of all bytes. */
const [seenUnusual, seenQuote] = [0x80, 0x100];

/** Reads one record at a time. The record is valid until the next call of `next`. */
export class RecordReader {
  bytes = new Uint8Array(0);
  /** Cell i is the bytes from starts[i] up to, not including, starts[i + 1] - 1. */
  starts = new Int32Array(mostCells + 1);
  width = 0;
  /** The line on which the record begins, from 1. */
  line = 0;
  /** What is wrong with the record. Quotes nothing of the file. */
  flaw: string | undefined;

  readonly #file: number;
  /** The same memory twice: `slice` of a Buffer would be no copy, which who gets the bytes need not know. */
  readonly #bytes = new Uint8Array(bufferBytes + 2);
  readonly #buffer = Buffer.from(this.#bytes.buffer);
  readonly #starts = this.starts;
  #begin = 0;
  #next = 0;
  #filled = 0;
  #atEnd = false;
  #nextLine = 1;
  /** The bits of all bytes of the line above the comma, and what else it has. */
  #seen = 0;

  constructor(file: number) {
    this.#file = file;
    this.#refill();
    if (this.#buffer.subarray(0, this.#filled).indexOf("\ufeff") === 0) this.#next = 3;
  }

  /** Whether there is another record. Empty lines are skipped. */
  next(): boolean {
    for (;;) {
      if (!this.#findEnd()) return false;
      this.line = this.#nextLine;
      this.#nextLine += 1;
      if (this.flaw !== undefined || this.#seen >= seenUnusual) this.#look();
      if (this.width > 1 || this.flaw !== undefined || this.#end > this.#begin) return true;
    }
  }

  /** The whole record, as it is written. */
  text(): string {
    return this.#buffer.toString("utf8", this.#begin, this.#end);
  }

  /** Whether the next record begins with a comma, which only the seed's pinger wrote. */
  goesOnWithComma(): boolean {
    if (this.#next === this.#filled) this.#refill();
    return this.#next < this.#filled && this.#buffer[this.#next] === comma;
  }

  get #end(): number {
    const end = this.#next - 1;
    return end > this.#begin && this.#buffer[end - 1] === carriageReturn ? end - 1 : end;
  }

  /** From the start of a line to its end; false at the end of the file. */
  #findEnd(): boolean {
    this.flaw = undefined;
    this.#begin = this.#next;
    while (!this.#scan()) {
      if (this.#refill()) continue;
      if (this.#filled - this.#begin >= bufferBytes) return this.#skipLine();
      if (this.#begin === this.#filled) return false;
      // The last line has no newline: the one behind the buffer's end replaces it.
      this.#fill(1);
    }
    return true;
  }

  /** Whether the line ends within the buffer. The newline that stands guard behind it is no end. */
  #scan(): boolean {
    const bytes = this.#bytes;
    const starts = this.#starts;
    let index = this.#begin;
    let width = 0;
    let seen = 0;
    starts[0] = index;
    for (let byte = bytes[index] ?? 0; byte !== newline; byte = bytes[index] ?? 0) {
      // Nearly all bytes are of this kind, so they are not checked one by one.
      while (byte > comma) {
        seen |= byte;
        index += 1;
        byte = bytes[index] ?? 0;
      }
      if (byte === newline) break;
      index += 1;
      if (byte === comma) {
        width += 1;
        starts[width] = index;
      } else if (byte === quote) seen |= seenQuote;
      else if (byte < 0x20) seen |= seenUnusual;
    }
    if (index >= this.#filled) return false;
    this.#endLine(index, width + 1, seen);
    return true;
  }

  #endLine(index: number, width: number, seen: number): void {
    this.#next = index + 1;
    this.bytes = this.#bytes;
    this.starts = this.#starts;
    this.width = width;
    this.starts[width] = this.#end + 1;
    this.#seen = seen;
    if (width > mostCells) this.flaw = `more than ${mostCells} cells`;
  }

  /** Moves what is not read yet to the front and reads on. False when there is no more, or no room. */
  #refill(): boolean {
    this.#buffer.copyWithin(0, this.#begin, this.#filled);
    this.#filled -= this.#begin;
    this.#next -= this.#begin;
    this.#begin = 0;
    if (this.#atEnd || this.#filled >= bufferBytes) return false;
    const room = Math.min(pieceBytes, bufferBytes - this.#filled);
    const count = readSync(this.#file, this.#buffer, this.#filled, room, null);
    this.#fill(count);
    this.#atEnd = count === 0;
    return !this.#atEnd;
  }

  #fill(count: number): void {
    this.#filled += count;
    this.#bytes[this.#filled] = newline;
  }

  /** A line that is longer than the buffer is skipped. */
  #skipLine(): boolean {
    let end = -1;
    while (end === -1) {
      this.#begin = this.#filled;
      if (!this.#refill()) break;
      end = this.#buffer.indexOf(newline);
      if (end >= this.#filled) end = -1;
    }
    this.#next = end === -1 ? this.#filled : end + 1;
    this.#seen = 0;
    this.flaw = "longer than a mebibyte";
    return true;
  }

  #look(): void {
    this.flaw ??= this.#flawOf(this.#buffer.subarray(this.#begin, this.#end));
    if (this.flaw !== undefined || this.#seen < seenQuote) return;
    const end = this.#endOfQuoted();
    const cells = end === undefined ? undefined : readQuotedRecord(this.#buffer.toString("utf8", this.#begin, end));
    // Only this line is skipped; the next lines may be fine.
    if (end === undefined || cells === undefined)
      this.flaw = "a quote stands where none may, or a quoted cell never ends";
    else this.#takeQuoted(cells, end);
  }

  #flawOf(bytes: Buffer): string | undefined {
    if (bytes.includes(0)) return "a NUL character";
    return isUtf8(bytes) ? undefined : "no UTF-8 text";
  }

  /** A quoted cell may hold newlines: the record ends with the first one outside of quotes. */
  #endOfQuoted(): number | undefined {
    let [index, isOpen] = [this.#begin, false];
    for (;;) {
      for (; index < this.#filled; index += 1) {
        const byte = this.#buffer[index];
        if (byte === quote) isOpen = !isOpen;
        else if (byte === newline && !isOpen) return index + 1;
      }
      const moved = this.#begin;
      if (!this.#refill()) return isOpen ? undefined : this.#filled;
      index -= moved;
    }
  }

  #takeQuoted(cells: readonly string[], end: number): void {
    const lines = this.#buffer.subarray(this.#next, end).filter((byte) => byte === newline).length;
    this.#nextLine += lines;
    this.#next = end;
    Object.assign(this, encodeCells(cells));
    this.width = cells.length;
  }
}

/** Cells in the form in which a reader has them. */
export function encodeCells(cells: readonly string[]): {
  bytes: Uint8Array<ArrayBuffer>;
  starts: Int32Array<ArrayBuffer>;
} {
  const starts = new Int32Array(cells.length + 1);
  for (const [index, cell] of cells.entries()) starts[index + 1] = (starts[index] ?? 0) + Buffer.byteLength(cell) + 1;
  return { bytes: new Uint8Array(Buffer.from(`${cells.join(",")},`)), starts };
}

/** The cells of one record, quoted ones among them. undefined where a quote stands where none may. */
function readQuotedRecord(text: string): string[] | undefined {
  try {
    const [cells, ...others] = parse(text, { relax_column_count: true });
    return others.length === 0 ? cells : undefined;
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    return undefined;
  }
}
