/**
 * Tests that talk to real programs. Where a program is missing or may not do its work they are skipped by name, and the
 * last line of the run says how to have it (skipped-tests.ts); with CI=true they fail instead.
 */
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { networkInterfaces } from "node:os";
import { delimiter, join } from "node:path";
import { describe, it } from "vitest";

declare module "vitest" {
  interface TaskMeta {
    /** Why a suite is skipped, one item for each program. */
    missing?: readonly string[];
  }
}

const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/sbin", "/lib/systemd"];

/** Commands that must succeed here: some programs are installed and still forbidden. */
const trials: Readonly<Record<string, readonly [program: string, ...args: string[]]>> = {
  ping: ["ping", "-n", "-c", "1", "--", "127.0.0.1"],
  "busybox ping": ["busybox", "ping", "-c", "1", "127.0.0.1"],
  strace: ["strace", "-o", "/dev/null", "true"],
  // A traced program has no capabilities of its file, without which most systems let only root ping.
  "ping under strace": ["strace", "-f", "-o", "/dev/null", "ping", "-n", "-c", "1", "--", "127.0.0.1"],
  unshare: ["unshare", "-rn", "true"],
  // A file system above another one, as for a Debian root.
  overlay: [
    "unshare",
    "-m",
    "sh",
    "-c",
    "mount -t tmpfs tmpfs /mnt; cd /mnt; mkdir l u w m; mount -t overlay -o lowerdir=l,upperdir=u,workdir=w overlay m",
  ],
  "a network of its own": ["unshare", "-rnm", "sh", "-c", "PATH=$PATH:/usr/sbin:/sbin; ip link add d0 type veth"],
};

const troubles = new Map<string, string | undefined>();

/** The absolute path of a program, looked for in PATH the system's sbin folders, and systemd's own. */
export function findTool(name: string): string | undefined {
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

/** The absolute path of a program that `describeWith` has made sure of; its name where tests are skipped that need it. */
export function tool(name: string): string {
  return findTool(name) ?? name;
}

/** `describe` for tests that need programs, or what the trials are named after; `root` stands for being root. */
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

/** Many containers have no IPv6, not even on loopback. */
export const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === "::1"),
);
/** For `test.skip`. */
export const noIpv6 = "this machine has no address ::1";

const notRoot = "not root";

function troubleWith(name: string): string | undefined {
  if (!troubles.has(name)) troubles.set(name, findTrouble(name));
  return troubles.get(name);
}

function findTrouble(name: string): string | undefined {
  if (name === "root") return process.getuid?.() === 0 ? undefined : notRoot;
  const [program, ...args] = trials[name] ?? [name];
  const path = findTool(program);
  if (path === undefined) return `no ${program}`;
  const works = args.length === 0 || spawnSync(path, args, { stdio: "ignore" }).status === 0;
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
