/** The repository with the results: opens it, reads its branch, and adds rows by fetch, merge and push. */
import { setTimeout as wait } from "node:timers/promises";
import type { Secret } from "../inventory/secret.ts";
import type { Change } from "./change.ts";
import { buildCommit } from "./git-commit.ts";
import { GitError, gitError, isOutrun, type Place, SetupError, withoutCredentials } from "./git-errors.ts";
import { locate } from "./git-location.ts";
import { packLooseObjects } from "./git-loose-objects.ts";
import { type Environment, type Git, gitIn } from "./git-process.ts";
import {
  branchOfRunner,
  checkName,
  defaultBranch,
  fetchTip,
  isShallow,
  lastFetched,
  push,
  pushTrial,
  trialRef,
} from "./git-remote.ts";
import { openRemote, type Remote } from "./git-remote-settings.ts";
import { withSettings } from "./git-settings.ts";
import { tokenSettings } from "./git-token.ts";
import { readTree, requireFolder } from "./git-tree.ts";
import { type Head, readHead, updateWorkTree } from "./git-work-tree.ts";
import { type Results, usuallyRead } from "./results.ts";

export interface Rehearsal {
  /** Where rows would go. */
  readonly branch: string;
  /** The ref that took a push and was deleted again; undefined: there is no commit to push yet. */
  readonly pushedTo: string | undefined;
}

export interface Repository {
  /** Absolute, without symbolic links. */
  readonly root: string;
  /** The results folder relative to the root, `/` between its parts. */
  readonly results: string;
  /** Where rows are pushed to, without credentials; the root if there is no remote. */
  readonly origin: string;
  /** Where the settings fetch from, if that is another address than `origin`. Rows are read from `origin` all the same. */
  readonly otherFetchAddress: string | undefined;
  readonly hasRemote: boolean;
  /** The results folder at the newest state of the branch, which is fetched. */
  readonly tip: (branch: string | undefined, signal: AbortSignal) => Promise<Tip>;
  /** The same as it was when it was last fetched, without asking the remote; undefined if that is not known. */
  readonly lastTip: (branch: string | undefined) => Promise<Results | undefined>;
  /** Puts the changes on the newest state of the branch. `commit` is undefined if it had them already. */
  readonly publish: (order: Order) => Promise<{ commit: string | undefined }>;
  /** Tests whether the remote accepts a push: a ref of no branch is pushed and deleted again. */
  readonly rehearse: (branch: string | undefined, signal: AbortSignal) => Promise<Rehearsal>;
  /** Cleans up the local clone. To be called after the rows are pushed. */
  readonly tidy: () => Promise<void>;
}

export interface Tip extends Results {
  readonly branch: string;
  /** undefined: the branch does not exist yet. */
  readonly commit: string | undefined;
}

interface Order {
  /** undefined: the checked-out branch. */
  readonly branch?: string | undefined;
  readonly subject: string;
  readonly changes: readonly Change[];
  readonly signal: AbortSignal;
  /** What the branch was when it was last fetched: the first attempt builds on it. */
  readonly tip?: Tip | undefined;
  /** How long a push is retried while other writers push first. Default: two minutes. */
  readonly retryMs?: number | undefined;
}

export interface RepositoryOptions {
  readonly environment: Environment;
  /** Used for the remote unless actions/checkout has stored one. */
  readonly token?: Secret | undefined;
}

export async function openRepository(folder: string, options: RepositoryOptions): Promise<Repository> {
  const { root, results } = await locate(folder, options.environment);
  const git = gitIn(root, options.environment);
  const remote = await openRemote(git);
  const origin = remote === undefined ? root : withoutCredentials(remote.url);
  const context = { ...options, root, results, origin, git, remote };
  return {
    ...{ root, results, origin, hasRemote: remote !== undefined },
    otherFetchAddress: remote?.fetchUrl && withoutCredentials(remote.fetchUrl),
    tip: (branch, signal) => readTip(context, branch, signal),
    lastTip: (branch) => readLastTip(context, branch),
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
  readonly remote: Remote | undefined;
}

/** A branch of the remote, and what is needed to reach it. */
interface Target {
  readonly git: Git;
  /** Git with the token: only for calls that may contact the remote, because git's filters would inherit it. */
  readonly online: Git;
  /** The same for what reads from the remote. */
  readonly reading: Git;
  readonly head: Head;
  readonly environment: Environment;
  readonly place: Place;
}

async function resolveTarget(
  context: RepositoryContext,
  branch: string | undefined,
  signal: AbortSignal,
): Promise<Target> {
  const { origin, remote, token, environment } = context;
  if (remote === undefined)
    throw new SetupError(
      "push: there is no remote called origin; add one (git remote add origin URL), or pass `push: false`",
    );
  const git: Git = (call) => context.git({ signal, ...call });
  const shown = await tokenSettings(git, remote.url, token, environment);
  const online = withSettings(git, shown, environment);
  const reading = withSettings(git, [...shown, ...remote.readSettings], environment);
  const head = await readHead(git);
  const chosen = branch ?? head.branch ?? branchOfRunner(environment) ?? (await defaultBranch(reading, origin));
  await checkName(git, chosen);
  return { git, online, reading, head, environment, place: { origin, branch: chosen } };
}

/** How often the fetch is repeated if the branch moves meanwhile. */
const mostFetches = 5;

async function readTip(context: RepositoryContext, branch: string | undefined, signal: AbortSignal): Promise<Tip> {
  const target = await resolveTarget(context, branch, signal);
  const { reading, place } = target;
  // Files are read long after the fetch, which alone is bound to its signal.
  const later: Git = (call) => reading({ ...call, signal: undefined });
  for (let attempt = 1; attempt <= mostFetches; attempt += 1) {
    const fetched = await fetchTip(reading, place);
    if (fetched === "outrun") continue;
    const commit = fetched ?? (await unpublished(target));
    const tree = await readTree(later, { place, commit, folder: context.results, needed: usuallyRead });
    return { branch: place.branch, commit, ...tree };
  }
  throw new GitError(`fetch ${place.branch}: it changed each time it was fetched; run again`);
}

async function readLastTip({ git, origin, results, environment }: RepositoryContext, wanted: string | undefined) {
  const branch = wanted ?? (await readHead(git)).branch ?? branchOfRunner(environment);
  const commit = branch === undefined ? undefined : await lastFetched(git, branch);
  if (branch === undefined || commit === undefined) return undefined;
  return readTree(git, { place: { origin, branch }, commit, folder: results });
}

const usualRetryMs = 120_000;

async function publish(context: RepositoryContext, order: Order): Promise<{ commit: string | undefined }> {
  const { signal, tip, retryMs = usualRetryMs } = order;
  const target = await resolveTarget(context, tip?.branch ?? order.branch, signal);
  const attemptOf = { ...order, target, folder: context.results };
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

/** Random, so that writers that lost the same race do not collide again; longer if an attempt takes longer. */
async function backOff(attempt: number, tookMs: number, signal: AbortSignal): Promise<void> {
  const longestMs = tookMs * Math.min(attempt, 4);
  // When the signal aborts, the next git call says so.
  await wait(Math.random() * longestMs, undefined, { signal }).catch(() => undefined);
}

function outrunError({ branch }: Place, attempts: number, retryMs: number): GitError {
  return new GitError(
    `push to ${branch}: another push came first each time (${attempts} attempts in ${retryMs / 1000} s); let only one job at a time write to this branch (concurrency)`,
  );
}

async function rehearse(
  context: RepositoryContext,
  branch: string | undefined,
  signal: AbortSignal,
): Promise<Rehearsal> {
  const { online, reading, place, head } = await resolveTarget(context, branch, signal);
  const tip = (await fetchTip(reading, place)) ?? head.commit;
  // In a repository without commits the first run makes the first one.
  if (tip === undefined || tip === "outrun") return { branch: place.branch, pushedTo: undefined };
  const answer = await push(online, place, tip, ["--dry-run"]);
  if (answer.code !== 0) throw gitError(`push to ${place.branch}`, answer, place);
  await pushTrial(online, place, tip);
  return { branch: place.branch, pushedTo: trialRef };
}

interface Attempt extends Pick<Order, "subject" | "changes"> {
  readonly target: Target;
  readonly folder: string;
}

/** `tip`: what the branch is now. undefined if somebody else pushed first. */
async function attemptPush(
  { target, subject, changes, folder }: Attempt,
  known: Tip | undefined,
): Promise<{ commit: string | undefined; tip: string | undefined } | undefined> {
  const { online, reading, environment, place } = target;
  const fetched = known === undefined ? await fetchTip(reading, place) : known.commit;
  if (fetched === "outrun") return undefined;
  const base = fetched ?? (await unpublished(target));
  if (known === undefined) await requireFolder(reading, { place, commit: base, folder });
  const commit = await buildCommit(reading, { base, subject, changes, folder, environment, place });
  if (commit === undefined) return { commit, tip: fetched };
  const answer = await push(online, place, commit);
  if (answer.code === 0) return { commit, tip: commit };
  if (isOutrun(answer)) return undefined;
  throw gitError(`push to ${place.branch}`, answer, place);
}

/** A checked-out branch that was never pushed is continued; any other new branch starts an empty history. */
async function unpublished({ git, head, place }: Target): Promise<string | undefined> {
  return head.branch === place.branch && !(await isShallow(git)) ? head.commit : undefined;
}
