/** What the rows of one host add up to. Pure. */
import type { HostType } from "../../inventory/host.ts";
import { type Column, type ColumnKey, columnTable } from "../../row/columns.ts";
import type { Row } from "../../row/row.ts";
import { Constancy } from "./constancy.ts";
import { FigureColumns, FigureLists } from "./figures.ts";
import { FileSystemTally } from "./file-systems.ts";
import { ForeignColumn } from "./foreign-column.ts";
import { RowLog } from "./row-log.ts";
import { Sightings } from "./sightings.ts";

/** Which columns of a file are to be asked for, beside those with a number. */
interface Layout {
  readonly columns: readonly ColumnKey[];
  readonly names: readonly { readonly key: ColumnKey; seen: Sightings | undefined }[];
  readonly lists: readonly ColumnKey[];
  /** Of these it is only told whether they ever changed. */
  readonly others: readonly ColumnKey[];
}

const table: Readonly<Record<ColumnKey, Column>> = columnTable;

function layoutOf(
  columns: readonly ColumnKey[],
  isWanted: (key: ColumnKey) => boolean,
  sightings: ReadonlyMap<ColumnKey, Sightings>,
): Layout {
  const wanted = columns.filter(isWanted);
  const ofMonth = (month: Column["month"]) => wanted.filter((key) => table[key].month === month);
  const names = ofMonth("sightings").map((key) => ({ key, seen: sightings.get(key) }));
  const lists = ofMonth("statistics").filter((key) => table[key].value.kind === "numbers");
  return { columns, names, lists, others: ofMonth("none") };
}

/** A later boot by less is the same one, told by a clock that drifts. */
const sameBootMs = 120_000;
const mostReboots = 1000;

export class HostTally {
  readonly host: string;
  readonly log = new RowLog();
  readonly figures: FigureColumns;
  readonly lists = new Map<ColumnKey, FigureLists>();
  readonly sightings = new Map<ColumnKey, Sightings>();
  readonly constancies = new Map<ColumnKey, Constancy>();
  readonly foreign = new Map<string, ForeignColumn>();
  readonly fileSystems = new FileSystemTally();
  readonly reboots: Date[] = [];
  /** Of the newest row. */
  type: HostType;
  readonly #isWanted: (key: ColumnKey) => boolean;
  #layout: Layout | undefined;
  #boot: Date | undefined;

  constructor({ host, type }: Row, isWanted: (key: ColumnKey) => boolean) {
    this.host = host;
    this.type = type;
    this.#isWanted = isWanted;
    this.figures = new FigureColumns(isWanted);
  }

  /** `second`: of the month. A row of a second that has one counts for nothing. */
  add(row: Row, second: number): void {
    const isNewest = second > this.log.newest;
    if (!this.log.add(second, row)) return;
    this.figures.add(row, second);
    if (this.#layout?.columns !== row.columns) this.#layout = layoutOf(row.columns, this.#isWanted, this.sightings);
    this.#addNames(row, second, this.#layout);
    this.#addOthers(row, second, this.#layout);
    if (row.disks !== undefined && this.#isWanted("disks")) this.fileSystems.add(row.disks, second);
    if (row.foreign !== undefined) this.#addForeign(row.foreign);
    if (!isNewest) return;
    this.type = row.type;
    this.#addBoot(row.lastBoot);
  }

  #addNames(row: Row, second: number, { names }: Layout): void {
    for (const column of names) {
      const value: unknown = row[column.key];
      if (!isList<string>(value)) continue;
      if (value.length > 0) column.seen ??= made(this.sightings, column.key, newSightings);
      column.seen?.add(value, second);
    }
  }

  #addOthers(row: Row, second: number, { lists, others }: Layout): void {
    for (const key of lists) {
      const value: unknown = row[key];
      if (!isList<number | undefined>(value)) continue;
      made(this.lists, key, newLists).add(value, second);
      made(this.constancies, key, newConstancy).add(value, table[key].value.encode);
    }
    for (const key of others) {
      const value = row[key];
      if (value !== undefined) made(this.constancies, key, newConstancy).add(value, table[key].value.encode);
    }
  }

  #addForeign(cells: Readonly<Record<string, string>>): void {
    for (const [name, cell] of Object.entries(cells)) made(this.foreign, name, newForeign).add(cell);
  }

  /** What is told late is no reboot. */
  #addBoot(boot: Date | undefined): void {
    if (boot === undefined || boot === this.#boot) return;
    const isLater = this.#boot !== undefined && boot.getTime() > this.#boot.getTime() + sameBootMs;
    if (isLater && this.reboots.length < mostReboots) this.reboots.push(boot);
    this.#boot = boot;
  }
}

function isList<Item>(value: unknown): value is readonly Item[] {
  return Array.isArray(value);
}

function made<Key, Value>(all: Map<Key, Value>, key: Key, make: (key: Key) => Value): Value {
  let value = all.get(key);
  if (value === undefined) {
    value = make(key);
    all.set(key, value);
  }
  return value;
}

const newSightings = () => new Sightings();
const newLists = () => new FigureLists();
const newConstancy = () => new Constancy();
const newForeign = (name: string) => new ForeignColumn(name);
