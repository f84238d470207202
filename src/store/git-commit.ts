/** Commits made of objects alone: no index, work tree, branch or hook of the repository is touched. */
import { isUtf8 } from "node:buffer";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { subjectText } from "../safe-text.ts";
import type { Change } from "./change.ts";
import { GitError, gitError, type Place } from "./git-errors.ts";
import type { Environment, Git, GitAnswer, GitCall } from "./git-process.ts";

/** A file of a commit. */
export interface Entry {
  readonly mode: string;
  readonly blob: string;
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

export interface CommitPlan {
  /** The commit to build on; undefined begins a history. */
  readonly base: string | undefined;
  readonly subject: string;
  readonly changes: readonly Change[];
  /** The results folder, from the root. */
  readonly folder: string;
  readonly environment: Environment;
  readonly place: Place;
  readonly texts: Texts;
}

/** The texts of blobs that were read or written in this push, by id: month files are large, and each call of git is a process. */
export type Texts = Map<string, string>;

/** The id of a commit with the changes on top of the base; undefined if the base has them already. */
export async function buildCommit(git: Git, plan: CommitPlan): Promise<string | undefined> {
  const entries = await writeBlobs(git, plan);
  if (entries.length === 0) return undefined;
  const tree = await writeTree(git, plan, entries);
  const parents = plan.base === undefined ? [] : ["-p", plan.base];
  const answer = await must(git, "commit the results", plan.place, {
    args: ["commit-tree", tree, ...parents, "-F", "-"],
    input: `${subjectText(plan.subject)}\n`,
    environment: identity(plan.environment),
  });
  return answer.stdout.trim();
}

/** The files of a commit or tree at these paths; paths it does not have are left out. */
export async function readEntries(git: Git, place: Place, tree: string, paths: readonly string[]): Promise<Entry[]> {
  const args = ["ls-tree", "-z", "--full-tree", tree, "--", ...paths];
  const { stdout } = await must(git, "read the results of the branch", place, { args });
  return stdout.split("\0").filter(Boolean).map(readEntry);
}

export async function readBlob(
  git: Git,
  { place, texts }: { readonly place: Place; readonly texts: Texts },
  entry: Entry | undefined,
): Promise<string | undefined> {
  if (entry === undefined) return undefined;
  const known = texts.get(entry.blob);
  if (known !== undefined) return known;
  const call = { args: ["cat-file", "blob", entry.blob], maxBytes: maxBlobBytes };
  const answer = await git(call);
  if (answer.stopped === "size")
    throw new GitError(
      `${entry.path}: is larger than ${maxBlobBytes / 1024 / 1024} MiB, more than GitHub takes; split it or move it away`,
    );
  if (answer.code !== 0 || answer.stopped !== undefined) throw gitError(`read ${entry.path}`, answer, place);
  if (!isUtf8(answer.output)) throw new GitError(`${entry.path}: is not UTF-8 text; restore it from an earlier commit`);
  const { stdout } = answer;
  texts.set(entry.blob, stdout);
  return stdout;
}

/** Lines for `git update-index -z --index-info`. */
export function indexLines(entries: readonly Entry[]): string {
  return entries.map(({ mode, blob, path }) => `${mode} ${blob}\t${path}\0`).join("");
}

function readEntry(line: string): Entry {
  const [, mode = "", blob = "", path = ""] = /^(\d+) \w+ (\w+)\t(.*)$/s.exec(line) ?? [];
  if (mode.startsWith("100")) return { mode, blob, path };
  throw new GitError(`${path}: is not a regular file in the branch; remove it there`);
}

async function writeBlobs(git: Git, { base, changes, folder, place, texts }: CommitPlan): Promise<Entry[]> {
  const pathOf = (name: string) => (folder === "" ? name : `${folder}/${name}`);
  const paths = changes.map(({ name }) => pathOf(name));
  const present = base === undefined ? [] : await readEntries(git, place, base, paths);
  const written: Entry[] = [];
  for (const { name, merge } of changes) {
    const path = pathOf(name);
    const entry = present.find((each) => each.path === path);
    const theirs = await readBlob(git, { place, texts }, entry);
    const merged = merge(theirs, path);
    if (merged === theirs) continue;
    const call = { args: ["hash-object", "-w", "--stdin"], input: merged };
    const { stdout } = await must(git, `store ${path}`, place, call);
    texts.set(stdout.trim(), merged);
    written.push({ mode: entry?.mode ?? "100644", blob: stdout.trim(), path });
  }
  return written;
}

async function writeTree(git: Git, { base, place }: CommitPlan, entries: readonly Entry[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "server-monitor-"));
  const environment = { GIT_INDEX_FILE: join(folder, "index") };
  const step = (args: readonly string[], input?: string) =>
    must(git, "build the commit", place, { args: ["-c", "core.splitIndex=false", ...args], input, environment });
  try {
    if (base !== undefined) await step(["read-tree", base]);
    await step(["update-index", "--add", "-z", "--index-info"], indexLines(entries));
    // In a partial clone other people's files are not here, and need not be.
    return (await step(["write-tree", "--missing-ok"])).stdout.trim();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** As GitHub's own: https://github.com/actions/checkout#push-a-commit-using-the-built-in-token */
const bot = { NAME: "github-actions[bot]", EMAIL: "41898282+github-actions[bot]@users.noreply.github.com" };

function identity(environment: Environment): Environment {
  const names = ["GIT_AUTHOR", "GIT_COMMITTER"].flatMap((who) =>
    Object.entries(bot).map(([what, value]) => [`${who}_${what}`, value] as const),
  );
  return Object.fromEntries(names.map(([name, value]) => [name, environment[name] || value]));
}
