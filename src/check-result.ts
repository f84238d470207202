/** The record of one host in one run, and the columns in which the results files hold it (CONTRACT section 4). */
import type { FactValues } from "./facts/index.ts";
import type { HostType } from "./inventory/host.ts";
import { type ErrorCode, type Problem, problem } from "./outcome.ts";
import type { Page } from "./probes/http.ts";
import type { Ping } from "./probes/ping.ts";
import { csvText } from "./safe-text.ts";

export interface CheckResult {
  /** Start of the run, the same for all its hosts. */
  readonly time: Date;
  readonly host: string;
  readonly type: HostType;
  readonly ping: Ping;
  readonly page: Page | undefined;
  /** undefined where no session came about. */
  readonly facts: FactValues | undefined;
  /** `last_boot` as the column says it: settled against the host's previous row. */
  readonly lastBoot: string | undefined;
  /** Why cells are empty, in the order in which the host was asked. */
  readonly problems: readonly Problem[];
}

interface Column {
  readonly name: string;
  readonly types: readonly HostType[];
  readonly cell: (result: CheckResult) => string | undefined;
}

const everyone: readonly HostType[] = ["node", "miner", "ping"];
const sessions: readonly HostType[] = ["node", "miner"];

const columns: readonly Column[] = [
  { name: "time", types: everyone, cell: ({ time }) => isoSeconds(time) },
  { name: "host", types: everyone, cell: ({ host }) => host },
  { name: "ping_ms", types: everyone, cell: ({ ping }) => milliseconds(ping.meanMs) },
  { name: "ping_max_ms", types: everyone, cell: ({ ping }) => milliseconds(ping.maxMs) },
  { name: "http_ms", types: ["node"], cell: ({ page }) => page && String(Math.round(page.ms)) },
  { name: "http_code", types: ["node"], cell: ({ page }) => page && String(page.status) },
  { name: "mem_avail_mib", types: sessions, cell: ({ facts }) => facts?.memAvailMib?.toFixed(0) },
  { name: "swap_free_mib", types: ["node"], cell: ({ facts }) => facts?.swapFreeMib?.toFixed(0) },
  { name: "disk_avail_mib", types: sessions, cell: ({ facts }) => facts?.diskAvailMib?.toFixed(0) },
  { name: "last_boot", types: sessions, cell: ({ lastBoot }) => lastBoot },
  { name: "gpu_temp_c", types: ["miner"], cell: ({ facts }) => perGpu(facts, ({ tempC }) => tempC) },
  { name: "gpu_mem_mib", types: ["miner"], cell: ({ facts }) => perGpu(facts, ({ memMib }) => memMib) },
  { name: "gpu_power_w", types: ["miner"], cell: ({ facts }) => perGpu(facts, ({ powerW }) => powerW) },
  { name: "ports", types: ["node"], cell: ({ facts }) => facts?.ports?.map(portText).join("+") },
  { name: "ssh_peers", types: sessions, cell: ({ facts }) => facts?.sshPeers?.join("+") },
  { name: "loss", types: everyone, cell: ({ ping }) => ping.lossPercent?.toFixed(0) },
  { name: "cert_days", types: ["node"], cell: ({ page, time }) => wholeDays(time, page?.certExpires) },
  { name: "logins", types: sessions, cell: ({ facts }) => facts?.logins?.join("+") },
  { name: "errors", types: everyone, cell: (result) => errorsOf(result).join("+") },
  { name: "disk_size_mib", types: sessions, cell: ({ facts }) => facts?.diskSizeMib?.toFixed(0) },
];

export function header(type: HostType): string[] {
  return columnsOf(type).map(({ name }) => name);
}

/** The cells of a result's row, in the order of `header`. Unknown is empty. */
export function row(result: CheckResult): string[] {
  return columnsOf(result.type).map(({ cell }) => csvText(cell(result) ?? ""));
}

/** Each reason once, in the order in which the host was asked. */
export function errorsOf(result: CheckResult): ErrorCode[] {
  return [...new Set(result.problems.map(({ code }) => code))];
}

/** unknown: the monitor itself was cut off, which says nothing about the host. */
export type State = "up" | "down" | "unknown";

export function stateOf(result: CheckResult): State {
  if (errorsOf(result).includes("monitor:offline")) return "unknown";
  return hasAnswered(result) ? "up" : "down";
}

/** What is known of a host when the monitor was cut off: nothing but why. */
export function unseen({ time, host, type }: CheckResult, why: string): CheckResult {
  const problems = [problem("monitor:offline", why)];
  return { time, host, type, ping: {}, page: undefined, facts: undefined, lastBoot: undefined, problems };
}

/** Whether anything of the host answered. A refused connection is no answer: a router may have sent it. */
function hasAnswered(result: CheckResult): boolean {
  const { ping, page, facts } = result;
  return ping.meanMs !== undefined || page !== undefined || facts !== undefined || errorsOf(result).some(isAnswer);
}

/** SSH troubles that only a living host can cause. */
const answers: readonly ErrorCode[] = [
  "ssh:auth",
  "ssh:host-key-unknown",
  "ssh:host-key-changed",
  "ssh:algorithms",
  "ssh:protocol",
  "probe:incomplete",
  "probe:oversize",
];

/** Whether an error is itself a sign of life. */
export function isAnswer(code: ErrorCode): boolean {
  return answers.includes(code);
}

/** `2026-11-22T21:32:05Z` */
export function isoSeconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

/** `8080`, `5353/udp` */
export function portText({ port, protocol }: { port: number; protocol: "tcp" | "udp" }): string {
  return protocol === "udp" ? `${port}/udp` : String(port);
}

function columnsOf(type: HostType): Column[] {
  return columns.filter(({ types }) => types.includes(type));
}

/** One decimal below 100. */
function milliseconds(ms: number | undefined): string | undefined {
  if (ms === undefined) return undefined;
  const tenths = Math.round(ms * 10) / 10;
  return tenths < 100 ? tenths.toFixed(1) : ms.toFixed(0);
}

function perGpu(facts: FactValues | undefined, pick: (gpu: Gpu) => number | undefined): string | undefined {
  return facts?.gpus?.map((gpu) => pick(gpu) ?? "None").join("_");
}

type Gpu = NonNullable<FactValues["gpus"]>[number];

function wholeDays(from: Date, to: Date | undefined): string | undefined {
  return to && String(Math.floor((to.getTime() - from.getTime()) / 86_400_000));
}
