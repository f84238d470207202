/** After a push: updates the checked-out branch, its index and its files, if no local change is lost. */
import type { Place } from "./git-errors.ts";
import type { Git } from "./git-process.ts";

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

/**
 * Git refuses where a file of somebody's would be overwritten, or where the branch has commits of its own. Then everything
 * stays as it is, and its owner merges: the rows are on the remote.
 */
export async function updateWorkTree(
  target: { readonly git: Git; readonly place: Place },
  commit: string,
): Promise<void> {
  const { git, place } = target;
  const head = await readHead(git);
  if (head.branch !== place.branch || head.commit === commit) return;
  const settings = ["merge.verifySignatures=false", "merge.autoStash=false"].flatMap((setting) => ["-c", setting]);
  await git({ args: [...settings, "merge", "--ff-only", "--no-stat", "--quiet", commit] });
}
