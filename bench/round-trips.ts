/**
 * How often the result of a host waits for the length of the line: time from connecting to the result, over a line of 0, 5, 50
 * and 150 ms, for us and for OpenSSH's client. What is more over a long line, divided by its length, is the round trips. That
 * of TCP itself is not among them: the proxy is next door.
 *
 *     node bench/round-trips.ts [ROUNDS]    5
 */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { endLine } from "../src/facts/answer.ts";
import { probeScript } from "../src/facts/index.ts";
import { Secret } from "../src/inventory/secret.ts";
import { loadKeys } from "../src/ssh/keys.ts";
import { runScript } from "../src/ssh/session.ts";
import { trustFor } from "../src/ssh/trust.ts";
import { hostOf } from "../test/support/ssh-session.ts";
import { currentUser } from "../test/support/sshd.ts";
import { table, writeSection } from "./results-page.ts";
import { startDelayProxy } from "./support/delay-proxy.ts";
import { type Fleet, startFleet } from "./support/fleet.ts";
import type { Target } from "./support/targets.ts";
import { median } from "./support/timed.ts";

const lines = [0, 5, 50, 150];
const script = probeScript("node");

export async function roundTripTargets(rounds = 5): Promise<Target[]> {
  const fleet = await startFleet(1);
  const timesOf = (time: (port: number) => Promise<number>) => timesOver(fleet, time, rounds);
  try {
    const ours = await timesOf((port) => ourTime(port, fleet));
    const fair = await timesOf((port) => sshTime(port, fleet, "-oKexAlgorithms=curve25519-sha256"));
    const usual = await timesOf((port) => sshTime(port, fleet));
    report([
      ["server-monitor", ours],
      ["ssh -oKexAlgorithms=curve25519-sha256", fair],
      ["ssh (its defaults)", usual],
    ]);
    return [...lines.slice(1).map((_, index) => targetOf(index + 1, ours, fair)), slopeTarget(ours, fair)];
  } finally {
    await fleet.stop();
  }
}

/** What a line adds to the time without it, in its own lengths. */
function tripsAt(index: number, times: readonly number[]): number {
  return rounded(((times[index] ?? 0) - (times[0] ?? 0)) / (lines[index] ?? 1));
}

/** The same between two long lines: what hides behind a host's or a client's own work without a line hides in neither. */
function tripsBetween([, , fifty = 0, far = 0]: readonly number[]): number {
  return rounded((far - fifty) / 100);
}

function rounded(trips: number): number {
  return Math.round(trips * 10) / 10;
}

function targetOf(index: number, ours: readonly number[], fair: readonly number[]): Target {
  const what = `round trips from connecting to the result, ${lines[index]} ms against none; the target is what OpenSSH's client comes to`;
  return { what, measured: tripsAt(index, ours), of: tripsAt(index, fair), unit: "" };
}

function slopeTarget(ours: readonly number[], fair: readonly number[]): Target {
  const what = "the same, 150 ms against 50 ms";
  return { what, measured: tripsBetween(ours), of: tripsBetween(fair), unit: "" };
}

/** The median for each line. */
async function timesOver(fleet: Fleet, time: (port: number) => Promise<number>, rounds: number): Promise<number[]> {
  const medians: number[] = [];
  for (const roundTripMs of lines) {
    const [host] = fleet.hosts;
    if (host === undefined) throw new Error("a fleet of one host has none");
    const proxy = await startDelayProxy(host, roundTripMs);
    const times: number[] = [];
    for (let round = 0; round <= rounds; round += 1) times.push(await time(proxy.port));
    medians.push(median(times.slice(1)));
    proxy.close();
  }
  return medians;
}

async function ourTime(port: number, { key, hostKey }: Fleet): Promise<number> {
  const identities = [{ username: currentUser, key: { text: new Secret(readFileSync(key.path, "utf8")) } }];
  const host = hostOf({ port, identities, hostKeys: [hostKey.fingerprint] });
  const [keys, trust] = [await loadKeys([host]), trustFor(host, [], "strict")];
  const settings = { script, endMark: endLine, keys, trust, signal: AbortSignal.timeout(60_000), trace: () => {} };
  const began = performance.now();
  const { value, problems } = await runScript(host, settings);
  if (value === undefined || problems.length > 0) throw new Error(JSON.stringify(problems));
  return performance.now() - began;
}

/** To its end mark, as ours: what comes after it is not waited for. */
async function sshTime(port: number, { sshConfig }: Fleet, ...options: string[]): Promise<number> {
  const args = ["-F", sshConfig, ...options, "-p", String(port), "-oHostKeyAlias=fleet"];
  const began = performance.now();
  const running = promisify(execFile)("ssh", [...args, "127.0.0.1", "sh -s"]);
  const ended = new Promise<number>((resolve) => {
    let text = "";
    running.child.stdout?.on("data", (chunk) => {
      text += chunk;
      if (text.includes(endLine)) resolve(performance.now() - began);
    });
  });
  running.child.stdin?.end(script);
  await running;
  return ended;
}

function report(contenders: readonly (readonly [string, readonly number[]])[]): void {
  const heading = [
    "",
    ...lines.map((ms) => `${ms} ms`),
    ...lines.slice(1).map((ms) => `round trips at ${ms} ms`),
    "between 50 and 150 ms",
  ];
  const rows = contenders.map(([name, times]) => {
    const trips = lines.slice(1).map((_, index) => tripsAt(index + 1, times).toFixed(1));
    return [name, ...times.map((time) => time.toFixed(0)), ...trips, tripsBetween(times).toFixed(1)];
  });
  writeSection("SSH: round trips from connecting to the result", table(heading, rows));
  for (const row of rows) console.log(row.join(" · "));
}

if (import.meta.main) await roundTripTargets(...process.argv.slice(2).map(Number));
