/** The repository that holds the results: opened with care, its branch read and added to by fetch, merge and push. */
import { setTimeout as wait } from "node:timers/promises";
import type { Secret } from "../inventory/secret.ts";
import type { Change } from "./change.ts";
import { buildCommit, type Texts } from "./git-commit.ts";
import { GitError, gitError, isOutrun, type Place, withoutCredentials } from "./git-errors.ts";
import { locate } from "./git-location.ts";
import { packLooseObjects } from "./git-loose-objects.ts";
import { type Environment, type Git, gitIn } from "./git-process.ts";
import { branchOfRunner, checkName, defaultBranch, fetchTip, isShallow, push } from "./git-remote.ts";
import { tokenEnvironment } from "./git-token.ts";
import { readTree, type Tree } from "./git-tree.ts";
import { type Head, readHead, updateWorkTree } from "./git-work-tree.ts";

export interface Repository {
  /** Absolute, without symbolic links. */
  readonly root: string;
  /** The results folder relative to the root, `/` between its parts. */
  readonly results: string;
  /** Where rows are pushed to, without credentials; the root if there is no remote. */
  readonly origin: string;
  readonly hasRemote: boolean;
  /** The results folder at the newest state of the branch, which is fetched. */
  readonly tip: (branch: string | undefined, signal: AbortSignal) => Promise<Tip>;
  /** Puts the changes on the newest state of the branch. `commit` is undefined if it had them already. */
  readonly publish: (order: Order) => Promise<{ commit: string | undefined }>;
  /** Asks the remote whether it would take a push; nothing is pushed. The branch that was meant. */
  readonly rehearse: (branch: string | undefined, signal: AbortSignal) => Promise<string>;
  /** Housekeeping, for when the rows are safe. */
  readonly tidy: () => Promise<void>;
}

export interface Tip extends Tree {
  /** undefined: the branch does not exist yet. */
  readonly commit: string | undefined;
  readonly texts: Texts;
}

interface Order {
  /** undefined: the checked-out branch. */
  readonly branch?: string | undefined;
  readonly subject: string;
  readonly changes: readonly Change[];
  readonly signal: AbortSignal;
  /** What the branch was when it was last fetched: the first attempt builds on it. */
  readonly tip?: Tip | undefined;
  /** How long a push is tried again while other writers are faster; two minutes if left out. */
  readonly retryMs?: number | undefined;
}

export interface RepositoryOptions {
  readonly environment: Environment;
  /** Shown to the remote unless actions/checkout has left one. */
  readonly token?: Secret | undefined;
}

export async function openRepository(folder: string, options: RepositoryOptions): Promise<Repository> {
  const { root, results } = await locate(folder, options.environment);
  const git = gitIn(root, options.environment);
  const remote = await git({ args: ["remote", "get-url", "--push", "origin"] });
  const url = remote.code === 0 ? remote.stdout.trimEnd() : undefined;
  const origin = url === undefined ? root : withoutCredentials(url);
  const context = { ...options, root, results, origin, git, url };
  return {
    ...{ root, results, origin, hasRemote: url !== undefined },
    tip: (branch, signal) => readTip(context, branch, signal),
    publish: (order) => publish(context, order),
    rehearse: (branch, signal) => rehearse(context, branch, signal),
    tidy: () => packLooseObjects(git),
  };
}

interface RepositoryContext extends RepositoryOptions {
  readonly root: string;
  readonly results: string;
  readonly origin: string;
  readonly git: Git;
  readonly url: string | undefined;
}

/** A branch of the remote, and what reaching it takes. */
interface Target {
  readonly git: Git;
  /** Git with the token in hand: only for what may have to ask the remote, for its filters would inherit it. */
  readonly online: Git;
  readonly head: Head;
  readonly environment: Environment;
  readonly place: Place;
}

async function resolveTarget(
  context: RepositoryContext,
  branch: string | undefined,
  signal: AbortSignal,
): Promise<Target> {
  const { origin, url, token, environment } = context;
  if (url === undefined)
    throw new GitError(
      "push: there is no remote called origin; add one (git remote add origin URL), or pass push: false",
    );
  const git: Git = (call) => context.git({ signal, ...call });
  const settings = await tokenEnvironment(git, url, token, environment);
  const online: Git = (call) => git({ ...call, environment: { ...settings, ...call.environment } });
  const head = await readHead(git);
  const chosen = branch ?? head.branch ?? branchOfRunner(environment) ?? (await defaultBranch(online, origin));
  await checkName(git, chosen);
  return { git, online, head, environment, place: { origin, branch: chosen } };
}

/** How often a branch that moves while it is fetched is fetched again. */
const mostFetches = 5;

async function readTip(context: RepositoryContext, branch: string | undefined, signal: AbortSignal): Promise<Tip> {
  const target = await resolveTarget(context, branch, signal);
  const { online, place } = target;
  for (let attempt = 1; attempt <= mostFetches; attempt += 1) {
    const fetched = await fetchTip(online, place);
    if (fetched === "outrun") continue;
    const commit = fetched ?? (await unpublished(target));
    const texts: Texts = new Map();
    return { commit, texts, ...(await readTree(online, { place, commit, folder: context.results, texts })) };
  }
  throw new GitError(`fetch ${place.branch}: it changed each time it was fetched; run again`);
}

const usualRetryMs = 120_000;

async function publish(context: RepositoryContext, order: Order): Promise<{ commit: string | undefined }> {
  const { signal, tip, retryMs = usualRetryMs } = order;
  const target = await resolveTarget(context, order.branch, signal);
  const attemptOf = { ...order, target, folder: context.results, texts: tip?.texts ?? new Map() };
  const startMs = performance.now();
  for (let attempt = 1; ; attempt += 1) {
    const attemptMs = performance.now();
    const pushed = await attemptPush(attemptOf, attempt === 1 ? tip : undefined);
    if (pushed !== undefined) {
      if (pushed.tip !== undefined) await updateWorkTree(target, pushed.tip);
      return { commit: pushed.commit };
    }
    const nowMs = performance.now();
    if (nowMs - startMs >= retryMs) throw outrunError(target.place, attempt, retryMs);
    await backOff(attempt, nowMs - attemptMs, signal);
  }
}

/** Random, so that writers who lost the same race do not meet again, and longer where an attempt takes longer. */
async function backOff(attempt: number, tookMs: number, signal: AbortSignal): Promise<void> {
  const longestMs = tookMs * Math.min(attempt, 4);
  // When the signal aborts, the next git call says so.
  await wait(Math.random() * longestMs, undefined, { signal }).catch(() => undefined);
}

function outrunError({ branch }: Place, attempts: number, retryMs: number): GitError {
  return new GitError(
    `push to ${branch}: somebody else was faster each time (${attempts} attempts in ${retryMs / 1000} s); the rows are kept for the next run. Let one job at a time write to this branch (concurrency)`,
  );
}

async function rehearse(context: RepositoryContext, branch: string | undefined, signal: AbortSignal): Promise<string> {
  const { online, place, head } = await resolveTarget(context, branch, signal);
  const tip = (await fetchTip(online, place)) ?? head.commit;
  // A repository without a commit takes its first from the first run.
  if (tip === undefined || tip === "outrun") return place.branch;
  const answer = await push(online, place, tip, ["--dry-run"]);
  if (answer.code !== 0) throw gitError(`push to ${place.branch}`, answer, place);
  return place.branch;
}

interface Attempt extends Pick<Order, "subject" | "changes"> {
  readonly target: Target;
  readonly folder: string;
  readonly texts: Texts;
}

/** `tip`: what the branch is now. undefined if somebody else was faster. */
async function attemptPush(
  { target, subject, changes, folder, texts }: Attempt,
  known: Tip | undefined,
): Promise<{ commit: string | undefined; tip: string | undefined } | undefined> {
  const { online, environment, place } = target;
  const fetched = known === undefined ? await fetchTip(online, place) : known.commit;
  if (fetched === "outrun") return undefined;
  const base = fetched ?? (await unpublished(target));
  const commit = await buildCommit(online, { base, subject, changes, folder, environment, place, texts });
  if (commit === undefined) return { commit, tip: fetched };
  const answer = await push(online, place, commit);
  if (answer.code === 0) return { commit, tip: commit };
  if (isOutrun(answer)) return undefined;
  throw gitError(`push to ${place.branch}`, answer, place);
}

/** A checked-out branch that was never pushed is built on; any other new branch begins a history of its own. */
async function unpublished({ git, head, place }: Target): Promise<string | undefined> {
  return head.branch === place.branch && !(await isShallow(git)) ? head.commit : undefined;
}
