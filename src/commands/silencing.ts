/** Which hosts of a run open no alert, and why: maintenance is under way, or a host that they depend on is down or silenced. */

import type { CheckResult } from "../check-result.ts";
import type { Host } from "../inventory/host.ts";
import { maintenanceEnd } from "../inventory/maintenance.ts";
import { nearest } from "../inventory/nearest.ts";
import { quoted } from "../inventory/parsed.ts";
import { messageOf } from "../outcome.ts";
import { rowOf } from "../row/row.ts";
import { sessionOf, stateOf } from "../row/state.ts";
import { type Downtime, readDowntimes as readFile } from "../store/downtimes.ts";
import { maintenanceName } from "../store/month-file.ts";
import type { Store } from "../store/store.ts";
import type { Call } from "./call.ts";
import type { History } from "./history.ts";

/** A host that is not in this run, because another runner checks it, is as it was in its newest row of this time. */
const recentMs = 3_600_000;

export interface Announced {
  readonly downtimes: readonly Downtime[];
  readonly history: Pick<History, "lastChecks">;
  readonly now: Date;
}

/** The results, each with why nothing may open for it. In the order of the hosts. */
export function silenced(
  hosts: readonly Host[],
  results: readonly CheckResult[],
  { downtimes, history, now }: Announced,
): CheckResult[] {
  const ends = new Map(hosts.map((host) => [host.id, endOfMaintenance(host, downtimes, now)]));
  const rows = new Map(results.map((result) => [result.host, rowOf(result)]));
  const reasonsOf = silences(hosts, {
    isDown: (id) => {
      const row = rows.get(id);
      return row && stateOf(row) === "down";
    },
    isMaintained: ({ id }) => ends.get(id) !== undefined,
    wasOut: (id) => wasOut(id, history, now),
    hasLostJumpHost: ({ id, via }) => {
      const [row, jumpHost] = [rows.get(id), rows.get(via?.id ?? "")];
      const isBehind = row?.errors.includes("ssh:via") === true;
      return isBehind && jumpHost !== undefined && sessionOf(jumpHost) === "failed";
    },
  });
  return results.map((result) => {
    const reasons = reasonsOf(result.host);
    return reasons.length === 0 ? result : { ...result, silenced: reasons, maintenanceUntil: ends.get(result.host) };
  });
}

interface Known {
  /** undefined: the host is not in this run. */
  readonly isDown: (id: string) => boolean | undefined;
  readonly isMaintained: (host: Host) => boolean;
  /** Of a host that is not in this run. */
  readonly wasOut: (id: string) => boolean;
  /** A jump host whose own SSH fails is told as that; one that only refuses to forward is told by those behind it. */
  readonly hasLostJumpHost?: (host: Host) => boolean;
}

/** Why nothing may open for each host of a run. */
export function silences(hosts: readonly Host[], known: Known): (id: string) => readonly string[] {
  const byId = new Map(hosts.map((host) => [host.id, host]));
  const reasons = new Map<string, readonly string[]>();
  const isOut = (id: string): boolean => {
    const isDown = known.isDown(id);
    return isDown === undefined ? known.wasOut(id) : isDown || reasonsOf(id).length > 0;
  };
  const reasonsOf = (id: string): readonly string[] => {
    const [host, before] = [byId.get(id), reasons.get(id)];
    if (host === undefined || before !== undefined) return before ?? [];
    const isLost = (parent: string) => parent === host.via?.id && known.hasLostJumpHost?.(host) === true;
    const parents = host.dependsOn.filter((parent) => isOut(parent) || isLost(parent));
    const all = [
      ...(known.isMaintained(host) ? ["maintenance"] : []),
      ...parents.map((parent) => `depends-on:${parent}`),
    ];
    reasons.set(id, all);
    return all;
  };
  return reasonsOf;
}

function wasOut(id: string, { lastChecks }: Pick<History, "lastChecks">, now: Date): boolean {
  const last = lastChecks.get(id);
  return last?.wasOut === true && now.getTime() - last.time.getTime() <= recentMs;
}

/** Of the inventory's windows and of those that people have announced, the one that ends last. */
function endOfMaintenance({ id, maintenance }: Host, downtimes: readonly Downtime[], now: Date): Date | undefined {
  const announced = downtimes.filter(({ host }) => host === undefined || host === id);
  return maintenanceEnd([...maintenance, ...announced], now);
}

/** What is wrong in the file is a warning of the run. */
export async function readDowntimes(
  store: Store,
  hosts: readonly Host[],
  { reporter, now }: Call,
): Promise<readonly Downtime[]> {
  // The history says why the results cannot be read.
  const results = await store.results().catch(() => undefined);
  const text = await results?.read(maintenanceName).catch((cause: unknown) => reporter.warn(messageOf(cause)));
  if (results === undefined || typeof text !== "string") return [];
  const path = results.pathOf(maintenanceName);
  const { downtimes, problems } = readFile(text, path);
  const lasting = downtimes.filter(({ to }) => to > now);
  for (const problem of [...problems, ...unknownHosts(lasting, hosts, path)]) reporter.warn(problem);
  return lasting;
}

function unknownHosts(downtimes: readonly Downtime[], hosts: readonly Host[], path: string): string[] {
  const ids = hosts.map(({ id }) => id);
  const unknown = new Set(downtimes.flatMap(({ host }) => (host === undefined || ids.includes(host) ? [] : host)));
  return [...unknown].map((host) => {
    const meant = nearest(host, ids);
    return `${path}: ${quoted(host)} is no host of the inventory; ${meant ? `did you mean "${meant}"?` : "give the name of one, or nothing for all"}`;
  });
}
