/**
 * What reading the rows of before costs: a check of 200 hosts beside 500 runs of history, not pushed and pushed, and `replay`
 * of a month of 100 hosts and of a year of 10 hosts every 15 minutes. Whole processes of dist/, so build it first.
 *
 *     node bench/reading.ts [ROUNDS]    3: two minutes; as root for a network namespace
 *
 * Writes its section of bench/RESULTS.md.
 */
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { formatCsv } from "../src/store/csv.ts";
import { monthFile } from "../src/store/month-file.ts";
import { check, inventoryOf, type Run } from "./check.ts";
import { table, writeSection } from "./results-page.ts";
import { fleet as rowsOf } from "./rows.ts";
import { startFleet } from "./support/fleet.ts";
import { type Target, targetHeading, targetRow } from "./support/targets.ts";
import { median, peakWriter, type Taken, timed } from "./support/timed.ts";

const cli = join(import.meta.dirname, "..", "dist", "cli.js");
const runsBefore = 500;
const minuteMs = 60_000;

export async function readingTargets(hosts = 200, rounds = 3): Promise<Target[]> {
  const [first, folder, pushed] = await checks(hosts, rounds);
  const replayed = [
    await replay("a month of 100 hosts", 100, 1, rounds),
    await replay("a year of 10 hosts", 10, 12, rounds),
  ];
  const what = `peak memory, ${hosts} hosts`;
  const full = `${what}, ${runsBefore} runs in the month's files`;
  const unit = " MiB";
  const targets: Target[] = [
    { what: `${what}, first run`, measured: first.peakMib, of: 130, unit },
    { what: full, measured: folder.peakMib, of: 150, unit },
    { what: `${full}, pushed`, measured: pushed.peakMib, of: 150, unit },
  ];
  writeSection("Reading the rows of before", [
    ...table(targetHeading, targets.map(targetRow)),
    "",
    ...table(["", "CSV", "wall", "CPU", "peak memory"], [first, folder, pushed, ...replayed].map(rowOf)),
    "",
    `Medians of ${rounds} rounds; load of the machine at the end: ${(loadavg()[0] ?? 0).toFixed(1)}.`,
  ]);
  return targets;
}

interface Measured extends Taken {
  readonly what: string;
  readonly bytes: number;
  readonly peakMib: number;
}

function rowOf({ what, bytes, wallS, cpuS, peakMib }: Measured): string[] {
  const csv = bytes === 0 ? "" : `${(bytes / 1e6).toFixed(1)} MB`;
  return [what, csv, `${wallS.toFixed(1)} s`, `${cpuS.toFixed(1)} s`, `${peakMib.toFixed(0)} MiB`];
}

/** Without rows of before, with most of a month in the folder, and with the same in the branch that is pushed to. */
async function checks(count: number, rounds: number): Promise<[Measured, Measured, Measured]> {
  // One server under all names: it is our memory that counts.
  const fleet = await startFleet(1);
  try {
    // Hosts of the rows before, by their names.
    const hosts = Array.from({ length: count }, (_, index) =>
      fleet.hosts.map((host) => ({ ...host, name: `node-${index + 1}` })),
    ).flat();
    const inventory = inventoryOf({ ...fleet, hosts });
    let bytes = 0;
    const prepare = (results: string) => {
      bytes = fill(results, rowsOf(count), timesBefore());
    };
    const what = `check of ${count} hosts`;
    const measured = async (how: string, run: Run) => {
      const taken = await peaks(rounds, (before) => check({ ...run, before }));
      return { what: `${what}, ${how}`, bytes: run.prepare === undefined ? 0 : bytes, ...taken };
    };
    return [
      await measured("the first run", { inventory }),
      await measured(`${runsBefore} runs before, \`push: false\``, { inventory, prepare }),
      await measured(`${runsBefore} runs before, pushed`, { inventory, prepare, push: true }),
    ];
  } finally {
    await fleet.stop();
  }
}

/** From the first of this month until a minute ago. */
function timesBefore(): Date[] {
  const until = Date.now() - minuteMs;
  const start = Date.UTC(new Date(until).getUTCFullYear(), new Date(until).getUTCMonth());
  return Array.from({ length: runsBefore }, (_, run) => new Date(start + ((until - start) * run) / runsBefore));
}

/** All rows are read, and the rules run over them. */
async function replay(what: string, hosts: number, months: number, rounds: number): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), "server-monitor-reading-"));
  try {
    const bytes = fill(join(folder, "results"), rowsOf(hosts), everyQuarter(months));
    const args = [cli, "replay", "--push", "false"];
    const taken = await peaks(rounds, (before) =>
      timed(process.execPath, ["--import", before, ...args], { PATH: process.env["PATH"], HOME: folder }, folder),
    );
    return { what: `replay of ${what} every 15 min`, bytes, ...taken };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Every 15 minutes, from the first month of a year on. */
function everyQuarter(months: number): Date[] {
  const [start, end] = [Date.UTC(2025, 0), Date.UTC(2025, months)];
  return Array.from({ length: (end - start) / (15 * minuteMs) }, (_, run) => new Date(start + run * 15 * minuteMs));
}

/** How many bytes of rows are then in the folder. */
function fill(folder: string, rowsAt: ReturnType<typeof rowsOf>, times: readonly Date[]): number {
  mkdirSync(folder, { recursive: true });
  const begun = new Set<string>();
  for (const time of times)
    for (const { type, header, rows } of rowsAt(time)) {
      const name = monthFile(type, time);
      if (!begun.has(name)) writeFileSync(join(folder, name), formatCsv([header]));
      begun.add(name);
      appendFileSync(join(folder, name), formatCsv(rows));
    }
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

/** `run` takes code that has to be loaded before the program. */
async function peaks(
  rounds: number,
  run: (before: string) => Promise<Taken>,
): Promise<Omit<Measured, "what" | "bytes">> {
  const folder = mkdtempSync(join(tmpdir(), "server-monitor-peak-"));
  const all: (Taken & { peakMib: number })[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const taken = await run(peakWriter(join(folder, "peak")));
    all.push({ ...taken, peakMib: Number(readFileSync(join(folder, "peak"), "utf8")) / 1024 });
  }
  rmSync(folder, { recursive: true });
  const of = (key: "wallS" | "cpuS" | "peakMib") => median(all.map((each) => each[key]));
  return { wallS: of("wallS"), cpuS: of("cpuS"), peakMib: of("peakMib") };
}

if (import.meta.main) {
  const [rounds = "3"] = process.argv.slice(2);
  for (const target of await readingTargets(200, Number(rounds))) console.log(targetRow(target).join(" · "));
}
