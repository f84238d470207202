/** Writes a website into a folder: the named files, and nothing else there is touched. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { codeOf, fileError, readIfPresent, writeDurably } from "./file.ts";

export interface SiteFile {
  readonly name: string;
  readonly text: string;
  /** Whether a file of this name that is there may be replaced. */
  readonly isOurs: (present: string) => boolean;
}

/** Throws before anything is written where a file of somebody else has one of the names. */
export async function writeSite(folder: string, files: readonly SiteFile[]): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    if (codeOf(cause) === "EEXIST") throw new Error(`${folder}: is a file; give a folder with the input \`out\``);
    throw fileError(folder, "cannot be created", cause);
  });
  for (const { name, isOurs } of files) {
    const present = await readIfPresent(join(folder, name));
    if (present !== undefined && !isOurs(present))
      throw new Error(`${join(folder, name)}: was not written by server-monitor; move it away or give another folder`);
  }
  for (const { name, text } of files) await writeDurably(join(folder, name), text);
}
