/** What the rows of the last days tell of each host, gone through once from the oldest to the newest. Pure. */
import type { HostType } from "../../inventory/host.ts";
import type { Row } from "../../row/row.ts";
import { stateOf } from "../../row/state.ts";
import type { MonthAlert } from "../statistics/month-model.ts";

type SeenState = "up" | "trouble" | "down";

export interface HostHistory {
  readonly host: string;
  readonly type: HostType;
  /** The first row there is, and the newest, whether they say anything or not. */
  readonly first: Date;
  newest: Date;
  /** The newest row that says something of the host: `monitor:offline` does not. */
  latest: Row | undefined;
  /** What `latest` says, and since when all rows have said so. */
  state: SeenState | undefined;
  since: Date;
  /** Whether it has been in another state before. */
  changed: boolean;
  /** Since when the monitor has been offline; undefined while it is not. */
  offlineSince: Date | undefined;
  /** Per UTC day, the last one today: checks that found it well, in trouble, down, without those that were silenced. */
  readonly days: Record<SeenState, number>[];
  /** The times of the checks that are counted as up. */
  readonly upMs: number[];
  /** The runs of the last 24 hours that have a row of it. */
  readonly runs: Date[];
  /** How far its newest rows are apart, in milliseconds. */
  readonly intervalsMs: number[];
}

/** Takes rows in, in the order of their times. */
export interface StatusHistory {
  readonly now: Date;
  /** Rows before it were not read. */
  readonly from: Date;
  readonly add: (row: Row) => void;
  readonly hosts: ReadonlyMap<string, HostHistory>;
}

export const dayMs = 86_400_000;
export const daysShown = 7;

/** The start of the first UTC day that is shown. */
export function startOfHistory(now: Date): Date {
  return new Date(Math.floor(now.getTime() / dayMs) * dayMs - (daysShown - 1) * dayMs);
}

export function newStatusHistory(now: Date, from: Date): StatusHistory {
  const hosts = new Map<string, HostHistory>();
  const window = windowOf(now);
  return {
    ...{ now, from, hosts },
    add: (row) => {
      if (row.time > now) return;
      const known = hosts.get(row.host);
      // Where a host has changed its type, its rows begin anew.
      const history = known?.type === row.type ? known : newHistory(row);
      hosts.set(row.host, history);
      addRow(history, row, window);
    },
  };
}

function newHistory({ host, type, time }: Row): HostHistory {
  return {
    ...{ host, type, first: time, newest: time, latest: undefined, state: undefined, since: time },
    ...{ changed: false, offlineSince: undefined, runs: [], intervalsMs: [], upMs: [] },
    days: Array.from({ length: daysShown }, () => ({ up: 0, trouble: 0, down: 0 })),
  };
}

interface Window {
  readonly startMs: number;
  readonly dayStartMs: number;
}

function windowOf(now: Date): Window {
  return { startMs: startOfHistory(now).getTime(), dayStartMs: now.getTime() - dayMs };
}

function addRow(history: HostHistory, row: Row, window: Window): void {
  const { time } = row;
  // Files of the seed's beside ours: what is told late changes nothing.
  if (time < history.newest) return;
  if (time > history.newest) keepInterval(history, time);
  history.newest = time;
  if (time.getTime() >= window.dayStartMs) history.runs.push(time);
  const state = stateOf(row);
  if (state === "unknown") {
    history.offlineSince ??= time;
    return;
  }
  history.offlineSince = undefined;
  history.latest = row;
  addState(history, state, time);
  if (time.getTime() >= window.startMs && row.silenced.length === 0) countDay(history, time, state, window);
}

/** So many intervals tell which is usual. */
const intervalsKept = 7;

function keepInterval({ newest, intervalsMs }: HostHistory, time: Date): void {
  intervalsMs.push(time.getTime() - newest.getTime());
  if (intervalsMs.length > intervalsKept) intervalsMs.shift();
}

function addState(history: HostHistory, state: SeenState, time: Date): void {
  if (history.state === state) return;
  history.changed = history.state !== undefined;
  history.since = time;
  history.state = state;
}

function countDay({ days, upMs }: HostHistory, time: Date, state: SeenState, { startMs }: Window): void {
  const day = days[Math.floor((time.getTime() - startMs) / dayMs)];
  if (day !== undefined) day[state] += 1;
  if (state === "up") upMs.push(time.getTime());
}

/** The days of a host with its alerts: a host that was up while one of them was open was in trouble. */
export function alertedDays({ days, upMs }: HostHistory, alerts: readonly MonthAlert[], now: Date) {
  const startMs = startOfHistory(now).getTime();
  const alerted = upMs.filter((ms) =>
    alerts.some(({ from, to }) => from.getTime() <= ms && (!to || ms < to.getTime())),
  );
  const numbers = Map.groupBy(alerted, (ms) => Math.floor((ms - startMs) / dayMs));
  return days.map(({ up, trouble, down }, index) => {
    const moved = numbers.get(index)?.length ?? 0;
    return { up: up - moved, trouble: trouble + moved, down };
  });
}
