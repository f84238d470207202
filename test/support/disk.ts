/** Disks of a test's own: small ones that fill up, and folders that turn read-only. Root alone can have them. */
import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished, type TestContext } from "vitest";
import { tool } from "./tools.ts";

/** What these disks need, for `describeWith`. */
export const diskTools = ["root", "mount", "umount"];

/** Puts an empty disk of this size over a folder. Skips the test where even root may not (a container). */
export function mountDisk(test: TestContext, folder: string, size: string): void {
  const { status } = spawnSync(tool("mount"), ["-t", "tmpfs", "-o", `size=${size}`, "none", folder]);
  test.skip(status !== 0, "this machine does not let root mount");
  onTestFinished(() => unmount(folder));
}

/** Writes a file until the disk takes no more. */
export function fill(folder: string): string {
  const path = join(folder, "filler");
  const file = openSync(path, "w");
  try {
    for (const chunk of [Buffer.alloc(4096), Buffer.alloc(1)]) while (writeSync(file, chunk) > 0);
  } catch {
    // ENOSPC: that is what was wanted.
  } finally {
    closeSync(file);
  }
  return path;
}

/** Makes a folder read-only, for root, too. The result makes it writable again. */
export function makeReadOnly(test: TestContext, folder: string): () => void {
  const { status } = spawnSync(tool("mount"), ["--bind", folder, folder]);
  test.skip(status !== 0, "this machine does not let root mount");
  onTestFinished(() => unmount(folder));
  execFileSync(tool("mount"), ["-o", "remount,ro,bind", folder]);
  return () => void execFileSync(tool("mount"), ["-o", "remount,rw,bind", folder]);
}

function unmount(folder: string): void {
  execFileSync(tool("umount"), [folder]);
}
