/**
 * Writes files atomically: after a crash or on a full disk, a file has either the old content or the new. Links are not
 * followed.
 */
import { isUtf8 } from "node:buffer";
import { constants } from "node:fs";
import { appendFile, copyFile, type FileHandle, lstat, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** The text of a file. undefined only if the file does not exist; any other failure is an error, never an empty history. */
export async function readIfPresent(path: string): Promise<string | undefined> {
  const bytes = await readBytes(path);
  return bytes && decode(bytes, notText(path));
}

/** The text of a file. `refusal`: what is thrown if it is none. */
export async function readUtf8(path: string, refusal: Error): Promise<string> {
  return decode((await readBytes(path)) ?? Buffer.alloc(0), refusal);
}

const bytesAtOnce = 256 * 1024;

/**
 * The same in pieces of whole records, so that a month is never in memory; none if there is no file. A piece ends at the end
 * of a line, and not within quotes.
 */
export async function* readPieces(path: string, refusal = notText(path)): AsyncGenerator<string, void> {
  const handle = await openIfPresent(path);
  if (handle === undefined) return;
  try {
    let [buffer, held, isFirst] = [Buffer.alloc(bytesAtOnce), 0, true];
    for (;;) {
      // A record that has no room, or quotes that never end.
      if (held === buffer.length) buffer = Buffer.concat([buffer], 2 * held);
      const bytesRead = await readAt(path, handle, buffer, held);
      held += bytesRead;
      const end = bytesRead === 0 ? held : endOfRecords(buffer.subarray(0, held));
      if (end > 0 || (isFirst && bytesRead === 0)) yield decode(buffer.subarray(0, end), refusal);
      if (bytesRead === 0) return;
      isFirst &&= end === 0;
      buffer.copyWithin(0, end, held);
      held -= end;
    }
  } finally {
    await handle.close();
  }
}

async function openIfPresent(path: string): Promise<FileHandle | undefined> {
  return open(path, constants.O_RDONLY).catch((cause: unknown) => {
    if (codeOf(cause) === "ENOENT") return undefined;
    throw fileError(path, "cannot be read", cause);
  });
}

async function readAt(path: string, handle: FileHandle, buffer: Buffer, at: number): Promise<number> {
  try {
    return (await handle.read(buffer, at, buffer.length - at)).bytesRead;
  } catch (cause) {
    throw fileError(path, "cannot be read", cause);
  }
}

const [newline, quote] = [0x0a, 0x22];

/** Behind the last line, if all quotes before it are closed; else 0. */
function endOfRecords(bytes: Buffer): number {
  const end = bytes.lastIndexOf(newline) + 1;
  let isOpen = false;
  for (let at = bytes.indexOf(quote); at !== -1 && at < end; at = bytes.indexOf(quote, at + 1)) isOpen = !isOpen;
  return isOpen ? 0 : end;
}

/** What a large file begins and ends with. */
export interface FileEnds {
  readonly bytes: number;
  /** Its first line and its last ones. */
  readonly text: string;
}

/** undefined: there is no file, it is small enough to be read as a whole, or its ends are no lines of text. */
export async function readEnds(path: string): Promise<FileEnds | undefined> {
  const handle = await openIfPresent(path);
  if (handle === undefined) return undefined;
  try {
    const { size } = await handle.stat();
    if (size < 2 * bytesAtOnce) return undefined;
    const [first, last] = [Buffer.alloc(bytesAtOnce), Buffer.alloc(bytesAtOnce)];
    await handle.read(first, 0, first.length, 0);
    await handle.read(last, 0, last.length, size - last.length);
    const header = first.subarray(0, first.indexOf(newline) + 1);
    const lines = last.subarray(last.indexOf(newline) + 1);
    const ends = Buffer.concat([header, lines]);
    return header.length > 0 && isUtf8(ends) ? { bytes: size, text: ends.toString("utf8") } : undefined;
  } finally {
    await handle.close();
  }
}

function decode(bytes: Uint8Array, refusal: Error): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw refusal;
  }
}

function notText(path: string): Error {
  return new Error(`${path}: is not UTF-8 text; restore it from git`);
}

/** Replaces or creates a file. `mode` is that of a new file; a file that is there keeps its own. */
export async function writeDurably(path: string, text: string, mode = 0o644): Promise<void> {
  await replace(path, (temporary, present) =>
    writeAll(temporary, text, present === undefined ? mode : present.mode & 0o777),
  );
}

/** Replaces a file that is there by a copy with more text at its end. */
export async function appendDurably(path: string, text: string): Promise<void> {
  await replace(path, async (temporary) => {
    await copyFile(path, temporary, constants.COPYFILE_EXCL);
    const { size } = await lstat(temporary);
    await appendFile(temporary, text);
    const handle = await open(temporary, constants.O_RDWR | constants.O_NOFOLLOW);
    try {
      await requireSize(handle, size + Buffer.byteLength(text));
      await handle.sync();
    } finally {
      await handle.close();
    }
  });
}

type Write = (temporary: string, present: { mode: number } | undefined) => Promise<void>;

/** The file is written beside its place, and then moved there. */
async function replace(path: string, write: Write): Promise<void> {
  const present = await statRegular(path);
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    // A killed process with the same id may have left this file.
    await rm(temporary, { force: true });
    await write(temporary, present);
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw fileError(path, "cannot be written", cause);
  }
}

/**
 * Removes what `writeDurably` left in a folder when its process was killed: files from before the run began whose process
 * is no more. One that seems to run may just have the same number (in containers all do), but no write takes an hour.
 */
export async function removeLeftovers(folder: string, began: Date): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const [, pid] = /^\..+\.([1-9]\d{0,6})\.tmp$/.exec(name) ?? [];
    if (pid === undefined) continue;
    const path = join(folder, name);
    const age = began.getTime() - ((await lstat(path).catch(() => undefined))?.mtimeMs ?? Number.POSITIVE_INFINITY);
    // The file only takes space; another run may be able to delete it.
    if (age > (isRunning(Number(pid)) ? hourMs : 0)) await rm(path).catch(() => undefined);
  }
}

const hourMs = 3_600_000;

/** An error that names the file, what went wrong and what to do about it. */
export function fileError(path: string, what: string, cause: unknown): Error {
  const code = codeOf(cause) ?? (cause instanceof Error ? cause.message : "unknown error");
  const fix = fixes.get(code);
  return new Error(`${path}: ${what} (${code})${fix === undefined ? "" : `: ${fix}`}`, { cause });
}

/** The names in a folder, sorted; none if there is no such folder. */
export async function listFolder(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    if (codeOf(cause) === "ENOENT") return [];
    throw fileError(folder, "cannot be listed", cause);
  });
  return names.sort();
}

/** The system's name of an error, such as ENOENT. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

const fixes: ReadonlyMap<string, string> = new Map([
  ["ENOSPC", "the disk is full; free some space"],
  ["EDQUOT", "the disk quota is used up; free some space"],
  ["EFBIG", "the limit on file sizes is too low; raise it (ulimit -f)"],
  ["EROFS", "the file system is read-only; mount it writable"],
  ["EACCES", "this user has no permission; change the owner or the mode"],
  ["EPERM", "this user has no permission; change the owner or the mode"],
  ["EIO", "the disk reports an error; check dmesg"],
  ["EISDIR", "a folder is in its place; move it away"],
  ["ENOENT", "its folder is missing; create it"],
  ["ENOTDIR", "a file is where its folder should be; move it away"],
]);

async function readBytes(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return undefined;
    throw fileError(path, "cannot be read", cause);
  }
}

async function statRegular(path: string): Promise<{ mode: number } | undefined> {
  const stats = await lstat(path).catch((cause: unknown) => {
    if (codeOf(cause) === "ENOENT") return undefined;
    throw fileError(path, "cannot be read", cause);
  });
  if (stats === undefined || stats.isFile()) return stats;
  const kind = stats.isSymbolicLink() ? "a symbolic link" : "not a regular file";
  throw new Error(`${path}: is ${kind}, and results are only written to regular files; replace it by one`);
}

/**
 * Signal 0 only tests whether the process exists. EPERM: it does, and belongs to another user. Our own id: a former process
 * had it.
 */
function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}

async function writeAll(path: string, text: string, mode: number): Promise<void> {
  const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;
  const handle = await open(path, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, mode);
  try {
    for (const piece of piecesOf(text)) await writeInFull(handle, piece);
    await requireSize(handle, Buffer.byteLength(text));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeInFull(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, written);
    if (bytesWritten === 0) throw new Error("the disk accepted no more bytes");
    written += bytesWritten;
  }
}

/** A write to a full disk may be short without an error, so the size on disk is compared. */
async function requireSize(handle: FileHandle, bytes: number): Promise<void> {
  const { size } = await handle.stat();
  if (size !== bytes) throw new Error(`${size} bytes on disk instead of ${bytes}`);
}

const pieceBytes = 1024 * 1024;

/** The bytes of a text in pieces, so that a large text is not in memory a second time. A piece lasts until the next one. */
export function* piecesOf(text: string): Generator<Uint8Array, void> {
  const encoder = new TextEncoder();
  const piece = new Uint8Array(pieceBytes);
  let done = 0;
  while (done < text.length) {
    // A character that has no room left in a piece begins the next one.
    const { read, written } = encoder.encodeInto(text.slice(done, done + pieceBytes), piece);
    yield piece.subarray(0, written);
    done += read;
  }
}

/** Makes the rename durable. File systems that cannot sync a folder answer EINVAL. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } catch (cause) {
    if (codeOf(cause) !== "EINVAL") throw cause;
  } finally {
    await handle.close();
  }
}
