/** A month of ten hosts every quarter of an hour, with all that a month may hold. The same for the same seed. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { seededRandom } from "./random.ts";

export const runsPerMonth = 2976;
const runMs = 900_000;
const start = Date.UTC(2026, 9, 1);

type Cells = Readonly<Record<string, string>>;

const node = [
  ...["time", "host", "ping_ms", "ping_max_ms", "http_ms", "http_code", "mem_avail_mib", "swap_free_mib"],
  ...["disk_avail_mib", "last_boot", "ports", "ssh_peers", "loss", "cert_days", "logins", "errors", "load_1"],
];
const miner = [
  ...["time", "host", "ping_ms", "ping_max_ms", "mem_avail_mib", "disk_avail_mib", "last_boot"],
  ...["gpu_temp_c", "gpu_mem_mib", "gpu_power_w", "ssh_peers", "loss", "logins", "errors"],
];
const ping = ["time", "host", "ping_ms", "ping_max_ms", "loss", "errors"];

/** Writes October 2026 into a folder, the seed's days and the rows of other months among it. */
export function writeMonth(folder: string, seed = 1): void {
  mkdirSync(folder, { recursive: true });
  const random = seededRandom(seed);
  const rows: Record<"node" | "miner" | "ping", Cells[]> = { node: [], miner: [], ping: [] };
  const days = new Map<string, string>();
  let boot = start - 1e9;
  for (let run = 0; run < runsPerMonth; run += 1) {
    // The last runs of a month may start late.
    const time = new Date(start + run * runMs + Math.floor(random() * 60_000));
    const stamp = (host: string) => ({ time: `${time.toISOString().slice(0, 19)}Z`, host });
    if (random() < 0.0005) boot = time.getTime() - 90_000;
    const lastBoot = `${new Date(boot).toISOString().slice(0, 16)}Z`;
    const offline = run >= 700 && run < 710;
    const gap = run >= 1200 && run < 1300;
    const nodeCells = (disk: number): Cells => ({
      ...pings(random),
      http_ms: random() < 0.02 ? "" : (120 + random() * 80).toFixed(0),
      http_code: random() < 0.01 ? "503" : "200",
      mem_avail_mib: (3000 + random() * 500).toFixed(0),
      swap_free_mib: "2048",
      disk_avail_mib: disk.toFixed(0),
      last_boot: lastBoot,
      ports: random() < 0.3 ? "8080+5353/udp" : random() < 0.1 ? "8080" : "",
      ssh_peers: random() < 0.05 ? `203.0.113.${1 + Math.floor(random() * 9)}` : "",
      cert_days: String(60 - (run >> 6)),
      load_1: run < 1000 ? "" : (random() * 3).toFixed(2),
    });
    const dead = { loss: "100", errors: random() < 0.3 ? "ping:unreachable" : "ping:unreachable+ssh:timeout" };
    const unseen = { errors: "monitor:offline" };
    const found = (isDown: boolean, cells: Cells) => (offline ? unseen : isDown ? dead : cells);
    for (const [host, isDown] of [
      ["web-1", random() < 0.01],
      ["db-1", run > 2950],
      ["old", run > 100 && run < 400],
    ] as const)
      if (!gap) rows.node.push({ ...stamp(host), ...found(isDown, nodeCells(80_000 - run * 12 + random() * 30)) });
    if (run > 2000) rows.node.push({ ...stamp("came"), ...found(false, nodeCells(1e6 + random())) });
    if (run < 900) rows.node.push({ ...stamp("went"), ...found(random() < 0.02, { ...nodeCells(5e5), http_ms: "" }) });
    const gpus = (usual: number) => [0, 1, 2].map((gpu) => (random() < 0.02 ? "None" : String(usual + gpu))).join("_");
    const cards = { gpu_temp_c: run < 500 ? "42_58" : gpus(40 + Math.floor(random() * 30)), gpu_mem_mib: "5120_5118" };
    const watts = { gpu_power_w: (100 + random() * 50).toFixed(1) };
    const ofMiner = { ...pings(random), mem_avail_mib: "900", disk_avail_mib: "7000", last_boot: lastBoot };
    rows.miner.push({ ...stamp("rig-1"), ...found(random() < 0.1, { ...ofMiner, ...cards, ...watts }) });
    rows.miner.push({ ...stamp("rig-2"), ...found(false, { ...ofMiner, gpu_temp_c: "", errors: "probe:incomplete" }) });
    rows.ping.push({ ...stamp("router"), ...found(random() < 0.001, pings(random)) });
    // Of a type that changes within the month.
    rows[run < 1500 ? "ping" : "node"].push({
      ...stamp("grew"),
      ...found(false, run < 1500 ? pings(random) : nodeCells(9999)),
    });
    writeSeedRow(days, time, run < 480 ? random() : undefined);
    if (run >= 480) rows.ping.push({ ...stamp("8.8.8.8"), ...pings(random) });
  }
  rows.ping.push({ ...rows.ping.at(-1), time: "2026-11-01T00:00:00Z" });
  rows.ping.push({ ...rows.ping.at(-2) });
  for (const [type, header] of Object.entries({ node, miner, ping }))
    writeFileSync(
      join(folder, `${type}_2610.csv`),
      csv(header, rows[type === "node" || type === "miner" ? type : "ping"]),
    );
  for (const [name, text] of days) writeFileSync(join(folder, name), text);
}

function pings(random: () => number): Cells {
  const ms = 5 + random() * 120;
  const text = (value: number) => value.toFixed(value < 100 ? 1 : 0);
  return { ping_ms: text(ms), ping_max_ms: text(ms * (1 + random())), loss: random() < 0.01 ? "25" : "0" };
}

/** A day's file begins before midnight here and there, and its last row may be of the next day. */
function writeSeedRow(days: Map<string, string>, time: Date, chance: number | undefined): void {
  if (chance === undefined) return;
  const stamp = time.toISOString().slice(2, 19).replaceAll("-", "").replace("T", " ");
  const name = `pings_${new Date(time.getTime() - 450_000).toISOString().slice(2, 10).replaceAll("-", "")}.csv`;
  const cells = chance < 0.05 ? "None,None" : `${Math.round(chance * 40)},${Math.round(chance * 60)}`;
  days.set(name, `${days.get(name) ?? ""}${stamp},  8.  8.  8. 8\n,${cells}\n`);
}

function csv(header: readonly string[], rows: readonly Cells[]): string {
  return [header, ...rows.map((row) => header.map((name) => row[name] ?? ""))]
    .map((cells) => `${cells.join(",")}\n`)
    .join("");
}
