/**
 * One run made safe: kept in the spool before anything that can fail, added to the files of the work tree, pushed with
 * whatever waited from runs before, and only then let go.
 */
import { join } from "node:path";
import type { Secret } from "../inventory/secret.ts";
import { readIfPresent, writeDurably } from "./file.ts";
import { openRepository, type Repository } from "./git.ts";
import type { Environment } from "./git-process.ts";
import type { Table } from "./results.ts";
import { appendToFolder, type Change, changesOf } from "./results-folder.ts";
import { openSpool, type Run, type Spool, spoolKey } from "./spool.ts";

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
}

/** Fetching, merging and pushing, however often. */
const pushTimeoutMs = 300_000;

export interface Saved {
  /** Rows that are safe: in the files, and in the spool where they are to be pushed. */
  readonly rows: number;
  /** The commit that holds them. */
  readonly commit: string | undefined;
  /** What went wrong, to be told after everything else. */
  readonly fault: unknown;
}

export async function saveRun(run: NewRun, settings: SaveSettings): Promise<Saved> {
  let rows = 0;
  try {
    const place = settings.push ? await openPlace(settings).catch(later) : undefined;
    const runs = place && "spool" in place ? await putAside(run, place.spool) : [run];
    await keepInFolder(runs, run.newHostKeys, settings.folder);
    rows = run.tables.reduce((sum, table) => sum + table.rows.length, 0);
    if (place && "fault" in place) throw place.fault;
    return { rows, commit: place && (await publish(place, run, settings)), fault: undefined };
  } catch (fault) {
    return { rows, commit: undefined, fault };
  }
}

interface Place {
  readonly repository: Repository;
  readonly spool: Spool;
}

async function openPlace(settings: SaveSettings): Promise<Place> {
  const repository = await openRepository(settings.folder, settings);
  const spool = await openSpool({ ...settings, key: spoolKey(repository.origin, repository.results) });
  return { repository, spool };
}

/** Rows go into the files even where there is no repository to push to. */
function later(fault: unknown): { fault: unknown } {
  return { fault };
}

/** The run and whatever waited from runs before. */
async function putAside(run: Run, spool: Spool): Promise<readonly Run[]> {
  await spool.put(run);
  return spool.pending();
}

async function keepInFolder(runs: readonly Run[], newHostKeys: readonly string[], folder: string): Promise<void> {
  await appendToFolder(folder, tablesOf(runs));
  if (newHostKeys.length === 0) return;
  const { path, merge } = hostKeyChange(folder, newHostKeys);
  await writeDurably(path, merge(await readIfPresent(path)));
}

function tablesOf(runs: readonly Run[]): Table[] {
  return runs.flatMap(({ tables }) => tables);
}

/** Pushes the run and whatever waited from runs before. */
async function publish({ repository, spool }: Place, run: NewRun, settings: SaveSettings): Promise<string | undefined> {
  const { results } = repository;
  const waiting = await spool.pending();
  const keys = run.newHostKeys.length > 0 ? [hostKeyChange(results, run.newHostKeys)] : [];
  const changes = [
    ...changesOf(
      results,
      waiting.flatMap(({ tables }) => tables),
    ),
    ...keys,
  ];
  const signal = AbortSignal.timeout(pushTimeoutMs);
  const { commit } = await repository.publish({ branch: settings.branch, subject: run.subject, changes, signal });
  await spool.remove(waiting);
  return commit;
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
