/**
 * A month of 100 hosts every 15 minutes, summarised, beside Python: its csv reader, which only reads the same files, and the
 * same figures by its `statistics`. Then a month with three times the rows, and a year in one process, for time and memory.
 *
 *     node bench/month.ts [HOSTS [ROUNDS]]    100 5: three minutes, most of them Python's and the writing of a year
 *
 * Writes its section of bench/RESULTS.md.
 */
import { execFileSync } from "node:child_process";
import { appendFileSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findTool } from "../test/support/tools.ts";
import { table, writeSection } from "./results-page.ts";
import { fleet } from "./rows.ts";
import { bundle } from "./support/bundle.ts";
import { type Target, targetHeading, targetRow } from "./support/targets.ts";
import { median, peakWriter, type Taken, timed } from "./support/timed.ts";

const minuteMs = 60_000;
const october = monthStart(9);

export async function monthTargets(hosts = 100, rounds = 5): Promise<Target[]> {
  const root = mkdtempSync(join(tmpdir(), "server-monitor-month-"));
  try {
    const [month, dense, year] = ["month", "dense", "year"].map((name) => join(root, name));
    if (month === undefined || dense === undefined || year === undefined) return [];
    writeMonths(month, { hosts, minutes: 15, months: [9] });
    writeMonths(dense, { hosts, minutes: 5, months: [9] });
    writeMonths(year, { hosts, minutes: 15, months: [...Array(12).keys()] });
    const ours = summariser(await bundle("month-part.ts", root), join(root, "peak"));
    const months = Array.from({ length: 12 }, (_, index) => monthStart(index));
    const measured = { ...(await inTurn(month, rounds, () => ours(month, [october]))), bytes: sizeOf(month) };
    return report(measured, [
      ["the same month every 5 minutes", await ours(dense, [october])],
      ["a year every 15 minutes, in one process", await ours(year, months)],
    ]);
  } finally {
    rmSync(root, { recursive: true });
  }
}

interface Summarised extends Taken {
  readonly peakMib: number;
}

function summariser(part: string, peak: string) {
  return async (folder: string, months: readonly Date[]): Promise<Summarised> => {
    const moments = months.map((month) => month.toISOString());
    const taken = await timed(process.execPath, ["--import", peakWriter(peak), part, folder, ...moments]);
    return { ...taken, peakMib: Number(readFileSync(peak, "utf8")) / 1024 };
  };
}

function monthStart(month: number): Date {
  return new Date(Date.UTC(2026, month));
}

function writeMonths(folder: string, order: { hosts: number; minutes: number; months: readonly number[] }): void {
  mkdirSync(folder);
  const rowsAt = fleet(order.hosts);
  for (const month of order.months) {
    const [start, end] = [monthStart(month), monthStart(month + 1)];
    const name = (type: string) => join(folder, `${type}_${start.toISOString().slice(2, 7).replace("-", "")}.csv`);
    for (let time = start.getTime(); time < end.getTime(); time += order.minutes * minuteMs)
      for (const { type, header, rows } of rowsAt(new Date(time))) {
        const lines = [...(time === start.getTime() ? [header] : []), ...rows].map((cells) => `${cells.join(",")}\n`);
        appendFileSync(name(type), lines.join(""));
      }
  }
}

function sizeOf(folder: string): number {
  return globSync(join(folder, "*.csv")).reduce((sum, path) => sum + statSync(path).size, 0);
}

const reader = `
import csv, glob, sys
for name in glob.glob(sys.argv[1] + "/*.csv"):
    with open(name, newline="") as file:
        for row in csv.reader(file): pass
`;
const summary = `
import csv, glob, statistics, sys
from collections import defaultdict
values = defaultdict(list)
for name in glob.glob(sys.argv[1] + "/*.csv"):
    with open(name, newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        for row in rows:
            for column, cell in zip(header, row):
                if cell:
                    try: number = float(cell)
                    except ValueError: continue
                    values[row[1], column].append(number)
for numbers in values.values():
    statistics.fmean(numbers), min(numbers), max(numbers)
    if len(numbers) > 1: statistics.stdev(numbers), statistics.quantiles(numbers, n=20, method="inclusive")
`;

interface Measured {
  readonly ours: Summarised;
  /** undefined without Python. */
  readonly reader: Taken | undefined;
  readonly summary: Taken | undefined;
}

/** One after the other, then all again: what disturbs the machine for a while disturbs all of them. */
async function inTurn(folder: string, rounds: number, summarise: () => Promise<Summarised>): Promise<Measured> {
  const python = findPython();
  const [ours, read, summed]: [Summarised[], Taken[], Taken[]] = [[], [], []];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await summarise());
    if (python === undefined) continue;
    read.push(await timed(python, ["-c", reader, folder]));
    summed.push(await timed(python, ["-c", summary, folder]));
  }
  const peakMib = Math.max(...ours.map((each) => each.peakMib));
  const theirs = python === undefined ? [] : [medianOf(read), medianOf(summed)];
  return { ours: { ...medianOf(ours), peakMib }, reader: theirs[0], summary: theirs[1] };
}

function medianOf(taken: readonly Taken[]): Taken {
  return { wallS: median(taken.map(({ wallS }) => wallS)), cpuS: median(taken.map(({ cpuS }) => cpuS)) };
}

function report(
  { ours, reader, summary, bytes }: Measured & { bytes: number },
  more: readonly (readonly [what: string, taken: Summarised])[],
): Target[] {
  const ratio = (value: number, of: number | undefined) => (of === undefined ? "" : (value / of).toFixed(2));
  const row = (what: string, { wallS, cpuS }: Taken, peakMib?: number) => [
    ...[what, `${wallS.toFixed(2)} s`, ratio(wallS, reader?.wallS), `${cpuS.toFixed(2)} s`, ratio(cpuS, reader?.cpuS)],
    peakMib === undefined ? "" : `${peakMib.toFixed(0)} MiB`,
  ];
  const rows = [
    row(`server-monitor, a month of ${(bytes / 1e6).toFixed(0)} MB`, ours, ours.peakMib),
    ...(reader === undefined ? [] : [row("Python's csv reader alone", reader)]),
    ...(summary === undefined ? [] : [row("Python: csv, float, statistics", summary)]),
    ...more.map(([what, taken]) => row(`server-monitor, ${what}`, taken, taken.peakMib)),
  ];
  const what = `a month summarised (${ours.wallS.toFixed(2)} s, ${ours.peakMib.toFixed(0)} MiB at most, ${(bytes / 1e6).toFixed(0)} MB of CSV): × Python's csv reader`;
  const targets: Target[] =
    reader === undefined ? [] : [{ what, measured: ours.wallS / reader.wallS, of: 0.5, unit: "" }];
  const heading = ["", "wall", "× reader", "CPU", "× reader", "peak memory"];
  const section = [...table(targetHeading, targets.map(targetRow)), "", ...table(heading, rows), "", pythonVersion()];
  writeSection("A month summarised", section);
  return targets;
}

/** The program itself: what PATH has may be a script that looks for it. */
function findPython(): string | undefined {
  const found = findTool("python3");
  return found && execFileSync(found, ["-c", "import sys; print(sys.executable)"], { encoding: "utf8" }).trim();
}

function pythonVersion(): string {
  const python = findPython();
  if (python === undefined) return "Not installed here: python3.";
  return `${execFileSync(python, ["--version"], { encoding: "utf8" }).trim()}.`;
}

if (import.meta.main)
  for (const target of await monthTargets(...process.argv.slice(2).map(Number)))
    console.log(targetRow(target).join(" · "));
