/** A run that is killed while it makes its rows safe, or loses power: what it called safe is, and nothing is torn. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { isoSeconds } from "../../src/check-result.ts";
import { refuseDamage } from "../../src/store/csv.ts";
import { readRows } from "../../src/store/rows.ts";
import type { Run } from "../../src/store/spool.ts";
import { readSimpleCsv } from "../support/action.ts";
import { temporaryFolder } from "../support/folder.ts";
import { bareRemote, clone, fileOf, git, serveByDaemon } from "../support/git-remote.ts";
import { seededRandom } from "../support/random.ts";
import { runSaveWorker, type SaveWorkerRan } from "../support/run-save-worker.ts";
import type { Work } from "../support/save-worker.ts";
import { describeWith, findTool } from "../support/tools.ts";

/** How often the runs are killed; some thousands for a night: `DURABILITY_KILLS=3000 vitest run killed`. */
const kills = Number(process.env["DURABILITY_KILLS"] ?? 120);
const seed = Number(process.env["DURABILITY_SEED"] ?? 1);

/** As a power cut does: the worker and the git processes it has started. For root alone; else git outlives its caller. */
const powerCut = process.getuid?.() === 0 ? findTool("unshare") : undefined;

interface End {
  readonly afterMs: number;
  readonly withGit: boolean;
}

/** Lets a worker work until it has done so many runs, or for so long after it is ready. */
function live(root: string, work: Work, end?: End): Promise<SaveWorkerRan> {
  const wrapper = end?.withGit && powerCut !== undefined ? [powerCut, "--pid", "--fork", "--kill-child"] : [];
  // Two thirds of a life would go into starting up otherwise.
  const environment = { NODE_COMPILE_CACHE: join(root, "compile-cache") };
  return runSaveWorker(work, { wrapper, environment, killAfterMs: end?.afterMs });
}

interface Machine {
  readonly workspace: string;
  readonly stateHome: string;
}

/** `TIME HOST` of every row that the machine holds, pushed or not. Fails where a file of them is torn. */
function rowsOf({ workspace, stateHome }: Machine): string[] {
  const files = filesIn(join(workspace, "results")).filter((path) => path.endsWith(".csv"));
  const shown = files.flatMap((path) => [...readRows(readFileSync(path, "utf8"), path, { onDamage: refuseDamage })]);
  const waiting = filesIn(stateHome).filter((path) => !path.endsWith(".tmp"));
  return [
    ...shown.map(({ time, host }) => `${isoSeconds(time)} ${host}`),
    ...waiting.flatMap((path) => waitingRows(JSON.parse(readFileSync(path, "utf8")))),
  ];
}

function waitingRows({ tables }: Run): string[] {
  return tables.flatMap(({ rows }) => rows.map(([time, host]) => `${time} ${host}`));
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

describeWith(["git"], `a run killed at any moment, ${kills} times over (seed ${seed})`, () => {
  it("loses no row that it called safe or that was on disk, doubles none, and leaves no torn file", async () => {
    const root = temporaryFolder();
    const remote = bareRemote(root);
    const daemon = await serveByDaemon(remote);
    onTestFinished(daemon.close);
    const lanes = await Promise.all(["a", "b"].map((host, index) => killOften(host, seed + index)));
    const pushed = readSimpleCsv(fileOf(remote, "results/ping_9901.csv") ?? "");
    const rows = pushed.map(({ time, host }) => `${time} ${host}`);
    expect(rows.filter((row, index) => rows.indexOf(row) !== index)).toEqual([]);
    expect(lanes.flatMap(({ seen }) => [...seen]).filter((row) => !rows.includes(row))).toEqual([]);
    const times = pushed.map(({ time }) => time);
    expect(times).toEqual(times.toSorted());
    expect(lanes.flatMap(({ leftovers }) => leftovers)).toEqual([]);

    async function killOften(host: string, laneSeed: number) {
      const machine = { workspace: clone(remote, join(root, host)), stateHome: join(root, `${host}-state`) };
      git(machine.workspace, "remote", "set-url", "origin", daemon.url);
      const random = seededRandom(laneSeed);
      const seen = new Set<string>();
      // Later than any file was written, so that what the killed have left is old.
      const start = (life: number) => new Date(Date.parse("2099-01-10T00:00:00Z") + life * 20_000).toISOString();
      const folder = join(machine.workspace, "results");
      const workFrom = async (life: number, count: number | undefined, end?: End) => {
        const work = { folder, stateHome: machine.stateHome, host, start: start(life) };
        const { kept, faults } = await live(root, count === undefined ? work : { ...work, count }, end);
        for (const row of [...kept.map((time) => `${time} ${host}`), ...rowsOf(machine)]) seen.add(row);
        return faults;
      };
      await workFrom(0, 1);
      const began = performance.now();
      await workFrom(1, 2);
      const oneRunMs = (performance.now() - began) / 2;
      for (let life = 2; life < 2 + kills / 2; life += 1)
        await workFrom(life, undefined, { afterMs: random() * oneRunMs, withGit: random() < 0.5 });
      expect(await workFrom(2 + kills, 1)).toEqual([]);
      const left = [...filesIn(folder), ...filesIn(machine.stateHome)];
      return { seen, leftovers: left.filter((path) => !path.endsWith(".csv")) };
    }
  });
});
