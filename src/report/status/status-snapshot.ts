/** What a status page was made from, kept in a comment in the page, and whether anything worth reading has changed since. Pure. */

import { identityOf } from "../../alerts/alert.ts";
import { isObject, parseJson } from "../../json.ts";
import { isFailedPage } from "../../row/state.ts";
import type { HostStatus, StatusModel } from "./status-model.ts";
import { noteKeys } from "./status-notes.ts";

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
  /** null: none. */
  readonly group: string | null;
  /** Whatever is worth a new page when it is another: codes, silence, a boot, little memory. */
  readonly facts: string;
  /** Free disk. null: not known. */
  readonly diskMib: number | null;
}

const opening = "<!-- server-monitor status ";

/** Whether a text is a page of ours, whoever may have edited it. A README that somebody wrote has no such comment; the one of an empty repository has it without data. */
export function isStatusPage(text: string): boolean {
  return text.includes(opening);
}

export function snapshotOf({ hosts, alerts }: StatusModel, files: readonly string[], now: Date): Snapshot {
  const entries = hosts.map((status) => [status.host, hostSnapshot(status)] as const);
  const open = alerts
    .map((alert) => `${identityOf(alert)} ${alert.findings.join("+")} ${alert.closing ?? ""} ${alert.flapping}`)
    .sort();
  return { at: seconds(now), files: files.join(" "), alerts: open.join("|"), hosts: Object.fromEntries(entries) };
}

function hostSnapshot(status: HostStatus): HostSnapshot {
  const { state, since, sinceBefore, group = null, row, maintenanceUntil } = status;
  const found = { state, since: since ? seconds(since) : null, sinceBefore, group };
  if (row === undefined) return { ...found, facts: "", diskMib: null };
  const { errors, silenced, httpCode, diskAvailMib } = row;
  const failed = isFailedPage(httpCode) ? httpCode : "";
  const until = maintenanceUntil === undefined ? [] : [maintenanceUntil.toISOString()];
  const facts = [errors.join("+"), silenced.join("+"), failed, noteKeys(status), ...until].join("|");
  return { ...found, facts, diskMib: diskAvailMib === undefined ? null : Math.max(0, diskAvailMib) };
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
  if (before.state !== after.state || before.facts !== after.facts || before.group !== after.group) return true;
  return hasMoved(before.diskMib, after.diskMib);
}

const worthMib = 256;

/** By more than a tenth of what the page says, and not by a trifle. */
function hasMoved(shown: number | null, size: number | null): boolean {
  if (shown === null || size === null) return false;
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
  if (typeof data["sinceBefore"] !== "boolean") return false;
  if (data["group"] !== null && typeof data["group"] !== "string") return false;
  return isNumberOrNull(data["since"]) && isNumberOrNull(data["diskMib"]);
}

function isNumberOrNull(value: unknown): value is number | null {
  return value === null || typeof value === "number";
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
