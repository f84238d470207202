/** Tests the monitor's own machine. */
import { mkdir, statfs } from "node:fs/promises";
import { join } from "node:path";
import { askDate } from "../probes/clock.ts";
import { PingFault, ping } from "../probes/ping.ts";
import { gitIn } from "../store/git-process.ts";
import type { Surroundings } from "../surroundings.ts";
import { durationWords } from "../words/duration.ts";
import { binarySize } from "../words/size.ts";
import { type Finding, finding, findingOf } from "./finding.ts";

export function examineMachine(surroundings: Surroundings, timeZone: string, now: Date): Promise<Finding[]> {
  const { environment, internet, stateHome } = surroundings;
  return Promise.all([
    Promise.resolve(node(process.versions.node, process.arch)),
    findingOf("git", () => git(environment)),
    findingOf("ping", () => pingHere(environment)),
    clock(internet, now),
    findingOf("room", () => room(stateHome)),
    Promise.resolve(zone(timeZone, Intl.DateTimeFormat().resolvedOptions().timeZone)),
  ]);
}

/** In which people read times. Rows are in UTC, whatever it is. */
function zone(shown: string, ours: string): Finding {
  if (shown !== "UTC" || /^(?:Etc\/)?(?:UTC|UCT|GMT)$/.test(ours))
    return finding("good", "time zone", `times are shown in ${shown}`);
  return finding(
    "odd",
    "time zone",
    `times are shown in UTC; this machine has ${ours}: set \`time-zone: ${ours}\`, if you like`,
  );
}

/** The runner has its own Node, but not for every processor. */
function node(version: string, processor: string): Finding {
  if (processor === "arm")
    return finding(
      "bad",
      "node",
      "this is a 32-bit system, and GitHub's runner has no Node 24 for it: install a 64-bit system",
    );
  return finding("good", "node", `${version} on ${processor}`);
}

/** The first git with `GIT_CONFIG_COUNT`, which passes the token without showing it. */
const oldestGit = [2, 31] as const;

async function git(environment: Surroundings["environment"]): Promise<Finding> {
  const { stdout } = await gitIn("/", environment)({ args: ["version"] });
  const [, version = "", major, minor] = /^git version ((\d+)\.(\d+)\S*)/.exec(stdout) ?? [];
  const old = Number(major) < oldestGit[0] || (Number(major) === oldestGit[0] && Number(minor) < oldestGit[1]);
  return old || version === ""
    ? finding("bad", "git", `${version || "unknown version"}: ${oldestGit.join(".")} or newer is needed`)
    : finding("good", "git", version);
}

async function pingHere(environment: Surroundings["environment"]): Promise<Finding> {
  try {
    const { value } = await ping("127.0.0.1", { environment, signal: AbortSignal.timeout(5000), trace: () => {} });
    if (value?.meanMs !== undefined) return finding("good", "ping", "this user can send pings");
    return finding("odd", "ping", "this machine does not answer its own pings: check its firewall");
  } catch (error) {
    if (error instanceof PingFault) return finding("bad", "ping", error.message);
    throw error;
  }
}

const clockToleranceMs = 30_000;

async function clock(landmark: URL, now: Date): Promise<Finding> {
  const began = performance.now();
  const theirs = await askDate(landmark, 5000);
  if (theirs === undefined)
    return finding("odd", "clock", `not checked: ${landmark.host} did not answer (is GitHub reachable from here?)`);
  const ours = now.getTime() + (performance.now() - began);
  const off = ours - theirs.getTime();
  if (Math.abs(off) < clockToleranceMs) return finding("good", "clock", `matches ${landmark.host}`);
  const words = `${durationWords(Math.abs(off))} ${off > 0 ? "ahead" : "behind"}: sudo timedatectl set-ntp true`;
  return finding("bad", "clock", words);
}

const leastRoomMib = 256;

/** The folder for rows that could not be pushed. */
async function room(stateHome: string): Promise<Finding> {
  const folder = join(stateHome, "server-monitor");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { bavail, bsize } = await statfs(folder);
  const freeMib = (bavail * bsize) / 1024 ** 2;
  return freeMib < leastRoomMib
    ? finding(
        "bad",
        "room",
        `${binarySize(freeMib)} free for ${folder}: free some space, or rows that cannot be pushed are lost`,
      )
    : finding("good", "room", `${binarySize(freeMib)} free for ${folder}`);
}
