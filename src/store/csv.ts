/** Text ⇄ records: RFC 4180 with LF and a header. A line that cannot be read is an error with its file, line and column. */
import { CsvError, parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";

export interface CsvRecord {
  /** The line it begins on, from 1. */
  readonly line: number;
  /** How many cells it has. */
  readonly width: number;
  /** The text of one, "" where there is none. */
  readonly cell: (at: number) => string;
  readonly cells: readonly string[];
}

export function recordOf(line: number, cells: readonly string[]): CsvRecord {
  return { line, cells, width: cells.length, cell: (at) => cells[at] ?? "" };
}

/** A line without quotes, as a place in the text: most are gone over for one or two of their cells. */
class PlainRecord implements CsvRecord {
  readonly line: number;
  readonly #text: string;
  readonly #start: number;
  readonly #end: number;

  constructor(line: number, text: string, start: number, end: number) {
    this.line = line;
    this.#text = text;
    this.#start = start;
    this.#end = end;
  }

  get width(): number {
    let width = 1;
    for (let at = this.#start; at < this.#end; at += 1) if (this.#text.charCodeAt(at) === comma) width += 1;
    return width;
  }

  cell(wanted: number): string {
    let start = this.#start;
    for (let at = 0; at < wanted; at += 1) start = this.#cellEnd(start) + 1;
    return start > this.#end ? "" : this.#text.slice(start, this.#cellEnd(start));
  }

  get cells(): readonly string[] {
    return this.#text.slice(this.#start, this.#end).split(",");
  }

  #cellEnd(start: number): number {
    let at = start;
    while (at < this.#end && this.#text.charCodeAt(at) !== comma) at += 1;
    return at;
  }
}

const comma = 0x2c;

export interface CsvTable {
  readonly header: readonly string[];
  /** Created one by one, so that a month is never in memory as cells all at once. Can be iterated once. */
  readonly records: Iterable<CsvRecord>;
}

/** Called for a line that cannot be read. The line is skipped, unless this throws. */
export type OnDamage = (damage: Error) => void;

export const refuseDamage: OnDamage = (damage) => {
  throw damage;
};

export interface Reading {
  readonly onDamage: OnDamage;
  /** Where the first column has times in their order, lines before this one may be left out. */
  readonly from?: string | undefined;
  /** All cells of every record will be read: they are split at once. */
  readonly allCells?: boolean;
  /** The text is a header and a part of its file: the line of the file that the first record stands on. */
  readonly firstLine?: number | undefined;
}

/** Throws where the whole file cannot be read. Empty lines, and lines of commas alone, are passed over. */
export function readCsv(text: string, fileName: string, reading: Reading): CsvTable {
  if (text.startsWith("version https://git-lfs.github.com/spec/"))
    throw new Error(
      `${fileName}: is a Git LFS pointer and not the file itself; take *.csv out of .gitattributes, run git lfs migrate export --include="*.csv"`,
    );
  const records = readRecords(text.replace(/^\ufeff/, ""), fileName, reading);
  const first = records.next();
  if (first.done === true) throw corrupt(fileName, 1, 1, "the file is empty; a header is expected");
  const header = first.value.cells;
  const twice = header.findIndex((name, index) => header.indexOf(name) !== index);
  if (twice >= 0) throw corrupt(fileName, 1, twice + 1, "the header names this column twice");
  return { header, records: ofWidth(records, header.length, fileName, reading.onDamage) };
}

export function formatCsv(records: readonly (readonly string[])[]): string {
  // A lone \r or a byte order mark at the start would be taken for something else when read again.
  return stringify([...records], { record_delimiter: "\n", quoted_match: /[\r\n\ufeff]/ });
}

/** The error for a line that cannot be read. `what` quotes nothing of the file. */
export function corrupt(fileName: string, line: number, column: number, what: string): Error {
  return new Error(`${fileName}: line ${line}, column ${column}: ${what}; fix the line, or restore the file from git`);
}

/** Lines of text, from the one that begins at an offset. */
function* readRecords(text: string, fileName: string, reading: Reading): Generator<CsvRecord, void> {
  const { onDamage, from = "", allCells = false, firstLine } = reading;
  const hasQuotes = text.includes('"');
  let [start, line, isFirst] = [0, 1, true];
  while (start < text.length) {
    const end = endOfLine(start, text);
    const last = endOfCells(text, start, end);
    const isQuoted = hasQuotes && text.slice(start, last).includes('"');
    const quoted = isQuoted ? readQuoted(text, start, fileName, line, onDamage) : undefined;
    if (quoted !== undefined) {
      if (quoted.cells !== undefined) yield recordOf(line, quoted.cells);
    } else if (!isBlank(text, start, last))
      yield allCells ? recordOf(line, text.slice(start, last).split(",")) : new PlainRecord(line, text, start, last);
    line = isFirst && firstLine !== undefined ? firstLine : line + (quoted?.lines ?? 1);
    start = quoted?.end ?? end;
    if (isFirst && !hasQuotes && from !== "" && text.startsWith("time,")) {
      const wanted = startOf(from, text, start);
      line += linesBetween(text, start, wanted);
      start = wanted;
    }
    isFirst = false;
  }
}

interface Quoted {
  /** undefined: they cannot be read. */
  readonly cells: readonly string[] | undefined;
  readonly lines: number;
  readonly end: number;
}

/** No cell that this program writes has a newline, so a quote that is open for longer was never closed. */
const mostQuotedLines = 100;

/** A record with quotes, which may span several lines. If it cannot be read, only its first line is skipped. */
function readQuoted(text: string, start: number, fileName: string, line: number, onDamage: OnDamage): Quoted {
  let [end, lines] = [endOfLine(start, text), 1];
  while (quotesIn(text, start, end) % 2 === 1 && end < text.length && lines < mostQuotedLines)
    [end, lines] = [endOfLine(end, text), lines + 1];
  try {
    const options = { record_delimiter: ["\n", "\r\n"], relax_column_count: true };
    const [cells] = parse(text.slice(start, end), options);
    return { cells, lines, end };
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const column = typeof cause["column"] === "number" ? cause["column"] + 1 : 1;
    const isOpen = cause.code === "CSV_QUOTE_NOT_CLOSED";
    onDamage(corrupt(fileName, line, column, isOpen ? "a quoted cell never ends" : "a quote is not allowed here"));
    return { cells: undefined, lines: 1, end: endOfLine(start, text) };
  }
}

function quotesIn(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf('"', start); at !== -1 && at < end; at = text.indexOf('"', at + 1)) count += 1;
  return count;
}

/** Where a line ends without what ends it. */
function endOfCells(text: string, start: number, end: number): number {
  let last = end;
  if (text[last - 1] === "\n") last -= 1;
  if (text[last - 1] === "\r") last -= 1;
  return Math.max(start, last);
}

function isBlank(text: string, start: number, end: number): boolean {
  let at = start;
  while (at < end && text.charCodeAt(at) === comma) at += 1;
  return at === end;
}

/** Where the next line begins. */
function endOfLine(start: number, text: string): number {
  const newline = text.indexOf("\n", start);
  return newline === -1 ? text.length : newline + 1;
}

/** Where the first line begins that is not before a time, by bisection: a month has hundreds of thousands of lines. */
function startOf(time: string, text: string, header: number): number {
  let [low, high] = [header, text.length];
  while (low < high) {
    const middle = Math.max(low, text.lastIndexOf("\n", ((low + high) >> 1) - 1) + 1);
    const row = nextRow(text, middle, high);
    if (row >= high || text.slice(row, row + time.length) >= time) high = middle;
    else low = endOfLine(row, text);
  }
  return low;
}

/** The first line from an offset on that may begin with a time. Empty lines are skipped, because they have no time. */
function nextRow(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && !/\d/.test(text[at] ?? "")) at = endOfLine(at, text);
  return at;
}

function linesBetween(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = from; at < to; at = endOfLine(at, text)) lines += 1;
  return lines;
}

function* ofWidth(
  records: Iterable<CsvRecord>,
  width: number,
  fileName: string,
  onDamage: OnDamage,
): Generator<CsvRecord, void> {
  for (const record of records) {
    const found = record.width;
    if (found === width) yield record;
    else
      onDamage(corrupt(fileName, record.line, Math.min(found, width) + 1, `${width} cells expected, ${found} found`));
  }
}
