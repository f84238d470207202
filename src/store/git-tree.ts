/** The results folder as a commit has it, read without a work tree. */
import { type Entry, must, readBlob, readEntries, type Texts } from "./git-commit.ts";
import { GitError, type Place } from "./git-errors.ts";
import type { Git } from "./git-process.ts";
import type { Results } from "./results.ts";

export type Tree = Results;

interface TreeOrder {
  readonly place: Place;
  /** undefined: there is no commit, and so no file. */
  readonly commit: string | undefined;
  /** From the root, `/` between its parts. */
  readonly folder: string;
  readonly texts: Texts;
}

/** Throws where the folder, or one above it, is not a folder in the commit. */
export async function readTree(git: Git, { place, commit, folder, texts }: TreeOrder): Promise<Tree> {
  const pathOf = (name: string) => (folder === "" ? name : `${folder}/${name}`);
  if (commit === undefined) return { names: [], read: async () => undefined, pathOf };
  await requireFolder(git, { place, commit, folder });
  const args = ["ls-tree", "-z", "--full-tree", "--name-only", commit, ...(folder === "" ? [] : ["--", `${folder}/`])];
  const { stdout } = await must(git, "read the results of the branch", place, { args });
  const names = stdout.split("\0").flatMap((path) => path.slice(folder === "" ? 0 : folder.length + 1) || []);
  const read = async (name: string) => {
    const [entry]: Entry[] = names.includes(name) ? await readEntries(git, place, commit, [pathOf(name)]) : [];
    return readBlob(git, { place, texts }, entry);
  };
  return { names: names.sort(), read, pathOf };
}

/** git would follow neither a link nor a file on the way to the folder, and a commit would replace it. */
async function requireFolder(git: Git, { place, commit, folder }: Omit<TreeOrder, "texts">): Promise<void> {
  if (folder === "") return;
  const parts = folder.split("/");
  const paths = parts.map((_, index) => parts.slice(0, index + 1).join("/"));
  const args = ["ls-tree", "-z", "--full-tree", `${commit}`, "--", ...paths];
  const { stdout } = await must(git, "read the results of the branch", place, { args });
  for (const line of stdout.split("\0")) {
    const [, mode, path] = /^(\d{6}) \w+ \w+\t(.*)$/s.exec(line) ?? [];
    if (mode === undefined || mode === "040000") continue;
    const kind = mode === "120000" ? "a symbolic link" : mode === "160000" ? "a submodule" : "a file";
    throw new GitError(
      `results: ${path} is ${kind} in the branch ${place.branch}, not a folder; remove it there, or name another folder`,
    );
  }
}
