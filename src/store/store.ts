/**
 * The database: RESULTS read from where it is written, and added to. A run is kept in the spool before anything else, pushed
 * with whatever waits from runs before, and only then let go. Where nothing is pushed, the folder is the database.
 */
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Secret } from "../inventory/secret.ts";
import { type Change, withChanges } from "./change.ts";
import { fileError, readIfPresent, removeLeftovers, writeDurably } from "./file.ts";
import { openRepository, type Repository, type Tip } from "./git.ts";
import { NoRepositoryError } from "./git-errors.ts";
import type { Environment } from "./git-process.ts";
import { statusPageName } from "./month-file.ts";
import { folderResults, type Results } from "./results.ts";
import { changesOf } from "./row-changes.ts";
import { sizeWarnings } from "./size-warnings.ts";
import { openSpool, type Run, type Spool, spoolKey } from "./spool.ts";

export interface StoreSettings {
  /** Absolute path of the results folder. */
  readonly folder: string;
  readonly push: boolean;
  readonly branch: string | undefined;
  readonly token: Secret | undefined;
  readonly stateHome: string;
  readonly environment: Environment;
  readonly warn: (text: string) => void;
}

export interface Store {
  /** What is in RESULTS now, asked for once. Throws where it cannot be known; SetupError: no run could write to it either. */
  readonly results: () => Promise<Results>;
  /** What was in RESULTS when it was last fetched, for whoever would rather know that than nothing. */
  readonly lastResults: () => Promise<Results | undefined>;
  readonly saveRun: (run: NewRun) => Promise<Saved>;
  /** Files that can be made again at any time. The commit that holds them; undefined: they were there, or nothing is pushed. */
  readonly saveFiles: (files: readonly NewFile[], subject: string) => Promise<string | undefined>;
}

export interface NewRun extends Run {
  readonly subject: string;
  readonly statusPage?: StatusPage | undefined;
}

export interface StatusPage {
  /** Whether a text is such a page, and not a README of somebody's own. */
  readonly isOurs: (text: string) => boolean;
  /** The page as it should be; a text that is no page of ours stays as it is. */
  readonly make: (previous: string | undefined) => string;
}

export interface NewFile {
  /** Below RESULTS, `/` between its parts. */
  readonly name: string;
  readonly text: string;
}

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

/** What one fetch, or one push with all its attempts, may take. */
const fetchTimeoutMs = 60_000;
const pushTimeoutMs = 300_000;

/** Throws where the folder cannot be what results are written to: before anything is sent to anybody. */
export async function openStore(settings: StoreSettings): Promise<Store> {
  if (!settings.push) return folderStore(settings, await folderResults(settings.folder));
  return repositoryStore(await openRepository(settings.folder, settings), settings);
}

/** For whoever only reads: a folder that nothing can be pushed from is read as it is. */
export async function openResults(settings: StoreSettings): Promise<Results> {
  if (!settings.push) return folderResults(settings.folder);
  const repository = await openRepository(settings.folder, settings).catch((cause: unknown) => {
    if (cause instanceof NoRepositoryError) return undefined;
    throw cause;
  });
  if (repository?.hasRemote !== true) return folderResults(settings.folder);
  return repositoryStore(repository, settings).results();
}

function folderStore({ folder, warn }: StoreSettings, present: Results): Store {
  const write = async (changes: readonly Change[]) => {
    for (const { name, merge } of changes) {
      const path = join(folder, name);
      await createFolder(dirname(path));
      const present = await readIfPresent(path);
      const merged = merge(present, path);
      if (merged !== present) await writeDurably(path, merged);
    }
  };
  return {
    results: async () => present,
    lastResults: async () => undefined,
    saveRun: async (run) => {
      const { faults, attempt } = collectFaults();
      await removeLeftovers(folder, run.time);
      const isSaved = await attempt(() => write(changesOf([run])).then(() => true));
      const page = isSaved && (await attempt(async () => pageChanges(run, await folderResults(folder), warn)));
      if (page) await attempt(() => write(page));
      (await sizeWarnings(await folderResults(folder), [run])).forEach(warn);
      return { rows: isSaved ? rowCount([run]) : 0, waiting: 0, commit: undefined, fault: firstOf(faults, warn) };
    },
    saveFiles: async (files) => {
      await write(files.map(changeOf));
      return undefined;
    },
  };
}

function repositoryStore(repository: Repository, settings: StoreSettings): Store {
  const { branch, warn } = settings;
  const spool = openSpool({ ...settings, key: spoolKey(repository.origin, repository.results) });
  const withSpool = async (results: Results) => withChanges(results, changesOf(await spool.pending()));
  const tip = once(() => repository.tip(branch, AbortSignal.timeout(fetchTimeoutMs)));
  return {
    results: once(async () => withSpool(await tip())),
    lastResults: async () => {
      const last = await repository.lastTip(branch);
      return last && withSpool(last);
    },
    saveRun: (run) => saveRun(run, { repository, spool, tip, branch, warn }),
    saveFiles: async (files, subject) => {
      const signal = AbortSignal.timeout(pushTimeoutMs);
      const changes = files.map(changeOf);
      return (await repository.publish({ branch, subject, changes, signal, tip: await tip() })).commit;
    },
  };
}

interface Destination {
  readonly repository: Repository;
  readonly spool: Spool;
  readonly tip: () => Promise<Tip>;
  readonly branch: string | undefined;
  readonly warn: (text: string) => void;
}

/** The push is tried whatever became of the spool: a full disk here is no reason not to push. */
async function saveRun(run: NewRun, { repository, spool, tip, branch, warn }: Destination): Promise<Saved> {
  const { faults, attempt } = collectFaults();
  const spooled = await attempt(() => spool.put(run));
  const waiting = (await attempt(() => spool.pending())) ?? [];
  const runs = waiting.some(({ path }) => path === spooled?.path) ? waiting : [...waiting, run];
  // Why it cannot be known is told by whoever asked first.
  const known = await tip().catch(() => undefined);
  const page = known === undefined ? [] : ((await attempt(() => pageChanges(run, known, warn))) ?? []);
  const order = { branch, subject: run.subject, changes: [...changesOf(runs), ...page], tip: known };
  const signal = AbortSignal.timeout(pushTimeoutMs);
  const pushed = await attempt(() => repository.publish({ ...order, signal }));
  if (pushed) await attempt(() => spool.remove(waiting));
  await attempt(() => repository.tidy());
  if (known !== undefined) (await sizeWarnings(known, runs)).forEach(warn);
  if (!spooled && !pushed) return { rows: 0, waiting: 0, commit: undefined, fault: lost(run, faults) };
  const waitingRows = pushed ? 0 : rowCount(waiting);
  return { rows: rowCount([run]), waiting: waitingRows, commit: pushed?.commit, fault: firstOf(faults, warn) };
}

async function pageChanges({ statusPage }: NewRun, results: Results, warn: (text: string) => void): Promise<Change[]> {
  if (statusPage === undefined) return [];
  const present = await results.read(statusPageName);
  if (present === undefined || statusPage.isOurs(present)) return [{ name: statusPageName, merge: statusPage.make }];
  warn(`${results.pathOf(statusPageName)}: is not a status page of ours and stays as it is; move it away to have one`);
  return [];
}

function changeOf({ name, text }: NewFile): Change {
  return { name, merge: () => text };
}

async function createFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw fileError(folder, "cannot be created", cause);
  });
}

function rowCount(runs: readonly Run[]): number {
  return runs.flatMap(({ tables }) => tables).reduce((sum, { rows }) => sum + rows.length, 0);
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

function lost(run: Run, faults: readonly unknown[]): Error {
  const reasons = faults.map(messageOf).join("\n");
  return new Error(
    `the rows of this run are lost (${rowCount([run])}): they could be neither kept nor pushed\n${reasons}`,
  );
}

function messageOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}

/** The others are warnings: what went wrong first is mostly their cause. */
function firstOf([first, ...others]: readonly unknown[], warn: (text: string) => void): unknown {
  for (const other of others) warn(messageOf(other));
  return first;
}

function once<Value>(work: () => Promise<Value>): () => Promise<Value> {
  let started: Promise<Value> | undefined;
  return () => {
    started ??= work();
    return started;
  };
}
