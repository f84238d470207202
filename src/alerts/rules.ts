/**
 * The rules: rows in, alerts out. Pure: there is no state but the rows, so whoever feeds it the rows of the last days and of
 * this run knows what opened, changed and was resolved in this run, by the time of each change. Runs come in the order of
 * their times; those of several runners may be mixed.
 *
 * What opened before the first row opens again in the replay, some rows after its start: its `since` is then not earlier
 * than that, and its change has the time of that row. Rows that say `monitor:offline` count for nothing.
 */
import type { Thresholds } from "../inventory/host.ts";
import type { Row } from "../row/row.ts";
import { type Alert, type AlertChange, type AlertKind, alertKinds, type Standing } from "./alert.ts";
import { firstDayWatch, type HostWatch } from "./first-day.ts";
import { newHostWatch } from "./host-watch.ts";
import { newOutageWatch } from "./outage.ts";
import { readSeen } from "./verdict.ts";

export interface Rules {
  /** The rows of one run, which share their time: together they tell whether many hosts have turned bad at once. */
  readonly add: (run: readonly Row[]) => readonly AlertChange[];
  /** The worst kind first, then by host. */
  readonly open: () => Alert[];
  readonly standing: (kind: AlertKind, host: string) => Standing;
}

/** Rows that are older than this say nothing any more: a replay that begins so long ago comes to the same as one of all. */
export const memoryMs = 8 * 86_400_000;

/** Rows of others for so long, and none of a host: it is no longer watched. */
const goneAfterMs = 86_400_000;
/** While there are no rows at all, nobody is gone: a longer pause counts as this much. */
const longestPauseMs = 6 * 3_600_000;

export interface RuleSettings {
  readonly confirm: number;
  /** There are no rows before those that the rules are given, so that the hosts of the first run are new. */
  readonly isComplete?: boolean | undefined;
  /** What the inventory says of a host; without it the defaults. */
  readonly hostOf?: ((host: string) => HostRules | undefined) | undefined;
}

export interface HostRules {
  readonly thresholds?: Thresholds | undefined;
  readonly confirm?: number | undefined;
}

export function newRules({ confirm, isComplete = false, hostOf }: RuleSettings): Rules {
  const hosts = new Map<string, HostWatch>();
  const clock = newClock();
  const outages = newOutageWatch((host) => hosts.get(host)?.isUsuallyAway() === true);
  const settingsOf = (host: string) => {
    const own = hostOf?.(host);
    return { confirm: own?.confirm ?? confirm, thresholds: own?.thresholds ?? new Map(), holds: outages.holds };
  };
  const begin = (host: string): HostWatch => {
    const isNew = isComplete || clock.watchedMs() >= goneAfterMs;
    const rowWatch = newHostWatch(host, { ...settingsOf(host), isNew });
    const watch = isNew ? firstDayWatch(rowWatch) : rowWatch;
    hosts.set(host, watch);
    return watch;
  };
  const dropGone = (time: Date): AlertChange[] =>
    [...hosts].flatMap(([name, watch]) => {
      if (clock.watchedMs() - watch.watchedMs() < goneAfterMs) return [];
      hosts.delete(name);
      outages.forget(name);
      return watch.open().map((alert) => ({ what: "resolved", added: [], alert, time, reason: "gone" }) as const);
    });
  return {
    add: (run) => {
      const [first] = run;
      if (first === undefined) return [];
      const changes = clock.tick(first.time) ? dropGone(new Date(clock.nowMs())) : [];
      const rows = run.map((row) => ({ host: row.host, seen: readSeen(row, clock.nowMs()) }));
      changes.push(...outages.add(rows.flatMap(({ seen }) => seen ?? [])));
      for (const { host, seen } of rows) {
        const watch = hosts.get(host) ?? begin(host);
        changes.push(...watch.add(seen, clock.nowMs(), clock.watchedMs()));
      }
      return changes;
    },
    open: () => [...outages.open(), ...[...hosts.values()].flatMap((watch) => watch.open())].sort(byUrgency),
    standing: (kind, host) => {
      if (kind === "outage") return outages.standing();
      return hosts.get(host)?.standing(kind) ?? (clock.watchedMs() >= goneAfterMs ? "gone" : "unknown");
    },
  };
}

/** The time of the newest row, and for how long there have been rows. */
function newClock() {
  let [nowMs, watchedMs] = [Number.NaN, 0];
  return {
    nowMs: () => nowMs,
    watchedMs: () => watchedMs,
    /** Rows of one run share a time: true for the first of them. */
    tick: (time: Date): boolean => {
      const ms = time.getTime();
      if (ms === nowMs) return false;
      watchedMs += Math.min(longestPauseMs, Math.max(0, ms - (Number.isNaN(nowMs) ? ms : nowMs)));
      nowMs = ms;
      return true;
    },
  };
}

function byUrgency(a: Alert, b: Alert): number {
  return alertKinds.indexOf(a.kind) - alertKinds.indexOf(b.kind) || (a.host < b.host ? -1 : 1);
}
