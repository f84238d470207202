/**
 * What a month of checks leaves in git: on the remote, and in the `.git` of a runner that checks out before each run.
 *
 *     node bench/git-growth.ts [RUNS [HOSTS]]    744 10: a month, hourly, through the real store; about seven minutes
 *
 * Then the month of 15-minute checks and a year of hourly ones, the same files by `git fast-import`, for their size alone.
 * Writes its section of bench/RESULTS.md.
 */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { rowChanges } from "../src/store/row-changes.ts";
import { openStore } from "../src/store/store.ts";
import { bareRemote, checkout, checkoutAgain, emptyRemote, fileOf, git } from "../test/support/git-remote.ts";
import { table, writeSection } from "./results-page.ts";
import { fleet } from "./rows.ts";

const [runs = 744, hosts = 10] = process.argv.slice(2).map(Number);
const shortMonthMs = 28 * 86_400_000;
const root = mkdtempSync(join(tmpdir(), "server-monitor-bench-"));

try {
  const [month, year] = [await bySize(2976, 1), await bySize(744, 12)];
  report(await throughTheStore(), month, year);
} finally {
  rmSync(root, { recursive: true });
}

function runTime(month: number, run: number, count: number): Date {
  return new Date(Date.UTC(2026, month, 1) + Math.floor((run * shortMonthMs) / count / 1000) * 1000);
}

/** Every run as it is on a runner: a fresh checkout, then the rows saved and pushed. */
async function throughTheStore() {
  const remote = bareRemote(root);
  const workspace = checkout(`file://${remote}`, join(root, "work"), "main");
  const settings = { folder: join(workspace, "results"), stateHome: join(root, "state"), environment: process.env };
  const rowsAt = fleet(hosts);
  const gitKib: number[] = [];
  let unpackedBytes = 0;
  for (let run = 0; run < runs; run += 1) {
    checkoutAgain(workspace, "main");
    const time = runTime(9, run, runs);
    const store = await openStore({ ...settings, push: true, branch: undefined, token: undefined, warn: console.warn });
    const subject = `check: ${hosts} hosts, ${hosts} up`;
    const { fault } = await store.saveRun({ time, tables: rowsAt(time), subject });
    if (fault !== undefined) throw fault;
    if (run % 20 !== 19) continue;
    gitKib.push(sizeOf(workspace).total);
    unpackedBytes += 20 * copyOfRun(remote);
    process.stderr.write(`\r${run + 1} of ${runs} runs, .git ${gitKib.at(-1)} KiB `);
  }
  const files = namesIn(remote).map((name) => Buffer.byteLength(fileOf(remote, `results/${name}`) ?? ""));
  const runner = { peak: Math.max(...gitKib), ...sizeOf(workspace) };
  git(remote, "gc", "--quiet", "--prune=now");
  return { runner, unpackedBytes, remoteKib: sizeOf(remote).packed, files };
}

function namesIn(remote: string): string[] {
  return git(remote, "ls-tree", "--name-only", "main:results").split("\n");
}

/** What one run leaves if nothing is packed: its files compressed whole, two trees and a commit, in blocks of 4 KiB. */
function copyOfRun(remote: string): number {
  const blobs = namesIn(remote).map((name) => deflateSync(fileOf(remote, `results/${name}`) ?? "").length);
  return [...blobs, 100, 100, 200].reduce((sum, bytes) => sum + Math.ceil(bytes / 4096) * 4096, 0);
}

/** KiB of objects; the first `.git` of a runner is some 30 KiB of sample hooks, which are none. */
function sizeOf(repository: string): { loose: number; packed: number; total: number } {
  const counted = git(repository, "count-objects", "-v");
  const kib = (name: string) => Number(new RegExp(`^${name}: (\\d+)$`, "m").exec(counted)?.[1]);
  return { loose: kib("size"), packed: kib("size-pack"), total: kib("size") + kib("size-pack") };
}

/** The history that so many runs a month make, without running them: KiB of the pack. */
async function bySize(runsPerMonth: number, months: number): Promise<number> {
  const repository = emptyRemote(mkdtempSync(join(root, "size-")));
  const importer = spawn("git", ["-C", repository, "fast-import", "--quiet"], {
    stdio: ["pipe", "inherit", "inherit"],
  });
  for (const part of history(runsPerMonth, months))
    if (!importer.stdin.write(part)) await once(importer.stdin, "drain");
  importer.stdin.end();
  await once(importer, "close");
  // What fast-import has compared is not kept (-f): gc of real pushes looks at ten neighbours, and so does this.
  execFileSync("git", ["-C", repository, "repack", "-a", "-d", "-f", "-q", "--window=10", "--depth=50"]);
  return sizeOf(repository).packed;
}

/** For fast-import, which compares a blob with the one before it: all states of one file, then of the next, then the commits. */
function* history(runsPerMonth: number, months: number): Generator<string> {
  const times = Array.from({ length: runsPerMonth * months }, (_, index) =>
    runTime(Math.floor(index / runsPerMonth), index % runsPerMonth, runsPerMonth),
  );
  const rowsAt = fleet(hosts);
  const runsOfHistory = times.map((time) => rowChanges(rowsAt(time)));
  const types = runsOfHistory[0]?.length ?? 0;
  for (let type = 0; type < types; type += 1) {
    let [file, text]: [string, string | undefined] = ["", undefined];
    for (const [run, changes] of runsOfHistory.entries()) {
      const change = changes[type];
      if (change === undefined) throw new Error(`run ${run} has no rows of a type`);
      text = change.merge(change.name === file ? text : undefined, change.name);
      file = change.name;
      yield `blob\nmark :${run * types + type + 1}\n${data(text)}`;
    }
  }
  for (const [run, time] of times.entries()) {
    const files = (runsOfHistory[run] ?? []).map(
      ({ name }, type) => `M 100644 :${run * types + type + 1} results/${name}\n`,
    );
    const person = `github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com> ${time.getTime() / 1000} +0000`;
    const subject = data(`check: ${hosts} hosts, ${hosts} up\n`);
    yield `commit refs/heads/main\nauthor ${person}\ncommitter ${person}\n${subject}${files.join("")}`;
  }
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

type Real = Awaited<ReturnType<typeof throughTheStore>>;

function report(real: Real, monthKib: number, yearKib: number): void {
  const checks = runs * hosts;
  const bytesPerRow = real.files.reduce((sum, bytes) => sum + bytes, 0) / checks;
  const mib = (kib: number) => `${(kib / 1024).toFixed(1)} MiB`;
  const rows: [string, string][] = [
    [`remote after gc, ${runs} runs`, `${mib(real.remoteKib)}, ${perCheck(real.remoteKib, checks)}`],
    ["remote packed, a month every 15 min (2,976 runs)", `${mib(monthKib)}, ${perCheck(monthKib, 2976 * hosts)}`],
    ["remote packed, a year hourly (8,928 runs)", `${mib(yearKib)}, ${perCheck(yearKib, 8928 * hosts)}`],
    ["remote packed, a year every 15 min (twelve such months)", mib(monthKib * 12)],
    [
      `runner's objects after ${runs} runs with a checkout before each`,
      `${mib(real.runner.total)} (packed ${mib(real.runner.packed)}), at most ${mib(real.runner.peak)}`,
    ],
    ["the same if nothing were packed (computed)", mib(real.unpackedBytes / 1024)],
    ["bytes of a row in the file", bytesPerRow.toFixed(0)],
    ...limits(bytesPerRow),
  ];
  writeSection(`Git growth: ${hosts} hosts`, table(["", ""], rows));
  for (const row of rows) console.log(row.join(": "));
}

/** One file holds one type's month: how many hosts of a type reach GitHub's limits. */
function limits(bytesPerRow: number): [string, string][] {
  const hostsFor = (bytes: number, runsPerMonth: number) => Math.floor(bytes / bytesPerRow / runsPerMonth);
  const kinds: [string, number][] = [
    ["512 KB: no table above", 512 * 1024],
    ["50 MB: warned above", 50 * 1024 ** 2],
    ["100 MB: refused above", 100 * 1024 ** 2],
  ];
  return kinds.map(([name, bytes]) => [
    `${name}, hosts of a type`,
    `${hostsFor(bytes, 744)} hourly, ${hostsFor(bytes, 1488)} half-hourly, ${hostsFor(bytes, 2976)} every 15 min`,
  ]);
}

function perCheck(kib: number, checks: number): string {
  return `${((kib * 1024) / checks).toFixed(0)} B per host and check`;
}
