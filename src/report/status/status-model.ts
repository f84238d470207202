/**
 * What the status page shows: which hosts, and of each the newest values. Rows may quote a host: every value is read into a
 * type of its own, but for the names of logins.
 */
import { canonicalAddress } from "../../address.ts";
import type { Alert } from "../../alerts/alert.ts";
import { worstFirst } from "../../alerts/alert-words.ts";
import { type ErrorCode, errorCodes } from "../../outcome.ts";
import type { HostState } from "../../row-state.ts";
import { type Cells, dayMs, type HistoryTable, type HostHistory, readHistories } from "./host-history.ts";
import { meansOf } from "./trend.ts";

/** One host of the page. Unknown is undefined, and none of several values an empty list. */
export interface HostStatus {
  readonly host: string;
  readonly state: HostState | "unknown";
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
  readonly days: readonly Readonly<Record<HostState, number>>[];
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

/** What the store has read. */
export interface RecentResults {
  readonly tables: readonly HistoryTable[];
  /** Rows before it may have been left out; undefined where there are none. */
  readonly cutAt: Date | undefined;
  readonly names: readonly string[];
}

export function statusModel(
  recent: RecentResults,
  inventory: readonly string[],
  now: Date,
  alerts: readonly Alert[] = [],
  isOurs: (host: string) => boolean = () => true,
): StatusModel {
  const histories = readHistories(recent.tables, now);
  const ours = inventory.map((host) => {
    const history = histories.get(host);
    return history ? statusOf(history, recent.cutAt, true) : neverSeen(host);
  });
  const others = otherRunners(histories, inventory, now, isOurs);
  const theirs = others.map((history) => statusOf(history, recent.cutAt, isFresh(history, now)));
  const hosts = [...ours, ...theirs];
  const shown = new Set(hosts.map(({ host }) => host));
  return { hosts, names: recent.names, alerts: worstFirst(alerts.filter(({ host }) => shown.has(host))) };
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
  const ourRuns = new Set(inventory.flatMap((host) => histories.get(host)?.runs ?? []));
  return [...histories.values()].filter(({ host, newest, runs }) => {
    const shared = isOurs(host) ? runs.filter((run) => ourRuns.has(run)).length : 0;
    return !ours.has(host) && now.getTime() - Date.parse(newest) <= dayMs && shared * 2 <= runs.length;
  });
}

/** Before there is a second row to tell the interval by. */
const usualIntervalMs = 20 * 60_000;

/** The checkout may be as old as our last run, and the other runner's last one was somewhat before. */
function isFresh({ runs }: HostHistory, now: Date): boolean {
  const [before = Number.NaN, newest = 0] = runs.slice(-2).map((run) => Date.parse(run));
  const interval = runs.length < 2 ? usualIntervalMs : newest - before;
  return now.getTime() - Date.parse(runs.at(-1) ?? "") <= interval * 2.5;
}

function statusOf(history: HostHistory, cutAt: Date | undefined, isFresh: boolean): HostStatus {
  const { host, state, latest, earlier, days, pings, disks, offlineSince } = history;
  const trends = { days, pings: meansOf(pings), disks: meansOf(disks) };
  if (latest !== undefined && state !== undefined && isFresh && offlineSince === undefined)
    return {
      ...{ host, state, was: undefined, offline: false, ...trends, ...sinceOf(history, cutAt) },
      values: valuesOf(latest, earlier),
    };
  const since = offlineSince ?? history.newest;
  return { ...neverSeen(host), was: state, since: new Date(since), offline: offlineSince !== undefined, ...trends };
}

function neverSeen(host: string): HostStatus {
  return {
    ...{ host, state: "unknown", was: undefined, since: undefined, sinceBefore: false, changed: false, offline: false },
    ...{ values: noValues, days: [], pings: [], disks: [] },
  };
}

const noValues: HostValues = { codes: [], ports: [], peers: [], stayingPeers: [], logins: [], gpuTempsC: [] };

function sinceOf({ since, first, changed }: HostHistory, cutAt: Date | undefined) {
  const start = cutAt?.getTime() ?? Number.NaN;
  const sinceBefore = !changed && Date.parse(first) - start < dayMs;
  return { since: new Date(sinceBefore ? start : since), sinceBefore, changed };
}

function valuesOf(cell: Cells, earlier: Cells = cell): HostValues {
  const [peers, before] = [addresses(cell("ssh_peers")), addresses(earlier("ssh_peers"))];
  return {
    codes: errorCodes.filter((code) => cell("errors").split("+").includes(code)),
    ...{ pingMs: number(cell("ping_ms")), lossPercent: number(cell("loss")) },
    ...{ httpMs: number(cell("http_ms")), httpCode: number(cell("http_code")) },
    ...{ memMib: number(cell("mem_avail_mib")), swapMib: number(cell("swap_free_mib")) },
    ...{
      diskMib: number(cell("disk_avail_mib")),
      certDays: number(cell("cert_days")),
      lastBoot: date(cell("last_boot")),
    },
    ports: cell("ports").split("+").filter(isPort),
    ...{ peers, stayingPeers: peers.filter((peer) => before.includes(peer)) },
    logins: cell("logins").split("+").filter(Boolean),
    gpuTempsC: cell("gpu_temp_c").split("_").filter(Boolean).map(number),
  };
}

function number(cell: string): number | undefined {
  return /^-?\d{1,15}(\.\d+)?$/.test(cell) ? Number(cell) : undefined;
}

function date(cell: string): Date | undefined {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/.test(cell) && !Number.isNaN(Date.parse(cell)) ? new Date(cell) : undefined;
}

function isPort(text: string): boolean {
  return /^\d{1,5}(\/udp)?$/.test(text);
}

function addresses(cell: string): string[] {
  return cell.split("+").filter((text) => canonicalAddress(text) === text);
}
