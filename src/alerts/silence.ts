/**
 * Monitors that have fallen silent, as the rows of all monitors in one results folder tell it. Hosts of one monitor have rows
 * of the same times; a monitor is known by the first of them. Pure.
 */
import type { Row } from "../row/row.ts";
import type { Alert, Standing } from "./alert.ts";

/** The host of the alert that says that the watchdog does not run. */
export const watchdogHost = "watchdog";

/** The watchdog runs every two hours, and GitHub's schedule is often some hours late. */
export const watchdogMaxAgeMs = 6 * 3_600_000;

/** So many rows tell how often a monitor writes them. */
const leastTimes = 3;
const latestTimes = 8;
/** A monitor is late, not silent, before that many of its intervals. */
const lateIntervals = 2;

interface Seen {
  readonly host: string;
  readonly firstMs: number;
  /** Of its rows, newest last. */
  readonly times: number[];
}

export interface Asked {
  readonly now: Date;
  readonly isMine: (host: string) => boolean;
  readonly maxAgeMs: number;
}

export type SilenceWatch = ReturnType<typeof newSilenceWatch>;

export function newSilenceWatch() {
  const hosts = new Map<string, Seen>();
  return {
    add: (run: readonly Row[]): void => {
      for (const { host, time } of run) {
        const seen = hosts.get(host) ?? { host, firstMs: time.getTime(), times: [] };
        hosts.set(host, seen);
        seen.times.push(time.getTime());
      }
    },
    /** What was silent at a time: rows after it do not count. */
    silentAt: (asked: Asked): Alert[] => silentAmong(until(hosts, asked.now.getTime()), asked),
    /** The first row of these hosts that was read. */
    since: (isMine: Asked["isMine"]): Date | undefined => {
      const firsts = [...hosts.values()].filter(({ host }) => isMine(host)).map(({ firstMs }) => firstMs);
      return firsts.length === 0 ? undefined : new Date(Math.min(...firsts));
    },
    /** The first row of these hosts at or after a time. */
    firstOf: (time: Date, isMine: Asked["isMine"]): Date | undefined => {
      const mine = [...hosts.values()].filter(({ host }) => isMine(host)).flatMap(({ times }) => times);
      const later = mine.filter((ms) => ms >= time.getTime());
      return later.length === 0 ? undefined : new Date(Math.min(...later));
    },
    /** Of a monitor that is not silent. A host whose rows are too old to be read may be silent still. */
    standing: (host: string): Standing => (hosts.has(host) ? "well" : "unknown"),
  };
}

function until(hosts: ReadonlyMap<string, Seen>, nowMs: number): Seen[] {
  const past = [...hosts.values()].map((seen) => ({ ...seen, times: seen.times.filter((ms) => ms <= nowMs) }));
  return past.filter(({ times }) => times.length > 0);
}

function silentAmong(seen: readonly Seen[], { now, isMine, maxAgeMs }: Asked): Alert[] {
  const others = seen.filter(({ host }) => !isMine(host));
  return [...Map.groupBy(others, newest)].flatMap(([lastMs, [first]]) => {
    const usualMs = first && usualInterval(first);
    if (first === undefined || usualMs === undefined) return [];
    if (now.getTime() - lastMs <= Math.max(maxAgeMs, lateIntervals * usualMs)) return [];
    const goesOn = seen.some(
      (other) => newest(other) > lastMs && (isCompanion(other, first) || follows(other, lastMs, usualMs)),
    );
    return goesOn ? [] : [silentAlert(first.host, new Date(lastMs), now)];
  });
}

function newest({ times }: Seen): number {
  return times.at(-1) ?? Number.NaN;
}

function usualInterval({ times }: Seen): number | undefined {
  if (times.length < leastTimes) return undefined;
  const latest = times.slice(-latestTimes);
  const intervals = latest.slice(1).map((ms, index) => ms - (latest[index] ?? ms));
  return intervals.sort((a, b) => a - b)[Math.floor(intervals.length / 2)];
}

/** Of the same monitor, which goes on: the host has only left its inventory. Once may be chance. */
function isCompanion(other: Seen, { times }: Seen): boolean {
  const latest = times.slice(-leastTimes);
  return 2 * latest.filter((ms) => other.times.includes(ms)).length > latest.length;
}

/** New hosts that begin where the old ones end are the old ones under other names. */
function follows({ firstMs }: Seen, lastMs: number, usualMs: number): boolean {
  return firstMs > lastMs && firstMs - lastMs <= lateIntervals * usualMs;
}

/** `since`: the newest row, or the watchdog's last run. */
export function silentAlert(host: string, since: Date, seen: Date): Alert {
  const nothing = { flapping: false, evidence: [], sightings: [] };
  return { kind: "silent", host, findings: [host === watchdogHost ? "runs" : "rows"], since, seen, ...nothing };
}
