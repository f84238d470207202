/** An alert as an issue: title, text, comments. What a host may have said stands in code, where it stays text. Pure. */
import { type ColumnKey, columnTable } from "../row/columns.ts";
import type { Row } from "../row/row.ts";
import { tellingErrors, valueWords } from "../row/words.ts";
import { markdownCode, type Shown, subjectText, terminalText } from "../safe-text.ts";
import { causeOf, joined } from "../words/cause.ts";
import { count } from "../words/count.ts";
import { durationWords } from "../words/duration.ts";
import { type Clock, instantWords, zonedWords } from "../words/instant.ts";
import { type Alert, type AlertKind, firstDayKinds, readPartFinding } from "./alert.ts";
import { alertAdvice, alertFinding, detailIn, findingIn } from "./alert-words.ts";
import { evidenceOf } from "./finders.ts";
import type { FindingDetail } from "./finding-details.ts";
import { type CommandBlock, commandsFor, inventoryLine, otherLimits } from "./issue-advice.ts";
import { type IssueRecord, type Over, recordText } from "./issue-record.ts";

/** What stands around an alert. */
export interface IssueContext {
  /** Now, and the zone of all times. */
  readonly clock: Clock;
  readonly details: readonly FindingDetail[];
  /** Where the results are to be seen. */
  readonly resultsUrl: URL | undefined;
}

const mostListed = 30;
const mostRows = 10;
const longestCell = 160;
/** GitHub takes 256 characters. */
const longestTitle = 200;

const partKinds: readonly AlertKind[] = [...firstDayKinds, "new-host", "unit", "readonly"];

/** Whose alerts are about single things that come, go and can be accepted one by one. */
export function hasParts({ kind }: Pick<Alert, "kind">): boolean {
  return partKinds.includes(kind);
}

/** `/var/lib,`: what no reader takes for a link. */
const plainPath = /^(?:\/[\w-]+)+[,:]?$|^\/[,:]?$/;
/** Parts of links and mentions. */
const linkLike = /\/(?!udp\b)|(?<![\p{L}\p{N}])@|:(?=\/)/gu;

/** Titles know no Markdown but code, and reach mails and other sites: plain words only. */
export function issueTitle(alert: Alert): string {
  const words = subjectText(alertFinding(alert))
    .replace(/[^\p{L}\p{N} .,:/@%()_-]/gu, "?")
    .replace(/[^ ]+/g, (word) => (plainPath.test(word) ? word : word.replace(linkLike, "?")));
  const title = `[${alert.kind}] ${subjectText(alert.host)}: ${words}`;
  return `${title.slice(0, longestTitle).toWellFormed()}${alert.flapping ? " (comes and goes)" : ""}`;
}

export function issueBody(alert: Alert, record: IssueRecord, context: IssueContext): string {
  const { clock, details } = context;
  const paragraphs = [
    recordText(record),
    ...opening(alert, record.since ?? alert.since, context),
    ...(alert.parts ? partSections(alert, details, clock) : findingList(alert, details, clock)),
    ...evidenceTable(alert, clock),
    `### What to do\n\n${alertAdvice(alert)}`,
    ...commandsFor(alert).map(commandParagraph),
    ...(alert.kind === "new-host" ? firstDayEnds : acceptance(alert, details)),
    footer(context),
  ];
  return `${paragraphs.filter((text) => text !== "").join("\n\n")}\n`;
}

/** `db-1`: nothing answers since 22 Nov 12:00: SSH did not answer in time. Last seen so 22 Nov 14:10. */
function opening(alert: Alert, since: Date, { clock, details }: IssueContext): string[] {
  const [words, detail] = [findingIn(alert, quoteName), detailIn(alert, quoteName)];
  const why = detail === "" ? "" : `: ${detail}`;
  return [
    `${code(alert.host)}: ${words} since ${instantWords(since, clock)}${why}. Last seen so ${instantWords(alert.seen, clock)}.`,
    ...(alert.kind === "new-host" ? [firstDayWords] : []),
    ...(hasParts(alert) ? [] : details.slice(0, mostDetails).map(({ words }) => `- ${words(quoteDetail, clock)}`)),
    ...(alert.kind === "silent" ? [ageWords(alert, clock)] : []),
    ...(alert.flapping ? ["It **comes and goes**: this issue stays open until it has been quiet for a while."] : []),
  ];
}

const firstDayWords =
  "This host is new in the inventory: what was found within a day of its first login is in this one issue. What comes later has issues of its own.";

const partTitles: Readonly<Partial<Record<AlertKind, string>>> = {
  port: "Open ports",
  peer: "SSH logins and connections",
  account: "Accounts",
};

/** Each kind with the line that accepts it. */
function partSections(alert: Alert, details: readonly FindingDetail[], clock: Clock): string[] {
  return (alert.parts ?? []).flatMap((part) => {
    const own = details.flatMap((detail) => {
      const { kind, finding } = readPartFinding(detail.finding) ?? {};
      return kind === part.kind && finding !== undefined ? [{ ...detail, finding }] : [];
    });
    const line = inventoryLine(part, own);
    const accepting =
      line === undefined ? [] : [`To accept them, in the inventory, at ${code(part.host)}:`, yaml(line)];
    return [...findingList(part, own, clock, partTitles[part.kind]), ...accepting];
  });
}

const mostDetails = 3;

function quoteName(name: Shown): string {
  return code(name);
}

/** Our own sentences about a problem quote servers, and may be long: a line of known_hosts. */
function quoteDetail(words: Shown): string {
  return code(words, 1000);
}

function ageWords({ findings, since, seen }: Alert, clock: Clock): string {
  const what = findings.includes("runs") ? "Its last run was on" : "Its newest row is of";
  return `${what} ${instantWords(since, clock)}, ${durationWords(seen.getTime() - since.getTime())} before this was written.`;
}

function findingList(
  alert: Alert,
  details: readonly FindingDetail[],
  clock: Clock,
  title = "What was found",
): string[] {
  if (!hasParts(alert) && alert.kind !== "outage") return [];
  const lines = alert.findings
    .slice(0, mostListed)
    .map((finding) => `- ${findingLine(alert, finding, details, clock)}`);
  const more = alert.findings.length - lines.length;
  return [[`### ${title}\n`, ...lines, ...(more > 0 ? [`- and ${more} more`] : [])].join("\n")];
}

/** `port 8080` is open: on `0.0.0.0`, process `nginx` of user `www-data`; first seen 22 Nov 12:00, in 2 checks */
function findingLine(alert: Alert, finding: string, details: readonly FindingDetail[], clock: Clock): string {
  const sighting = alert.sightings.find((seen) => seen.finding === finding);
  const own = details.filter((detail) => detail.finding === finding).slice(0, mostDetails);
  const seen =
    sighting === undefined
      ? []
      : [`first seen ${instantWords(sighting.first, clock)}, in ${count(sighting.rows, "check")}`];
  const noun = alert.kind === "port" ? "port " : "";
  const words = own.map((detail) => detail.words(quoteName, clock));
  return [`${noun}${code(finding)}`, ...words, ...seen].filter(Boolean).join(" · ");
}

function evidenceTable({ kind, evidence }: Alert, clock: Clock): string[] {
  const rows = evidence.slice(0, mostRows);
  const columns = evidenceOf(kind).filter((key) => rows.some((row) => valueWords(key, row) !== ""));
  if (columns.length === 0) return [];
  const lines = [
    ["time", ...columns.map((key) => columnTable[key].title)],
    ["---", ...columns.map(() => "---")],
    ...rows.map((row) => [instantWords(row.time, clock), ...columns.map((key) => evidenceCell(key, row))]),
  ];
  return [["### What the checks saw\n", ...lines.map((cells) => `| ${cells.join(" | ")} |`)].join("\n")];
}

/** Figures and causes are words of ours; names may be a host's. */
function evidenceCell(key: ColumnKey, row: Row): string {
  if (key === "errors") return joined(tellingErrors(row).map(causeOf), quoteName);
  const { kind } = columnTable[key].value;
  return kind === "names" || kind === "text" ? code(valueWords(key, row)) : valueWords(key, row);
}

function commandParagraph({ where, lines }: CommandBlock): string {
  return `${where}\n\n${fenced("sh", lines)}`;
}

function acceptance(alert: Alert, details: readonly FindingDetail[]): string[] {
  const line = inventoryLine(alert, details);
  if (hasParts(alert)) {
    const close = alert.kind === "peer" ? closePeerWords : closeWords;
    const ways = line === undefined ? [`Close ${close}`] : [inInventory(alert), yaml(line), `Or close ${close}`];
    return ["### If it is meant to be so", ...ways];
  }
  if (line !== undefined)
    return ["### If the key is right", `Once you have compared it. ${inInventory(alert)}`, yaml(line)];
  const other = otherLimits[alert.kind];
  if (other === undefined) return [];
  return ["### If it is meant to be so", other.words, ...(other.line === undefined ? [] : [yaml(other.line)])];
}

function inInventory({ host }: Alert): string {
  return `In the inventory, at ${code(host)}:`;
}

/** What ends the issue of a first day. */
const firstDayEnds: readonly string[] = [
  "### What closes this issue",
  "It closes by itself when each port is closed or in `known_ports`, and each login and connection is over or in `ssh_peers`. Accounts of the first day count as known: they are listed for you to check, and do not keep it open.",
  "Or close it as **not planned**: the ports and accounts that it lists are never raised again, each user that it lists is accepted from that network (IPv4 /16, IPv6 /32), and each address without a user. Anything new is raised. Reopen it to take that back.",
];

const closeWords =
  "this issue as **not planned**: what it lists is never raised again, anything new is. Reopen it to take that back.";

const closePeerWords =
  "this issue as **not planned**: each user that it lists is accepted from that network (IPv4 /16, IPv6 /32), and each address without a user. The same user from elsewhere is raised again, and so is anybody else. Reopen it to take that back.";

function yaml(line: string): string {
  return fenced("yml", [line]);
}

function footer({ clock, resultsUrl }: IssueContext): string {
  const results = resultsUrl === undefined ? "" : ` [All results](<${resultsUrl.href}>).`;
  const habit =
    "It closes by itself on recovery, and this text is rewritten when what is found changes, not at every check.";
  return `---\n\nWritten by server-monitor at ${zonedWords(clock.near, clock)}, the zone of all times here. ${habit}${results}`;
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
  left: "The host is no longer in the inventory, as of",
  accepted: "All of it has been accepted, as of",
};

export function recoveryWords(record: IssueRecord, why: Over, issueCreated: Date, clock: Clock): string {
  const since = record.since ?? issueCreated;
  const lasted = durationWords(clock.near.getTime() - since.getTime());
  return `${overWords[why]} ${zonedWords(clock.near, clock)}, after ${lasted} (since ${instantWords(since, clock)}).`;
}

export function returnWords(alert: Alert, why: "back" | "lasts", clock: Clock): string {
  const words = `${code(alert.host)}: ${findingIn(alert, quoteName)}`;
  if (why === "back") return `It is back since ${zonedWords(alert.since, clock)}. ${words}.`;
  const way = hasParts(alert)
    ? "Close it as **not planned** if it is meant to be so."
    : "It closes by itself when checks no longer find it.";
  return `Closed as completed, but checks after that still find it. ${words}. ${way}`;
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
