/** Which hosts of a run open no alert, and why: maintenance is under way, or a host that they depend on is down or silenced. */
import { type CheckResult, errorsOf } from "../check-result.ts";
import type { Host } from "../inventory/host.ts";
import { maintenanceEnd } from "../inventory/maintenance.ts";
import { nearest } from "../inventory/nearest.ts";
import { quoted } from "../inventory/parsed.ts";
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
  const byId = new Map(
    hosts.flatMap((host, index) => (results[index] ? [[host.id, { host, result: results[index] }]] : [])),
  );
  const ends = new Map(hosts.map((host) => [host.id, endOfMaintenance(host, downtimes, now)]));
  const isParentOut = (id: string): boolean => {
    const parent = byId.get(id);
    if (parent === undefined) return wasOut(id, history, now);
    return stateOf(rowOf(parent.result)) === "down" || reasonsOf(parent.host).length > 0;
  };
  /** A jump host whose own SSH fails is told as that; one that only refuses to forward is told by those behind it. */
  const isJumpHostLost = ({ id, via }: Host): boolean => {
    const [own, jumpHost] = [byId.get(id), byId.get(via?.id ?? "")];
    const isBehind = own !== undefined && errorsOf(own.result).includes("ssh:via");
    return isBehind && jumpHost !== undefined && sessionOf(rowOf(jumpHost.result)) === "failed";
  };
  const known = new Map<string, readonly string[]>();
  const reasonsOf = (host: Host): readonly string[] => {
    const { id, dependsOn, via } = host;
    const isOut = (parent: string) => isParentOut(parent) || (parent === via?.id && isJumpHostLost(host));
    const parents = () => dependsOn.filter(isOut).map((parent) => `depends-on:${parent}`);
    const reasons = known.get(id) ?? [...(ends.get(id) ? ["maintenance"] : []), ...parents()];
    known.set(id, reasons);
    return reasons;
  };
  return [...byId.values()].map(({ host, result }) => {
    const reasons = reasonsOf(host);
    return reasons.length === 0 ? result : { ...result, silenced: reasons, maintenanceUntil: ends.get(host.id) };
  });
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

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function unknownHosts(downtimes: readonly Downtime[], hosts: readonly Host[], path: string): string[] {
  const ids = hosts.map(({ id }) => id);
  const unknown = new Set(downtimes.flatMap(({ host }) => (host === undefined || ids.includes(host) ? [] : host)));
  return [...unknown].map((host) => {
    const meant = nearest(host, ids);
    return `${path}: ${quoted(host)} is no host of the inventory; ${meant ? `did you mean "${meant}"?` : "give the name of one, or nothing for all"}`;
  });
}
