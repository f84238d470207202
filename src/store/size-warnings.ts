/** Warnings long before a file reaches GitHub's limits. */
import type { Change } from "./change.ts";

const megabyte = 1024 * 1024;
/** GitHub warns at 50 MB and refuses files of 100 MB. Half of the first limit leaves time to react. */
const warnFromBytes = 25 * megabyte;

/** The same changes. Each one warns once when the file has grown large. */
export function watchSizes(changes: readonly Change[], warn: (text: string) => void): Change[] {
  const told = new Set<string>();
  // The texts are nearly all ASCII, so that characters are bytes.
  const look = (path: string, bytes: number) => {
    if (bytes >= warnFromBytes && !told.has(path)) warn(warningOf(path, bytes));
    told.add(path);
  };
  return changes.map(({ name, merge, append }) => ({
    name,
    merge: (theirs, path) => {
      const text = merge(theirs, path);
      look(path, text.length);
      return text;
    },
    append:
      append &&
      ((theirs, path) => {
        const added = append(theirs, path);
        if (added !== undefined) look(path, theirs.bytes + added.length);
        return added;
      }),
  }));
}

function warningOf(path: string, bytes: number): string {
  return `${path}: ${Math.round(bytes / megabyte)} MB, and GitHub refuses files of 100 MB; check less often, or give some hosts of this type a results folder of their own`;
}
