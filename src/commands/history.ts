/** What the rows of the last days tell a check before it begins. */
import { memoryMs, newRules, type Rules } from "../alerts/rules.ts";
import { newSilenceWatch, type SilenceWatch } from "../alerts/silence.ts";
import type { Host } from "../inventory/host.ts";
import { AlertLog } from "../report/statistics/month-alerts.ts";
import { newStatusHistory, type StatusHistory, startOfHistory } from "../report/status/host-history.ts";
import type { Row } from "../row/row.ts";
import { isOut, stateOf } from "../row/state.ts";
import { SetupError } from "../store/git-errors.ts";
import { knownHostsName } from "../store/month-file.ts";
import { hasEarlierRows, type Results, runsBetween } from "../store/results.ts";
import type { Store, StoreSettings } from "../store/store.ts";
import type { Call } from "./call.ts";
import type { HostOf } from "./host-rules.ts";
import { clockToleranceMs } from "./machine-clock.ts";

/** What the next check of a host needs to know of its rows. */
export interface LastCheck {
  readonly time: Date;
  /** In the newest row that says anything of it. */
  readonly wasUp: boolean;
  /** In its newest row it was down or silenced. */
  readonly wasOut: boolean;
  /** Of the newest row that knows them: a host that was down has said nothing of its boot. */
  readonly lastBoot: Date | undefined;
  readonly bootId: string | undefined;
  /** Of the newest row that tells who has logged in since the row before. */
  readonly loginsKnown: Date | undefined;
}

export type LastChecks = ReadonlyMap<string, LastCheck>;

export interface History {
  /** Names of files and folders in RESULTS. */
  readonly names: readonly string[];
  readonly lastChecks: LastChecks;
  readonly rules: Rules;
  readonly status: StatusHistory;
  /** Of the days that the status shows. */
  readonly alerts: AlertLog;
  /** Of all monitors that write into the same folder. */
  readonly silence: SilenceWatch;
  /** Hosts with rows that are ahead of this machine's clock, and the latest of these. They count for nothing. */
  readonly ahead: ReadonlyMap<string, Date>;
  readonly acceptedKeys: AcceptedKeys | undefined;
  /** Why the rows, or anything at all, could not be read. */
  readonly unread: unknown;
}

/** Host keys that were accepted in runs before, as known_hosts lines. */
export interface AcceptedKeys {
  readonly text: string;
  readonly path: string;
  /** Whether there can be no others: who does not know all that were accepted must not accept another. */
  readonly complete: boolean;
}

export function storeSettings({ inputs, surroundings, reporter }: Call): StoreSettings {
  const { push, branch, token, results: folder } = inputs;
  return { ...surroundings, push, branch, token, folder, warn: reporter.warn };
}

/**
 * Where the rows of before cannot be read, hosts are checked all the same, and their rows are kept. Throws SetupError where
 * no rows could be written either.
 */
export async function readHistory(store: Store, call: Call, hosts?: HostOf): Promise<History> {
  const history = { ...noHistory(call), ...begin(call, hosts) };
  try {
    const results = await store.results();
    const acceptedKeys = await keysIn(results, true);
    const known = { ...history, names: results.names, acceptedKeys };
    return await readRows(results, call, hosts).then(
      (read) => ({ ...known, ...read }),
      (unread: unknown) => ({ ...known, unread }),
    );
  } catch (unread) {
    if (unread instanceof SetupError) throw unread;
    return { ...history, acceptedKeys: await lastKeys(store), unread };
  }
}

/** A host whose key was accepted is not a stranger because the remote is away. */
async function lastKeys(store: Store): Promise<AcceptedKeys | undefined> {
  const last = await store.lastResults().catch(() => undefined);
  return last && keysIn(last, false).catch(() => undefined);
}

async function keysIn(results: Results, complete: boolean): Promise<AcceptedKeys> {
  return { text: (await results.read(knownHostsName)) ?? "", path: results.pathOf(knownHostsName), complete };
}

export function noHistory(call: Call): History {
  return { ...begin(call), names: [], ahead: new Map(), acceptedKeys: undefined, unread: undefined };
}

function begin({ inputs: { confirm }, now }: Call, hosts?: HostOf, isComplete = false) {
  const lastChecks = new Map<string, LastCheck>();
  const silence = newSilenceWatch();
  return {
    lastChecks,
    rules: newRules({ confirm, isComplete, hostOf: hosts }),
    status: newStatusHistory(now, startOf(now)),
    alerts: new AlertLog(startOfHistory(now)),
    silence,
  };
}

function startOf(now: Date): Date {
  return new Date(now.getTime() - memoryMs);
}

/** The rows are gone through once, for everybody who wants them. */
async function readRows(results: Results, call: Call, hosts: HostOf) {
  const isComplete = !(await hasEarlierRows(results, startOf(call.now)));
  const { lastChecks, rules, status, alerts, silence } = begin(call, hosts, isComplete);
  const ahead = new Map<string, Date>();
  for await (const run of runsBetween(results, startOf(call.now), lastDay)) {
    const aheadMs = (run[0]?.time.getTime() ?? 0) - call.now.getTime();
    if (aheadMs > clockToleranceMs) for (const { host, time } of run) ahead.set(host, time);
    if (aheadMs > 0) continue;
    for (const change of rules.add(run)) alerts.add(change);
    silence.add(run);
    for (const row of run) {
      status.add(row);
      lastChecks.set(row.host, lastCheckOf(row, lastChecks.get(row.host)));
    }
  }
  return { lastChecks, rules, status, alerts, silence, ahead };
}

/** The last that a name of a file can say. */
export const lastDay = new Date("2099-12-31T23:59:59Z");

function lastCheckOf(row: Row, before: LastCheck | undefined): LastCheck {
  const { time, lastBoot, bootId, sshLogins } = row;
  const state = stateOf(row);
  const wasUp = state === "unknown" ? before?.wasUp === true : state === "up";
  const wasOut = isOut(row);
  const loginsKnown = sshLogins === undefined ? before?.loginsKnown : time;
  const seen = { time, wasUp, wasOut, loginsKnown };
  return lastBoot === undefined ? { ...noBoot, ...before, ...seen } : { ...seen, lastBoot, bootId };
}

const noBoot = { lastBoot: undefined, bootId: undefined };

/** Of these hosts: other runners may write into the same files. */
export function newestOf(hosts: readonly Host[], lastChecks: LastChecks): Date | undefined {
  const times = hosts.flatMap(({ id }) => lastChecks.get(id)?.time ?? []);
  return times.reduce<Date | undefined>((newest, time) => (newest && newest > time ? newest : time), undefined);
}
