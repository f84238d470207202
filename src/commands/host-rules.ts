/** What the inventory at hand says of each host, for the rules. */
import type { RuleSettings } from "../alerts/rules.ts";
import type { Host } from "../inventory/host.ts";
import { readInventory } from "../inventory/index.ts";
import type { Call } from "./call.ts";

export type HostOf = RuleSettings["hostOf"];

export function hostOf(hosts: readonly Host[]): HostOf {
  const byId = new Map(hosts.map((host) => [host.id, host]));
  return (id) => byId.get(id);
}

/** For commands that need no inventory: without one, the defaults. */
export function hostAtHand(call: Call): HostOf {
  const hosts = hostsAtHand(call);
  return hosts && hostOf(hosts);
}

/** undefined: no inventory is given. */
export function hostsAtHand({ inputs, surroundings, reporter }: Call): readonly Host[] | undefined {
  if (inputs.inventory.trim() === "") return undefined;
  return readInventory({ ...inputs, home: surroundings.home, mask: reporter.mask }).hosts;
}
