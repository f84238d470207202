/**
 * 50 real SSH servers asked the same script by us and by OpenSSH's client, in turn: wall time, and CPU of the client.
 *
 *     node bench/ssh.ts [HOSTS [ROUNDS]]    50 7; as root for network namespaces
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { probeScript } from "../src/facts/index.ts";
import { currentUser } from "../test/support/sshd.ts";
import { findTool } from "../test/support/tools.ts";
import { table, writeSection } from "./results-page.ts";
import { bundle } from "./support/bundle.ts";
import { type Fleet, startFleet } from "./support/fleet.ts";
import type { Target } from "./support/targets.ts";
import { median, type Taken, timed } from "./support/timed.ts";

const sameKex = "-oKexAlgorithms=curve25519-sha256";

export async function sshTargets(count = 50, rounds = 7): Promise<Target[]> {
  const fleet = await startFleet(count);
  try {
    const contenders = await contendersFor(fleet);
    const taken = await inTurn(contenders, rounds);
    report(fleet, contenders, taken, rounds);
    return targetsOf(taken);
  } finally {
    await fleet.stop();
  }
}

interface Contender {
  readonly name: string;
  readonly run: () => Promise<Taken>;
}

async function contendersFor({ folder, hosts, sshConfig, key, hostKey }: Fleet): Promise<Contender[]> {
  const servers = hosts.map(({ name, address, port }) => ({ name, ip: address, port, host_key: hostKey.fingerprint }));
  const creds = [{ username: currentUser, key_filename: key.path }];
  writeFileSync(join(folder, "inventory.json"), JSON.stringify({ defaults: { creds }, servers }));
  writeFileSync(join(folder, "hosts.txt"), hosts.map(({ address }) => `${address}\n`).join(""));
  const ours = await bundle("ssh-part.ts", folder);
  const quoted = `sh -c '${probeScript("node").replaceAll("'", "'\\''")}'`;
  const ssh =
    (atOnce: number, ...options: string[]) =>
    () =>
      timed("xargs", [
        ...["-a", join(folder, "hosts.txt"), "-P", String(atOnce), "-I@HOST@"],
        ...["ssh", "-n", "-F", sshConfig, ...options, "@HOST@", quoted],
      ]);
  const pssh = findTool("parallel-ssh") ?? findTool("pssh");
  const others: Contender[] = pssh
    ? [
        {
          name: "pssh -p 64",
          run: () => timed(pssh, ["-p", "64", "-h", join(folder, "hosts.txt"), "-x", `-F ${sshConfig}`, quoted]),
        },
      ]
    : [];
  return [
    {
      name: "server-monitor, 64 at once",
      run: () => timed(process.execPath, [ours, join(folder, "inventory.json"), "64"]),
    },
    {
      name: "server-monitor, 32 at once",
      run: () => timed(process.execPath, [ours, join(folder, "inventory.json"), "32"]),
    },
    { name: `xargs -P64 ssh ${sameKex}`, run: ssh(64, sameKex) },
    { name: `xargs -P8 ssh ${sameKex}`, run: ssh(8, sameKex) },
    { name: "xargs -P64 ssh (its defaults)", run: ssh(64) },
    ...others,
  ];
}

/** One after the other, then all again: what disturbs the machine for a while disturbs all of them. */
async function inTurn(contenders: readonly Contender[], rounds: number): Promise<Map<string, Taken>> {
  const all = new Map<string, Taken[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1)
    for (const { name, run } of contenders) {
      const taken = await run();
      // The first round warms the caches up.
      if (round > 0) all.get(name)?.push(taken);
      process.stderr.write(`\r${round} of ${rounds}: ${name}`.padEnd(100));
    }
  return new Map([...all].map(([name, each]) => [name, medianOf(each)]));
}

function medianOf(taken: readonly Taken[]): Taken {
  return { wallS: median(taken.map(({ wallS }) => wallS)), cpuS: median(taken.map(({ cpuS }) => cpuS)) };
}

function targetsOf(taken: ReadonlyMap<string, Taken>): Target[] {
  const [ours, fair, usual] = [
    "server-monitor, 64 at once",
    `xargs -P64 ssh ${sameKex}`,
    "xargs -P64 ssh (its defaults)",
  ].map((name) => taken.get(name) ?? { wallS: Number.NaN, cpuS: Number.NaN });
  if (ours === undefined || fair === undefined || usual === undefined) return [];
  return [
    {
      what: `50 hosts, SSH part, wall time: × \`xargs -P64 ssh ${sameKex}\``,
      measured: ours.wallS / fair.wallS,
      of: 1,
      unit: "",
    },
    { what: "the same: × OpenSSH with its defaults", measured: ours.wallS / usual.wallS, of: 1, unit: "" },
    {
      what: "client CPU per host: × OpenSSH with the same key exchange",
      measured: ours.cpuS / fair.cpuS,
      of: 0.9,
      unit: "",
    },
    { what: "the same: × OpenSSH with its defaults", measured: ours.cpuS / usual.cpuS, of: 0.9, unit: "" },
  ];
}

function report(
  { kind, hosts: { length: count } }: Fleet,
  contenders: readonly Contender[],
  taken: ReadonlyMap<string, Taken>,
  rounds: number,
): void {
  const fair = taken.get(`xargs -P64 ssh ${sameKex}`) ?? { wallS: Number.NaN, cpuS: Number.NaN };
  const rows = contenders.map(({ name }) => {
    const { wallS, cpuS } = taken.get(name) ?? fair;
    const perHost = `${((cpuS * 1000) / count).toFixed(1)} ms`;
    return [name, `${wallS.toFixed(2)} s`, (wallS / fair.wallS).toFixed(2), perHost, (cpuS / fair.cpuS).toFixed(2)];
  });
  const heading = ["", "wall", "ratio", "client CPU per host", "ratio"];
  const missing = (findTool("parallel-ssh") ?? findTool("pssh")) ? [] : ["", "Not installed here: pssh."];
  writeSection(`SSH: ${count} hosts`, [
    ...table(heading, rows),
    "",
    `${kind}, medians of ${rounds} rounds in turn.`,
    ...missing,
  ]);
  for (const row of rows) console.log(row.join(" · "));
}

if (import.meta.main) await sshTargets(...process.argv.slice(2).map(Number));
