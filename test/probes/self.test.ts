/** The monitor's own machine, asked by the probe that the hosts run. */
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { probeHost } from "../../src/check-host.ts";
import { readInventory } from "../../src/inventory/index.ts";
import { runnerAge } from "../../src/probes/runner.ts";
import { rowOf } from "../../src/row/row.ts";
import { stateOf } from "../../src/row/state.ts";
import { temporaryFolder } from "../support/folder.ts";
import { startHttp } from "../support/web.ts";

async function rowOfSelf(given: Readonly<Record<string, unknown>> = {}, path = process.env["PATH"]) {
  const servers = [{ name: "pi", self: true, ...given }];
  const inventory = JSON.stringify({ defaults: { creds: ["pi"], port: 1 }, servers });
  const credentials = JSON.stringify({ pi: { username: "monitor", password: "never sent" } });
  const { hosts } = readInventory({ inventory, credentials, home: "/", mask: () => {} });
  const [host] = hosts;
  if (host === undefined) throw new Error("there is no host");
  const ssh = { keys: { keyOf: () => undefined }, knownHosts: { entries: [], warnings: [] }, lookUp: async () => [] };
  const { result } = await probeHost(host, {
    ...{ time: new Date("2026-11-22T21:32:05Z"), clockMs: () => 0, timeoutMs: 60_000, previousBoot: () => ({}) },
    // There is no ping here: a host that is pinged would be a fault.
    environment: { PATH: path },
    ssh: { ...ssh, hostKeyPolicy: "strict" },
  });
  return rowOf(result);
}

it("is asked everything but ping, without SSH", async () => {
  const row = await rowOfSelf();
  expect(row).toMatchObject({ host: "pi", type: "node", errors: [] });
  expect([row.memAvailMib, row.diskAvailMib, row.lastBoot].includes(undefined)).toBe(false);
  expect([row.pingMs, row.loss, row.httpMs]).toEqual([undefined, undefined, undefined]);
  expect(row.ports).toBeInstanceOf(Array);
  expect(stateOf(row)).toBe("up");
});

it("has a page like any other host", async () => {
  const { origin } = await startHttp((_request, response) => response.writeHead(503).end());
  expect(await rowOfSelf({ home_page: origin })).toMatchObject({ httpCode: 503 });
});

it("is in trouble where the probe does not run", async () => {
  const row = await rowOfSelf({}, "/nonexistent");
  expect(row.errors).toEqual(["probe:incomplete"]);
  expect(stateOf(row)).toBe("trouble");
});

function installRunner(externals: string): string {
  const root = temporaryFolder();
  mkdirSync(join(root, "bin"));
  const program = join(root, "bin", "Runner.Listener");
  writeFileSync(program, '#!/bin/sh\n[ "$1" = --version ] && echo 2.329.0\n', { mode: 0o755 });
  const built = new Date("2026-11-01T00:00:00Z");
  utimesSync(program, built, built);
  return join(root, externals, "node24", "bin", "node");
}

it.each([
  ["externals", "2.329.0"],
  ["externals.2.330.1", "2.330.1"],
])("has a runner of known version and age in %s", async (externals, version) => {
  const ageMs = 21 * 86_400_000;
  const now = new Date("2026-11-22T00:00:00Z");
  expect(await runnerAge(installRunner(externals), now)).toEqual({ version, ageMs });
});

it("has no runner where Node is not the runner's", async () => {
  expect(await runnerAge("/usr/bin/node", new Date())).toBeUndefined();
  expect(await runnerAge("/nonexistent/externals/node24/bin/node", new Date())).toBeUndefined();
});
