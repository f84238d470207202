/** Finds the repository of the results folder, and checks that the folder is really inside it. */
import { lstat, realpath } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { codeOf, fileError } from "./file.ts";
import { gitError, NoRepositoryError, SetupError } from "./git-errors.ts";
import { type Environment, type GitAnswer, gitIn } from "./git-process.ts";

export interface Location {
  readonly root: string;
  readonly results: string;
}

/** The folder need not exist yet. Links are followed, but not out of the repository. */
export async function locate(folder: string, environment: Environment): Promise<Location> {
  const path = resolve(folder);
  const git = gitIn(await nearestFolder(path), environment);
  const kind = await git({ args: ["rev-parse", "--is-bare-repository", "--is-inside-work-tree"] });
  checkKind(kind, path);
  const { stdout } = await git({ args: ["rev-parse", "--show-toplevel"] });
  const root = await realpath(stdout.replace(/\n$/, ""));
  const results = relative(root, await realFolder(path));
  if (results === ".." || results.startsWith(`..${sep}`))
    throw new SetupError(`results: ${path} leads out of the repository ${root}; replace the symbolic link by a folder`);
  return { root, results: results.split(sep).join("/") };
}

function checkKind(kind: GitAnswer, path: string): void {
  const fix = "run in a clone, or pass `push: false`";
  if (/dubious ownership/.test(kind.stderr))
    throw new SetupError(
      `results: ${path} is in a repository of another user; run git config --global --add safe.directory FOLDER`,
    );
  if (/not a git repository/.test(kind.stderr))
    throw new NoRepositoryError(`results: ${path} is not in a git repository; ${fix}`);
  if (kind.code !== 0) throw gitError("results", kind, { origin: "origin", branch: "HEAD" });
  const [bare, inside] = kind.stdout.split("\n");
  if (bare === "true") throw new SetupError(`results: ${path} is in a bare repository; ${fix}`);
  if (inside !== "true") throw new SetupError(`results: ${path} is not in the work tree of its repository; ${fix}`);
}

/** The folder or the nearest above it, without following a link at its end: its own repository is asked for, not the link's. */
async function nearestFolder(path: string): Promise<string> {
  const stats = await lstat(path).catch((cause: unknown) => {
    if (codeOf(cause) === "ENOENT") return undefined;
    throw fileError(path, "cannot be read", cause);
  });
  if (stats?.isDirectory()) return path;
  if (stats === undefined || stats.isSymbolicLink()) return nearestFolder(dirname(path));
  throw new SetupError(`results: ${path} is not a folder; move it away, or name another`);
}

/** The path without symbolic links; what does not exist yet is taken as it is written. */
async function realFolder(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (cause) {
    if (codeOf(cause) !== "ENOENT") throw fileError(path, "cannot be read", cause);
  }
  if (await isLink(path)) throw new SetupError(`results: ${path} is a broken symbolic link; replace it by a folder`);
  return join(await realFolder(dirname(path)), basename(path));
}

async function isLink(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined))?.isSymbolicLink() === true;
}
