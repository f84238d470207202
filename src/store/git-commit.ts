/** Builds commits from git objects alone: the index, work tree, branches and hooks of the repository are not touched. */
import { appendFile, copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { subjectText } from "../safe-text.ts";
import type { Change } from "./change.ts";
import { piecesOf, readEnds, readUtf8 } from "./file.ts";
import type { Place } from "./git-errors.ts";
import { blobFile, type Entry, listTree, must, notText } from "./git-objects.ts";
import type { Environment, Git } from "./git-process.ts";

export interface CommitPlan {
  /** The commit to build on; undefined begins a history. */
  readonly base: string | undefined;
  readonly subject: string;
  readonly changes: readonly Change[];
  /** The results folder, from the root. */
  readonly folder: string;
  readonly environment: Environment;
  readonly place: Place;
}

/** The id of a commit with the changes on top of the base; undefined if the base has them already. */
export async function buildCommit(git: Git, plan: CommitPlan): Promise<string | undefined> {
  const scratch = await mkdtemp(join(tmpdir(), "server-monitor-"));
  try {
    const entries = await writeBlobs(git, plan, scratch);
    if (entries.length === 0) return undefined;
    return await commitTree(git, plan, await writeTree(git, plan, entries, scratch));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function commitTree(git: Git, plan: CommitPlan, tree: string): Promise<string> {
  const parents = plan.base === undefined ? [] : ["-p", plan.base];
  const answer = await must(git, "commit the results", plan.place, {
    args: ["commit-tree", tree, ...parents, "-F", "-"],
    input: `${subjectText(plan.subject)}\n`,
    environment: identity(plan.environment),
  });
  return answer.stdout.trim();
}

/** Lines for `git update-index -z --index-info`. */
function indexLines(entries: readonly Entry[]): string {
  return entries.map(({ mode, id, path }) => `${mode} ${id}\t${path}\0`).join("");
}

async function writeBlobs(git: Git, plan: CommitPlan, scratch: string): Promise<Entry[]> {
  const changed = await writeChanged(git, plan, scratch);
  // One process for all files: a month's report has a picture for each host.
  const call = {
    args: ["hash-object", "-w", "--no-filters", "--stdin-paths"],
    input: changed.map(({ file }) => `${file}\n`).join(""),
  };
  const { stdout } = changed.length === 0 ? { stdout: "" } : await must(git, "store the results", plan.place, call);
  const ids = stdout.split("\n");
  return changed.map(({ mode, path }, index) => ({ mode, id: ids[index] ?? "", path }));
}

interface ChangedFile extends Omit<Entry, "id"> {
  /** Where its new content is. */
  readonly file: string;
}

async function writeChanged(git: Git, plan: CommitPlan, scratch: string): Promise<ChangedFile[]> {
  const { base, changes, folder, place } = plan;
  const pathOf = (name: string) => (folder === "" ? name : `${folder}/${name}`);
  const paths = changes.map(({ name }) => pathOf(name));
  const present = base === undefined ? [] : await listTree(git, place, base, paths);
  const changed: ChangedFile[] = [];
  for (const [index, change] of changes.entries()) {
    const path = pathOf(change.name);
    const entry = present.find((each) => each.path === path);
    const theirs = entry && (await blobFile(git, place, entry));
    const file = join(scratch, String(index));
    if (await writeChange(change, { theirs, path, file })) changed.push({ mode: entry?.mode ?? "100644", path, file });
  }
  return changed;
}

interface Writing {
  /** A copy of the present file. */
  readonly theirs: string | undefined;
  /** Of the results, in messages. */
  readonly path: string;
  readonly file: string;
}

/** false: the change is there already, and nothing is written. */
async function writeChange({ merge, append }: Change, { theirs, path, file }: Writing): Promise<boolean> {
  const ends = append && theirs && (await readEnds(theirs));
  const added = ends && append?.(ends, path);
  if (theirs !== undefined && added !== undefined) {
    if (added === "") return false;
    await copyFile(theirs, file);
    await appendFile(file, added);
    return true;
  }
  const text = theirs && (await readUtf8(theirs, notText(path)));
  const merged = merge(text, path);
  if (merged === text) return false;
  await writeFile(file, piecesOf(merged));
  return true;
}

async function writeTree(
  git: Git,
  { base, place }: CommitPlan,
  entries: readonly Entry[],
  scratch: string,
): Promise<string> {
  const environment = { GIT_INDEX_FILE: join(scratch, "index") };
  const step = (args: readonly string[], input?: string) =>
    must(git, "build the commit", place, { args: ["-c", "core.splitIndex=false", ...args], input, environment });
  if (base !== undefined) await step(["read-tree", base]);
  await step(["update-index", "--add", "-z", "--index-info"], indexLines(entries));
  // A partial clone does not have all objects, and they are not needed.
  return (await step(["write-tree", "--missing-ok"])).stdout.trim();
}

/** As GitHub's own: https://github.com/actions/checkout#push-a-commit-using-the-built-in-token */
const bot = { NAME: "github-actions[bot]", EMAIL: "41898282+github-actions[bot]@users.noreply.github.com" };

function identity(environment: Environment): Environment {
  const names = ["GIT_AUTHOR", "GIT_COMMITTER"].flatMap((who) =>
    Object.entries(bot).map(([what, value]) => [`${who}_${what}`, value] as const),
  );
  return Object.fromEntries(names.map(([name, value]) => [name, environment[name] || value]));
}
