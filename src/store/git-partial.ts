/** Partial clones, which leave files at the remote until they are read. */
import type { Place } from "./git-errors.ts";
import { must } from "./git-objects.ts";
import type { Git } from "./git-process.ts";

/** Where the results folder is the root, everything in the repository is listed. */
const maxListBytes = 64 * 1024 * 1024;

export async function isPartial(git: Git): Promise<boolean> {
  const keys = "^(extensions\\.partialclone|remote\\..*\\.promisor)$";
  return (await git({ args: ["config", "--get-regexp", keys] })).code === 0;
}

/** Fetches what is missing of these blobs of a tree at once; git itself would ask the remote for each one alone. */
export async function fetchMissing(git: Git, place: Place, tree: string, blobs: readonly string[]): Promise<void> {
  if (blobs.length === 0 || !(await isPartial(git))) return;
  const list = ["rev-list", "--objects", "--missing=print", tree];
  const call = { args: list, maxBytes: maxListBytes };
  const { stdout } = await must(git, `look for files of ${place.branch}`, place, call);
  const absent = new Set(stdout.split("\n").flatMap((line) => (line.startsWith("?") ? line.slice(1) : [])));
  const missing = blobs.filter((blob) => absent.has(blob));
  if (missing.length === 0) return;
  const options = ["--no-tags", "--no-write-fetch-head", "--recurse-submodules=no", "--filter=blob:none", "--stdin"];
  // As git does when it fetches a file that is missing: it has no commit to compare.
  const args = ["-c", "fetch.negotiationAlgorithm=noop", "fetch", "origin", ...options];
  await must(git, `fetch files of ${place.branch}`, place, { args, input: `${missing.join("\n")}\n` });
}
