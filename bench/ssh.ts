/**
 * 50 real SSH servers asked the same script by us and by OpenSSH's client, in turn: wall time, and CPU of the client.
 *
 *     node bench/ssh.ts [HOSTS [ROUNDS]]    50 7; as root for network namespaces
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { probeScript } from "../src/facts/index.ts";
import { currentUser } from "../test/support/sshd.ts";
import { findTool } from "../test/support/tools.ts";
import { table, writeSection } from "./results-page.ts";
import { type Fleet, startFleet } from "./support/fleet.ts";
import { median, type Taken, timed } from "./support/timed.ts";

const [count = 50, rounds = 7] = process.argv.slice(2).map(Number);
const sameKex = "-oKexAlgorithms=curve25519-sha256";

const fleet = await startFleet(count);
try {
  const contenders = await contendersFor(fleet);
  const taken = await inTurn(contenders);
  report(fleet, contenders, taken);
} finally {
  await fleet.stop();
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
  const ours = await bundle(folder);
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

/** As the product is bundled, but with this one thing to do. */
async function bundle(folder: string): Promise<string> {
  const outfile = join(folder, "ssh-part.mjs");
  await build({
    entryPoints: [join(import.meta.dirname, "support", "ssh-part.ts")],
    ...{
      outfile,
      bundle: true,
      platform: "node",
      target: "node24",
      format: "esm",
      external: ["cpu-features", "*.node"],
    },
    banner: {
      js: 'const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;',
    },
  });
  return outfile;
}

/** One after the other, then all again: what disturbs the machine for a while disturbs all of them. */
async function inTurn(contenders: readonly Contender[]): Promise<Map<string, Taken>> {
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

function report({ kind }: Fleet, contenders: readonly Contender[], taken: ReadonlyMap<string, Taken>): void {
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
