/** `demo`: embedded hosts on loopback, one of them down, a real check of them into a fresh repository, and a report of it. Nothing is needed. */
import { join } from "node:path";
import { createDemoFolder, type DemoFolder, writeStandInPing } from "../demo/repository.ts";
import { type DemoHost, newKey, startSshHost } from "../demo/ssh-host.ts";
import { startWebPage } from "../demo/web-page.ts";
import { inputDefaults, readInputs } from "../inputs.ts";
import { PingFault, ping } from "../probes/ping.ts";
import type { Surroundings } from "../surroundings.ts";
import type { Call } from "./call.ts";
import { check } from "./check.ts";
import { report } from "./report.ts";

export async function demo(call: Call): Promise<void> {
  const folder = await createDemoFolder(call.surroundings.environment);
  const surroundings = await contain(folder, call);
  const key = newKey();
  const path = surroundings.environment["PATH"] ?? "";
  const [web, database, page] = await Promise.all([
    startSshHost({ allowed: key, path }),
    startSshHost({ allowed: key, path }),
    startWebPage(),
  ]);
  const inventory = JSON.stringify(demoInventory({ web, database, homePage: page.url, privateKey: key.private }));
  const alone = { issues: "false", "email-on": "never", results: join(folder.repository, "results") };
  const inputs = readInputs({ ...inputDefaults, ...alone, inventory, month: "current" });
  const inside = { ...call, inputs, surroundings };
  try {
    await check(inside);
    for (const line of ["", "And once more: an alert opens when two checks in a row agree.", ""])
      call.reporter.info(line);
    await check({ ...inside, now: secondsAfter(1, call) });
    await report({ ...inside, now: secondsAfter(2, call) });
  } finally {
    for (const server of [web, database, page]) server.close();
  }
  for (const line of closingWords(folder)) call.reporter.info(line);
}

/** A check of the demo takes longer than a second: none of these is still to come. */
function secondsAfter(seconds: number, { now }: Call): Date {
  return new Date(now.getTime() + seconds * 1000);
}

/** Four hosts: a web server, a database, a router that only answers pings, and a machine that nobody can reach. */
function demoInventory(hosts: { web: DemoHost; database: DemoHost; homePage: string; privateKey: string }) {
  const login = { creds: [{ username: "demo", private_key: hosts.privateKey }] };
  const ssh = ({ port, fingerprint }: DemoHost) => ({ ip: "127.0.0.1", port, host_key: fingerprint, ...login });
  return {
    servers: [
      { name: "web-1", ...ssh(hosts.web), home_page: hosts.homePage },
      { name: "db-1", ...ssh(hosts.database), known_ports: "1-65535" },
      { name: "router", ip: "127.0.0.1", type: "ping" },
      // The broadcast address of loopback: nobody answers, and nothing leaves this machine.
      { name: "old-pi", ip: "127.255.255.255", ...login },
    ],
  };
}

/** Everything the check writes or reads stays in the demo's folder. */
async function contain({ root }: DemoFolder, { surroundings, reporter }: Call): Promise<Surroundings> {
  const { environment } = surroundings;
  const contained = { ...surroundings, home: root, stateHome: join(root, "state") };
  const fault = await pingFault(surroundings);
  if (fault === undefined) return contained;
  reporter.warn(`${fault}. A check cannot do without it; the demo measures TCP round trips instead`);
  await writeStandInPing(root);
  return { ...contained, environment: { ...environment, PATH: `${root}:${environment["PATH"]}` } };
}

/** Why this machine cannot ping, and what helps; undefined where it can. */
async function pingFault({ environment }: Surroundings): Promise<string | undefined> {
  try {
    await ping("127.0.0.1", { environment, signal: AbortSignal.timeout(5000), trace: () => {} });
    return undefined;
  } catch (error) {
    if (error instanceof PingFault) return error.message;
    throw error;
  }
}

function closingWords({ root, repository }: DemoFolder): string[] {
  return [
    "",
    "Each host is a row in a CSV file of this month, and the run is a commit that was pushed:",
    "",
    `  git -C ${repository} log --stat`,
    `  cat ${repository}/results/*.csv`,
    "",
    "GitHub would show this page under the folder's files:",
    "",
    `  cat ${repository}/results/README.md`,
    "",
    "and this one, with a picture for every host, for the month:",
    "",
    `  cat ${repository}/results/????-??.md`,
    "",
    `The hosts were servers on 127.0.0.1 that are gone now. Remove the rest: rm -r ${root}`,
  ];
}
