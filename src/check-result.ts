/** The record of one host in one run. */
import type { FactValues } from "./facts/index.ts";
import type { HostType } from "./inventory/host.ts";
import { type ErrorCode, type Problem, problem } from "./outcome.ts";
import type { Page } from "./probes/http.ts";
import type { Ping } from "./probes/ping.ts";

export interface CheckResult {
  /** Start of the run, the same for all its hosts. */
  readonly time: Date;
  readonly host: string;
  readonly type: HostType;
  readonly ping: Ping;
  readonly page: Page | undefined;
  /** undefined: there was no SSH session. */
  readonly facts: FactValues | undefined;
  /** The host's clock minus ours, in whole seconds. */
  readonly clockS?: number | undefined;
  /** `last_boot` as in the column: compared with the host's previous row. */
  readonly lastBoot: string | undefined;
  /** Why nothing may open for this host: `maintenance`, `depends-on:NAME`. */
  readonly silenced?: readonly string[] | undefined;
  /** When the maintenance ends that is under way. */
  readonly maintenanceUntil?: Date | undefined;
  /** Why cells are empty, in the order of the checks. */
  readonly problems: readonly Problem[];
}

/** Each code once, in the order of the checks. */
export function errorsOf(result: CheckResult): ErrorCode[] {
  return [...new Set(result.problems.map(({ code }) => code))];
}

/** The result of a host while the monitor was offline: only the reason. */
export function unseen({ time, host, type }: CheckResult, why: string): CheckResult {
  const problems = [problem("monitor:offline", why)];
  return { time, host, type, ping: {}, page: undefined, facts: undefined, lastBoot: undefined, problems };
}

/** Problems that a name which was not looked up makes. */
const lookupProblems: readonly ErrorCode[] = ["ping:unreachable", "ssh:dns", "ssh:timeout", "http:dns", "http:timeout"];

/** What is known of a host when name servers said nothing of its address or of its page's name. */
export function unresolved(result: CheckResult, names: { readonly address: boolean; readonly page: boolean }) {
  const isOurs = ({ code }: Problem) =>
    lookupProblems.includes(code) && (code.startsWith("http:") ? names.page : names.address);
  const left = result.problems.filter((each) => !isOurs(each));
  if (left.length === result.problems.length) return result;
  const offline = problem("monitor:offline", "this machine's name servers do not answer");
  return { ...result, problems: [...left, offline] };
}

/** `2026-11-22T21:32:05Z` */
export function isoSeconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

/** `8080`, `5353/udp` */
export function portText({ port, protocol }: { port: number; protocol: "tcp" | "udp" }): string {
  return protocol === "udp" ? `${port}/udp` : String(port);
}
