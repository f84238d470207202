/** The thresholds of the inventory at hand, for the rules. */
import type { RuleSettings } from "../alerts/rules.ts";
import type { Host } from "../inventory/host.ts";
import { readInventory } from "../inventory/index.ts";
import type { Call } from "./call.ts";

export type ThresholdsOf = RuleSettings["thresholdsOf"];

export function thresholdsOf(hosts: readonly Host[]): ThresholdsOf {
  const byHost = new Map(hosts.map(({ id, thresholds }) => [id, thresholds]));
  return (host) => byHost.get(host);
}

/** For commands that need no inventory: without one, the defaults. */
export function thresholdsAtHand({ inputs, surroundings, reporter }: Call): ThresholdsOf {
  if (inputs.inventory.trim() === "") return undefined;
  return thresholdsOf(readInventory({ ...inputs, home: surroundings.home, mask: reporter.mask }).hosts);
}
