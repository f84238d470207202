/** Sentences for the summary of a check about the machines that take part in it. */
import type { Probed } from "../check-host.ts";
import { probeRevision } from "../facts/answer.ts";
import type { Host } from "../inventory/host.ts";
import { oldRunnerMs, runnerAge } from "../probes/runner.ts";
import { listed } from "../words/count.ts";
import { durationWords } from "../words/duration.ts";

export async function runnerNotes(hosts: readonly Host[], now: Date): Promise<string[]> {
  const runner = hosts.some(({ self }) => self) ? await runnerAge(process.execPath, now) : undefined;
  if (runner === undefined || runner.ageMs < oldRunnerMs) return [];
  const name = `the runner ${runner.version ?? "of this machine"}`;
  return [
    `${name} is ${durationWords(runner.ageMs)} old: GitHub gives no jobs to one that is 30 days behind; check that it updates itself, or reinstall it`,
  ];
}

/** Hosts with an installed copy of the probe that is older than ours. One sentence for all of them. */
export function probeNotes(probed: readonly Pick<Probed, "result">[]): string[] {
  const old = probed.flatMap(({ result: { host, facts } }) => {
    return facts?.revision !== undefined && facts.revision < probeRevision ? [host] : [];
  });
  if (old.length === 0) return [];
  return [
    `older probe on ${listed(old)}: the columns that it does not fill stay empty; install what \`server-monitor probe\` prints (docs/security.md)`,
  ];
}
