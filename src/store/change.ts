/**
 * A change to the files of RESULTS, independent of their current content: after a lost push race it is applied again to the
 * new content.
 */
import type { Results } from "./results.ts";

export interface Change {
  /** Below RESULTS, `/` between its parts. */
  readonly name: string;
  /** The new text for any old one (undefined: there is no such file). `path` is for messages. Throws if that is impossible. */
  readonly merge: (theirs: string | undefined, path: string) => string;
}

/** What RESULTS holds once these changes are made. */
export function withChanges(results: Results, changes: readonly Change[]): Results {
  const byName = Map.groupBy(changes, ({ name }) => name);
  return {
    names: [...new Set([...results.names, ...byName.keys()])].sort(),
    pathOf: results.pathOf,
    read: async (name) => {
      const merges = byName.get(name) ?? [];
      const theirs = await results.read(name);
      return merges.reduce<string | undefined>((text, { merge }) => merge(text, results.pathOf(name)), theirs);
    },
  };
}
