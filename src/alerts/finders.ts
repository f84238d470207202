/**
 * The kinds of alert that rows raise: what a row of a host that answers says on each, and the cells to show for it.
 * The findings of `down`, `http`, `ssh`, `disk` and `cert` are one fixed key, so that an error that changes its words is no
 * news: what it says now is in the evidence.
 */
import type { HostType, Thresholds } from "../inventory/host.ts";
import type { ColumnKey } from "../row/columns.ts";
import { isFailedPage } from "../row/state.ts";
import { isEphemeralUdp, isPort } from "../row/values.ts";
import { type AlertKind, alertKinds, firstDayKinds } from "./alert.ts";
import { newCardFinder } from "./cards.ts";
import { newConnections } from "./connections.ts";
import { healthFinders } from "./health-finders.ts";
import { certLimit } from "./limits.ts";
import { loginsIn } from "./logins.ts";
import { newAccountFinder, newOomFinder, newRebootFinder } from "./remembering-finders.ts";
import { type Finder, found, isLoggedIn, listed, type SeenRow, unasked, type Verdict, well } from "./verdict.ts";

/** Kinds that the rows of one host raise. */
export type RowKind = Exclude<AlertKind, "silent" | "outage" | "new-host">;
export const rowKinds: readonly RowKind[] = alertKinds.filter(isRowKind);

export function isRowKind(kind: AlertKind): kind is RowKind {
  return kind !== "silent" && kind !== "outage" && kind !== "new-host";
}

/** What the finders of a host need to know of it. */
export interface FinderSettings {
  readonly confirm: number;
  readonly thresholds: Thresholds;
  /** The host is new in the inventory: there were no rows of it before. */
  readonly isNew: boolean;
}

/** One for each host: some remember its rows. `down` is asked of every row, the others of hosts that answer. */
export function newFinders({ confirm, thresholds, isNew }: FinderSettings): Readonly<Record<RowKind, Finder>> {
  return {
    down: ({ isDown }) => (isDown ? found("no answer") : well),
    "host-key": hostKey,
    peer: newPeerFinder(confirm),
    port: newPortFinder(isNew),
    ssh,
    http: page,
    gpu: newCardFinder(confirm),
    cert: (seen) => certificate(seen, thresholds),
    ...healthFinders(thresholds),
    account: newAccountFinder(isNew),
    oom: newOomFinder(),
    reboots: newRebootFinder(),
  };
}

const sessions: readonly HostType[] = ["node", "miner"];

/** Types whose rows have the columns. */
export const typesOf: Readonly<Record<RowKind, readonly HostType[]>> = {
  down: ["node", "miner", "ping"],
  "host-key": sessions,
  peer: sessions,
  account: sessions,
  port: ["node"],
  raid: sessions,
  readonly: sessions,
  disk: sessions,
  memory: sessions,
  oom: sessions,
  check: sessions,
  unit: sessions,
  ssh: sessions,
  http: ["node"],
  gpu: ["miner"],
  power: sessions,
  clock: sessions,
  reboots: sessions,
  cert: ["node"],
  patch: sessions,
};

/** What evidence shows. */
export const evidenceColumns: Readonly<Record<RowKind, readonly ColumnKey[]>> = {
  down: ["errors", "loss"],
  "host-key": ["errors"],
  peer: ["logins", "sshPeers", "sshLogins", "errors"],
  port: ["ports", "errors"],
  account: ["accounts"],
  raid: ["raid"],
  readonly: ["readonly"],
  disk: ["diskAvailMib", "diskSizeMib", "disks", "inodesFreePct"],
  memory: ["memAvailMib", "memTotalMib", "swapFreeMib", "swapTotalMib"],
  oom: ["oomKills", "memAvailMib", "swapFreeMib"],
  check: ["checks"],
  unit: ["failedUnits"],
  ssh: ["errors", "pingMs"],
  http: ["httpCode", "httpMs", "errors"],
  gpu: ["gpuTempC", "gpuMemMib", "gpuPowerW"],
  power: ["power", "tempC"],
  clock: ["clockS"],
  reboots: ["lastBoot"],
  cert: ["certDays", "certLifeDays"],
  patch: ["packagesDays", "rebootDays"],
};

export function evidenceOf(kind: AlertKind): readonly ColumnKey[] {
  if (kind === "new-host") return [...new Set(firstDayKinds.flatMap((part) => evidenceColumns[part]))];
  return isRowKind(kind) ? evidenceColumns[kind] : [];
}

const hostKeyCodes = ["ssh:host-key-changed", "ssh:host-key-unknown"];

/** Troubles that can only come after the key was found good. */
const afterHostKey = ["ssh:auth", "probe:incomplete", "probe:oversize"];

function hostKey({ row: { errors }, session }: SeenRow): Verdict | undefined {
  const refused = errors.filter((code) => hostKeyCodes.includes(code)).sort();
  if (refused.length > 0) return found(...refused);
  if (session === "unasked") return unasked;
  return session === "worked" || errors.some((code) => afterHostKey.includes(code)) ? well : undefined;
}

/** A refused host key is an alert of its own, and nobody logs in before that is settled. */
function ssh({ row: { errors }, session }: SeenRow): Verdict | undefined {
  if (session === "worked") return well;
  if (session !== "failed") return session === "unasked" ? unasked : undefined;
  return errors.some((code) => hostKeyCodes.includes(code)) ? undefined : found("session");
}

function page({ row: { httpCode, errors } }: SeenRow): Verdict | undefined {
  if (errors.some((code) => code.startsWith("http:")) || isFailedPage(httpCode)) return found("page");
  if (httpCode !== undefined) return well;
  return isOffline(errors) ? undefined : unasked;
}

/** Whether the page or the session fails. */
export function isFailing(seen: SeenRow): boolean {
  return hasFindings(page(seen)) || hasFindings(ssh(seen));
}

function hasFindings(verdict: Verdict | undefined): boolean {
  return verdict !== undefined && verdict.findings.length > 0;
}

/** Whole days, rounded down: 13 is less than 14. */
function certificate(
  { row: { certDays, certLifeDays, errors } }: SeenRow,
  thresholds: Thresholds,
): Verdict | undefined {
  const leastDays = certLimit(certLifeDays, thresholds);
  if (leastDays === undefined) return unasked;
  if (certDays !== undefined) return certDays < leastDays ? found("certificate") : well;
  return errors.some((code) => code.startsWith("http:")) || isOffline(errors) ? undefined : unasked;
}

/** A probe could not be tried. */
function isOffline(errors: readonly string[]): boolean {
  return errors.includes("monitor:offline");
}

function newPortFinder(isNew: boolean): Finder {
  let isFirst = isNew;
  return (seen) => {
    const verdict = ports(seen);
    if (!isFirst || verdict === undefined || seen.session !== "worked") return verdict;
    isFirst = false;
    return isLoggedIn(seen) ? { ...verdict, certain: verdict.findings } : verdict;
  };
}

function ports(seen: SeenRow): Verdict | undefined {
  return listed(seen, (seen.row.ports ?? []).filter(isLastingPort));
}

function isLastingPort(port: string): boolean {
  return isPort(port) && !isEphemeralUdp(port);
}

const nobody: readonly string[] = [];

/** Whoever has logged in need not be told a second time as a mere connection. */
function newPeerFinder(confirm: number): Finder {
  const connections = newConnections(confirm);
  return (seen) => {
    const { sshPeers, errors } = seen.row;
    const logins = loginsIn(seen.row);
    if (sshPeers === undefined && isOffline(errors)) return undefined;
    if (sshPeers !== undefined) connections.add(seen.row, seen.ms);
    if (logins.length === 0 && (sshPeers === undefined || sshPeers.length === 0)) return listed(seen, nobody);
    const addresses = (sshPeers ?? nobody).filter((address) => !logins.some((login) => isFrom(login, address)));
    const verdict = listed(seen, [...logins, ...addresses]);
    const unsettled = addresses.filter((address) => !connections.stays(address, seen.ms));
    return verdict && { ...verdict, certain: logins, unsettled };
  };
}

function isFrom(login: string, address: string): boolean {
  return login.endsWith(`@${address}`);
}
