/** What the rows of the last days tell of each host, gone through once from the oldest to the newest. Pure. */
import type { HostType } from "../../inventory/host.ts";
import { type Columns, columnsOf, type HostState, stateOfRow } from "../../row-state.ts";
import { type Bins, newBins, tally } from "./trend.ts";

/** Rows of one month and type, as the store reads them. */
export interface HistoryTable {
  readonly type: HostType;
  readonly header: readonly string[];
  readonly rows: Iterable<{ readonly time: string; readonly host: string; readonly cells: readonly string[] }>;
}

/** The cells of a row by column. Unknown is "". */
export type Cells = (column: string) => string;

/** Times are as in the files, `2026-11-22T21:32:05Z`: they sort as text. */
export interface HostHistory {
  readonly host: string;
  readonly type: HostType;
  /** The first row there is, and the newest, whether they say anything or not. */
  readonly first: string;
  newest: string;
  /** The newest rows that say something of the host: `monitor:offline` does not. */
  latest: Cells | undefined;
  earlier: Cells | undefined;
  /** What `latest` says, and since when all rows have said so. */
  state: HostState | undefined;
  since: string;
  /** Whether it has been in another state before. */
  changed: boolean;
  /** Since when the monitor has been offline; undefined while it is not. */
  offlineSince: string | undefined;
  /** Per UTC day, the last one today: checks that found it well, in trouble, down. */
  readonly days: Record<HostState, number>[];
  readonly pings: Bins;
  readonly disks: Bins;
  /** The runs of the last 24 hours that have a row of it. */
  readonly runs: string[];
}

export const dayMs = 86_400_000;
export const daysShown = 7;
const pingBins = 8;

/** The start of the first UTC day that is shown. */
export function startOfHistory(now: Date): Date {
  return new Date(Math.floor(now.getTime() / dayMs) * dayMs - (daysShown - 1) * dayMs);
}

/** By host. Where a host has changed its type, the newer rows count. */
export function readHistories(tables: readonly HistoryTable[], now: Date): Map<string, HostHistory> {
  const found = new Map<string, HostHistory>();
  for (const [type, ofType] of Map.groupBy(tables, (table) => table.type))
    for (const history of readType(type, ofType, now)) {
      const known = found.get(history.host);
      if (known === undefined || history.newest > known.newest) found.set(history.host, history);
    }
  return found;
}

function readType(type: HostType, tables: readonly HistoryTable[], now: Date): Iterable<HostHistory> {
  const histories = new Map<string, HostHistory>();
  const window = windowOf(now);
  for (const { header, rows } of tables) {
    const columns = columnsOf(header);
    for (const { time, host, cells } of rows) {
      if (time > window.end) continue;
      const history = histories.get(host) ?? newHistory(host, type, time);
      histories.set(host, history);
      addRow(history, { time, cells, columns }, window);
    }
  }
  return histories.values();
}

function newHistory(host: string, type: HostType, first: string): HostHistory {
  return {
    ...{ host, type, first, newest: first, latest: undefined, earlier: undefined, state: undefined, since: first },
    ...{ changed: false, offlineSince: undefined, runs: [], pings: newBins(pingBins), disks: newBins(daysShown) },
    days: Array.from({ length: daysShown }, () => ({ up: 0, trouble: 0, down: 0 })),
  };
}

interface Window {
  readonly startMs: number;
  /** The same as text: most rows are older, and need no parsing. */
  readonly start: string;
  readonly day: string;
  readonly dayStartMs: number;
  readonly end: string;
}

function windowOf(now: Date): Window {
  const [start, dayStartMs] = [startOfHistory(now), now.getTime() - dayMs];
  return {
    ...{ startMs: start.getTime(), start: start.toISOString(), dayStartMs },
    ...{ day: new Date(dayStartMs).toISOString(), end: now.toISOString().replace(/\.\d+Z$/, "Z") },
  };
}

interface FoundRow {
  readonly time: string;
  readonly cells: readonly string[];
  readonly columns: Columns;
}

function addRow(history: HostHistory, row: FoundRow, window: Window): void {
  const { time, cells, columns } = row;
  // Files of the seed's beside ours: what is told late changes nothing.
  if (time < history.newest) return;
  history.newest = time;
  if (time >= window.day) history.runs.push(time);
  const state = stateOfRow(cells, columns);
  if (state === undefined) {
    history.offlineSince ??= time;
    return;
  }
  history.offlineSince = undefined;
  history.earlier = history.latest;
  history.latest = (column) => cells[columns.index.get(column) ?? -1] ?? "";
  addState(history, state, time);
  if (time >= window.start) addTrends(history, row, state, window);
}

function addState(history: HostHistory, state: HostState, time: string): void {
  if (history.state === state) return;
  history.changed = history.state !== undefined;
  history.since = time;
  history.state = state;
}

function addTrends(history: HostHistory, { time, cells, columns }: FoundRow, state: HostState, window: Window): void {
  const ms = Date.parse(time);
  const dayIndex = Math.floor((ms - window.startMs) / dayMs);
  const day = history.days[dayIndex];
  if (day !== undefined) day[state] += 1;
  tally(history.disks, dayIndex, cells[columns.disk]);
  if (time < window.day) return;
  // A row of this very moment is in the last bin.
  const bin = Math.min(pingBins - 1, Math.floor(((ms - window.dayStartMs) / dayMs) * pingBins));
  tally(history.pings, bin, cells[columns.ping]);
}
