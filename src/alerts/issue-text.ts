/** An alert as an issue: title, text, comments. Whatever a host may have said stands in code, where it stays text. Pure. */
import { columnTable } from "../row/columns.ts";
import { valueWords } from "../row/words.ts";
import { markdownCode, type Shown, subjectText, terminalText } from "../safe-text.ts";
import { count } from "../words/count.ts";
import { durationWords } from "../words/duration.ts";
import { type Clock, instantWords, utcClock, zonedWords } from "../words/instant.ts";
import type { Alert, AlertKind } from "./alert.ts";
import { alertAdvice, alertDetail, alertFinding } from "./alert-words.ts";
import { evidenceOf } from "./finders.ts";
import { commandsFor, inventoryLine } from "./issue-advice.ts";
import { type IssueRecord, type Over, recordText } from "./issue-record.ts";

/** What was learnt about one finding: `8080`, `nginx of www-data`. A host's own words. */
export interface FindingDetail {
  readonly finding: string;
  readonly words: Shown;
}

/** What stands around an alert. */
export interface IssueContext {
  readonly now: Date;
  readonly details: readonly FindingDetail[];
  /** Where the results are to be seen. */
  readonly resultsUrl: URL | undefined;
}

const mostListed = 30;
const mostRows = 10;
const longestCell = 160;
/** GitHub takes 256 characters. */
const longestTitle = 200;

const partKinds: readonly AlertKind[] = ["port", "peer", "account", "unit", "readonly"];

/** Whose alerts are about single things that come, go and can be accepted one by one. */
export function hasParts({ kind }: Pick<Alert, "kind">): boolean {
  return partKinds.includes(kind);
}

/** Titles know no Markdown but code, and reach mails and other sites: plain words only. */
export function issueTitle(alert: Alert): string {
  const words = subjectText(alertFinding(alert))
    .replace(/[^\p{L}\p{N} .,:/@%()_-]/gu, "?")
    .replace(/\/(?!udp\b)|(?<![\p{L}\p{N}])@|:(?=\/)/gu, "?");
  const title = `[${alert.kind}] ${subjectText(alert.host)}: ${words}`;
  return `${title.slice(0, longestTitle).toWellFormed()}${alert.flapping ? " (comes and goes)" : ""}`;
}

export function issueBody(alert: Alert, record: IssueRecord, context: IssueContext): string {
  const clock = utcClock(context.now);
  const paragraphs = [
    recordText(record),
    ...opening(alert, record.since ?? alert.since, clock),
    ...findingList(alert, context.details, clock),
    ...evidenceTable(alert, clock),
    `### What to do\n\n${alertAdvice(alert)}`,
    fenced("sh", commandsFor(alert)),
    ...acceptance(alert),
    footer(context, clock),
  ];
  return `${paragraphs.filter((text) => text !== "").join("\n\n")}\n`;
}

function opening(alert: Alert, since: Date, clock: Clock): string[] {
  const detail = code(alertDetail(alert));
  const seen = `since ${instantWords(since, clock)}, last seen ${instantWords(alert.seen, clock)}`;
  return [
    `${code({ untrusted: terminalText(alertFinding(alert)) }, 400)} on ${code(alert.host)} ${seen}${detail && `: ${detail}`}.`,
    ...(alert.kind === "silent" ? [ageWords(alert, clock)] : []),
    ...(alert.flapping ? ["It **comes and goes**: this issue stays open until it has been quiet for a while."] : []),
  ];
}

function ageWords({ findings, since, seen }: Alert, clock: Clock): string {
  const what = findings.includes("runs") ? "Its last run was on" : "Its newest row is of";
  return `${what} ${instantWords(since, clock)}, ${durationWords(seen.getTime() - since.getTime())} before this was written.`;
}

function findingList(alert: Alert, details: readonly FindingDetail[], clock: Clock): string[] {
  if (!hasParts(alert) && alert.kind !== "outage") return [];
  const lines = alert.findings
    .slice(0, mostListed)
    .map((finding) => `- ${findingLine(alert, finding, details, clock)}`);
  const more = alert.findings.length - lines.length;
  return [["### What was found\n", ...lines, ...(more > 0 ? [`- and ${more} more`] : [])].join("\n")];
}

function findingLine(alert: Alert, finding: string, details: readonly FindingDetail[], clock: Clock): string {
  const sighting = alert.sightings.find((seen) => seen.finding === finding);
  const words = details.filter((detail) => detail.finding === finding).map((detail) => code(detail.words));
  const seen =
    sighting === undefined
      ? []
      : [`first seen ${instantWords(sighting.first, clock)}, in ${count(sighting.rows, "check")}`];
  return [code(finding), ...words.slice(0, 3), ...seen].filter(Boolean).join(" · ");
}

function evidenceTable({ kind, evidence }: Alert, clock: Clock): string[] {
  const rows = evidence.slice(0, mostRows);
  const columns = evidenceOf(kind).filter((key) => rows.some((row) => valueWords(key, row) !== ""));
  if (columns.length === 0) return [];
  const lines = [
    ["time", ...columns.map((key) => columnTable[key].title)],
    ["---", ...columns.map(() => "---")],
    ...rows.map((row) => [instantWords(row.time, clock), ...columns.map((key) => code(valueWords(key, row)))]),
  ];
  return [["### What the checks saw\n", ...lines.map((cells) => `| ${cells.join(" | ")} |`)].join("\n")];
}

function acceptance(alert: Alert): string[] {
  const line = inventoryLine(alert);
  const vouch = line === undefined ? [] : ["In the inventory, at this host:", fenced("yml", [line])];
  const effect = hasParts(alert)
    ? "Close this issue as **not planned**: what it lists is never raised again, anything new is. Reopen it to take that back."
    : "Close this issue as **not planned**: it is not raised again before it has recovered once.";
  return ["### If it is meant to be so", ...vouch, effect];
}

function footer({ now, resultsUrl }: IssueContext, clock: Clock): string {
  const results = resultsUrl === undefined ? "" : ` [All results](<${resultsUrl.href}>).`;
  const habit =
    "It closes by itself on recovery, and this text is rewritten when what is found changes, not at every check.";
  return `---\n\nWritten by server-monitor at ${zonedWords(now, clock)}, the zone of all times here. ${habit}${results}`;
}

function fenced(language: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `\`\`\`${language}\n${lines.join("\n")}\n\`\`\``;
}

/** A comment, and the mark by which a second run knows that it was made. */
export interface CommentText {
  readonly mark: string;
  readonly body: string;
}

export function commentOf(record: IssueRecord, words: string): CommentText {
  const mark = `<!-- server-monitor comment ${record.revision} -->`;
  return { mark, body: `${mark}\n${words}` };
}

export function changeWords(before: readonly string[] | undefined, now: readonly string[]): string {
  const added = now.filter((finding) => !before?.includes(finding));
  const gone = (before ?? []).filter((finding) => !now.includes(finding));
  return [
    ...(added.length > 0 ? [`Now${before === undefined ? "" : " also"}: ${codes(added)}.`] : []),
    ...(gone.length > 0 ? [`No longer: ${codes(gone)}.`] : []),
  ].join("\n\n");
}

const overWords: Readonly<Record<Over, string>> = {
  well: "Recovered: not found any more at",
  gone: "No longer watched, as of",
  accepted: "All of it has been accepted, as of",
};

export function recoveryWords(record: IssueRecord, why: Over, issueCreated: Date, now: Date): string {
  const since = record.since ?? issueCreated;
  const clock = utcClock(now);
  const lasted = durationWords(now.getTime() - since.getTime());
  return `${overWords[why]} ${zonedWords(now, clock)}, after ${lasted} (since ${zonedWords(since, clock)}).`;
}

export function returnWords(alert: Alert, why: "back" | "lasts"): string {
  const words = code({ untrusted: terminalText(alertFinding(alert)) }, 400);
  if (why === "back") return `It is back since ${zonedWords(alert.since, utcClock(alert.seen))}: ${words}.`;
  const way = "Close it as **not planned** if it is meant to be so.";
  return `Closed as completed, but checks after that still find it: ${words}. ${way}`;
}

function codes(findings: readonly string[]): string {
  const shown = findings.slice(0, mostListed).map((finding) => code(finding));
  const more = findings.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

/** Cut after it was made printable, which makes text longer. */
function code(text: Shown, longest = longestCell): string {
  const line = terminalText(text);
  return markdownCode(line.length > longest ? `${line.slice(0, longest)}…` : line);
}
