/** The rows of a month file's text, ours and those of the program before ours alike. The only reader of rows. */
import { isoSeconds } from "../check-result.ts";
import type { HostType } from "../inventory/host.ts";
import { type Row, type RowReader, rowReader } from "../row/row.ts";
import { type CsvRecord, type CsvTable, corrupt, type OnDamage, type Reading, readCsv, refuseDamage } from "./csv.ts";
import { readMonthFileName } from "./month-file.ts";
import { isSeedText, readSeed } from "./seed.ts";

/** A row whose cells are still text. */
export interface RawRow {
  /** `2026-11-22T21:32:05Z`, which sorts as the times do. */
  readonly time: string;
  readonly host: string;
  readonly record: CsvRecord;
}

export interface RawTable {
  readonly header: readonly string[];
  /** Can be gone through once. */
  readonly rows: Iterable<RawRow>;
}

/** Typed rows in the order of the file. A file that cannot be read at all is damage, too. */
export function readRows(text: string, fileName: string, reading: Reading): IterableIterator<Row> {
  return pieceReader(fileName)(text, reading);
}

/** The same for the pieces of one file, each with its header. */
export function pieceReader(fileName: string): (text: string, reading: Reading) => IterableIterator<Row> {
  const type = typeOf(fileName);
  let read: RowReader | undefined;
  return (text, reading) => {
    const table = tableOf(text, fileName, { ...reading, allCells: true });
    if (table === undefined) return [].values();
    const readRow = read ?? rowReader(type, table.header);
    read = readRow;
    return rowsOf(table, (time, host, { cells }) => readRow(time, host, cells));
  };
}

function tableOf(text: string, fileName: string, reading: Reading): Table | undefined {
  try {
    return openTable(text, fileName, reading);
  } catch (damage) {
    reading.onDamage(damage instanceof Error ? damage : new Error(String(damage)));
    return undefined;
  }
}

/** Throws where the whole file cannot be read. */
export function readTable(text: string, fileName: string, reading: Reading = { onDamage: refuseDamage }): RawTable {
  const table = openTable(text, fileName, reading);
  return { header: table.header, rows: rowsOf(table, (time, host, record) => ({ time, host, record })) };
}

interface Table extends CsvTable {
  readonly time: number;
  readonly host: number;
  readonly fileName: string;
  readonly onDamage: OnDamage;
}

function openTable(text: string, fileName: string, reading: Reading): Table {
  const { header, records }: CsvTable = isSeedText(text)
    ? readSeed(text, fileName, reading.onDamage)
    : readCsv(text, fileName, reading);
  const [time, host] = [header.indexOf("time"), header.indexOf("host")];
  if (time === -1 || host === -1) throw corrupt(fileName, 1, 1, "a header with the columns time and host expected");
  return { header, records, time, host, fileName, onDamage: reading.onDamage };
}

type Make<Made> = (time: string, host: string, record: CsvRecord) => Made;

function* rowsOf<Made>(at: Table, make: Make<Made>): Generator<Made, void> {
  let known = "";
  for (const record of at.records) {
    const { line } = record;
    const [time, host] = [record.cell(at.time), record.cell(at.host)];
    // Rows of one run share their time.
    if (time !== known && !isTime(time)) {
      at.onDamage(corrupt(at.fileName, line, at.time + 1, "a time such as 2026-11-22T21:32:05Z expected"));
      continue;
    }
    known = time;
    if (host === "" || /[\u0000-\u001f\u007f]/.test(host))
      at.onDamage(corrupt(at.fileName, line, at.host + 1, "the name of a host expected"));
    else yield make(time, host, record);
  }
}

function isTime(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text)) return false;
  const time = new Date(text);
  // Also rejects 31 November, which Date would read as 1 December.
  return !Number.isNaN(time.getTime()) && isoSeconds(time) === text;
}

function typeOf(fileName: string): HostType {
  const file = readMonthFileName(fileName);
  if (file === undefined) throw new Error(`${fileName}: is not named like a results file, such as node_2611.csv`);
  return file.type;
}
