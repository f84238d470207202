/** A row of the results: one host in one run, as typed values. The only module that writes and reads cells. Pure. */
import type { CheckResult } from "../check-result.ts";
import { isoSeconds } from "../check-result.ts";
import { type HostType, hostTypes } from "../inventory/host.ts";
import { csvText } from "../safe-text.ts";
import { type Column, type ColumnKey, type ColumnValues, columnTable } from "./columns.ts";
import { sessionOf } from "./state.ts";

/** Unknown is undefined; a list that is known to be empty is []. `errors` and `silenced` are always known. */
export interface Row extends ColumnValues {
  /** Start of the run, the same for all its hosts. */
  readonly time: Date;
  /** The inventory's `name`, else its `ip`. */
  readonly host: string;
  readonly type: HostType;
  readonly errors: readonly string[];
  readonly silenced: readonly string[];
  /** Cells of unknown columns, by name. */
  readonly foreign?: Readonly<Record<string, string>> | undefined;
}

/** The two columns that identify a row. */
export const keyColumns = {
  time: "start of the run, UTC, the same in all its rows: `2026-11-22T21:32:05Z`",
  host: "the inventory's `name`, else its `ip`",
} as const;

export const columnKeys = Object.keys(columnTable).filter(isColumnKey);

/** The columns of a type of host, as its files have them. */
export function headerOf(type: HostType): string[] {
  return [...Object.keys(keyColumns), ...columnsOf(type).map(({ name }) => name)];
}

/** The cells of a result's row, in the order of `headerOf`. Unknown is empty. */
export function cellsOf(result: CheckResult): string[] {
  const cells = columnsOf(result.type).map((column) => {
    const value = column.from(result);
    return value === undefined ? "" : column.value.encode(value);
  });
  return [isoSeconds(result.time), result.host, ...cells].map(csvText);
}

/** The row as it is read from the files later. */
export function rowOf(result: CheckResult): Row {
  const read = rowReader(result.type, headerOf(result.type));
  return read(isoSeconds(result.time), result.host, cellsOf(result));
}

export type RowReader = (time: string, host: string, cells: readonly string[]) => Row;

/** Reads the cells below a header. The caller has checked the time: `2026-11-22T21:32:05Z`. */
export function rowReader(type: HostType, header: readonly string[]): RowReader {
  const known = header.flatMap((name, at) => {
    const key = keyByName.get(name);
    return key === undefined ? [] : [{ key, at, decode: table[key].value.decode }];
  });
  const foreign = [...header.entries()].filter(([, name]) => !keyByName.has(name) && !(name in keyColumns));
  const lists = known.flatMap(({ key }) => (isSessionList(key) ? [key] : []));
  let [timeText, timeValue] = ["", new Date(Number.NaN)];
  return (time, host, cells) => {
    // Rows of one run share their time.
    if (time !== timeText) [timeText, timeValue] = [time, new Date(time)];
    const row: Writable = { ...blank, time: timeValue, host, type };
    for (const { key, at, decode } of known) {
      const cell = cells[at];
      if (cell !== undefined && cell !== "") row[key] = decode(cell);
    }
    if (foreign.length > 0) row.foreign = Object.fromEntries(foreign.map(([at, name]) => [name, cells[at] ?? ""]));
    const made: Row = row as Row;
    // An empty cell means an empty list only if the SSH session worked.
    if (lists.some((key) => row[key] === undefined) && sessionOf(made) === "worked")
      for (const key of lists) row[key] ??= none;
    return made;
  };
}

type Writable = { time: Date; host: string; type: HostType; foreign?: Record<string, string> } & {
  [Key in ColumnKey]?: unknown;
};

const none: readonly string[] = [];
const table: Readonly<Record<ColumnKey, Column>> = columnTable;
const keyByName = new Map(columnKeys.map((key) => [table[key].name, key]));
/** Every row has the same keys in the same order, so that the engine stores rows compactly. */
const blank = { ...Object.fromEntries(columnKeys.map((key) => [key, undefined])), errors: none, silenced: none };

/** Lists that the SSH session fills. */
function isSessionList(key: ColumnKey): boolean {
  const { value, types } = table[key];
  return value.kind === "names" && types.length < hostTypes.length;
}

function columnsOf(type: HostType): Column[] {
  return columnKeys.map((key) => table[key]).filter(({ types }) => types.includes(type));
}

function isColumnKey(key: string): key is ColumnKey {
  return Object.hasOwn(columnTable, key);
}
