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
  /** undefined where no session came about. */
  readonly facts: FactValues | undefined;
  /** `last_boot` as the column says it: settled against the host's previous row. */
  readonly lastBoot: string | undefined;
  /** Why cells are empty, in the order in which the host was asked. */
  readonly problems: readonly Problem[];
}

/** Each reason once, in the order in which the host was asked. */
export function errorsOf(result: CheckResult): ErrorCode[] {
  return [...new Set(result.problems.map(({ code }) => code))];
}

/** What is known of a host when the monitor was offline: nothing but why. */
export function unseen({ time, host, type }: CheckResult, why: string): CheckResult {
  const problems = [problem("monitor:offline", why)];
  return { time, host, type, ping: {}, page: undefined, facts: undefined, lastBoot: undefined, problems };
}

/** `2026-11-22T21:32:05Z` */
export function isoSeconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

/** `8080`, `5353/udp` */
export function portText({ port, protocol }: { port: number; protocol: "tcp" | "udp" }): string {
  return protocol === "udp" ? `${port}/udp` : String(port);
}
