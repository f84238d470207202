/**
 * The database: reads RESULTS and adds to it. A run is first stored in the spool, then pushed together with queued rows of
 * earlier runs, and only then removed from the spool. If nothing is pushed, the folder is the database.
 */

import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Secret } from "../inventory/secret.ts";
import { messageOf } from "../outcome.ts";
import { type Change, withChanges } from "./change.ts";
import { appendDurably, fileError, readEnds, readIfPresent, removeLeftovers, writeDurably } from "./file.ts";
import { openRepository, type Repository, type Tip } from "./git.ts";
import { NoRepositoryError } from "./git-errors.ts";
import type { Environment } from "./git-process.ts";
import { statusPageName } from "./month-file.ts";
import { folderResults, type Results } from "./results.ts";
import { changesOf } from "./row-changes.ts";
import { watchSizes } from "./size-warnings.ts";
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
  /** The current content of RESULTS, read once. Throws if it cannot be read; SetupError: no run could write to it either. */
  readonly results: () => Promise<Results>;
  /** The content of RESULTS at the last fetch, as a fallback. */
  readonly lastResults: () => Promise<Results | undefined>;
  readonly saveRun: (run: NewRun) => Promise<Saved>;
  /** Writes files that can be generated again. Returns their commit; undefined if nothing changed, or nothing is pushed. */
  readonly saveFiles: (files: readonly NewFile[], subject: string) => Promise<string | undefined>;
  /** The same for files that others may change at the same time. */
  readonly saveChanges: (changes: readonly Change[], subject: string) => Promise<string | undefined>;
}

export interface NewRun extends Run {
  readonly subject: string;
  readonly statusPage?: StatusPage | undefined;
}

export interface StatusPage {
  /** Whether a text is a page of this program, and not a README that somebody wrote. */
  readonly isOurs: (text: string) => boolean;
  /** The new text of the page; a text that this program did not write is not changed. */
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
  /** Queued rows of this run and of earlier runs. */
  readonly waiting: number;
  /** The commit that holds them. */
  readonly commit: string | undefined;
  /** The first error, reported at the end of the run. */
  readonly fault: unknown;
}

/** Time limit of one fetch, or of one push with all its attempts. */
const fetchTimeoutMs = 60_000;
const pushTimeoutMs = 300_000;

/** Throws if results cannot be written to the folder: before any host is contacted. */
export async function openStore(settings: StoreSettings): Promise<Store> {
  if (!settings.push) return folderStore(settings, await folderResults(settings.folder));
  return repositoryStore(await openRepository(settings.folder, settings), settings);
}

/** For commands that only read: a folder from which nothing can be pushed is read as it is. */
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
    for (const change of changes) {
      const path = join(folder, change.name);
      await createFolder(dirname(path));
      await writeChange(change, path);
    }
  };
  return {
    results: async () => present,
    lastResults: async () => undefined,
    saveRun: async (run) => {
      const { faults, attempt } = collectFaults();
      await removeLeftovers(folder, run.time);
      const isSaved = await attempt(() => write(watchSizes(changesOf([run]), warn)).then(() => true));
      const page = isSaved && (await attempt(async () => pageChanges(run, await folderResults(folder), warn)));
      if (page) await attempt(() => write(page));
      return { rows: isSaved ? rowCount([run]) : 0, waiting: 0, commit: undefined, fault: firstOf(faults, warn) };
    },
    ...savers(async (changes) => {
      await write(changes);
      return undefined;
    }),
  };
}

async function writeChange({ merge, append }: Change, path: string): Promise<void> {
  const ends = append && (await readEnds(path));
  const added = ends && append?.(ends, path);
  if (added !== undefined) return added === "" ? undefined : appendDurably(path, added);
  const present = await readIfPresent(path);
  const merged = merge(present, path);
  if (merged !== present) await writeDurably(path, merged);
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
    ...savers(async (changes, subject) => {
      const signal = AbortSignal.timeout(pushTimeoutMs);
      return (await repository.publish({ branch, subject, changes, signal, tip: await tip() })).commit;
    }),
  };
}

function savers(saveChanges: Store["saveChanges"]): Pick<Store, "saveFiles" | "saveChanges"> {
  return { saveChanges, saveFiles: (files, subject) => saveChanges(files.map(changeOf), subject) };
}

interface Destination {
  readonly repository: Repository;
  readonly spool: Spool;
  readonly tip: () => Promise<Tip>;
  readonly branch: string | undefined;
  readonly warn: (text: string) => void;
}

/** The push is tried even if the spool failed: with a full disk here, the rows can still reach the remote. */
async function saveRun(run: NewRun, { repository, spool, tip, branch, warn }: Destination): Promise<Saved> {
  const { faults, attempt } = collectFaults();
  const spooled = await attempt(() => spool.put(run));
  const waiting = (await attempt(() => spool.pending())) ?? [];
  const runs = waiting.some(({ path }) => path === spooled?.path) ? waiting : [...waiting, run];
  // The first caller reports the error.
  const known = await tip().catch(() => undefined);
  const page = known === undefined ? [] : ((await attempt(() => pageChanges(run, known, warn))) ?? []);
  const order = { branch, subject: run.subject, changes: [...watchSizes(changesOf(runs), warn), ...page], tip: known };
  const signal = AbortSignal.timeout(pushTimeoutMs);
  const pushed = await attempt(() => repository.publish({ ...order, signal }));
  if (pushed) await attempt(() => spool.remove(waiting));
  await attempt(() => repository.tidy());
  if (!spooled && !pushed) return { rows: 0, waiting: 0, commit: undefined, fault: lost(run, faults) };
  const waitingRows = pushed ? 0 : rowCount(waiting);
  return { rows: rowCount([run]), waiting: waitingRows, commit: pushed?.commit, fault: firstOf(faults, warn) };
}

async function pageChanges({ statusPage }: NewRun, results: Results, warn: (text: string) => void): Promise<Change[]> {
  if (statusPage === undefined) return [];
  const present = await results.read(statusPageName);
  if (present === undefined || statusPage.isOurs(present)) return [{ name: statusPageName, merge: statusPage.make }];
  warn(
    `${results.pathOf(statusPageName)}: was not written by server-monitor and is not changed; move it away to get a status page`,
  );
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
    `the rows of this run are lost (${rowCount([run])}): they could be neither queued nor pushed\n${reasons}`,
  );
}

/** Later errors become warnings, because the first one is usually their cause. */
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
