/** What a repository's commits hold: entries of trees, and the texts of files. */
import { isUtf8 } from "node:buffer";
import { GitError, gitError, type Place } from "./git-errors.ts";
import type { Git, GitAnswer, GitCall } from "./git-process.ts";

/** An entry of a tree: a file, a folder, a link or a submodule. */
export interface Entry {
  /** `100644` for a file, `040000` for a folder. */
  readonly mode: string;
  readonly id: string;
  readonly path: string;
}

/** The texts of blobs that were read or written, by id: each call of git is a process. */
export type Texts = Map<string, string>;

/** Larger texts cost more memory than it costs to read them again. */
const mostKeptLength = 8 * 1024 * 1024;

export function keepText(texts: Texts, id: string, text: string): void {
  if (text.length <= mostKeptLength) texts.set(id, text);
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

export async function readFile(
  git: Git,
  { place, texts }: { readonly place: Place; readonly texts: Texts },
  { mode, id, path }: Entry,
): Promise<string> {
  if (!mode.startsWith("100")) throw new GitError(`${path}: is not a regular file in the branch; remove it there`);
  const text = texts.get(id) ?? (await readBlob(git, place, id, path));
  keepText(texts, id, text);
  return text;
}

async function readBlob(git: Git, place: Place, id: string, path: string): Promise<string> {
  const answer = await git({ args: ["cat-file", "blob", id], maxBytes: maxBlobBytes });
  if (answer.stopped === "size")
    throw new GitError(
      `${path}: is larger than ${maxBlobBytes / 1024 / 1024} MiB, more than GitHub takes; split it or move it away`,
    );
  if (answer.code !== 0 || answer.stopped !== undefined) throw gitError(`read ${path}`, answer, place);
  if (!isUtf8(answer.output)) throw new GitError(`${path}: is not UTF-8 text; restore it from an earlier commit`);
  return answer.stdout;
}
