/**
 * A change to the files of RESULTS, independent of their current content: after a lost push race it is applied again to the
 * new content.
 */
import type { FileEnds } from "./file.ts";
import type { Results } from "./results.ts";

export interface Change {
  /** Below RESULTS, `/` between its parts. */
  readonly name: string;
  /** The new text for any old one (undefined: there is no such file). `path` is for messages. Throws if that is impossible. */
  readonly merge: (theirs: string | undefined, path: string) => string;
  /** What `merge` would add at the end of a large file. undefined: its ends do not tell, or more would change. */
  readonly append?: ((theirs: FileEnds, path: string) => string | undefined) | undefined;
}

/** What RESULTS holds once these changes are made. */
export function withChanges(results: Results, changes: readonly Change[]): Results {
  const byName = Map.groupBy(changes, ({ name }) => name);
  const read = async (name: string) => {
    const merges = byName.get(name) ?? [];
    const theirs = await results.read(name);
    return merges.reduce<string | undefined>((text, { merge }) => merge(text, results.pathOf(name)), theirs);
  };
  return {
    names: [...new Set([...results.names, ...byName.keys()])].sort(),
    pathOf: results.pathOf,
    read,
    // Rows that wait are few, and so are the runs that have some.
    readPieces: (name) => (byName.has(name) ? wholeText(read(name)) : results.readPieces(name)),
  };
}

async function* wholeText(reading: Promise<string | undefined>): AsyncGenerator<string, void> {
  const text = await reading;
  if (text !== undefined) yield text;
}
