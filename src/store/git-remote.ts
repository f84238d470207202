/** The remote `origin`: which branch to use, its newest commit, and the push. */
import { gitError, isOutrun, type Place, SetupError } from "./git-errors.ts";
import { must } from "./git-objects.ts";
import { isPartial } from "./git-partial.ts";
import type { Environment, Git, GitAnswer } from "./git-process.ts";

const pushOptions = ["--porcelain", "--no-verify", "--no-follow-tags", "--recurse-submodules=no"];

/** A file is compared with itself as it was before, and with no other one: with a month of rows each comparison takes long. */
const compareLess = ["-c", "pack.window=1"];

export function push(git: Git, { branch }: Place, commit: string, more: readonly string[] = []): Promise<GitAnswer> {
  return git({ args: [...compareLess, "push", ...pushOptions, ...more, "origin", `${commit}:refs/heads/${branch}`] });
}

/**
 * A dry run asks the remote whether it would talk to us, not whether it takes anything: its hooks and the rights to its files
 * decide at a real push. This one goes to a ref that is no branch and starts no workflow, and is deleted at once.
 */
export async function pushTrial(git: Git, place: Place, commit: string): Promise<void> {
  const answer = await git({ args: ["push", ...pushOptions, "origin", `+${commit}:${trialRef}`] });
  if (answer.code !== 0) throw gitError(`push to ${place.branch}`, answer, place);
  // Some servers keep every ref. It does no harm there, and is the same the next time.
  await git({ args: ["push", ...pushOptions, "origin", `:${trialRef}`] });
}

export const trialRef = "refs/server-monitor/trial";

/** The newest commit of the branch, with all that is needed to build on it; undefined if there is no such branch. */
export async function fetchTip(git: Git, place: Place): Promise<string | undefined | "outrun"> {
  const ref = `refs/heads/${place.branch}`;
  const listed = await must(git, `look at ${place.branch}`, place, { args: ["ls-remote", "origin", ref] });
  const tip = listed.stdout
    .split("\n")
    .map((line) => line.split("\t"))
    .find(([, name]) => name === ref)?.[0];
  const partial = await isPartial(git);
  if (tip === undefined || (await isPresent(git, place, tip, partial))) return tip;
  const tracking = `refs/remotes/origin/${place.branch}`;
  const options = ["--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", ...(await depth(git, place))];
  // A partial clone would leave out the new rows, and they would take a second fetch.
  const all = partial ? ["--no-filter"] : [];
  const answer = await git({ args: ["fetch", ...options, ...all, "origin", `+${ref}:${tracking}`] });
  if (isOutrun(answer)) return "outrun";
  if (answer.code !== 0 || answer.stopped !== undefined) throw gitError(`fetch ${place.branch}`, answer, place);
  const args = ["rev-parse", "--verify", `${tracking}^{commit}`];
  return (await must(git, `fetch ${place.branch}`, place, { args })).stdout.trim();
}

/** A partial clone fetches a commit that is only asked for, without its files. */
async function isPresent(git: Git, { branch }: Place, commit: string, partial: boolean): Promise<boolean> {
  if (partial) return (await lastFetched(git, branch)) === commit;
  return (await git({ args: ["cat-file", "-e", `${commit}^{tree}`] })).code === 0;
}

/** The commit that the branch was at when it was last fetched. */
export async function lastFetched(git: Git, branch: string): Promise<string | undefined> {
  const args = ["rev-parse", "--verify", "--quiet", `refs/remotes/origin/${branch}^{commit}`];
  const { code, stdout } = await git({ args });
  return code === 0 ? stdout.trim() : undefined;
}

/** In a shallow clone a branch that was never fetched comes without its history, which may be long. */
async function depth(git: Git, { branch }: Place): Promise<string[]> {
  if (!(await isShallow(git))) return [];
  return (await lastFetched(git, branch)) === undefined ? ["--depth=1"] : [];
}

export async function isShallow(git: Git): Promise<boolean> {
  return (await git({ args: ["rev-parse", "--is-shallow-repository"] })).stdout.trim() === "true";
}

/** The branch that a workflow runs on. Pull requests and tags have none that accepts a push. */
export function branchOfRunner(environment: Environment): string | undefined {
  const [ref, name] = [environment["GITHUB_REF"], environment["GITHUB_REF_NAME"]];
  if (ref !== undefined) return /^refs\/heads\/(.+)$/.exec(ref)?.[1];
  return environment["GITHUB_REF_TYPE"] === "branch" ? name : undefined;
}

export async function defaultBranch(git: Git, origin: string): Promise<string> {
  const action = "look for the default branch";
  const args = ["ls-remote", "--symref", "origin", "HEAD"];
  const { stdout } = await must(git, action, { origin, branch: "HEAD" }, { args });
  const [, branch] = /^ref: refs\/heads\/(.+)\tHEAD$/m.exec(stdout) ?? [];
  if (branch === undefined)
    throw new SetupError("push: HEAD is detached and origin has no default branch; say which with the input `branch`");
  return branch;
}

export async function checkName(git: Git, branch: string): Promise<void> {
  const { code } = await git({ args: ["check-ref-format", `refs/heads/${branch}`] });
  if (code !== 0) throw new SetupError("branch: is not a name that git accepts for a branch; fix the input `branch`");
}
