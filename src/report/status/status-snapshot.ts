/** What a status page was made from, kept in a comment in the page, and whether anything worth reading has changed since. Pure. */
import { identityOf } from "../../alerts/alert.ts";
import { isFailedPage } from "../../row/state.ts";
import type { HostStatus, StatusModel } from "./status-model.ts";

/** Times in seconds since 1970. */
export interface Snapshot {
  readonly at: number;
  /** The files that the page links to. */
  readonly files: string;
  /** What is open, and its findings. */
  readonly alerts: string;
  readonly hosts: Readonly<Record<string, HostSnapshot>>;
}

interface HostSnapshot {
  readonly state: string;
  /** null: not known. */
  readonly since: number | null;
  readonly sinceBefore: boolean;
  /** Whatever is worth a new page when it is another: codes, boot, ports, peers, logins, the certificate's nearness. */
  readonly facts: string;
  /** Free memory, swap and disk. null: not known. */
  readonly mib: readonly (number | null)[];
}

const opening = "<!-- server-monitor status ";

/** Whether a text is a page of ours, whoever may have edited it. A README that somebody wrote has no such comment; the one of an empty repository has it without data. */
export function isStatusPage(text: string): boolean {
  return text.includes(opening);
}

export function snapshotOf({ hosts, alerts }: StatusModel, files: readonly string[], now: Date): Snapshot {
  const entries = hosts.map((status) => [status.host, hostSnapshot(status)] as const);
  const open = alerts.map((alert) => `${identityOf(alert)} ${alert.findings.join("+")} ${alert.closing ?? ""}`).sort();
  return { at: seconds(now), files: files.join(" "), alerts: open.join("|"), hosts: Object.fromEntries(entries) };
}

function hostSnapshot({ state, since, sinceBefore, row, stayingPeers }: HostStatus): HostSnapshot {
  const found = { state, since: since ? seconds(since) : null, sinceBefore };
  if (row === undefined) return { ...found, facts: "", mib: [null, null, null] };
  const { errors, silenced, lastBoot, ports = [], logins = [], gpuTempC = [], certDays, httpCode } = row;
  const gpus = gpuTempC.map((temp) => (temp === undefined ? "none" : "gpu"));
  const lists = [errors, silenced, ports.filter(isLasting), stayingPeers, logins, gpus].map((list) => list.join("+"));
  const failed = isFailedPage(httpCode) ? httpCode : "";
  const boot = lastBoot?.toISOString().slice(0, 16) ?? "";
  const facts = [...lists, failed, boot, certDays === undefined ? "" : nearness(certDays)].join("|");
  const sizes = [row.memAvailMib, row.swapFreeMib, row.diskAvailMib];
  return { ...found, facts, mib: sizes.map((size) => (size === undefined ? null : Math.max(0, size))) };
}

/** UDP sockets of clients come and go. */
function isLasting(port: string): boolean {
  return !port.endsWith("/udp") || Number.parseInt(port, 10) < 32_768;
}

/** How many of these a certificate has passed. */
function nearness(days: number): number {
  return [30, 14, 7, 3, 1].filter((limit) => days <= limit).length;
}

/** The page with the comment after it, which holds a check sum of the page, so that an edit is noticed. */
export function withSnapshot(page: string, snapshot: Snapshot): string {
  // No `--` and no `>`: nothing that a host has said may end the comment.
  const json = JSON.stringify({ sum: checkSum(page), ...snapshot });
  const inert = json.replace(/[<>]|-(?=-)/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
  return `${page}${opening}${inert} -->\n`;
}

/** undefined if somebody has edited the page or what it was made from. */
export function readSnapshot(text: string): Snapshot | undefined {
  const start = text.lastIndexOf(opening);
  const end = text.lastIndexOf(" -->");
  if (start === -1 || end < start) return undefined;
  const data = parseJson(text.slice(start + opening.length, end));
  return isSnapshot(data) && data.sum === checkSum(text.slice(0, start)) ? data : undefined;
}

const dayS = 86_400;

export function isWorthReading(before: Snapshot, after: Snapshot): boolean {
  const age = after.at - before.at;
  // Somebody else's later page stays, unless its clock is far off.
  if (age < 0 && age > -3600) return false;
  if (age < 0 || age >= dayS || before.files !== after.files || before.alerts !== after.alerts) return true;
  const hosts = new Set([...Object.keys(before.hosts), ...Object.keys(after.hosts)]);
  return [...hosts].some((host) => hasChanged(before.hosts[host], after.hosts[host]));
}

function hasChanged(before: HostSnapshot | undefined, after: HostSnapshot | undefined): boolean {
  if (before === undefined || after === undefined) return true;
  if (before.state !== after.state || before.facts !== after.facts) return true;
  return after.mib.some((size, index) => hasMoved(before.mib[index], size));
}

const worthMib = 256;

/** By more than a tenth of what the page says, and not by a trifle. */
function hasMoved(shown: number | null | undefined, size: number | null): boolean {
  if (typeof shown !== "number" || size === null) return false;
  const moved = Math.abs(size - shown);
  return moved >= worthMib && moved > shown / 10;
}

function isSnapshot(data: unknown): data is Snapshot & { sum: number } {
  if (!isObject(data) || typeof data["at"] !== "number" || typeof data["files"] !== "string") return false;
  if (typeof data["alerts"] !== "string") return false;
  return (
    typeof data["sum"] === "number" && isObject(data["hosts"]) && Object.values(data["hosts"]).every(isHostSnapshot)
  );
}

function isHostSnapshot(data: unknown): data is HostSnapshot {
  if (!isObject(data) || typeof data["state"] !== "string" || typeof data["facts"] !== "string") return false;
  const mib = data["mib"];
  if (typeof data["sinceBefore"] !== "boolean") return false;
  return isNumberOrNull(data["since"]) && Array.isArray(mib) && mib.every(isNumberOrNull);
}

function isNumberOrNull(value: unknown): value is number | null {
  return value === null || typeof value === "number";
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** FNV-1a. It is there to notice an edit, not an attack: who can write the page can write the rows as well. */
function checkSum(text: string): number {
  let sum = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return sum;
}

function seconds(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}
