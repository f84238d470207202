/**
 * One run made safe: kept in the spool before anything else, added to the files of the work tree, pushed with whatever
 * waited from runs before, and only then let go.
 */
import { join } from "node:path";
import type { Secret } from "../inventory/secret.ts";
import { readIfPresent, removeLeftovers, writeDurably } from "./file.ts";
import { sizeWarnings } from "./file-size.ts";
import { openRepository, type Repository } from "./git.ts";
import type { Environment } from "./git-process.ts";
import { addressChanges } from "./public-ip-history.ts";
import type { Table } from "./results.ts";
import { appendToFolder, type Change, changesOf } from "./results-folder.ts";
import { openSpool, type Run, type Spool, spoolKey } from "./spool.ts";
import { keepStatusPage, type StatusPage } from "./status-file.ts";

export interface SaveSettings {
  /** Absolute path of the results folder. */
  readonly folder: string;
  readonly push: boolean;
  readonly branch: string | undefined;
  readonly token: Secret | undefined;
  readonly stateHome: string;
  readonly environment: Environment;
  readonly warn: (text: string) => void;
}

export interface NewRun extends Run {
  readonly subject: string;
  /** Lines for RESULTS/known_hosts. */
  readonly newHostKeys: readonly string[];
  readonly statusPage?: StatusPage | undefined;
}

/** Fetching, merging and pushing, however often. */
const pushTimeoutMs = 300_000;

export interface Saved {
  /** Rows that are in the spool, in the files or on the remote. */
  readonly rows: number;
  /** Rows of this run and of runs before that are in the spool for the next push. */
  readonly waiting: number;
  /** The commit that holds them. */
  readonly commit: string | undefined;
  /** What went wrong first, to be told after everything else. */
  readonly fault: unknown;
}

/** Each place is tried whatever became of the one before: a full disk here is no reason not to push. */
export async function saveRun(run: NewRun, settings: SaveSettings): Promise<Saved> {
  const { faults, attempt } = collectFaults();
  const repository = settings.push ? await attempt(() => openRepository(settings.folder, settings)) : undefined;
  const spool = repository && (await attempt(() => spoolOf(repository, settings)));
  const spooled = spool && (await attempt(() => spool.put(run)));
  const waiting = (spool && (await attempt(() => spool.pending()))) ?? [];
  const runs = waiting.some(({ path }) => path === spooled?.path) ? waiting : [...waiting, run];
  const inFolder = await attempt(() => keepInFolder(runs, run, settings.folder));
  const page = await attempt(() => keepStatusPage({ ...settings, time: run.time, page: run.statusPage }));
  const pushed = repository && (await attempt(() => publish(repository, runs, { ...run, page }, settings)));
  if (spool && pushed) await attempt(() => spool.remove(waiting));
  if (repository) await attempt(() => tidyUp(repository, runs, settings));
  const rows = spooled || inFolder || pushed ? rowCount([run]) : 0;
  const [fault, ...others] = faults;
  for (const other of others) settings.warn(other instanceof Error ? other.message : String(other));
  return { rows, waiting: pushed ? 0 : rowCount(waiting), commit: pushed?.commit, fault };
}

function rowCount(runs: readonly Run[]): number {
  return tablesOf(runs).reduce((sum, { rows }) => sum + rows.length, 0);
}

function collectFaults() {
  const faults: unknown[] = [];
  const attempt = async <Value>(work: () => Promise<Value>): Promise<Value | undefined> => {
    try {
      return await work();
    } catch (fault) {
      faults.push(fault);
      return undefined;
    }
  };
  return { faults, attempt };
}

function spoolOf(repository: Repository, settings: SaveSettings): Promise<Spool> {
  return openSpool({ ...settings, key: spoolKey(repository.origin, repository.results) });
}

async function keepInFolder(runs: readonly Run[], run: NewRun, folder: string): Promise<true> {
  await removeLeftovers(folder, run.time);
  await appendToFolder(folder, tablesOf(runs));
  for (const { path, merge } of changesBesideRows(folder, runs, run)) {
    const present = await readIfPresent(path);
    const merged = merge(present);
    if (merged !== present) await writeDurably(path, merged);
  }
  return true;
}

function changesBesideRows(folder: string, runs: readonly Run[], { newHostKeys }: NewRun): Change[] {
  const keys = newHostKeys.length > 0 ? [hostKeyChange(folder, newHostKeys)] : [];
  return [...keys, ...addressChanges(folder, runs)];
}

function tablesOf(runs: readonly Run[]): Table[] {
  return runs.flatMap(({ tables }) => tables);
}

interface PagedRun extends NewRun {
  /** undefined: it could not be made, which is no reason not to push the rows. */
  readonly page: ((folder: string) => Change) | undefined;
}

/** Pushes the run and whatever waited from runs before. */
function publish(repository: Repository, runs: readonly Run[], run: PagedRun, { branch }: SaveSettings) {
  const { results } = repository;
  const page = run.page === undefined ? [] : [run.page(results)];
  const changes = [...changesOf(results, tablesOf(runs)), ...changesBesideRows(results, runs, run), ...page];
  const signal = AbortSignal.timeout(pushTimeoutMs);
  return repository.publish({ branch, subject: run.subject, changes, signal });
}

/** Now that the rows are safe, or have been told not to be. */
async function tidyUp(repository: Repository, runs: readonly Run[], { folder, warn }: SaveSettings): Promise<void> {
  await repository.tidy();
  (await sizeWarnings(folder, tablesOf(runs))).forEach(warn);
}

/** Lines that are not there yet are added at the end. */
function hostKeyChange(folder: string, lines: readonly string[]): Change {
  return {
    path: join(folder, "known_hosts"),
    merge: (theirs = "") => {
      const present = new Set(theirs.split("\n"));
      const added = lines.filter((line) => !present.has(line));
      const start = theirs === "" || theirs.endsWith("\n") ? theirs : `${theirs}\n`;
      return `${start}${added.map((line) => `${line}\n`).join("")}`;
    },
  };
}
