/** Tests GitHub's runner on this machine: whether it runs as a service, and how old it is. */
import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { oldRunnerMs, runnerAge, runnerFolder, serviceState } from "../probes/runner.ts";
import type { Surroundings } from "../surroundings.ts";
import { durationWords } from "../words/duration.ts";
import { type Finding, finding } from "./finding.ts";

/** Nothing where there is no runner: the commands also run from a timer. */
export async function examineRunner(
  { home, environment }: Pick<Surroundings, "home" | "environment">,
  now: Date,
  execPath = process.execPath,
): Promise<Finding[]> {
  const folder = runnerFolder(execPath) ?? join(home, "actions-runner");
  const isThere = await access(join(folder, ".runner")).then(
    () => true,
    () => false,
  );
  return isThere ? [await service(folder, environment), ...(await age(folder, now))] : [];
}

/** `svc.sh install` writes the name of the service. */
async function service(folder: string, environment: Surroundings["environment"]): Promise<Finding> {
  const name = (await readFile(join(folder, ".service"), "utf8").catch(() => "")).trim();
  const fix = `cd ${folder} && sudo ./svc.sh install "$USER" && sudo ./svc.sh start`;
  if (!/^[\w@.:-]{1,200}\.service$/.test(name))
    return finding("bad", "runner", `it is not installed as a service, and ends with the terminal: ${fix}`);
  const state = await serviceState(name, environment);
  if (state === undefined)
    return finding("odd", "runner", `whether ${name} runs was not checked: there is no systemctl`);
  if (state === "active") return finding("good", "runner", `its service runs (${name})`);
  return finding("bad", "runner", `its service is ${state}: sudo systemctl start ${name}`);
}

async function age(folder: string, now: Date): Promise<Finding[]> {
  const runner = await runnerAge(join(folder, "externals", "node24", "bin", "node"), now);
  if (runner === undefined) return [];
  const words = `${runner.version ?? "its version"} is ${durationWords(runner.ageMs)} old`;
  if (runner.ageMs < oldRunnerMs) return [finding("good", "runner", words)];
  const fix = "GitHub gives no jobs to one that is 30 days behind: let it update itself, or reinstall it";
  return [finding("odd", "runner", `${words}; ${fix}`)];
}
