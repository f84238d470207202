/** What the rows of the last days tell a check before it begins. */
import { memoryMs, newRules, type Rules } from "../alerts/rules.ts";
import type { Host } from "../inventory/host.ts";
import { newStatusHistory, type StatusHistory } from "../report/status/host-history.ts";
import type { Row } from "../row/row.ts";
import { type Results, rowsBetween } from "../store/results.ts";
import { knownHostsName } from "../store/row-changes.ts";
import type { Store, StoreSettings } from "../store/store.ts";
import type { Call } from "./call.ts";

/** What the next check of a host needs to know of its rows. */
export interface LastCheck {
  readonly time: Date;
  /** Of the newest row that knows them: a host that was down has said nothing of its boot. */
  readonly lastBoot: Date | undefined;
  readonly bootId: string | undefined;
}

export type LastChecks = ReadonlyMap<string, LastCheck>;

/** `results` is undefined where nothing is known of what was before this run. */
export interface History {
  readonly results: Results | undefined;
  readonly lastChecks: LastChecks;
  readonly rules: Rules;
  readonly status: StatusHistory;
  /** Host keys that were accepted in runs before. */
  readonly knownHosts: { readonly text: string; readonly path: string } | undefined;
  /** Why it could not be read. */
  readonly unread: unknown;
}

export function storeSettings({ inputs, surroundings, reporter }: Call): StoreSettings {
  const { push, branch, token, results: folder } = inputs;
  return { ...surroundings, push, branch, token, folder, warn: reporter.warn };
}

/** Where the rows of before cannot be read, hosts are checked all the same, and their rows are kept. */
export async function readHistory(store: Store, call: Call): Promise<History> {
  try {
    return await read(await store.results(), call);
  } catch (unread) {
    return { ...noHistory(call), unread };
  }
}

export function noHistory(call: Call): History {
  return { ...begin(call), results: undefined, knownHosts: undefined, unread: undefined };
}

function begin({ inputs, now }: Call) {
  const lastChecks = new Map<string, LastCheck>();
  return { lastChecks, rules: newRules(inputs), status: newStatusHistory(now, startOf(now)) };
}

function startOf(now: Date): Date {
  return new Date(now.getTime() - memoryMs);
}

/** The rows are gone through once, for everybody who wants them. */
async function read(results: Results, call: Call): Promise<History> {
  const { lastChecks, rules, status } = begin(call);
  for await (const row of rowsBetween(results, startOf(call.now), call.now)) {
    rules.add(row);
    status.add(row);
    lastChecks.set(row.host, lastCheckOf(row, lastChecks.get(row.host)));
  }
  const knownHosts = { text: (await results.read(knownHostsName)) ?? "", path: results.pathOf(knownHostsName) };
  return { results, lastChecks, rules, status, knownHosts, unread: undefined };
}

function lastCheckOf({ time, lastBoot, bootId }: Row, before: LastCheck | undefined): LastCheck {
  return lastBoot === undefined ? { ...noBoot, ...before, time } : { time, lastBoot, bootId };
}

const noBoot = { lastBoot: undefined, bootId: undefined };

/** Of these hosts: other runners may write into the same files. */
export function newestOf(hosts: readonly Host[], lastChecks: LastChecks): Date | undefined {
  const times = hosts.flatMap(({ id }) => lastChecks.get(id)?.time ?? []);
  return times.reduce<Date | undefined>((newest, time) => (newest && newest > time ? newest : time), undefined);
}
