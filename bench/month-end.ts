/**
 * What saving a run costs at a month's end beside its beginning: 10 hosts every 15 minutes, through the real store, into a
 * remote on this machine. Beside it `git add`, `git commit` and `git push` of the same rows, which is git's own part.
 *
 *     node bench/month-end.ts [ROUNDS]    31: two minutes
 *
 * Writes its section of bench/RESULTS.md.
 */
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Table } from "../src/store/merge.ts";
import { rowChanges } from "../src/store/row-changes.ts";
import { openStore } from "../src/store/store.ts";
import { bareRemote, checkout, checkoutAgain, git } from "../test/support/git-remote.ts";
import { table, writeSection } from "./results-page.ts";
import { fleet } from "./rows.ts";
import { type Target, targetHeading, targetRow } from "./support/targets.ts";
import { median } from "./support/timed.ts";

const hosts = 10;
const intervalMs = 15 * 60_000;
/** Runs that are in the files already: on the first day, and on the last one. */
const [early, late] = [50, 2900];

export async function monthEndTargets(rounds = 31): Promise<Target[]> {
  const root = mkdtempSync(join(tmpdir(), "server-monitor-month-end-"));
  try {
    const [beginning, end] = [place(root, early), place(root, late)];
    // In turn: what disturbs the machine for a while disturbs both.
    for (let round = 0; round < rounds; round += 1) for (const each of [beginning, end]) await saveBoth(each, round);
    return report(beginning, end);
  } finally {
    rmSync(root, { recursive: true });
  }
}

type Place = ReturnType<typeof place>;

function place(root: string, runs: number) {
  const folder = join(root, String(runs));
  mkdirSync(folder);
  const rowsAt = fleet(hosts);
  const timeOf = (run: number) => new Date(Date.UTC(2026, 9, 1) + run * intervalMs);
  const tables = Array.from({ length: runs }, (_, run) => rowsAt(timeOf(run))).flat();
  const files = rowChanges(tables).map(({ name, merge }) => ({ name, text: merge(undefined, name) }));
  const [byStore, byHand] = ["store", "hand"].map((who) => begin(join(folder, who), files));
  if (byStore === undefined || byHand === undefined) throw new Error("no clone was made");
  const next = (round: number) => ({ time: timeOf(runs + round), tables: rowsAt(timeOf(runs + round)) });
  const bytes = files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  return { runs, bytes, folder, byStore, byHand, next, storeMs: [] as number[], handMs: [] as number[] };
}

/** A clone whose remote has these files. */
function begin(folder: string, files: readonly { name: string; text: string }[]): string {
  mkdirSync(folder);
  const work = checkout(`file://${bareRemote(folder)}`, join(folder, "work"), "main");
  mkdirSync(join(work, "results"));
  for (const { name, text } of files) writeFileSync(join(work, "results", name), text);
  git(work, "add", "--all");
  git(work, "commit", "--quiet", "--message", "rows");
  git(work, "push", "--quiet", "origin", "HEAD:main");
  return work;
}

async function saveBoth({ folder, byStore, byHand, next, storeMs, handMs }: Place, round: number): Promise<void> {
  const run = next(round);
  for (const work of [byStore, byHand]) checkoutAgain(work, "main");
  const began = performance.now();
  const settings = { folder: join(byStore, "results"), stateHome: join(folder, "state"), environment: process.env };
  const store = await openStore({ ...settings, push: true, branch: undefined, token: undefined, warn: console.warn });
  const { fault } = await store.saveRun({ ...run, subject: `check: ${hosts} hosts, ${hosts} up` });
  if (fault !== undefined) throw fault;
  storeMs.push(performance.now() - began);
  handMs.push(saveByHand(byHand, run.tables));
}

function saveByHand(work: string, tables: readonly Table[]): number {
  for (const { name, merge } of rowChanges(tables))
    appendFileSync(join(work, "results", name), merge(undefined, name).replace(/^.*\n/, ""));
  const began = performance.now();
  git(work, "add", "results");
  git(work, "commit", "--quiet", "--message", "rows");
  git(work, "push", "--quiet", "origin", "HEAD:main");
  return performance.now() - began;
}

function report(beginning: Place, end: Place): Target[] {
  const [first, last] = [median(beginning.storeMs), median(end.storeMs)];
  const [handFirst, handLast] = [median(beginning.handMs), median(end.handMs)];
  const floor = (first + handLast - handFirst) / first;
  const what = `saving a run at a month's end, ${hosts} hosts every 15 min: × its beginning`;
  const note = ` (${floor.toFixed(2)} if it took no longer than git alone)`;
  const target: Target = { what, measured: last / first, of: 1.3, unit: " ×", note };
  const row = (who: string, from: number, to: number) => [
    ...[who, `${from.toFixed(0)} ms`, `${to.toFixed(0)} ms`, `${(to - from).toFixed(0)} ms`, (to / from).toFixed(2)],
  ];
  const heading = ["", ...[beginning, end].map(({ runs, bytes }) => `${runs} runs, ${(bytes / 1e6).toFixed(1)} MB`)];
  writeSection("Saving at a month's end", [
    ...table(targetHeading, [targetRow(target)]),
    "",
    ...table(
      [...heading, "more", "ratio"],
      [
        row("server-monitor: fetch, rows, commit, push, checkout", first, last),
        row("git add, git commit, git push", handFirst, handLast),
      ],
    ),
    "",
    `Medians of ${end.storeMs.length} rounds in turn; the remote's work is in both. git hashes and compresses a file as a whole, whoever asks it to.`,
  ]);
  return [target];
}

if (import.meta.main) {
  const [rounds = "31"] = process.argv.slice(2);
  for (const target of await monthEndTargets(Number(rounds))) console.log(targetRow(target).join(" · "));
}
