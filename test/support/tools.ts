/**
 * Tests that talk to real programs. Where a program is missing or may not do its work they are skipped by name, and the
 * last line of the run says how to have it (skipped-tests.ts); with CI=true they fail instead.
 */
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, it } from "vitest";

declare module "vitest" {
  interface TaskMeta {
    /** Why a suite is skipped, one item for each program. */
    missing?: readonly string[];
  }
}

const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/sbin"];

/** What a program must be able to do here: some are installed and still forbidden. */
const trials: Readonly<Record<string, readonly string[]>> = {
  ping: ["-n", "-c", "1", "--", "127.0.0.1"],
  strace: ["-o", "/dev/null", "true"],
  unshare: ["-rn", "true"],
};

const troubles = new Map<string, string | undefined>();

/** The absolute path of a program, looked for in PATH and the system's sbin folders. */
export function findTool(name: string): string | undefined {
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

/** The absolute path of a program that `describeWith` has made sure of. */
export function tool(name: string): string {
  const path = findTool(name);
  if (path === undefined) throw new Error(`${name} is not installed: name it in describeWith`);
  return path;
}

/** `describe` for tests that need programs; `root` stands for being root. */
export function describeWith(programs: readonly string[], name: string, suite: () => void): void {
  const missing = programs.flatMap((program) => troubleWith(program) ?? []);
  if (missing.length === 0) describe(name, suite);
  else if (process.env["CI"] === "true" && !missing.includes(notRoot)) it(name, () => failMissing(missing));
  else describe.skip(`${name} (${missing.join(", ")})`, { meta: { missing } }, suite);
}

/** Whether the tests can use all of these programs. */
export function canUse(programs: readonly string[]): boolean {
  return programs.every((program) => troubleWith(program) === undefined);
}

const notRoot = "not root";

function troubleWith(name: string): string | undefined {
  if (!troubles.has(name)) troubles.set(name, findTrouble(name));
  return troubles.get(name);
}

function findTrouble(name: string): string | undefined {
  if (name === "root") return process.getuid?.() === 0 ? undefined : notRoot;
  const path = findTool(name);
  if (path === undefined) return `no ${name}`;
  const trial = trials[name];
  const works = trial === undefined || spawnSync(path, trial, { stdio: "ignore" }).status === 0;
  return works ? undefined : `${name} is not permitted`;
}

function failMissing(missing: readonly string[]): never {
  throw new Error(`${missing.join(", ")}; .ci/run installs what the tests need`);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
