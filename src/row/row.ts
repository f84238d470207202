/** A row of the results: one host in one run, as typed values. The only place where cells are made and read. Pure. */
import type { CheckResult } from "../check-result.ts";
import { isoSeconds } from "../check-result.ts";
import { type HostType, hostTypes } from "../inventory/host.ts";
import { onceForEach } from "../once-for-each.ts";
import { csvText } from "../safe-text.ts";
import { type Column, type ColumnKey, type ColumnValues, columnTable } from "./columns.ts";
import { sessionOf } from "./state.ts";
import { ownText } from "./values.ts";

/** Unknown is undefined; a list that is known to have nothing in it is []. `errors` and `silenced` are always known. */
export interface Row extends ColumnValues {
  /** Start of the run, the same for all its hosts. */
  readonly time: Date;
  /** The inventory's `name`, else its `ip`. */
  readonly host: string;
  readonly type: HostType;
  readonly errors: readonly string[];
  readonly silenced: readonly string[];
  /** Those that its file has. */
  readonly columns: readonly ColumnKey[];
  /** Cells of columns that are not ours, by name. */
  readonly foreign?: Readonly<Record<string, string>> | undefined;
}

/** The two columns by which a row is known. */
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
export const cellsOf = onceForEach((result: CheckResult): readonly string[] => {
  const cells = columnsOf(result.type).map((column) => {
    const value = column.from(result);
    return value === undefined ? "" : column.value.encode(value);
  });
  return [isoSeconds(result.time), result.host, ...cells].map(csvText);
});

/** The row as it will be read from the files. Several parts of a check ask for it: it is made once for each result. */
export const rowOf = onceForEach((result: CheckResult): Row => {
  const read = rowReader(result.type, headerOf(result.type));
  return read(isoSeconds(result.time), result.host, cellsOf(result));
});

export type RowReader = (time: string, host: string, cells: readonly string[]) => Row;

/** The newest row of a host: most cells of the next one are the same, and need not be read again. */
interface Newest {
  cells: readonly string[];
  row: Writable;
}

/** Reads the cells below a header. The caller has checked the time: `2026-11-22T21:32:05Z`. */
export function rowReader(type: HostType, header: readonly string[]): RowReader {
  const places = header.flatMap((name, at) => placeOf(name, at) ?? []);
  const foreign = [...header.entries()].filter(([, name]) => !keyByName.has(name) && !(name in keyColumns));
  const columns = places.map(({ key }) => key);
  const lists = columns.filter(isSessionList);
  // Every row has the same keys in the same order, which makes them small and quick to read.
  const blank: Writable = {
    ...{ time: new Date(Number.NaN), host: "", type },
    ...Object.fromEntries(columns.map((key) => [key, undefined])),
    ...{ errors: none, silenced: none, columns },
  };
  const hosts = new Map<string, Newest>();
  let [timeText, timeValue] = ["", new Date(Number.NaN)];
  return (time, host, cells) => {
    // Rows of one run share their time.
    if (time !== timeText) [timeText, timeValue] = [time, new Date(time)];
    const newest = hosts.get(host) ?? added(hosts, ownText(host), blank);
    const row = { ...newest.row, time: timeValue };
    if (readChanges(row, places, cells, newest.cells)) fillLists(row, lists);
    if (foreign.some(([at]) => cells[at] !== newest.cells[at]))
      row.foreign = Object.fromEntries(foreign.map(([at, name]) => [name, ownText(cells[at] ?? "")]));
    newest.cells = cells;
    newest.row = row;
    return row as Row;
  };
}

function added(hosts: Map<string, Newest>, host: string, blank: Writable): Newest {
  const newest = { cells: none, row: { ...blank, host } };
  hosts.set(host, newest);
  return newest;
}

/** Where a column of ours is in a file. */
interface Place {
  readonly key: ColumnKey;
  readonly at: number;
  /** What an empty cell says. */
  readonly empty: readonly string[] | undefined;
  readonly decode: (cell: string) => unknown;
}

function placeOf(name: string, at: number): Place | undefined {
  const key = keyByName.get(name);
  if (key === undefined) return undefined;
  return { key, at, empty: key === "errors" || key === "silenced" ? none : undefined, decode: table[key].value.decode };
}

/** true: the errors, or which columns say something, are not as before. */
function readChanges(
  row: Writable,
  places: readonly Place[],
  cells: readonly string[],
  before: readonly string[],
): boolean {
  let isOther = false;
  for (const { key, at, empty, decode } of places) {
    const cell = cells[at] ?? "";
    if (cell === before[at]) continue;
    const value = cell === "" ? empty : decode(cell);
    isOther ||= key === "errors" || isTelling(value) !== isTelling(row[key]);
    row[key] = value;
  }
  return isOther;
}

function isTelling(value: unknown): boolean {
  return value !== undefined && value !== none;
}

/** An empty list is known to be one only where the session worked. */
function fillLists(row: Writable, lists: readonly ColumnKey[]): void {
  for (const key of lists) if (!isTelling(row[key])) row[key] = undefined;
  const made = row as Row;
  if (sessionOf(made) !== "worked") return;
  for (const key of lists) if (!isUnsure(key, made)) row[key] ??= none;
}

type Writable = {
  time: Date;
  host: string;
  type: HostType;
  columns: readonly ColumnKey[];
  foreign?: Record<string, string>;
} & {
  [Key in ColumnKey]?: unknown;
};

const none: readonly string[] = [];
const table: Readonly<Record<ColumnKey, Column>> = columnTable;
const keyByName = new Map(columnKeys.map((key) => [table[key].name, key]));

/** Lists that the SSH session fills. */
function isSessionList(key: ColumnKey): boolean {
  const { value, types } = table[key];
  return value.kind === "names" && types.length < hostTypes.length;
}

/** Who is a stranger was not known where name servers did not answer for `ssh_peers`. */
function isUnsure(key: ColumnKey, { errors }: Row): boolean {
  return (key === "sshPeers" || key === "logins") && errors.includes("monitor:offline");
}

function columnsOf(type: HostType): Column[] {
  return columnKeys.map((key) => table[key]).filter(({ types }) => types.includes(type));
}

function isColumnKey(key: string): key is ColumnKey {
  return Object.hasOwn(columnTable, key);
}
