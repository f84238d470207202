/** The results folder as a commit has it, read without a work tree. */
import { readPieces, readUtf8 } from "./file.ts";
import { type Place, SetupError } from "./git-errors.ts";
import { blobFile, type Entry, listTree, notText } from "./git-objects.ts";
import { fetchMissing } from "./git-partial.ts";
import type { Git } from "./git-process.ts";
import type { Results } from "./results.ts";

interface TreeOrder {
  readonly place: Place;
  /** undefined: there is no commit, and so no file. */
  readonly commit: string | undefined;
  /** From the root, `/` between its parts. */
  readonly folder: string;
  /** Which of the files will be read: a partial clone fetches them together. */
  readonly needed?: ((names: readonly string[]) => readonly string[]) | undefined;
}

/** Throws where the folder, or one above it, is not a folder in the commit. */
export async function readTree(git: Git, order: TreeOrder): Promise<Results> {
  const { place, commit, folder, needed = () => [] } = order;
  const pathOf = (name: string) => (folder === "" ? name : `${folder}/${name}`);
  if (commit === undefined) return { names: [], read: async () => undefined, readPieces: nothing, pathOf };
  await requireFolder(git, { place, commit, folder });
  const entries = await listTree(git, place, commit, folder === "" ? [] : [`${folder}/`]);
  const byName = new Map(entries.map((entry) => [entry.path.slice(pathOf("").length), entry]));
  const names = [...byName.keys()].sort();
  const wanted = needed(names).flatMap((name) => byName.get(name)?.id ?? []);
  await fetchMissing(git, place, `${commit}:${folder}`, wanted);
  return {
    ...{ names, pathOf },
    read: async (name) => {
      const entry = byName.get(name);
      return entry && readUtf8(await blobFile(git, place, entry), notText(entry.path));
    },
    readPieces: async function* (name) {
      const entry = byName.get(name);
      if (entry !== undefined) yield* readPieces(await blobFile(git, place, entry), notText(entry.path));
    },
  };
}

async function* nothing(): AsyncGenerator<string, void> {}

/** git would follow neither a link nor a file on the way to the folder, and a commit would replace it. */
export async function requireFolder(
  git: Git,
  { place, commit, folder }: Pick<TreeOrder, "place" | "commit" | "folder">,
): Promise<void> {
  if (folder === "" || commit === undefined) return;
  const parts = folder.split("/");
  const paths = parts.map((_, index) => parts.slice(0, index + 1).join("/"));
  const found = (await listTree(git, place, commit, paths)).find(({ mode }) => mode !== "040000");
  if (found === undefined) return;
  throw new SetupError(
    `results: ${found.path} is ${kindOf(found)} in the branch ${place.branch}, not a folder; remove it there, or name another folder`,
  );
}

function kindOf({ mode }: Entry): string {
  return mode === "120000" ? "a symbolic link" : mode === "160000" ? "a submodule" : "a file";
}
