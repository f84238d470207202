/** Reads the files of `init`: of bounded size, in UTF-8. */
import { createReadStream, statSync } from "node:fs";
import type { Readable } from "node:stream";
import { SourceError } from "./found.ts";

const bytesMax = 4 * 1024 * 1024;

/** A file, or a pipe such as `<(tailscale status --json)`. */
export function readFile(path: string): Promise<string> {
  return readAll(createReadStream(path), path);
}

export function readStandardInput(): Promise<string> {
  if (process.stdin.isTTY) throw new SourceError("standard input: expected a file or a pipe; give the path of a file");
  return readAll(process.stdin, "standard input");
}

/** Whether reading it ends: an Include may match a pipe that nobody writes to. */
export function isRegularFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

async function readAll(stream: Readable, shown: string): Promise<string> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await bytesOf(stream));
  } catch (error) {
    throw new SourceError(`${shown}: cannot be read: ${reasonOf(error)}`, { cause: error });
  }
}

async function bytesOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > bytesMax) throw new RangeError("over 4 MiB; give a smaller file");
  }
  return Buffer.concat(chunks);
}

function reasonOf(error: unknown): string {
  if (error instanceof RangeError) return error.message;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT" || code === "ENOTDIR") return "no such file; give the path of one";
  if (code === "EISDIR") return "it is a folder; give the path of a file";
  if (code === "EACCES" || code === "EPERM") return "permission denied; make it readable";
  return code === "ERR_ENCODING_INVALID_ENCODED_DATA" ? "not UTF-8 text; convert it" : "it cannot be opened";
}
