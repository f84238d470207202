/**
 * The kinds of alert that rows raise: what a row of a host that answers says on each, and the cells to show for it.
 * The findings of `down`, `http`, `ssh`, `disk` and `cert` are one fixed key, so that an error that changes its words is no
 * news: what it says now is in the evidence.
 */
import type { HostType } from "../inventory/host.ts";
import type { ColumnKey } from "../row/columns.ts";
import { isFailedPage } from "../row/state.ts";
import { type AlertKind, alertKinds } from "./alert.ts";
import { found, type SeenRow, unasked, type Verdict, well } from "./verdict.ts";

/** Kinds that the rows of one host raise. */
export type RowKind = Exclude<AlertKind, "silent" | "outage">;
export const rowKinds: readonly RowKind[] = alertKinds.filter(isRowKind);

export function isRowKind(kind: AlertKind): kind is RowKind {
  return kind !== "silent" && kind !== "outage";
}

/** undefined: the row says nothing on this kind, which then rests. */
export type Finder = (seen: SeenRow) => Verdict | undefined;

/** Without `gpu`, whose finder remembers: cards.ts. `down` is asked of every row, the others of hosts that answer. */
export const finders: Readonly<Record<Exclude<RowKind, "gpu">, Finder>> = {
  down: ({ isDown }) => (isDown ? found("no answer") : well),
  "host-key": hostKey,
  peer: peers,
  port: ports,
  disk: disk,
  ssh: ssh,
  http: page,
  cert: certificate,
};

/** Types whose rows have the columns. */
export const typesOf: Readonly<Record<RowKind, readonly HostType[]>> = {
  down: ["node", "miner", "ping"],
  "host-key": ["node", "miner"],
  peer: ["node", "miner"],
  port: ["node"],
  disk: ["node", "miner"],
  ssh: ["node", "miner"],
  http: ["node"],
  gpu: ["miner"],
  cert: ["node"],
};

/** What evidence shows. */
export const evidenceColumns: Readonly<Record<RowKind, readonly ColumnKey[]>> = {
  down: ["errors", "loss"],
  "host-key": ["errors"],
  peer: ["logins", "sshPeers", "errors"],
  port: ["ports", "errors"],
  disk: ["diskAvailMib", "diskSizeMib"],
  ssh: ["errors", "pingMs"],
  http: ["httpCode", "httpMs", "errors"],
  gpu: ["gpuTempC", "gpuMemMib", "gpuPowerW"],
  cert: ["certDays", "certLifeDays"],
};

export function evidenceOf(kind: AlertKind): readonly ColumnKey[] {
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

/** Whole days, rounded down: 13 is less than 14. */
const certDays = 14;
/** A fifth of the lifetime: certificates that live for a week are renewed two days before they expire. */
const certLifeParts = 5;

function certificate({ row: { certDays: days, certLifeDays, errors } }: SeenRow): Verdict | undefined {
  const leastDays = certLifeDays === undefined ? certDays : Math.min(certDays, certLifeDays / certLifeParts);
  if (days !== undefined) return days < leastDays ? found("certificate") : well;
  return errors.some((code) => code.startsWith("http:")) || isOffline(errors) ? undefined : unasked;
}

/** A probe could not be tried. */
function isOffline(errors: readonly string[]): boolean {
  return errors.includes("monitor:offline");
}

const leastDiskMib = 1024;
const leastDiskShare = 0.05;

/** Logs that are rotated and written again must not raise an alert each time: it takes this much more to be well. */
const diskRelief = 1.2;

function disk({ row, session }: SeenRow): Verdict | undefined {
  const { diskAvailMib: availMib, diskSizeMib: sizeMib } = row;
  if (availMib === undefined) return session === "unasked" ? unasked : undefined;
  const limitMib = sizeMib === undefined ? leastDiskMib : Math.min(leastDiskMib, leastDiskShare * sizeMib);
  if (availMib < limitMib) return found("/");
  return availMib < diskRelief * limitMib ? undefined : well;
}

function ports(seen: SeenRow): Verdict | undefined {
  return listed(seen, (seen.row.ports ?? []).filter(isLastingPort));
}

/** Where Linux (from 32768) and IANA (to 65535) have the ports that programs get when they ask for any. */
const ephemeralUdpFrom = 32_768;

function isLastingPort(port: string): boolean {
  const [, number, udp] = /^(\d{1,5})(\/udp)?$/.exec(port) ?? [];
  return number !== undefined && !(udp !== undefined && Number(number) >= ephemeralUdpFrom);
}

/** Whoever has logged in need not be told a second time as a mere connection. */
function peers(seen: SeenRow): Verdict | undefined {
  const { logins = [], sshPeers: addresses = [] } = seen.row;
  if (logins.length === 0) return listed(seen, addresses);
  return listed(seen, [...logins, ...addresses.filter((address) => !logins.some((login) => isFrom(login, address)))]);
}

function isFrom(login: string, address: string): boolean {
  return login.endsWith(`@${address}`);
}

/** `user@address`, told apart from a mere address. */
export function isLogin(finding: string): boolean {
  return finding.includes("@");
}

/** An empty list is only one where the session worked. */
function listed({ session }: SeenRow, findings: readonly string[]): Verdict | undefined {
  if (findings.length > 0) return { findings, partial: session === "failed", asked: true };
  if (session === "worked") return well;
  return session === "unasked" ? unasked : undefined;
}
