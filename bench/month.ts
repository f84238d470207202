/**
 * The report of a month of 100 hosts every 15 minutes, the whole process: its rows, the report of the month before,
 * statistics, page, pictures, JSON, commit and push. Beside it the same by another build, if one is given, and Python, which only
 * makes the same figures of the month by its csv and statistics.
 *
 *     node bench/month.ts [HOSTS [ROUNDS [DIST]]]    100 5: two minutes; DIST: the dist folder of the other build
 *
 * Measures the bundle in dist/, so build it first. Writes its section of bench/RESULTS.md.
 */
import { execFileSync } from "node:child_process";
import { appendFileSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bareRemote, clone, git } from "../test/support/git-remote.ts";
import { findTool } from "../test/support/tools.ts";
import { table, writeSection } from "./results-page.ts";
import { fleet } from "./rows.ts";
import { type Target, targetHeading, targetRow } from "./support/targets.ts";
import { median, peakWriter, type Taken, timed } from "./support/timed.ts";

const minuteMs = 60_000;
const ownDist = join(import.meta.dirname, "..", "dist");
const mostMib = 350;
const mostRatio = 1.5;

export async function monthTargets(hosts = 100, rounds = 5, otherDist?: string): Promise<Target[]> {
  const root = mkdtempSync(join(tmpdir(), "server-monitor-month-"));
  try {
    const remote = bareRemote(root);
    const work = clone(remote, join(root, "rows"));
    writeMonths(join(work, "results"), hosts);
    git(work, "add", "results");
    git(work, "commit", "--quiet", "--message", "two months");
    git(work, "push", "--quiet", "origin", "HEAD:main");
    // As it was when that month was over: the next report compares with its JSON.
    await timed(
      process.execPath,
      [join(ownDist, "cli.js"), "report", "--month", "2026-09"],
      { ...process.env, HOME: root },
      work,
    );
    return report(await inTurn({ root, remote, rows: git(remote, "rev-parse", "main") }, rounds, otherDist), work);
  } finally {
    rmSync(root, { recursive: true });
  }
}

function writeMonths(folder: string, hosts: number): void {
  mkdirSync(folder);
  const rowsAt = fleet(hosts);
  for (const month of [8, 9])
    for (let ms = Date.UTC(2026, month); ms < Date.UTC(2026, month + 1); ms += 15 * minuteMs)
      for (const { type, header, rows } of rowsAt(new Date(ms))) {
        const isFirst = ms === Date.UTC(2026, month);
        const lines = [...(isFirst ? [header] : []), ...rows].map((cells) => `${cells.join(",")}\n`);
        appendFileSync(join(folder, `${type}_26${String(month + 1).padStart(2, "0")}.csv`), lines.join(""));
      }
}

interface Place {
  readonly root: string;
  readonly remote: string;
  /** The commit that has the rows and no report. */
  readonly rows: string;
}

interface Reported extends Taken {
  readonly peakMib: number;
}

/** One report in a clone of its own; the remote is then what it was. */
async function reportBy(dist: string, { root, remote, rows }: Place): Promise<Reported> {
  const [folder, peak] = [clone(remote, join(root, "clone")), join(root, "peak")];
  const args = ["--import", peakWriter(peak), join(dist, "cli.js"), "report", "--month", "2026-10"];
  const taken = await timed(process.execPath, args, { ...process.env, HOME: root }, folder);
  git(folder, "push", "--quiet", "--force", "origin", `${rows}:main`);
  rmSync(folder, { recursive: true });
  return { ...taken, peakMib: Number(readFileSync(peak, "utf8")) / 1024 };
}

const summary = `
import csv, glob, statistics, sys
from collections import defaultdict
values = defaultdict(list)
for name in glob.glob(sys.argv[1] + "/*_2610.csv"):
    with open(name, newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        for row in rows:
            for column, cell in zip(header, row):
                if cell and column != "boot_id":
                    try: number = float(cell)
                    except ValueError: continue
                    values[row[1], column].append(number)
for numbers in values.values():
    statistics.fmean(numbers), min(numbers), max(numbers)
    if len(numbers) > 1: statistics.stdev(numbers), statistics.quantiles(numbers, n=20, method="inclusive")
`;

interface Measured {
  readonly own: readonly Reported[];
  readonly other: readonly Reported[];
  readonly python: readonly Taken[];
}

/** One after the other, then all again: what disturbs the machine for a while disturbs all of them. */
async function inTurn(place: Place, rounds: number, otherDist: string | undefined): Promise<Measured> {
  const python = findPython();
  const [own, other, summed]: [Reported[], Reported[], Taken[]] = [[], [], []];
  for (let round = 0; round < rounds; round += 1) {
    own.push(await reportBy(ownDist, place));
    if (otherDist !== undefined) other.push(await reportBy(otherDist, place));
    if (python !== undefined) summed.push(await timed(python, ["-c", summary, join(place.root, "rows", "results")]));
  }
  return { own, other, python: summed };
}

function report({ own, other, python }: Measured, work: string): Target[] {
  const [ours, theirs] = [medianOf(own), medianOf(other)];
  const peakMib = Math.max(...own.map((each) => each.peakMib));
  const bytes = globSync(join(work, "results", "*_2610.csv")).reduce((sum, path) => sum + statSync(path).size, 0);
  const what = `the report of a month (${(bytes / 1e6).toFixed(0)} MB of CSV, ${ours.wallS.toFixed(1)} s)`;
  const targets: Target[] = [
    { what: `${what}: peak memory`, measured: peakMib, of: mostMib, unit: " MiB" },
    ...(other.length === 0
      ? []
      : [{ what: `${what}: CPU, × the other build`, measured: ours.cpuS / theirs.cpuS, of: mostRatio, unit: "" }]),
  ];
  const row = (name: string, taken: Taken, peak = "") => [
    ...[name, `${taken.wallS.toFixed(2)} s`, `${taken.cpuS.toFixed(2)} s`, peak],
  ];
  const rows = [
    row("server-monitor", ours, `${peakMib.toFixed(0)} MiB`),
    ...(other.length === 0
      ? []
      : [row("the other build", theirs, `${Math.max(...other.map((each) => each.peakMib)).toFixed(0)} MiB`)]),
    ...(python.length === 0 ? [] : [row("Python: csv, float, statistics of the month alone", medianOf(python))]),
  ];
  const lines = [
    ...table(targetHeading, targets.map(targetRow)),
    "",
    ...table(["", "wall", "CPU", "peak memory"], rows),
  ];
  writeSection("The report of a month", [...lines, "", `Medians of ${own.length} rounds in turn.`]);
  return targets;
}

function medianOf(taken: readonly Taken[]): Taken {
  return { wallS: median(taken.map(({ wallS }) => wallS)), cpuS: median(taken.map(({ cpuS }) => cpuS)) };
}

/** The program itself: what PATH has may be a script that looks for it. */
function findPython(): string | undefined {
  const found = findTool("python3");
  return found && execFileSync(found, ["-c", "import sys; print(sys.executable)"], { encoding: "utf8" }).trim();
}

if (import.meta.main) {
  const [hosts, rounds, otherDist] = process.argv.slice(2);
  for (const target of await monthTargets(Number(hosts ?? 100), Number(rounds ?? 5), otherDist))
    console.log(targetRow(target).join(" · "));
}
