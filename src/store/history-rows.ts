/** All rows of the results in the order of their times, whatever file they are in: for whoever goes through the history. */
import { isoSeconds } from "../check-result.ts";
import type { HostType } from "../inventory/host.ts";
import { listFolder } from "./file.ts";
import { readMonthFileName } from "./month-file.ts";
import { type RecentTable, readRecent } from "./recent.ts";
import type { RawRow } from "./results.ts";

export interface HistoryRow {
  /** `2026-11-22T21:32:05Z`, the same for all rows of a run. */
  readonly time: string;
  readonly host: string;
  readonly type: HostType;
  /** Unknown is "", and so is a column that the file does not have. */
  readonly cell: (column: string) => string;
}

/** Both ends included; without `from` from the first row on. One month of text is held at a time. */
export async function* historyRows(folder: string, from: Date | undefined, to: Date): AsyncGenerator<HistoryRow> {
  const [first, last] = [from === undefined ? "" : isoSeconds(from), isoSeconds(to)];
  for (const month of await monthsOf(folder)) {
    if (isoSeconds(month).slice(0, 7) < first.slice(0, 7) || month > to) continue;
    const { tables } = await readRecent(folder, month, month, first);
    for (const row of inTimeOrder(tables)) if (row.time >= first && row.time <= last) yield row;
  }
}

/** Files are in time order themselves, so that it is enough to look at the next row of each. */
export function* inTimeOrder(tables: readonly RecentTable[]): Generator<HistoryRow> {
  const open = tables.flatMap((table) => opened(table) ?? []);
  while (open.length > 0) {
    const earliest = open.reduce((one, other) => (other.row.time < one.row.time ? other : one));
    yield named(earliest);
    if (!advance(earliest)) open.splice(open.indexOf(earliest), 1);
  }
}

interface Open {
  readonly type: HostType;
  readonly index: ReadonlyMap<string, number>;
  readonly rows: Iterator<RawRow>;
  row: RawRow;
}

function opened({ type, header, rows }: RecentTable): Open | undefined {
  const iterator = rows[Symbol.iterator]();
  const first = iterator.next();
  if (first.done === true) return undefined;
  return { type, index: new Map(header.map((name, index) => [name, index])), rows: iterator, row: first.value };
}

/** false: that was the last row. */
function advance(table: Open): boolean {
  const next = table.rows.next();
  if (next.done === true) return false;
  table.row = next.value;
  return true;
}

function named({ type, index, row: { time, host, cells } }: Open): HistoryRow {
  return { time, host, type, cell: (column) => cells[index.get(column) ?? -1] ?? "" };
}

/** The first moment of every month that has files, the earliest first. */
async function monthsOf(folder: string): Promise<Date[]> {
  const files = (await listFolder(folder)).flatMap((name) => readMonthFileName(name) ?? []);
  const starts = new Set(files.map(({ year, month }) => Date.UTC(year, month - 1)));
  return [...starts].sort((a, b) => a - b).map((start) => new Date(start));
}
