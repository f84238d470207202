/** What the status page shows: which hosts, each as it is now, and what its rows of the last days tell. Pure. */
import type { Alert } from "../../alerts/alert.ts";
import { worstFirst } from "../../alerts/alert-words.ts";
import { type HostState, stateOf } from "../../row/state.ts";
import { alertsByHost, type HostNow } from "../host-now.ts";
import type { MonthAlert } from "../statistics/month-model.ts";
import { alertedDays, dayMs, type HostHistory, type StatusHistory } from "./host-history.ts";

/** One host of the page. */
export interface HostStatus extends HostNow {
  /** As the inventory has it; undefined: none. */
  readonly group: string | undefined;
  /** Whether it is in the inventory of this run, and not one of another runner. */
  readonly isOurs: boolean;
  /** Of an unknown one: what it was when last seen. */
  readonly was: HostState | undefined;
  readonly since: Date | undefined;
  /** Whether it may have been so before `since`, in rows that were not read. */
  readonly sinceBefore: boolean;
  /** Whether it was ever seen in another state. */
  readonly changed: boolean;
  /** Whether it is unknown because the monitor was offline. */
  readonly offline: boolean;
  readonly days: readonly Readonly<Record<"up" | "trouble" | "down", number>>[];
}

export interface StatusModel {
  /** In inventory order, then those of other runners. */
  readonly hosts: readonly HostStatus[];
  /** Names in the results folder. */
  readonly names: readonly string[];
  /** Of these hosts, alone and together; the worst first. */
  readonly alerts: readonly Alert[];
}

export interface StatusOrder {
  /** Hosts of this run, in inventory order. */
  readonly inventory: readonly string[];
  /** The group of each host that the inventory has one for. */
  readonly groups?: ReadonlyMap<string, string> | undefined;
  readonly alerts: readonly Alert[];
  /** Alerts of the days that are shown, without what people have accepted. */
  readonly episodes?: readonly MonthAlert[] | undefined;
  /** Hosts that are in maintenance, and until when. */
  readonly maintenance?: ReadonlyMap<string, Date> | undefined;
  /** Names in the results folder. */
  readonly names: readonly string[];
  /** Whether a host would be in our part of the inventory, if it were in the inventory at all. */
  readonly isOurs: (host: string) => boolean;
}

export function statusModel(history: StatusHistory, order: StatusOrder): StatusModel {
  const { inventory, groups, alerts, episodes = [], maintenance, names, isOurs } = order;
  const { hosts: histories, from, now } = history;
  const alertsOf = alertsByHost(alerts);
  const episodesOf = Map.groupBy(episodes, ({ host }) => host);
  const ours = new Set(inventory);
  const statusOfHost = (host: string): HostStatus => {
    const known = histories.get(host);
    const seen = known ? statusOf(known, alertsOf(host), from, now) : neverSeen(host);
    const days = known ? alertedDays(known, episodesOf.get(host) ?? [], now) : [];
    const listed = { group: groups?.get(host), isOurs: ours.has(host), maintenanceUntil: maintenance?.get(host) };
    return { ...seen, days, ...listed };
  };
  const others = otherRunners(histories, inventory, now, isOurs).map(({ host }) => host);
  const hosts = [...inventory, ...others].map(statusOfHost);
  const shown = new Set(hosts.map(({ host }) => host));
  return { hosts, names, alerts: worstFirst(alerts.filter(({ kind, host }) => kind === "outage" || shown.has(host))) };
}

/**
 * Hosts of other runners and shards, whose rows are in the same files. A host that was checked in our own runs and is no
 * longer in the inventory is gone, not down. One of another shard never is: its runs may well begin in the second of ours.
 */
function otherRunners(
  histories: ReadonlyMap<string, HostHistory>,
  inventory: readonly string[],
  now: Date,
  isOurs: (host: string) => boolean,
) {
  const ours = new Set(inventory);
  const ourRuns = new Set(inventory.flatMap((host) => histories.get(host)?.runs ?? []).map(Number));
  return [...histories.values()].filter(({ host, newest, runs }) => {
    const shared = isOurs(host) ? runs.filter((run) => ourRuns.has(Number(run))).length : 0;
    return !ours.has(host) && now.getTime() - newest.getTime() <= dayMs && shared * 2 <= runs.length;
  });
}

/** Before there is a second row to tell the interval by. */
const usualIntervalMs = 20 * 60_000;
/** Who tries it out makes checks by hand, one after the other. */
const leastIntervalMs = 5 * 60_000;
const freshIntervals = 3;

function isFresh({ newest, intervalsMs }: HostHistory, now: Date): boolean {
  const sorted = intervalsMs.toSorted((a, b) => a - b);
  const intervalMs = sorted[Math.floor(sorted.length / 2)] ?? usualIntervalMs;
  return now.getTime() - newest.getTime() <= freshIntervals * Math.max(leastIntervalMs, intervalMs);
}

type Seen = Omit<HostStatus, "group" | "isOurs" | "days">;

function statusOf(history: HostHistory, alerts: readonly Alert[], cutAt: Date, now: Date): Seen {
  const { host, state, latest, offlineSince } = history;
  if (latest === undefined || state === undefined || offlineSince !== undefined || !isFresh(history, now)) {
    const since = offlineSince ?? history.newest;
    return { ...neverSeen(host), was: state, since, offline: offlineSince !== undefined };
  }
  return {
    ...{ host, state: stateOf(latest, alerts.length > 0), row: latest, alerts, was: undefined, offline: false },
    ...sinceOf(history, cutAt, alerts),
  };
}

function neverSeen(host: string): Seen {
  return {
    ...{ host, state: "unknown", row: undefined, alerts: [], was: undefined, offline: false },
    ...{ since: undefined, sinceBefore: false, changed: false },
  };
}

/** A host that is in trouble for its alerts is so since the first of them opened, whatever its rows say. */
function sinceOf({ state, since, first, changed }: HostHistory, cutAt: Date, alerts: readonly Alert[]) {
  const alertedMs = Math.min(...alerts.map((alert) => alert.since.getTime()));
  const isAlerted = alerts.length > 0 && state !== "down" && (state === "up" || alertedMs < since.getTime());
  if (isAlerted) return { since: new Date(alertedMs), sinceBefore: false, changed: true };
  const sinceBefore = !changed && first.getTime() - cutAt.getTime() < dayMs;
  return { since: sinceBefore ? cutAt : since, sinceBefore, changed };
}
