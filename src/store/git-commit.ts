/** Builds commits from git objects alone: the index, work tree, branches and hooks of the repository are not touched. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { subjectText } from "../safe-text.ts";
import type { Change } from "./change.ts";
import type { Place } from "./git-errors.ts";
import { type Entry, listTree, must, readFile, type Texts } from "./git-objects.ts";
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
  readonly texts: Texts;
}

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

/** Lines for `git update-index -z --index-info`. */
function indexLines(entries: readonly Entry[]): string {
  return entries.map(({ mode, id, path }) => `${mode} ${id}\t${path}\0`).join("");
}

async function writeBlobs(git: Git, { base, changes, folder, place, texts }: CommitPlan): Promise<Entry[]> {
  const pathOf = (name: string) => (folder === "" ? name : `${folder}/${name}`);
  const paths = changes.map(({ name }) => pathOf(name));
  const present = base === undefined ? [] : await listTree(git, place, base, paths);
  const written: Entry[] = [];
  for (const { name, merge } of changes) {
    const path = pathOf(name);
    const entry = present.find((each) => each.path === path);
    const theirs = entry === undefined ? undefined : await readFile(git, { place, texts }, entry);
    const merged = merge(theirs, path);
    if (merged === theirs) continue;
    const call = { args: ["hash-object", "-w", "--stdin"], input: merged };
    const { stdout } = await must(git, `store ${path}`, place, call);
    texts.set(stdout.trim(), merged);
    written.push({ mode: entry?.mode ?? "100644", id: stdout.trim(), path });
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
    // A partial clone does not have all objects, and they are not needed.
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
