/** GitHub's runner on this machine, of which we know the folder by the Node that it gave us. */
import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { join } from "node:path";

export interface RunnerAge {
  /** undefined: it does not say. */
  readonly version: string | undefined;
  readonly ageMs: number;
}

/** GitHub gives no jobs to a runner that is 30 days behind. */
export const oldRunnerMs = 25 * 86_400_000;

const runnerNode = /^(.*)\/externals(?:\.([\d.]+))?\/node\d+\/bin\/node$/;

/** undefined: this is not the Node of a runner. */
export function runnerFolder(execPath: string): string | undefined {
  return runnerNode.exec(execPath)?.[1];
}

/** Since it was built. undefined: this is not the Node of a runner. */
export async function runnerAge(execPath: string, now: Date): Promise<RunnerAge | undefined> {
  const [, root, named] = runnerNode.exec(execPath) ?? [];
  if (root === undefined) return undefined;
  const program = join(root, "bin", "Runner.Listener");
  const built = await stat(program).catch(() => undefined);
  if (built === undefined) return undefined;
  return { version: named ?? (await versionOf(program)), ageMs: now.getTime() - built.mtimeMs };
}

/** After its first update by itself, the name of its folder says it. */
function versionOf(program: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(program, ["--version"], { timeout: 5000, killSignal: "SIGKILL" }, (_error, stdout) => {
      resolve(/^\d+\.\d+\.\d+$/m.exec(stdout)?.[0]);
    });
  });
}

/** `active`, `inactive`, `failed` … of a unit of systemd. undefined: there is no systemctl. */
export function serviceState(unit: string, { PATH }: Readonly<Record<string, string | undefined>>) {
  return new Promise<string | undefined>((resolve) => {
    const options = { timeout: 5000, env: { PATH }, killSignal: "SIGKILL" as const };
    execFile("systemctl", ["is-active", "--", unit], options, (_error, stdout) => {
      resolve(/^[a-z-]+/.exec(stdout)?.[0]);
    });
  });
}
