/** The repository that holds the results: opened with care, its branch added to by fetch, merge and push. */
import { setTimeout as wait } from "node:timers/promises";
import type { Secret } from "../inventory/secret.ts";
import { buildCommit, type Texts } from "./git-commit.ts";
import { GitError, gitError, isOutrun, type Place, withoutCredentials } from "./git-errors.ts";
import { locate } from "./git-location.ts";
import { packLooseObjects } from "./git-loose-objects.ts";
import { type Environment, type Git, gitIn } from "./git-process.ts";
import { branchOfRunner, checkName, defaultBranch, fetchTip, isShallow, push } from "./git-remote.ts";
import { tokenEnvironment } from "./git-token.ts";
import { bringUpToDate, type Head, readHead, type Update } from "./git-work-tree.ts";
import type { Change } from "./results-folder.ts";

export interface Repository {
  /** Absolute, without symbolic links. */
  readonly root: string;
  /** The results folder relative to the root, `/` between its parts; changes lie in it. */
  readonly results: string;
  /** Where rows are pushed to, without credentials; the root if there is no remote. */
  readonly origin: string;
  /** Puts the changes on the newest state of the branch. `commit` is undefined if it had them already. */
  readonly publish: (order: Order) => Promise<{ commit: string | undefined }>;
  /** Asks the remote whether it would take a push; nothing is pushed. The branch that was meant. */
  readonly rehearse: (branch: string | undefined, signal: AbortSignal) => Promise<string>;
  /** Housekeeping, for when the rows are safe. */
  readonly tidy: () => Promise<void>;
}

interface Order {
  /** undefined: the checked-out branch. */
  readonly branch?: string | undefined;
  readonly subject: string;
  readonly changes: readonly Change[];
  readonly signal: AbortSignal;
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
  const workshop = { ...options, root, results, origin, git, url };
  return {
    ...{ root, results, origin },
    publish: (order) => publish(workshop, order),
    rehearse: (branch, signal) => rehearse(workshop, branch, signal),
    tidy: () => packLooseObjects(git),
  };
}

interface Workshop extends RepositoryOptions {
  readonly root: string;
  readonly results: string;
  readonly origin: string;
  readonly git: Git;
  readonly url: string | undefined;
}

const usualRetryMs = 120_000;

async function publish(workshop: Workshop, order: Order): Promise<{ commit: string | undefined }> {
  checkPaths(workshop.results, order.changes);
  const target = { ...(await aim(workshop, order)), texts: new Map<string, string>() };
  const retryMs = order.retryMs ?? usualRetryMs;
  const startMs = performance.now();
  for (let attempt = 1; ; attempt += 1) {
    const attemptMs = performance.now();
    const pushed = await tryOnce(target, order);
    if (pushed !== undefined) {
      const { tip, commit } = pushed;
      if (tip !== undefined) await follow({ ...target, root: workshop.root, commit: tip, changes: order.changes });
      return { commit };
    }
    const nowMs = performance.now();
    if (nowMs - startMs >= retryMs) throw outrunError(target.place, attempt, retryMs);
    await backOff(attempt, nowMs - attemptMs, order.signal);
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

/** The rows are on the remote: a work tree that cannot be written (and said so when they were added to it) changes nothing. */
async function follow(update: Update): Promise<void> {
  await bringUpToDate(update).catch(() => undefined);
}

function checkPaths(results: string, changes: readonly Change[]): void {
  const folder = results === "" ? "" : `${results}/`;
  const stray = changes.find(({ path }) => !path.startsWith(folder));
  if (stray !== undefined) throw new Error(`${stray.path}: is not in ${folder}, and nothing else is committed`);
}

async function rehearse(workshop: Workshop, branch: string | undefined, signal: AbortSignal): Promise<string> {
  const { online, place, head } = await aim(workshop, { branch, signal });
  const tip = (await fetchTip(online, place)) ?? head.commit;
  // A repository without a commit takes its first from the first run.
  if (tip === undefined || tip === "outrun") return place.branch;
  const answer = await push(online, place, tip, ["--dry-run"]);
  if (answer.code !== 0) throw gitError(`push to ${place.branch}`, answer, place);
  return place.branch;
}

/** Where to push to, and with what in hand. */
async function aim(workshop: Workshop, { branch, signal }: Pick<Order, "branch" | "signal">): Promise<Target> {
  const { origin, url, token, environment } = workshop;
  if (url === undefined)
    throw new GitError(
      "push: there is no remote called origin; add one (git remote add origin URL), or pass push: false",
    );
  const git: Git = (call) => workshop.git({ signal, ...call });
  const shown = await tokenEnvironment(git, url, token, environment);
  const online: Git = (call) => git({ ...call, environment: { ...shown, ...call.environment } });
  const head = await readHead(git);
  const chosen = branch ?? head.branch ?? branchOfRunner(environment) ?? (await defaultBranch(online, origin));
  await checkName(git, chosen);
  return { git, online, head, environment, place: { origin, branch: chosen } };
}

interface Target {
  readonly git: Git;
  /** Git with the token in hand: only for what may have to ask the remote, for its filters would inherit it. */
  readonly online: Git;
  readonly head: Head;
  readonly environment: Environment;
  readonly place: Place;
}

/** `tip`: what the branch is now. undefined if somebody else was faster. */
async function tryOnce(
  target: Target & { readonly texts: Texts },
  { subject, changes }: Order,
): Promise<{ commit: string | undefined; tip: string | undefined } | undefined> {
  const { online, environment, place, texts } = target;
  const fetched = await fetchTip(online, place);
  if (fetched === "outrun") return undefined;
  const base = fetched ?? (await unpublished(target));
  const commit = await buildCommit(online, { base, subject, changes, environment, place, texts });
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
