/** What a row says of its host. Pure. */
import type { ColumnValues } from "./columns.ts";

/** The part of a row that tells it. */
type Values = ColumnValues & { readonly errors: readonly string[] };

/**
 * down: nothing answers. trouble: it answers, and something is wrong. unknown: nothing answers and the monitor was offline,
 * at least for one of the probes, which says nothing of the host.
 */
export type HostState = "down" | "trouble" | "up" | "unknown";

/** `isAlerting`: an alert of the host is open. */
export function stateOf(row: Values, isAlerting = false): HostState {
  if (row.errors.length > 0 && !hasAnswered(row)) return row.errors.includes("monitor:offline") ? "unknown" : "down";
  const isTroubled = isAlerting || isFailedPage(row.httpCode) || row.errors.some(isTrouble);
  return isTroubled ? "trouble" : "up";
}

/** A host that answers is not in trouble because of how it answers pings, nor because of what the monitor could not ask. */
function isTrouble(code: string): boolean {
  return !code.startsWith("ping:") && code !== "monitor:offline";
}

/**
 * How asking the host over SSH went. unasked: the row does not tell that anybody tried. offline: a probe could not be tried,
 * and it may have been this one.
 */
export function sessionOf(row: Values): "worked" | "failed" | "unasked" | "offline" {
  if (row.errors.some((code) => code.startsWith("ssh:") || code.startsWith("probe:"))) return "failed";
  const { memAvailMib, diskAvailMib, lastBoot, gpuTempC, ports, sshPeers, logins } = row;
  const fact = memAvailMib ?? diskAvailMib ?? lastBoot ?? gpuTempC ?? ports ?? sshPeers ?? logins;
  if (fact !== undefined) return "worked";
  return row.errors.includes("monitor:offline") ? "offline" : "unasked";
}

/** The reason of a row whose host's parent is down or silenced. */
const parentReason = /^depends-on:/;

/** What may not open for a row: nothing is muted, or what a parent takes away (`down`, `http`, `ssh`), or all of it. */
export type Muting = "nothing" | "reach" | "everything";

export function mutingOf({ silenced }: { readonly silenced: readonly string[] }): Muting {
  if (silenced.length === 0) return "nothing";
  return silenced.every((reason) => parentReason.test(reason)) ? "reach" : "everything";
}

/** The hosts that a row says its own depends on, and that are down or silenced. */
export function parentsOut({ silenced }: { readonly silenced: readonly string[] }): readonly string[] {
  return silenced.filter((reason) => parentReason.test(reason)).map((reason) => reason.replace(parentReason, ""));
}

/** Down or silenced: what depends on the host is silenced. */
export function isOut(row: Values & { readonly silenced: readonly string[] }): boolean {
  return row.silenced.length > 0 || stateOf(row) === "down";
}

/** `404`, `503` */
export function isFailedPage(status: number | undefined): boolean {
  return status !== undefined && status >= 400;
}

/** A status below 400 over a valid connection. undefined: the row does not tell of a page. */
export function isPageUp({ errors, httpCode }: Values): boolean | undefined {
  if (errors.some((code) => code.startsWith("http:"))) return false;
  return httpCode === undefined ? undefined : !isFailedPage(httpCode);
}

/** Errors that only a living host can cause. A refused connection is none: a router may have sent it. */
const signsOfLife: ReadonlySet<string> = new Set([
  "ping:implausible",
  "ssh:auth",
  "ssh:host-key-unknown",
  "ssh:host-key-changed",
  "ssh:algorithms",
  "ssh:protocol",
  "probe:incomplete",
  "probe:oversize",
]);

/** Whether anything of the host answered. */
function hasAnswered(row: Values): boolean {
  const { pingMs, httpCode, memAvailMib, diskAvailMib, lastBoot, gpuTempC } = row;
  const answer = pingMs ?? httpCode ?? memAvailMib ?? diskAvailMib ?? lastBoot ?? gpuTempC;
  return answer !== undefined || row.errors.some((code) => signsOfLife.has(code));
}
