/**
 * The SSH part of a check alone, in a process of its own as `xargs ssh` is one: asks every host of the inventory that the first
 * argument names, as many at once as the second says. Ends with 1 if one of them does not answer.
 */
import { readInventory } from "../../src/inventory/index.ts";
import { inParallel } from "../../src/probes/pool.ts";
import { askInside } from "../../src/probes/ssh.ts";
import { loadKeys } from "../../src/ssh/keys.ts";

const [inventory = "", atOnce = "64"] = process.argv.slice(2);
const { hosts } = await readInventory({ inventory, credentials: "", home: "/", mask: () => {} });
const settings = {
  keys: await loadKeys(hosts),
  knownHosts: { entries: [], warnings: [] },
  hostKeyPolicy: "strict" as const,
  lookUp: async () => [],
};
const outcomes = await inParallel(hosts, Number(atOnce), (host) =>
  askInside(host, settings, { signal: AbortSignal.timeout(60_000), trace: () => {} }),
);
const failed = outcomes.filter(({ value }) => value?.facts?.memAvailMib === undefined);
for (const { problems } of failed.slice(0, 3)) console.error(JSON.stringify(problems));
process.exit(failed.length === 0 ? 0 : 1);
