/**
 * A month of 100 hosts every 15 minutes, summarised, beside Python's csv reader, which only reads the same file.
 *
 *     node bench/month.ts [HOSTS]    100
 */
import { execFileSync } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findTool } from "../test/support/tools.ts";
import { table, writeSection } from "./results-page.ts";
import { fleet } from "./rows.ts";
import { bundle } from "./support/bundle.ts";
import { type Target, targetHeading, targetRow } from "./support/targets.ts";
import { median, peakWriter, timed } from "./support/timed.ts";

const start = Date.UTC(2026, 9, 1);
const stepMs = 15 * 60_000;

export async function monthTargets(hosts = 100, rounds = 5): Promise<Target[]> {
  const python = findTool("python3");
  const folder = mkdtempSync(join(tmpdir(), "server-monitor-month-"));
  try {
    writeMonth(folder, hosts);
    const [part, peak] = [await bundle("month-part.ts", folder), join(folder, "peak")];
    const ours = () =>
      timed(process.execPath, ["--import", peakWriter(peak), part, folder, new Date(start).toISOString()]);
    const theirs = () => timed(python ?? "", ["-c", reader, folder]);
    const [we, they]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      we.push((await ours()).wallS);
      if (python !== undefined) they.push((await theirs()).wallS);
    }
    return report({
      we: median(we),
      they: median(they),
      python,
      peak: Number(readFileSync(peak, "utf8")) / 1024,
      folder,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const reader = `
import csv, glob, sys
for name in glob.glob(sys.argv[1] + "/*.csv"):
    with open(name, newline="") as file:
        for row in csv.reader(file): pass
`;

function writeMonth(folder: string, hosts: number): void {
  const rowsAt = fleet(hosts);
  for (let time = start; time < Date.UTC(2026, 10, 1); time += stepMs) {
    for (const { type, header, rows } of rowsAt(new Date(time))) {
      const lines = [...(time === start ? [header] : []), ...rows].map((cells) => `${cells.join(",")}\n`);
      appendFileSync(join(folder, `${type}_2610.csv`), lines.join(""));
    }
  }
}

interface Measured {
  readonly we: number;
  readonly they: number;
  readonly python: string | undefined;
  readonly peak: number;
  readonly folder: string;
}

function report({ we, they, python, peak, folder }: Measured): Target[] {
  const bytes = ["node", "miner", "ping"].reduce(
    (sum, type) => sum + statSync(join(folder, `${type}_2610.csv`)).size,
    0,
  );
  const what = `a month summarised (${we.toFixed(2)} s, ${peak.toFixed(0)} MiB at most, ${(bytes / 1e6).toFixed(0)} MB of CSV): × Python's csv reader`;
  const targets: Target[] = python === undefined ? [] : [{ what, measured: we / they, of: 0.5, unit: "" }];
  const version =
    python === undefined
      ? "Not installed here: python3."
      : execFileSync(python, ["--version"], { encoding: "utf8" }).trim();
  writeSection("A month summarised", [...table(targetHeading, targets.map(targetRow)), "", version]);
  return targets;
}

if (import.meta.main)
  for (const target of await monthTargets(...process.argv.slice(2).map(Number)))
    console.log(targetRow(target).join(" · "));
