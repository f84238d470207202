/**
 * After a push: the checked-out branch, its index and its files follow, as `git merge --ff-only` would have it, if that
 * loses nothing. Otherwise all of them stay as they are, and their owner merges when they like.
 */
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { codeOf, readIfPresent, writeDurably } from "./file.ts";
import { type Entry, indexLines, readBlob, readEntries, type Texts } from "./git-commit.ts";
import type { Place } from "./git-errors.ts";
import type { Environment, Git } from "./git-process.ts";
import type { Change } from "./results-folder.ts";

export interface Head {
  /** undefined: detached. */
  readonly branch: string | undefined;
  /** undefined: a branch without a commit yet. */
  readonly commit: string | undefined;
}

export async function readHead(git: Git): Promise<Head> {
  const branch = await git({ args: ["symbolic-ref", "--quiet", "HEAD"] });
  const commit = await git({ args: ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"] });
  const local = branch.stdout.trim().replace(/^refs\/heads\//, "");
  return {
    branch: branch.code === 0 ? local : undefined,
    commit: commit.code === 0 ? commit.stdout.trim() : undefined,
  };
}

export interface Update {
  readonly git: Git;
  readonly root: string;
  readonly place: Place;
  /** What was pushed to the branch of `place`. */
  readonly commit: string;
  readonly changes: readonly Change[];
  readonly texts: Texts;
}

export async function bringUpToDate(update: Update): Promise<void> {
  const { git, place, commit } = update;
  const head = await readHead(git);
  if (head.branch !== place.branch || !(await isForward(git, head, commit))) return;
  const old = head.commit ?? (await emptyTree(git));
  const files = await planFiles(update, old);
  if (files === undefined || !(await isHarmless(update, old, files))) return;
  for (const { path, present, text } of files) if (present !== text) await writeDurably(path, text);
  if (!(await moveIndex(update, old, files, {}))) return;
  await git({ args: ["update-ref", "-m", "server-monitor: fast-forward", "HEAD", commit, head.commit ?? ""] });
  await git({ args: ["update-index", "-q", "--refresh"] });
}

/** A results file that is to follow. */
interface File {
  readonly path: string;
  readonly present: string | undefined;
  readonly text: string;
  readonly entry: Entry;
}

/** Whether a text of the work tree is in the commit before, or made of it by us, or can be made again. */
async function isKept(
  update: Update,
  change: Change | undefined,
  { present, committed }: { present: string | undefined; committed: Entry | undefined },
): Promise<boolean> {
  const theirs = await readBlob(update.git, update, committed);
  if (present === theirs || present === change?.merge(theirs)) return true;
  return present !== undefined && change?.mayReplace?.(present) === true;
}

async function isForward(git: Git, head: Head, commit: string): Promise<boolean> {
  if (head.commit === undefined) return true;
  if (head.commit === commit) return false;
  return (await git({ args: ["merge-base", "--is-ancestor", head.commit, commit] })).code === 0;
}

/** undefined if a results file holds anything, staged or not, that is neither in the commits nor about to be. */
async function planFiles(update: Update, old: string): Promise<File[] | undefined> {
  const { git, root, place, commit, changes } = update;
  const paths = changes.map(({ path }) => path);
  const staged = await git({ args: ["diff-index", "--cached", "--quiet", old, "--", ...paths] });
  if (staged.code !== 0) return undefined;
  const [before, after] = [await readEntries(git, place, old, paths), await readEntries(git, place, commit, paths)];
  const files: File[] = [];
  for (const entry of after) {
    const path = join(root, entry.path);
    const [present, text] = [await readIfPresent(path), (await readBlob(git, update, entry)) ?? ""];
    const change = changes.find((each) => each.path === entry.path);
    const committed = before.find((each) => each.path === entry.path);
    if (present !== text && !(await isKept(update, change, { present, committed }))) return undefined;
    files.push({ path, present, text, entry });
  }
  return files;
}

/** Whether the move would work, found out on a copy of the index. */
async function isHarmless(update: Update, old: string, files: readonly File[]): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), "server-monitor-"));
  try {
    const index = join(folder, "index");
    const { stdout } = await update.git({ args: ["rev-parse", "--git-path", "index"] });
    await copyFile(resolve(update.root, stdout.trimEnd()), index).catch(ignoreMissing);
    return await moveIndex(update, old, files, { dryRun: true, environment: { GIT_INDEX_FILE: index } });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Move {
  readonly dryRun?: boolean;
  readonly environment?: Environment;
}

/** Our files' entries first: where the index has the new state already, git does not mind what the file on disk is. */
async function moveIndex(
  { git, commit }: Update,
  old: string,
  files: readonly File[],
  { dryRun = false, environment = {} }: Move,
): Promise<boolean> {
  await git({ args: ["update-index", "-q", "--refresh"], environment });
  const input = indexLines(files.map(({ entry }) => entry));
  const ours = await git({ args: ["update-index", "--add", "-z", "--index-info"], input, environment });
  if (ours.code !== 0) return false;
  const args = ["read-tree", "-m", "-u", ...(dryRun ? ["-n"] : []), old, commit];
  return (await git({ args, environment })).code === 0;
}

/** The name of the tree without files, in the repository's own hash. */
async function emptyTree(git: Git): Promise<string> {
  return (await git({ args: ["hash-object", "-t", "tree", "--stdin"] })).stdout.trim();
}

function ignoreMissing(cause: unknown): void {
  if (codeOf(cause) !== "ENOENT") throw cause;
}
