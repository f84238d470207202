/**
 * A whole check beside a shell that does the same: a ping and the same probe over SSH for every host, 32 at once. For 10, 50
 * and 200 hosts, and for lines with a round trip of 20 and 150 ms (SSH alone, by a proxy; pings are not delayed).
 *
 *     node bench/whole.ts [ROUNDS]    5; as root for network namespaces
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { probeScript } from "../src/facts/index.ts";
import { currentUser } from "../test/support/sshd.ts";
import { findTool } from "../test/support/tools.ts";
import { table, writeSection } from "./results-page.ts";
import { startDelayProxy } from "./support/delay-proxy.ts";
import { type Fleet, type FleetHost, startFleet } from "./support/fleet.ts";
import { type Target, targetRow } from "./support/targets.ts";
import { median, type Taken, timed } from "./support/timed.ts";

const dist = join(import.meta.dirname, "..", "dist", "index.js");
const atOnce = 32;

interface Setting {
  readonly hosts: number;
  readonly roundTripMs: number;
  /** Of all rounds. */
  readonly share: number;
}

const settings: readonly Setting[] = [
  { hosts: 10, roundTripMs: 0, share: 1 },
  { hosts: 50, roundTripMs: 0, share: 1 },
  { hosts: 50, roundTripMs: 20, share: 0.5 },
  { hosts: 50, roundTripMs: 150, share: 0.5 },
  { hosts: 200, roundTripMs: 0, share: 0.5 },
];

const [ours, sameKex, usualKex] = [
  "server-monitor check",
  "ping & ssh -oKexAlgorithms=curve25519-sha256",
  "ping & ssh (its defaults)",
] as const;

interface Measured extends Taken {
  /** CPU of the hosts, while and after they were asked. */
  readonly hostsCpuS: number;
}

type Results = ReadonlyMap<string, Measured>;

export async function wholeTargets(rounds = 5): Promise<Target[]> {
  const measured = new Map<Setting, Results>();
  for (const setting of settings) {
    measured.set(setting, await measure(setting, Math.ceil(rounds * setting.share)));
    report(measured, rounds);
  }
  return targetsOf(measured);
}

async function measure({ hosts, roundTripMs }: Setting, rounds: number): Promise<Results> {
  const fleet = await startFleet(hosts);
  const proxies =
    roundTripMs === 0 ? [] : await Promise.all(fleet.hosts.map((host) => startDelayProxy(host, roundTripMs)));
  try {
    const asked = fleet.hosts.map((host, index) => ({ ...host, ...proxied(proxies[index]) }));
    return await inTurn(fleet, contendersFor(fleet, asked), rounds);
  } finally {
    for (const proxy of proxies) proxy.close();
    await fleet.stop();
  }
}

function proxied(proxy: { readonly port: number } | undefined): Partial<FleetHost> {
  return proxy === undefined ? {} : { address: "127.0.0.1", port: proxy.port };
}

type Contender = readonly [name: string, run: () => Promise<Taken>];

function contendersFor(fleet: Fleet, hosts: readonly FleetHost[]): Contender[] {
  const { folder, sshConfig } = fleet;
  const [list, script] = [join(folder, "asked.txt"), join(folder, "probe.sh")];
  writeFileSync(list, hosts.map(({ address, port }) => `${address} ${port}\n`).join(""));
  writeFileSync(script, probeScript("node"));
  const shell = (...options: string[]) => {
    const ssh = `ssh -F ${sshConfig} -oHostKeyAlias=fleet ${options.join(" ")} -p "$1" "$0" sh -s < ${script}`;
    const line = `ping -n -c 4 -i 0.2 -W 2 "$0" > /dev/null & ${ssh}; wait`;
    return () => timed("xargs", ["-a", list, "-P", String(atOnce), "-L1", "sh", "-c", line]);
  };
  return [
    [ours, checkOf(fleet, hosts)],
    [sameKex, shell("-oKexAlgorithms=curve25519-sha256")],
    [usualKex, shell()],
    // They take minutes for more hosts, or over a longer line.
    ...(hosts.length === 10 ? othersFor(fleet, hosts, script) : []),
  ];
}

/** Those that run a script on many hosts, without a ping, where they are installed. */
function othersFor({ folder, sshConfig }: Fleet, hosts: readonly FleetHost[], script: string): Contender[] {
  const [pssh, ansible] = [findTool("parallel-ssh") ?? findTool("pssh"), findTool("ansible")];
  const options = `-F ${sshConfig} -oHostKeyAlias=fleet`;
  const list = join(folder, "pssh.txt");
  writeFileSync(list, hosts.map(({ address, port }) => `${currentUser}@${address}:${port}\n`).join(""));
  const lines = hosts.map(
    ({ name, address, port }) =>
      `${name} ansible_host=${address} ansible_port=${port} ansible_ssh_common_args="${options}"\n`,
  );
  writeFileSync(join(folder, "ansible.ini"), lines.join(""));
  const environment = { ...process.env, ANSIBLE_HOME: join(folder, "ansible"), ANSIBLE_LOCALHOST_WARNING: "false" };
  const ansibleArgs = ["all", "-i", join(folder, "ansible.ini"), "-f", String(atOnce), "-m", "script", "-a", script];
  const input = `${pssh} -I -p ${atOnce} -h ${list} -x "${options}" "sh -s" < ${script}`;
  return [
    ...(pssh ? [[`pssh -p ${atOnce}`, () => timed("sh", ["-c", input])] as const] : []),
    ...(ansible ? [[`ansible -f ${atOnce} -m script`, () => timed(ansible, ansibleArgs, environment)] as const] : []),
  ];
}

/** As on a runner: code that was compiled once is kept. */
function checkOf({ folder, key, hostKey }: Fleet, hosts: readonly FleetHost[]): () => Promise<Taken> {
  const creds = [{ username: currentUser, key_filename: key.path }];
  const servers = hosts.map(({ name, address, port }) => ({ name, ip: address, port, host_key: hostKey.fingerprint }));
  const [inventory, outputs] = [join(folder, "inventory.json"), join(folder, "outputs")];
  writeFileSync(inventory, JSON.stringify({ defaults: { creds }, servers }));
  mkdirSync(join(folder, "tools"), { recursive: true });
  return async () => {
    const work = mkdtempSync(join(folder, "work-"));
    writeFileSync(outputs, "");
    const inputs = { INPUT_INVENTORY: inventory, INPUT_PUSH: "false", INPUT_ISSUES: "false" };
    const places = {
      PATH: process.env["PATH"],
      HOME: work,
      RUNNER_ENVIRONMENT: "self-hosted",
      RUNNER_TOOL_CACHE: join(folder, "tools"),
    };
    const taken = await timed(process.execPath, [dist], { ...places, GITHUB_OUTPUT: outputs, ...inputs }, work);
    const row = readFileSync(join(work, "results", monthFileNow()), "utf8");
    if (/ssh:|ping:/.test(row)) throw new Error("a host of the bench was not reached");
    rmSync(work, { recursive: true });
    return taken;
  };
}

function monthFileNow(): string {
  return `node_${new Date().toISOString().slice(2, 7).replace("-", "")}.csv`;
}

/** One after the other, then all again: what disturbs the machine for a while disturbs all of them. */
async function inTurn(fleet: Fleet, contenders: readonly Contender[], rounds: number): Promise<Results> {
  const all = new Map<string, Measured[]>(contenders.map(([name]) => [name, []]));
  for (let round = 0; round <= rounds; round += 1)
    for (const [name, run] of contenders) {
      const before = fleet.cpuS();
      const taken = await run();
      // A session of a host ends a moment after its answer.
      await delay(500);
      // The first round warms the caches up.
      if (round > 0) all.get(name)?.push({ ...taken, hostsCpuS: fleet.cpuS() - before });
      process.stderr.write(`\r${fleet.hosts.length} hosts, ${round} of ${rounds}: ${name}`.padEnd(90));
    }
  return new Map([...all].map(([name, each]) => [name, medianOf(each)]));
}

function medianOf(measured: readonly Measured[]): Measured {
  const of = (value: (each: Measured) => number) => median(measured.map(value));
  return { wallS: of(({ wallS }) => wallS), cpuS: of(({ cpuS }) => cpuS), hostsCpuS: of(({ hostsCpuS }) => hostsCpuS) };
}

function ratio(results: Results | undefined, to: string, value: (each: Measured) => number): number {
  const [mine, theirs] = [results?.get(ours), results?.get(to)];
  return mine && theirs ? value(mine) / value(theirs) : Number.NaN;
}

function targetsOf(measured: ReadonlyMap<Setting, Results>): Target[] {
  const [, fifty, , , many] = settings.map((setting) => measured.get(setting));
  const wall = (results: Results | undefined) => results?.get(ours)?.wallS ?? Number.NaN;
  return [
    {
      what: `whole check of 50 hosts, wall time: × \`${sameKex}\``,
      measured: ratio(fifty, sameKex, ({ wallS }) => wallS),
      of: 0.85,
      unit: "",
    },
    { what: `the same: × \`${usualKex}\``, measured: ratio(fifty, usualKex, ({ wallS }) => wallS), of: 0.6, unit: "" },
    {
      what: `client CPU: × \`${sameKex}\``,
      measured: ratio(fifty, sameKex, ({ cpuS }) => cpuS),
      of: 0.7,
      unit: "",
    },
    { what: "wall time of 200 hosts: × that of 50", measured: wall(many) / wall(fifty), of: 4.4, unit: "" },
  ];
}

function report(measured: ReadonlyMap<Setting, Results>, rounds: number): void {
  const heading = ["hosts", "round trip", "", "wall", "ratio", "client CPU per host", "ratio", "CPU of a host"];
  const rows = [...measured].flatMap(([{ hosts, roundTripMs }, results]) =>
    [...results].map(([name, each]) => {
      const fair = results.get(sameKex) ?? each;
      const perHost = (seconds: number) => `${((seconds * 1000) / hosts).toFixed(1)} ms`;
      return [
        hosts,
        `${roundTripMs} ms`,
        name,
        `${each.wallS.toFixed(2)} s`,
        (each.wallS / fair.wallS).toFixed(2),
        perHost(each.cpuS),
        (each.cpuS / fair.cpuS).toFixed(2),
        perHost(each.hostsCpuS),
      ];
    }),
  );
  writeSection("A whole check beside a shell", [
    ...table(heading, rows),
    "",
    `${atOnce} at once, the same probe text, medians of ${rounds} rounds in turn (half as many for 200 hosts and long lines). pssh and ansible send no pings. The proxy's CPU is no host's. Load of the machine at the end: ${loadavg()[0]?.toFixed(1)}.`,
  ]);
  for (const row of rows) console.log(row.join(" · "));
}

if (import.meta.main) {
  for (const target of await wholeTargets(...process.argv.slice(2).map(Number)))
    console.log(targetRow(target).join(" · "));
}
