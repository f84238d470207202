/**
 * What the kernel counts: the 15-minute load average per processor, and the processes that it has killed because memory ran out.
 *
 *     @server-monitor load 0.52 4                        (/proc/loadavg; processors of /proc/stat)
 *     @server-monitor oom 3                              (oom_kill of /proc/vmstat, since Linux 4.13)
 *     @server-monitor container                          (both are the machine's, not this container's: unknown)
 *     @server-monitor sysctl vm.loadavg: { 0.32 0.33 0.25 }                          (FreeBSD, macOS; OpenBSD without braces)
 *     @server-monitor sysctl hw.ncpu: 4
 */
import type { Answer } from "./answer.ts";
import { askProc } from "./ask-proc.ts";
import type { Fact } from "./fact.ts";

const question = { types: ["node", "miner"], ask: askProc, since: 3 } as const;

export const load15: Fact<number | undefined> = {
  ...question,
  parse: (answer) => {
    if (isContainer(answer)) return undefined;
    const [, linux, cpus] = /^(\d{1,6}\.\d\d) (\d{1,5})$/.exec(answer.lines("load")[0] ?? "") ?? [];
    const load = linux ?? sysctl(/^vm\.loadavg[:=] ?(?:\{ )?[\d.]+ [\d.]+ (\d{1,6}\.\d+)/, answer);
    const processors = Number(cpus ?? sysctl(/^hw\.ncpu[:=] ?(\d{1,5})$/, answer) ?? 0);
    return load === undefined || processors === 0 ? undefined : Number(load) / processors;
  },
};

export const oomKills: Fact<number | undefined> = {
  ...question,
  parse: (answer) => {
    const [, kills] = /^(\d{1,12})$/.exec(answer.lines("oom")[0] ?? "") ?? [];
    return kills === undefined || isContainer(answer) ? undefined : Number(kills);
  },
};

/** Whether the host is a container: what /proc and /sys tell of the machine is not its own. */
export function isContainer(answer: Answer): boolean {
  return answer.lines("container").length > 0;
}

function sysctl(pattern: RegExp, answer: Answer): string | undefined {
  return answer.lines("sysctl").flatMap((line) => pattern.exec(line)?.[1] ?? [])[0];
}
