/** GitHub's runner on this machine, of which we know the folder by the Node that it gave us. */
import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { join } from "node:path";

export interface RunnerAge {
  /** undefined: it does not say. */
  readonly version: string | undefined;
  readonly ageMs: number;
}

/** Since it was built. undefined: this is not the Node of a runner. */
export async function runnerAge(execPath: string, now: Date): Promise<RunnerAge | undefined> {
  const [, root, named] = /^(.*)\/externals(?:\.([\d.]+))?\/node\d+\/bin\/node$/.exec(execPath) ?? [];
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
