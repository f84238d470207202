/** Reads all files of this folder's inputs: an input is the text itself or the path of a file that holds it. */
import { readFileSync, statSync } from "node:fs";
import { type Parsed, quoted, refused } from "./parsed.ts";
import { expandHome } from "./paths.ts";

/** The maximum size of a GitHub secret. */
const secretBytes = 48 * 1024;
const nearlyFull = 0.8;
const fileBytes = 4 * 1024 * 1024;

export interface Source {
  readonly text: string;
  readonly warnings: readonly string[];
}

/** Problems quote the input only if it is clearly a file name, because it may be a secret. */
export function readSource(label: string, input: string, home: string): Parsed<Source> {
  const trimmed = input.trim();
  if (!isPath(trimmed, home)) return checkedSize(input.replace(/^\uFEFF/, ""));
  const shown = /^[\w.~/\\ -]{1,200}\.(?:json|ya?ml|txt)$/i.test(trimmed) ? quoted(trimmed) : "the file it names";
  const file = readText(expandHome(trimmed, home), shown, `give the path of a file or the ${label} itself`);
  return "value" in file ? { value: { text: file.value, warnings: [] } } : file;
}

/** Reads the file that `verify` names; many servers may name the same one. */
export function certificateReader(home: string): (path: string) => Parsed<string> {
  const read = new Map<string, Parsed<string>>();
  return (path) => {
    const fix = "give true, false, the path of a certificate or its PEM text";
    const file = read.get(path) ?? readText(expandHome(path, home), quoted(path), fix);
    read.set(path, file);
    return file;
  };
}

/** The text of a small file. `shown` is what a problem calls it, `fix` what to do about it. */
function readText(path: string, shown: string, fix: string): Parsed<string> {
  try {
    if (statSync(path).size > fileBytes) return refused(`cannot read ${shown}: over 4 MiB; ${fix}`);
    return { value: new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path)) };
  } catch (error) {
    return refused(`cannot read ${shown}: ${reasonOf(error)}; ${fix}`);
  }
}

function isPath(input: string, home: string): boolean {
  if (input === "" || /[\r\n{[]|:\s|:$/.test(input)) return false;
  return /\/|\.(?:json|ya?ml|txt)$/i.test(input) || isFile(expandHome(input, home));
}

export function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function checkedSize(text: string): Parsed<Source> {
  const bytes = Buffer.byteLength(text);
  const fix = "share settings by `defaults` and `credentials`, or give the path of a file";
  if (bytes > secretBytes) return refused(`over the 48 KB a secret holds; ${fix}`);
  const isNearlyFull = bytes >= secretBytes * nearlyFull;
  return {
    value: { text, warnings: isNearlyFull ? [`${Math.floor(bytes / 1024)} of the 48 KB a secret holds; ${fix}`] : [] },
  };
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT" || code === "ENOTDIR") return "no such file";
  if (code === "EISDIR") return "it is a folder";
  if (code === "EACCES" || code === "EPERM") return "permission denied";
  return code === "ERR_ENCODING_INVALID_ENCODED_DATA" ? "not UTF-8 text" : "it cannot be opened";
}
