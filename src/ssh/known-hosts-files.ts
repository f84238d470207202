/** Reads the known_hosts files of the machine and adds the ones given as text. */
import { readFile } from "node:fs/promises";
import { type KnownHosts, parseKnownHosts } from "./known-hosts.ts";

/** Known_hosts text, and where it is from, for messages. */
export interface KnownHostsText {
  readonly text: string;
  readonly path: string;
}

/** A file that does not exist is empty. */
export async function loadKnownHosts(sources: {
  readonly texts: readonly KnownHostsText[];
  /** Paths. */
  readonly files: readonly string[];
}): Promise<KnownHosts> {
  const files = await Promise.all(sources.files.map(async (path) => parseKnownHosts(await readIfThere(path), path)));
  const all = [...sources.texts.map(({ text, path }) => parseKnownHosts(text, path)), ...files];
  return { entries: all.flatMap(({ entries }) => entries), warnings: all.flatMap(({ warnings }) => warnings) };
}

/** Only a missing file is empty: with an unreadable file, a changed key would look like a new one. */
async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") return "";
    throw new Error(`${path}: known hosts cannot be read (${code}): make the file readable or remove it`, {
      cause: error,
    });
  }
}
