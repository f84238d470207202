/** What a repository's commits hold: entries of trees, and files. */
import { open, rename, stat } from "node:fs/promises";
import { codeOf, fileError } from "./file.ts";
import { GitError, gitError, type Place } from "./git-errors.ts";
import type { Git, GitAnswer, GitCall } from "./git-process.ts";
import { scratchFile } from "./scratch.ts";

/** An entry of a tree: a file, a folder, a link or a submodule. */
export interface Entry {
  /** `100644` for a file, `040000` for a folder. */
  readonly mode: string;
  readonly id: string;
  readonly path: string;
}

/** GitHub refuses larger files. */
const maxBlobBytes = 128 * 1024 * 1024;

/** Runs git and takes only success for an answer. */
export async function must(git: Git, action: string, place: Place, call: GitCall): Promise<GitAnswer> {
  const answer = await git(call);
  if (answer.code !== 0 || answer.stopped !== undefined) throw gitError(action, answer, place);
  return answer;
}

/** The entries of a commit or tree at these paths (`a/` for what is in a); paths it does not have are left out. */
export async function listTree(git: Git, place: Place, tree: string, paths: readonly string[]): Promise<Entry[]> {
  const args = ["ls-tree", "-z", "--full-tree", tree, "--", ...paths];
  const { stdout } = await must(git, "read the results of the branch", place, { args });
  return stdout.split("\0").filter(Boolean).map(readEntry);
}

function readEntry(line: string): Entry {
  const [, mode = "", id = "", path = ""] = /^(\d+) \w+ (\w+)\t(.*)$/s.exec(line) ?? [];
  return { mode, id, path };
}

/**
 * The path of a local copy of a file, for this run alone. git writes it, so that a month is not in memory; it is written
 * once, because each call of git is a process.
 */
export async function blobFile(git: Git, place: Place, { mode, id, path }: Entry): Promise<string> {
  if (!mode.startsWith("100")) throw new GitError(`${path}: is not a regular file in the branch; remove it there`);
  const copy = scratchFile(id);
  if ((await sizeOf(copy)) === undefined) {
    const partial = scratchFile(`${id}.part`);
    await writeBlob(git, place, { id, path }, partial);
    await rename(partial, copy);
  }
  if (((await sizeOf(copy)) ?? 0) <= maxBlobBytes) return copy;
  throw new GitError(
    `${path}: is larger than ${maxBlobBytes / 1024 / 1024} MiB, more than GitHub takes; split it or move it away`,
  );
}

async function writeBlob(git: Git, place: Place, { id, path }: Omit<Entry, "mode">, to: string): Promise<void> {
  const handle = await open(to, "w").catch((cause: unknown) => {
    throw fileError(to, "cannot be written", cause);
  });
  try {
    await must(git, `read ${path}`, place, { args: ["cat-file", "blob", id], outputFile: handle.fd });
  } finally {
    await handle.close();
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return undefined;
    throw fileError(path, "cannot be read", cause);
  }
}

/** For a file of a branch that is no text. */
export function notText(path: string): GitError {
  return new GitError(`${path}: is not UTF-8 text; restore it from an earlier commit`);
}
