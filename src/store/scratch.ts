/** Files of this run alone, such as a month that git has written out. They are removed when the process ends. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

let folder: string | undefined;

/** The path of a file in a folder that only this user can read. */
export function scratchFile(name: string): string {
  folder ??= makeFolder();
  return join(folder, name);
}

function makeFolder(): string {
  const made = mkdtempSync(join(tmpdir(), "server-monitor-"));
  process.once("exit", () => rmSync(made, { recursive: true, force: true }));
  return made;
}
