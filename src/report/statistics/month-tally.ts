/** The rows of a month gone through: once for everything, and again where a host has more values than are kept. Pure. */
import type { MonthTable } from "../../store/month-rows.ts";
import type { MonthRow } from "../../store/row-reader.ts";
import type { Brackets } from "./brackets.ts";
import { HostTally, type Layout, layoutOf } from "./host-tally.ts";
import { type ColumnBounds, type ColumnKind, numberIn } from "./month-column.ts";
import { RowLog } from "./row-log.ts";
import type { Values } from "./statistics.ts";

/** By host. Rows from `end` on, in seconds since the month began, are left out. */
export function tallyRows(tables: readonly MonthTable[], end: number, bounds: ColumnBounds): Map<string, HostTally> {
  const tallies = new Map<string, HostTally>();
  for (const { type, rows } of tables) {
    let layout: Layout = layoutOf([]);
    let latest: HostTally | undefined;
    for (const row of rows()) {
      if (row.second >= end) continue;
      if (row.header !== layout.header) layout = layoutOf(row.header);
      // Run after run has the same hosts in the same order.
      let tally = latest?.next;
      if (tally?.host !== row.host) {
        tally = tallies.get(row.host) ?? new HostTally(row.host, type, bounds);
        tallies.set(row.host, tally);
        if (latest !== undefined) latest.next = tally;
      }
      tally.take(row, type, layout);
      latest = tally;
    }
  }
  for (const tally of tallies.values()) tally.end();
  return tallies;
}

/** Values by rank, of columns of which not all values are kept. */
export type Found = ReadonlyMap<Values, ReadonlyMap<number, number>>;

interface Wide {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Of the GPU. */
  readonly index: number;
  readonly values: Values;
  readonly brackets: Brackets;
}

/** Goes through the files again until the ranks that percentiles need are known. */
export function findRanks(tables: readonly MonthTable[], end: number, tallies: Iterable<HostTally>): Found {
  const wide = new Map(Array.from(tallies, (tally) => [tally.host, wideColumnsOf(tally)]));
  const all = [...wide.values()].flat();
  while (all.some(({ brackets }) => !brackets.isDone)) {
    goThrough(tables, end, wide);
    for (const { brackets } of all) brackets.endPass();
  }
  return new Map(all.map(({ values, brackets }) => [values, brackets.found]));
}

function wideColumnsOf({ columns }: HostTally): Wide[] {
  return [...columns.values()].flatMap(({ name, kind, numbers }) =>
    numbers.flatMap(({ values }, index) =>
      values.isWide ? [{ name, kind, index, values, brackets: values.brackets() }] : [],
    ),
  );
}

function goThrough(tables: readonly MonthTable[], end: number, wide: ReadonlyMap<string, readonly Wide[]>): void {
  const logs = new Map<string, RowLog>();
  for (const { rows } of tables) {
    let layout = layoutOf([]);
    for (const row of rows()) {
      const columns = wide.get(row.host) ?? [];
      if (row.second >= end || columns.length === 0) continue;
      if (row.header !== layout.header) layout = layoutOf(row.header);
      const log = logs.get(row.host) ?? new RowLog();
      logs.set(row.host, log);
      if (log.add(row.second)) for (const column of columns) count(row, column, layout);
    }
  }
}

function count({ bytes, starts }: MonthRow, { name, kind, index, brackets }: Wide, layout: Layout): void {
  const at = layout.columns.index.get(name);
  if (at === undefined || brackets.isDone) return;
  const value = numberIn(kind, bytes, starts[at] ?? 0, (starts[at + 1] ?? 0) - 1, index);
  if (!Number.isNaN(value)) brackets.add(value);
}
