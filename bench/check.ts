/**
 * The whole of `dist/index.js`: what it loads, what its start costs, and how long a check of 50 hosts lasts beside the sequence
 * of the program that it replaces.
 *
 *     node bench/check.ts
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bareRemote, checkout, checkoutAgain, git } from "../test/support/git-remote.ts";
import { currentUser } from "../test/support/sshd.ts";
import { table, writeSection } from "./results-page.ts";
import { type Fleet, startFleet } from "./support/fleet.ts";
import { loadWriter } from "./support/loaded.ts";
import { type Target, targetHeading, targetRow } from "./support/targets.ts";
import { median, type Taken, timed } from "./support/timed.ts";

const dist = join(import.meta.dirname, "..", "dist");

export async function checkTargets(): Promise<Target[]> {
  const targets = [await startTarget(), await pageTarget(), ...(await fleetTargets(50))];
  writeSection("A whole check", table(targetHeading, targets.map(targetRow)));
  return targets;
}

export interface Run {
  readonly inventory: unknown;
  /** Into a repository of its own, from a checkout. Without it, the rows stay in the folder. */
  readonly push?: boolean;
  /** Puts what runs before have left into the results folder. */
  readonly prepare?: (results: string) => void;
  /** Code to run before the bundle (`--import`). */
  readonly before?: string;
  /** The tools folder of a self-hosted runner, where compiled code is kept. */
  readonly tools?: string;
}

/** One check in a folder of its own. */
export async function check({ inventory, before, prepare, tools, push = false }: Run): Promise<Taken> {
  const folder = mkdtempSync(join(tmpdir(), "server-monitor-check-"));
  writeFileSync(join(folder, "inventory.json"), JSON.stringify(inventory));
  writeFileSync(join(folder, "outputs"), "");
  const work = push ? checkout(`file://${bareRemote(folder)}`, join(folder, "work"), "main") : folder;
  prepare?.(join(work, "results"));
  if (push) publish(work);
  const inputs = { INPUT_INVENTORY: join(folder, "inventory.json"), INPUT_PUSH: String(push), INPUT_ISSUES: "false" };
  const places = { PATH: process.env["PATH"], HOME: folder, GITHUB_OUTPUT: join(folder, "outputs") };
  const runner = tools === undefined ? {} : { RUNNER_ENVIRONMENT: "self-hosted", RUNNER_TOOL_CACHE: tools };
  const environment = { ...places, ...runner, ...inputs };
  try {
    const imports = before === undefined ? [] : ["--import", before];
    const taken = await timed(process.execPath, [...imports, join(dist, "index.js")], environment, work);
    if (/^down<<.*\n0$/m.test(readFileSync(join(folder, "outputs"), "utf8"))) return taken;
    throw new Error("a host of the bench was found down");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function publish(work: string): void {
  git(work, "add", "--all");
  git(work, "commit", "--quiet", "--allow-empty", "-m", "rows");
  git(work, "push", "--quiet", "origin", "HEAD:main");
  checkoutAgain(work, "main");
}

async function startTarget(rounds = 15): Promise<Target> {
  const [ours, bare]: [number[], number[]] = [[], []];
  const inventory = { servers: [{ ip: "127.0.0.1", type: "ping" }] };
  const tools = mkdtempSync(join(tmpdir(), "server-monitor-tools-"));
  for (let round = 0; round < rounds; round += 1) {
    bare.push((await timed(process.execPath, ["-e", "0"])).cpuS);
    ours.push((await check({ inventory, tools })).cpuS);
  }
  rmSync(tools, { recursive: true });
  const measured = (median(ours) - median(bare)) * 1000;
  return {
    what: "start: one ping host, over `node -e 0`, with kept code, CPU (`ping` itself included)",
    measured,
    of: 60,
    unit: " ms",
  };
}

/** What loading the HTTP client, and one request, add to a check. */
async function pageTarget(rounds = 15): Promise<Target> {
  const page = await startPage();
  const host = { ip: "127.0.0.1", type: "node" };
  const [plain, withPage]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    plain.push((await check({ inventory: { servers: [host] } })).cpuS);
    const home_page = `http://127.0.0.1:${page.port}/`;
    withPage.push((await check({ inventory: { servers: [{ ...host, home_page }] } })).cpuS);
  }
  page.close();
  return {
    what: "start: a host with a page beside one that is only pinged, CPU",
    measured: median(withPage) / median(plain),
    of: 1.3,
    unit: " ×",
  };
}

async function fleetTargets(count: number): Promise<Target[]> {
  const [fleet, page] = [await startFleet(count), await startPage()];
  try {
    const inventory = inventoryOf(fleet, `http://${fleet.gateway}:${page.port}/`);
    const walls: number[] = [];
    for (let round = 0; round < 5; round += 1) walls.push((await check({ inventory })).wallS);
    const seed = await seedSeconds(fleet, `http://${fleet.gateway}:${page.port}/`);
    const what = `whole check of ${count} hosts: × faster than the seed's sequence (${seedHosts} hosts of it measured, times ${count / seedHosts})`;
    const speed: Target = {
      what,
      measured: (seed * count) / seedHosts / median(walls),
      of: 60,
      more: true,
      unit: " ×",
    };
    return [speed, await sizeTarget(inventory)];
  } finally {
    page.close();
    await fleet.stop();
  }
}

async function sizeTarget(inventory: unknown): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), "server-monitor-loaded-"));
  await check({ inventory, before: loadWriter(dist, join(folder, "loaded")) });
  const files = readFileSync(join(folder, "loaded"), "utf8").split("\n");
  rmSync(folder, { recursive: true });
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  const what = `dist: what a check with pages and SSH loads (${files.length} files)`;
  return { what, measured: bytes / 1e6, of: 1.2, unit: " MB" };
}

export function inventoryOf({ hosts, hostKey, key }: Fleet, homePage?: string): unknown {
  const page = homePage === undefined ? {} : { home_page: homePage };
  const servers = hosts.map(({ name, address, port }) => ({
    name,
    ip: address,
    port,
    host_key: hostKey.fingerprint,
    ...page,
  }));
  return { defaults: { creds: [{ username: currentUser, key_filename: key.path }] }, servers };
}

async function startPage(): Promise<{ port: number; close: () => void }> {
  const server = createServer((_request, response) => response.end("hello\n"));
  await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the page does not listen on a port");
  return { port: address.port, close: () => server.close() };
}

const seedHosts = 5;
const seedCommands = ["free -h", "df -h", "uptime -s", "ss -tuln", "ss -tn", "who"];

/** The seed: host after host, four pings a second apart, the page, then six commands one after the other over one connection. */
async function seedSeconds({ hosts, sshConfig, folder }: Fleet, page: string): Promise<number> {
  const sequence = hosts.slice(0, seedHosts).map(({ address }) => {
    // The seed's library speaks the same key exchange as we do.
    const ssh = `ssh -n -F ${sshConfig} -oKexAlgorithms=curve25519-sha256 -oControlMaster=auto -oControlPersist=2 -oControlPath=${folder}/%h ${address}`;
    const asked = seedCommands.map((command) => `${ssh} '${command}'`);
    return [`ping -c 4 ${address}`, `curl -sS ${page}`, ...asked, `${ssh} -O exit`].join("; ");
  });
  const script = join(folder, "seed.sh");
  mkdirSync(folder, { recursive: true });
  writeFileSync(script, `${sequence.join("\n")}\ntrue\n`);
  return (await timed("sh", [script])).wallS;
}

if (import.meta.main) for (const target of await checkTargets()) console.log(targetRow(target).join(" · "));
