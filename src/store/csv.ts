/** Text ⇄ rows: RFC 4180 with LF and a header row. A text that cannot be read is an error with its line and column. */
import { CsvError, parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";

export interface CsvRecord {
  /** The line it begins on, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CsvTable {
  readonly header: readonly string[];
  /** Read one by one, so that a month of rows is never in memory as cells all at once. Can be gone through once. */
  readonly rows: Iterable<CsvRecord>;
}

/**
 * Reads a text whose first record names the columns and whose other records all have one cell for each of them. Where
 * `from` is given and the first column has times in their order, records before it may be left out.
 */
export function readCsv(text: string, fileName: string, from = ""): CsvTable {
  const records = readRecords(text, fileName, from);
  const first = records.next();
  if (first.done === true || text === "") throw corrupt(fileName, 1, 1, "the file is empty; there should be a header");
  const header = first.value.cells;
  const twice = header.findIndex((name, index) => header.indexOf(name) !== index);
  if (twice >= 0) throw corrupt(fileName, 1, twice + 1, "the header names this column twice");
  return { header, rows: checkWidth(records, header.length, fileName) };
}

export function formatCsv(records: readonly (readonly string[])[]): string {
  // A lone \r or a byte order mark at the start would be taken for something else when read again.
  return stringify([...records], { record_delimiter: "\n", quoted_match: /[\r\n\ufeff]/ });
}

/** The error for a file that cannot be trusted. `what` quotes nothing of the file. */
export function corrupt(fileName: string, line: number, column: number, what: string): Error {
  return new Error(`${fileName}: line ${line}, column ${column}: ${what}; mend the line or restore the file from git`);
}

function* readRecords(text: string, fileName: string, from: string): Generator<CsvRecord, void> {
  // Quotes are rare: results are numbers, times and addresses. Without one, commas and newlines mean themselves.
  if (/["\r\ufeff]/.test(text)) yield* readQuoted(text, fileName);
  else yield* readPlain(text, from);
}

function* readPlain(text: string, from: string): Generator<CsvRecord, void> {
  let start = 0;
  for (let line = 1; start < text.length; line += 1) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    yield { line, cells: text.slice(start, end).split(",") };
    start = end + 1;
    if (line > 1 || from === "" || !text.startsWith("time,")) continue;
    const first = startOf(from, text, start);
    line += linesBetween(text, start, first);
    start = first;
  }
}

/** Where the first line begins that is not before a time: by halves, since a month has hundreds of thousands. */
function startOf(time: string, text: string, header: number): number {
  let [low, high] = [header, text.length];
  while (low < high) {
    const middle = Math.max(low, text.lastIndexOf("\n", (low + high) >> 1) + 1);
    if (text.slice(middle, middle + time.length) >= time) high = middle;
    else low = endOf(middle, text);
  }
  return low;
}

function endOf(line: number, text: string): number {
  const newline = text.indexOf("\n", line);
  return newline === -1 ? text.length : newline + 1;
}

function linesBetween(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = from; at < to; at = endOf(at, text)) lines += 1;
  return lines;
}

function* readQuoted(text: string, fileName: string): Generator<CsvRecord, void> {
  let line = 1;
  for (const cells of parseQuoted(text, fileName)) {
    yield { line, cells };
    line += cells.join("").split("\n").length;
  }
}

/** The cells of one record, quoted ones among them. undefined where a quote stands where none may. */
export function readQuotedRecord(text: string): string[] | undefined {
  try {
    const [cells, ...others] = parse(text, { relax_column_count: true });
    return others.length === 0 ? cells : undefined;
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    return undefined;
  }
}

function parseQuoted(text: string, fileName: string): string[][] {
  try {
    return parse(text, { bom: true, record_delimiter: ["\n", "\r\n"], relax_column_count: true });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw quoteError(cause, fileName);
  }
}

function quoteError(cause: CsvError, fileName: string): Error {
  const [line, column] = [cause["lines"], cause["column"]];
  const place = [typeof line === "number" ? line : 1, typeof column === "number" ? column + 1 : 1] as const;
  const unclosed = cause.code === "CSV_QUOTE_NOT_CLOSED";
  return corrupt(fileName, ...place, unclosed ? "a quoted cell never ends" : "a quote stands where none may");
}

function* checkWidth(records: Iterable<CsvRecord>, width: number, fileName: string): Generator<CsvRecord, void> {
  for (const record of records) {
    const found = record.cells.length;
    if (found !== width)
      throw corrupt(fileName, record.line, Math.min(found, width) + 1, `${width} cells expected, ${found} found`);
    yield record;
  }
}
