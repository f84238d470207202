/** RESULTS/README.md of a fleet, as a check makes it of its rows. */
import { newRules } from "../../src/alerts/rules.ts";
import { newStatusHistory } from "../../src/report/status/host-history.ts";
import { statusPageOf } from "../../src/report/status/status-page.ts";
import { utcClock } from "../../src/words/instant.ts";
import { fleet, fleetNow, fleetRuns } from "./fleet-history.ts";

/** Beside it. */
export const fleetFiles = ["node_2611.csv", "miner_2611.csv", "ping_2611.csv", "2026-10.md", "node_2610.csv"];

export function fleetStatusPage(size: number): string {
  const hosts = fleet(size);
  const [rules, history] = [newRules({ confirm: 2 }), newStatusHistory(fleetNow, new Date(0))];
  for (const run of fleetRuns(hosts, 8)) {
    rules.add(run);
    for (const row of run) history.add(row);
  }
  const order = {
    inventory: hosts.map(({ host }) => host),
    groups: new Map(hosts.flatMap(({ host, group }) => (group === undefined ? [] : [[host, group]]))),
    alerts: rules.open(),
    names: fleetFiles,
    isOurs: () => true,
    issuesUrl: new URL("https://github.com/octo/servers/issues"),
  };
  return statusPageOf(history, order, utcClock(fleetNow)).make(undefined);
}
