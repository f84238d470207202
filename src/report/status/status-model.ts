/**
 * What the status page shows: which hosts, and of each the newest values. Rows may quote a host: every value is read into a
 * type of its own, but for the names of logins.
 */
import type { Alert } from "../../alerts/alert.ts";
import { worstFirst } from "../../alerts/alert-words.ts";
import { type ErrorCode, errorCodes } from "../../outcome.ts";
import type { Row } from "../../row/row.ts";
import type { HostState } from "../../row/state.ts";
import { dayMs, type HostHistory, type StatusHistory } from "./host-history.ts";
import { meansOf } from "./trend.ts";

/** One host of the page. Unknown is undefined, and none of several values an empty list. */
export interface HostStatus {
  readonly host: string;
  readonly state: HostState;
  /** Of an unknown one: what it was when last seen. */
  readonly was: HostState | undefined;
  readonly since: Date | undefined;
  /** Whether it may have been so before `since`, in rows that were not read. */
  readonly sinceBefore: boolean;
  /** Whether it was ever seen in another state. */
  readonly changed: boolean;
  /** Whether it is unknown because the monitor was offline. */
  readonly offline: boolean;
  readonly values: HostValues;
  readonly days: readonly Readonly<Record<"up" | "trouble" | "down", number>>[];
  readonly pings: readonly (number | undefined)[];
  readonly disks: readonly (number | undefined)[];
}

export interface HostValues {
  readonly codes: readonly ErrorCode[];
  readonly pingMs?: number | undefined;
  readonly lossPercent?: number | undefined;
  readonly httpMs?: number | undefined;
  readonly httpCode?: number | undefined;
  readonly memMib?: number | undefined;
  readonly swapMib?: number | undefined;
  readonly diskMib?: number | undefined;
  readonly lastBoot?: Date | undefined;
  readonly certDays?: number | undefined;
  readonly ports: readonly string[];
  readonly peers: readonly string[];
  /** Those of `peers` that stay connected: strangers who try to log in come and go. */
  readonly stayingPeers: readonly string[];
  /** A host's own words. */
  readonly logins: readonly string[];
  readonly gpuTempsC: readonly (number | undefined)[];
}

export interface StatusModel {
  /** In inventory order, then those of other runners. */
  readonly hosts: readonly HostStatus[];
  /** Names in the results folder. */
  readonly names: readonly string[];
  /** Of these hosts, the worst first. */
  readonly alerts: readonly Alert[];
}

export interface StatusOrder {
  /** Hosts of this run, in inventory order. */
  readonly inventory: readonly string[];
  readonly alerts: readonly Alert[];
  /** Names in the results folder. */
  readonly names: readonly string[];
  /** Whether a host would be in our part of the inventory, if it were in the inventory at all. */
  readonly isOurs: (host: string) => boolean;
}

export function statusModel(history: StatusHistory, { inventory, alerts, names, isOurs }: StatusOrder): StatusModel {
  const { hosts: histories, from, now } = history;
  const ours = inventory.map((host) => {
    const known = histories.get(host);
    return known ? statusOf(known, from, true) : neverSeen(host);
  });
  const others = otherRunners(histories, inventory, now, isOurs);
  const theirs = others.map((each) => statusOf(each, from, isFresh(each, now)));
  const hosts = [...ours, ...theirs];
  const shown = new Set(hosts.map(({ host }) => host));
  return { hosts, names, alerts: worstFirst(alerts.filter(({ host }) => shown.has(host))) };
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

/** The checkout may be as old as our last run, and the other runner's last one was somewhat before. */
function isFresh({ runs }: HostHistory, now: Date): boolean {
  const [before = Number.NaN, newest = 0] = runs.slice(-2).map(Number);
  const interval = runs.length < 2 ? usualIntervalMs : newest - before;
  return now.getTime() - Number(runs.at(-1)) <= interval * 2.5;
}

function statusOf(history: HostHistory, cutAt: Date, isFresh: boolean): HostStatus {
  const { host, state, latest, earlier, days, pings, disks, offlineSince } = history;
  const trends = { days, pings: meansOf(pings), disks: meansOf(disks) };
  if (latest !== undefined && state !== undefined && isFresh && offlineSince === undefined)
    return {
      ...{ host, state, was: undefined, offline: false, ...trends, ...sinceOf(history, cutAt) },
      values: valuesOf(latest, earlier),
    };
  const since = offlineSince ?? history.newest;
  return { ...neverSeen(host), was: state, since, offline: offlineSince !== undefined, ...trends };
}

function neverSeen(host: string): HostStatus {
  return {
    ...{ host, state: "unknown", was: undefined, since: undefined, sinceBefore: false, changed: false, offline: false },
    ...{ values: noValues, days: [], pings: [], disks: [] },
  };
}

const noValues: HostValues = { codes: [], ports: [], peers: [], stayingPeers: [], logins: [], gpuTempsC: [] };

function sinceOf({ since, first, changed }: HostHistory, cutAt: Date) {
  const sinceBefore = !changed && first.getTime() - cutAt.getTime() < dayMs;
  return { since: sinceBefore ? cutAt : since, sinceBefore, changed };
}

function valuesOf(row: Row, earlier: Row = row): HostValues {
  const { sshPeers: peers = [], ports = [], logins = [], gpuTempC: gpuTempsC = [] } = row;
  const before = earlier.sshPeers ?? [];
  return {
    codes: errorCodes.filter((code) => row.errors.includes(code)),
    ...{ pingMs: row.pingMs, lossPercent: row.loss, httpMs: row.httpMs, httpCode: row.httpCode },
    ...{ memMib: row.memAvailMib, swapMib: row.swapFreeMib, diskMib: row.diskAvailMib },
    ...{ certDays: row.certDays, lastBoot: row.lastBoot, ports, peers, logins, gpuTempsC },
    stayingPeers: peers.filter((peer) => before.includes(peer)),
  };
}
