/** Tests that talk to real programs: skipped by name where a program is missing, failed where CI says it must be there. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, it } from "vitest";

const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/sbin"];

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

/** `describe` for tests that need programs. */
export function describeWith(programs: readonly string[], name: string, suite: () => void): void {
  const missing = programs.filter((program) => findTool(program) === undefined);
  if (missing.length === 0) describe(name, suite);
  else if (process.env["CI"] === "true")
    it(`${name}: ${missing.join(", ")} must be installed`, () => failMissing(missing));
  else describe.skip(`${name} (not installed: ${missing.join(", ")})`, suite);
}

function failMissing(missing: readonly string[]): never {
  throw new Error(`not installed: ${missing.join(", ")}; .ci/run installs what the tests need`);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
