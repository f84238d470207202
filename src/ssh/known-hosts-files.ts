/** Reads the known_hosts files of the machine and joins them with those of the `known-hosts` input. */
import { readFile } from "node:fs/promises";
import { type KnownHosts, parseKnownHosts } from "./known-hosts.ts";

/** `input` is known_hosts text, `files` are paths. A file that does not exist is empty. */
export async function loadKnownHosts(sources: {
  readonly input: string;
  readonly files: readonly string[];
}): Promise<KnownHosts> {
  const files = await Promise.all(sources.files.map(async (path) => parseKnownHosts(await readIfThere(path), path)));
  const all = [parseKnownHosts(sources.input, "known-hosts input"), ...files];
  return { entries: all.flatMap(({ entries }) => entries), warnings: all.flatMap(({ warnings }) => warnings) };
}

/** Only "missing" means empty: with an unreadable file a changed key would look like a new one. */
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
