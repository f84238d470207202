/**
 * What the probe costs this machine as a host: CPU of the whole script, and the programs that it starts, beside the script of
 * before the health of hosts was asked.
 *
 *     node bench/probe.ts [ROUNDS]    21; as root, it runs as root and as nobody
 *
 * Writes its section of bench/RESULTS.md.
 */
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fullProbeScript } from "../src/facts/index.ts";
import { findTool } from "../test/support/tools.ts";
import { table, writeSection } from "./results-page.ts";
import type { Target } from "./support/targets.ts";
import { median, timed } from "./support/timed.ts";

/** So many runs are measured together: one takes some milliseconds. */
const together = 10;
const connection = "127.0.0.1 40000 127.0.0.1 22";
const before = join(import.meta.dirname, "..", "test", "fixtures", "probes", "revision-2.sh");

interface Cost {
  readonly shell: string;
  readonly user: string;
  readonly beforeMs: number;
  readonly nowMs: number;
  readonly programs: readonly [before: number | undefined, now: number | undefined];
}

export async function probeTargets(rounds = 21): Promise<Target[]> {
  const folder = mkdtempSync(join(tmpdir(), "server-monitor-bench-"));
  try {
    const [old, now] = [join(folder, "before.sh"), join(folder, "now.sh")];
    copyFileSync(before, old);
    writeFileSync(now, fullProbeScript());
    for (const path of [folder, old, now]) chmodSync(path, 0o755);
    const costs: Cost[] = [];
    for (const user of process.getuid?.() === 0 ? ["nobody", "root"] : ["this user"])
      for (const shell of ["dash", "busybox"]) costs.push(await costOf({ shell, user, old, now, folder, rounds }));
    report(costs, rounds);
    return costs.filter(({ user }) => user !== "root").map(targetOf);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Asked {
  readonly shell: string;
  readonly user: string;
  readonly old: string;
  readonly now: string;
  readonly folder: string;
  readonly rounds: number;
}

async function costOf({ shell, user, old, now, folder, rounds }: Asked): Promise<Cost> {
  const command = [...(user === "nobody" ? ["setpriv", "--reuid=65534", "--clear-groups"] : []), shell];
  const words = shell === "busybox" ? [...command, "sh"] : command;
  const [oldMs, nowMs]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    oldMs.push(await cpuMs(words, old));
    nowMs.push(await cpuMs(words, now));
  }
  const programs = [startedBy(words, old, folder), startedBy(words, now, folder)] as const;
  return { shell, user, beforeMs: median(oldMs), nowMs: median(nowMs), programs };
}

const environment = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LOGNAME: "monitor", SSH_CONNECTION: connection };

/** Of one run, without what starting an empty script costs. */
async function cpuMs(command: readonly string[], script: string): Promise<number> {
  const loop = `n=0; while [ $n -lt ${together} ]; do n=$((n+1)); "$@"; done </dev/null >/dev/null 2>&1`;
  const run = (text: string) => timed("sh", ["-c", loop, "sh", ...command, text], environment);
  const [empty, whole] = [await run("/dev/null"), await run(script)];
  return (1000 * (whole.cpuS - empty.cpuS)) / together;
}

/** undefined: without strace. */
function startedBy(command: readonly string[], script: string, folder: string): number | undefined {
  const strace = findTool("strace");
  if (strace === undefined) return undefined;
  const trace = join(folder, "trace");
  const args = ["-f", "-e", "trace=execve", "-o", trace, ...command, script];
  execFileSync(strace, args, { env: environment, stdio: "ignore" });
  const started = readFileSync(trace, "utf8").match(/ = 0$/gm) ?? [];
  return started.length - (command[0] === "setpriv" ? 2 : 1);
}

function report(costs: readonly Cost[], rounds: number): void {
  const heading = ["shell", "as", "CPU before", "CPU now", "ratio", "programs before", "programs now"];
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  const rows = costs.map(({ shell, user, beforeMs, nowMs, programs }) => [
    ...[shell, user, ms(beforeMs), ms(nowMs), (nowMs / beforeMs).toFixed(2)],
    ...programs.map((count) => count ?? ""),
  ]);
  const how = `Medians of ${rounds} rounds in turn, ${together} runs each; starting an empty script is not counted.`;
  const where =
    "Before: the probe of revision 2, which asked for memory, `/`, boot, sockets and logins. This machine has no systemd; on one that has it `timeout` and `systemctl` are started as well, and `timeout` and `journalctl` where the account may read the journal (8 ms for 15 minutes of a host with 35,000 lines of sshd a day, 75 ms for the whole day).";
  writeSection("The probe: what a host pays", [...table(heading, rows), "", how, where]);
  for (const row of rows) console.log(row.join(" · "));
}

function targetOf({ shell, user, beforeMs, nowMs }: Cost): Target {
  const of = shell === "dash" ? 0.7 : 1;
  return {
    what: `CPU of the probe on a host, ${shell} as ${user}: × revision 2`,
    measured: nowMs / beforeMs,
    of,
    unit: "",
  };
}

if (import.meta.main) await probeTargets(Number(process.argv[2] ?? 21));
