/** Hosts that are no longer in the inventory: their alerts close, and people are told once. */
import type { Alert, AlertChange } from "../alerts/alert.ts";
import type { Host } from "../inventory/host.ts";
import { isInShard } from "../inventory/shard.ts";
import type { Evaluation } from "./alerting.ts";
import type { Call } from "./call.ts";
import type { History } from "./history.ts";

/** So many of our checks without it: one may have been made with another inventory, by hand. */
const leastChecks = 2;

export interface Departed {
  readonly hosts: ReadonlySet<string>;
  /** Of these, those that nobody has been told of yet. */
  readonly news: ReadonlySet<string>;
}

/**
 * The hosts of other monitors are in the same files. A host was ours if its newest row is of a check that has rows of hosts
 * which still are. `everyHost`: of all shards.
 */
export function departedHosts(everyHost: readonly Host[], { status }: History, { inputs }: Call): Departed {
  const ids = everyHost.map(({ id }) => id);
  const runs = ids.flatMap((id) => status.hosts.get(id)?.runs.map(Number) ?? []);
  const times = [...new Set(runs)].sort((a, b) => a - b);
  const inInventory = new Set(ids);
  const checksSince = [...status.hosts.values()].flatMap(({ host, newest }) => {
    const last = times.indexOf(newest.getTime());
    const isOurs = last !== -1 && !inInventory.has(host) && isInShard(host, inputs.shard);
    return isOurs ? [{ host, checks: times.length - 1 - last }] : [];
  });
  const among = (isSo: (checks: number) => boolean) =>
    new Set(checksSince.filter(({ checks }) => isSo(checks)).map(({ host }) => host));
  return { hosts: among((checks) => checks >= leastChecks), news: among((checks) => checks === leastChecks) };
}

/** `wasOurs`: whether a host that has not been checked for a day was told of when it left. */
export function withoutDeparted(
  { open, changes, found }: Evaluation,
  { hosts, news }: Departed,
  { now, wasOurs }: { readonly now: Date; readonly wasOurs: (host: string) => boolean },
): Evaluation {
  const isHere = ({ host }: Alert) => !hosts.has(host);
  const left = open.filter(({ host }) => news.has(host)).map((alert) => leaving(alert, now));
  const others = changes.filter(({ alert: { host }, reason }) => !(reason === "gone" && wasOurs(host)));
  return {
    open: open.filter(isHere),
    changes: [...others, ...left],
    found: {
      ...found,
      alerts: found.alerts.filter(isHere),
      isOurs: (host) => hosts.has(host) || found.isOurs(host),
      standing: (kind, host) => (hosts.has(host) ? "left" : found.standing(kind, host)),
    },
  };
}

function leaving(alert: Alert, time: Date): AlertChange {
  return { what: "resolved", added: [], alert, time, reason: "left" };
}
