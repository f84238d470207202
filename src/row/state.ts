/** The state of a host, from its row. Pure. */
import type { ColumnValues } from "./columns.ts";

/** The part of a row that decides it. */
type Values = ColumnValues & { readonly errors: readonly string[] };

/**
 * down: nothing answers. trouble: it answers, but has a problem. unknown: the monitor was offline, so the state of the host is
 * not known.
 */
export type HostState = "down" | "trouble" | "up" | "unknown";

/** `isAlerting`: an alert of the host is open. */
export function stateOf(row: Values, isAlerting = false): HostState {
  if (row.errors.includes("monitor:offline")) return "unknown";
  if (row.errors.length > 0 && !hasAnswered(row)) return "down";
  // Lost pings alone are no trouble if the host answers otherwise.
  const isTroubled = isAlerting || isFailedPage(row.httpCode) || row.errors.some((code) => !code.startsWith("ping:"));
  return isTroubled ? "trouble" : "up";
}

/** The result of the SSH session. unasked: the row shows no sign of a session. */
export function sessionOf(row: Values): "worked" | "failed" | "unasked" {
  if (row.errors.some((code) => code.startsWith("ssh:") || code.startsWith("probe:"))) return "failed";
  const facts = [row.memAvailMib, row.diskAvailMib, row.lastBoot, row.gpuTempC, row.ports, row.sshPeers, row.logins];
  return facts.some((fact) => fact !== undefined) ? "worked" : "unasked";
}

/** `404`, `503` */
export function isFailedPage(status: number | undefined): boolean {
  return status !== undefined && status >= 400;
}

/** Errors that prove that the host is up. A refused connection does not: a router may have sent it. */
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

/** Whether ping, home page or SSH answered. */
function hasAnswered(row: Values): boolean {
  const { pingMs, httpCode, memAvailMib, diskAvailMib, lastBoot, gpuTempC } = row;
  const answers = [pingMs, httpCode, memAvailMib, diskAvailMib, lastBoot, gpuTempC];
  return answers.some((answer) => answer !== undefined) || row.errors.some((code) => signsOfLife.has(code));
}
