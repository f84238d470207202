/**
 * What an issue of ours remembers, in comments that nobody sees: whose it is, what it lists, and whether it was us who
 * closed it. Outsiders cannot forge it, because only issues written by our own account are read; whoever may edit them has
 * write access to the repository, and is trusted. Pure.
 */
import { isoSeconds } from "../check-result.ts";
import { type Alert, type AlertKind, alertKinds, identityOf } from "./alert.ts";

export interface IssueRecord {
  readonly kind: AlertKind;
  readonly host: string;
  /** undefined: nobody can read any more what it lists. */
  readonly findings: readonly string[] | undefined;
  /** What it listed before and no longer does. */
  readonly earlier: readonly string[];
  readonly since: Date | undefined;
  readonly flapping: boolean;
  /** Counts what was said in comments, so that none is said twice. */
  readonly revision: number;
  /** Why we closed it. A person who closes an issue leaves no trace here. */
  readonly closed: "recovered" | "duplicate" | undefined;
}

/**
 * Why an alert has no open issue any more. gone: the host is no longer watched; left: it is no longer in the inventory;
 * accepted: it lasts, and is meant to.
 */
export type Over = "well" | "gone" | "left" | "accepted";

/** Room for a thousand ports beside everything else that a body holds. */
const mostFindingsText = 20_000;
const mostEarlierText = 4000;
/** GitHub takes no more. */
const longestBody = 65_536;

const markerLine = /^<!-- server-monitor ([a-z-]+):([^\s<>]+) -->$/m;
const recordLine = /^<!-- server-monitor record ([^<>]*) -->$/m;

/** Both lines, the marker first. */
export function recordText(record: IssueRecord): string {
  const fields = [
    `revision=${record.revision}`,
    ...(record.since === undefined ? [] : [`since=${isoSeconds(record.since)}`]),
    ...(record.flapping ? ["flapping=yes"] : []),
    ...(record.closed === undefined ? [] : [`closed=${record.closed}`]),
    ...(record.findings === undefined ? [] : [`findings=${recordable(record.findings).map(encoded).join(",")}`]),
    ...(record.earlier.length === 0 ? [] : [`earlier=${earlierText(record.earlier)}`]),
  ];
  return `<!-- server-monitor ${identityOf(record)} -->\n<!-- server-monitor record ${fields.join(" ")} -->`;
}

/** undefined: the text is not of an issue of ours. */
export function readRecord(body: string): IssueRecord | undefined {
  const text = body.replaceAll("\r\n", "\n");
  const [, kindText, host] = markerLine.exec(text) ?? [];
  const kind = alertKinds.find((known) => known === kindText);
  if (kind === undefined || host === undefined) return undefined;
  return { kind, host, ...readFields(recordLine.exec(text)?.[1] ?? "") };
}

/** The same text, with another record in it: what people have added to it stays, as far as there is room. */
export function withRecord(body: string, record: IssueRecord): string {
  const rest = body.replaceAll("\r\n", "\n").replace(markerLine, "").replace(recordLine, "").trimStart();
  return `${recordText(record)}\n\n${rest}`.slice(0, longestBody).toWellFormed();
}

/** `since` never moves later while an issue is open: the rows that knew may no longer be read. */
export function recordAfter(record: IssueRecord, { kind, host, findings, since, flapping }: Alert): IssueRecord {
  const earliest = record.since !== undefined && record.since < since ? record.since : since;
  const listed = new Set([...(record.findings ?? []), ...record.earlier]);
  const earlier = [...listed].filter((finding) => !findings.includes(finding));
  const revision = record.revision + 1;
  return { kind, host, findings, earlier, since: earliest, flapping, revision, closed: undefined };
}

/** As many as a record holds. */
export function recordable(findings: readonly string[], mostText = mostFindingsText): string[] {
  let room = mostText;
  return findings.filter((finding) => {
    room -= encoded(finding).length + 1;
    return room >= 0;
  });
}

function earlierText(findings: readonly string[]): string {
  return recordable(findings, mostEarlierText).map(encoded).join(",");
}

/** Letters, digits and a few signs: nothing of a host's words can end a comment. */
function encoded(finding: string): string {
  return encodeURIComponent(finding.toWellFormed()).replaceAll("-", "%2D");
}

function readFields(text: string): Omit<IssueRecord, "kind" | "host"> {
  const fields = new Map(text.split(" ").map((field) => [field.split("=")[0], field.slice(field.indexOf("=") + 1)]));
  const since = Date.parse(fields.get("since") ?? "");
  const closed = fields.get("closed");
  return {
    findings: listed(fields.get("findings")),
    earlier: listed(fields.get("earlier")) ?? [],
    since: Number.isNaN(since) ? undefined : new Date(since),
    flapping: fields.get("flapping") === "yes",
    revision: Number(/^\d{1,9}$/.exec(fields.get("revision") ?? "")?.[0] ?? 0),
    closed: closed === "recovered" || closed === "duplicate" ? closed : undefined,
  };
}

function listed(text: string | undefined): string[] | undefined {
  return text?.split(",").filter(Boolean).flatMap(decoded);
}

function decoded(text: string): string[] {
  try {
    return [decodeURIComponent(text)];
  } catch {
    return [];
  }
}
