/** One run in words: the sentence for the commit, the table for a terminal, the page for the job. Pure. */
import type { Alert, AlertKind } from "../alerts/alert.ts";
import type { Row } from "../row/row.ts";
import { tellingErrors } from "../row/words.ts";
import { markdownCode, type Shown, terminalText } from "../safe-text.ts";
import { causeBefore, type Quote, quotedWords } from "../words/cause.ts";
import { count } from "../words/count.ts";
import { durationWords } from "../words/duration.ts";
import { type Clock, zonedWords } from "../words/instant.ts";
import { newsMarkdown, type RunAlerts } from "./alert-news.ts";
import { type HostColumn, hostColumns } from "./host-columns.ts";
import { alertsBesideRow, type CheckedHost, causesNow, codesNow, stateWords } from "./host-now.ts";
import { type Links, noLinks } from "./links.ts";
import { folded, hostWords, markdownWords, unbroken } from "./month/markdown.ts";
import { stateLooks } from "./state-looks.ts";

/** What a check came to. */
export interface CheckReport {
  /** In inventory order. */
  readonly hosts: readonly CheckedHost[];
  readonly alerts: RunAlerts;
  readonly punctuality: Punctuality;
  readonly clock: Clock;
  readonly links?: Links | undefined;
  /** Sentences about the monitor itself, for the page of the job. */
  readonly notes?: readonly string[] | undefined;
  /** Rows that are safe in the results files. */
  readonly rows: number;
  /** Rows, of runs before too, that wait for the next push. */
  readonly waiting: number;
  /** The commit that holds the rows; undefined where nothing was pushed. */
  readonly commit: string | undefined;
  /** How long the run took. */
  readonly ms: number;
}

/** How a run came about. */
export interface Punctuality {
  /** undefined: nobody said. */
  readonly due: Date | undefined;
  /** Times at which the schedule should have started a run since the one before, and did not. */
  readonly missed: number;
}

const mostNamed = 3;

/** `5 hosts, 3 up, 1 in trouble — db-1 down (SSH did not answer in time), web-1 trouble (the page answered 502)` */
export function headline(hosts: readonly CheckedHost[], quote: Quote = terminalText): string {
  return runWords(hosts, (host) => {
    const [first] = causesNow(host);
    const more = causesNow(host).length - 1;
    const why = first === undefined ? "" : ` (${quotedWords(first, quote)}${more > 0 ? `, and ${more} more` : ""})`;
    return `${host.host} ${host.state}${why}`;
  });
}

/** The same for the subject of a commit: `5 hosts, 3 up, 1 in trouble — db-1 down (ssh:timeout), web-1 http:502` */
export function runSubject(hosts: readonly CheckedHost[]): string {
  return runWords(hosts, (host) => {
    const codes = codesNow(host);
    return host.state === "down" ? `${host.host} down (${codes.at(-1)})` : `${host.host} ${codes.join("+")}`;
  });
}

function runWords(hosts: readonly CheckedHost[], nameAndWhy: (host: CheckedHost) => string): string {
  const unasked = inState(hosts, "unknown");
  if (unasked[0] !== undefined && unasked.length === hosts.length)
    return `${count(hosts.length, "host")}, monitor offline (${reasonOf(unasked[0])})`;
  const [down, troubled] = [inState(hosts, "down"), inState(hosts, "trouble")];
  const trouble = troubled.length === 0 ? "" : `, ${troubled.length} in trouble`;
  const rest = unasked.length === 0 ? "" : `, ${unasked.length} could not be asked`;
  const counts = `${count(hosts.length, "host")}, ${inState(hosts, "up").length} up${trouble}${rest}`;
  const named = [...down, ...troubled];
  if (named.length === 0) return counts;
  const more = named.length > mostNamed ? `, and ${named.length - mostNamed} more` : "";
  return `${counts} — ${named.slice(0, mostNamed).map(nameAndWhy).join(", ")}${more}`;
}

export function inState(hosts: readonly CheckedHost[], state: CheckedHost["state"]): CheckedHost[] {
  return hosts.filter((host) => host.state === state);
}

function reasonOf({ result: { problems } }: CheckedHost): string {
  return problems.map(({ detail }) => terminalText(detail)).join("; ");
}

/** The hosts as a table of short texts. */
export function hostTable(hosts: readonly CheckedHost[]): { header: string[]; rows: string[][] } {
  const shown = shownColumns(hosts);
  return {
    header: ["host", "state", ...shown.map(({ title }) => title)],
    rows: hosts.map((host) => [
      host.host,
      stateWords(host, terminalText),
      ...shown.map((column) => textOf(column, host.row)),
    ]),
  };
}

/** A column only where a host has something to say in it. */
function shownColumns(hosts: readonly CheckedHost[]): readonly HostColumn[] {
  return hostColumns.filter((column) => hosts.some(({ row }) => textOf(column, row) !== ""));
}

/** The values of a row with their titles, those that are known. */
export function valuesOf(row: Row): { readonly title: string; readonly text: string }[] {
  const values = hostColumns.map((column) => ({ title: column.title, text: textOf(column, row) }));
  return values.filter(({ text }) => text !== "");
}

function textOf({ text }: HostColumn, row: Row): string {
  return terminalText(text(row));
}

/** A reason of a host's state, and what the check knows of it beyond the row. */
interface Finding {
  readonly cause: Shown;
  readonly details: readonly Shown[];
}

/** Why a host is in its state: `nothing answers; SSH: the host cannot be reached (EHOSTUNREACH)`, `port 8080 is open`. */
export function findingLines(host: CheckedHost, quote: Quote, quoteDetail = quote): string[] {
  const lines = findingsOf(host).map(({ cause, details }) =>
    [quotedWords(cause, quote), ...(details.length === 0 ? [] : [details.map(quoteDetail).join("; ")])].join(": "),
  );
  const [first, ...others] = lines;
  // Where pings alone were asked for, their cause says it.
  const isToTell = host.state === "down" && tellingErrors(host.row).some((code) => !code.startsWith("ping:"));
  return isToTell && first !== undefined ? [`nothing answers; ${first}`, ...others] : lines;
}

/** Why the monitor was offline is in the headline. */
function findingsOf(host: CheckedHost): readonly Finding[] {
  const { row, result } = host;
  if (host.state === "unknown") return [];
  const problems = tellingErrors(row).map((code) => {
    const details = result.problems.filter((problem) => problem.code === code).map(({ detail }) => detail);
    return { cause: causeBefore(code, details), details };
  });
  const others = causesNow(host).slice(problems.length);
  return [...problems, ...others.map((cause) => ({ cause, details: [] }))];
}

/** The open alert of each of the findings, in their order; undefined where none tells of it. */
export function alertsOfFindings(host: CheckedHost): readonly (Alert | undefined)[] {
  const ofKind = (kind: AlertKind | undefined) => host.alerts.find((alert) => alert.kind === kind);
  const beside = alertsBesideRow(host);
  const inRow = findingsOf(host).length - beside.length;
  const codes = tellingErrors(host.row);
  const ofRow = Array.from({ length: inRow }, (_, at) => ofKind(kindOf(codes[at], host)));
  return [...ofRow, ...beside];
}

/** `code`: undefined for the status of a page. */
function kindOf(code: string | undefined, { state }: CheckedHost): AlertKind | undefined {
  if (state === "down") return "down";
  if (code === undefined || code.startsWith("http:")) return "http";
  if (code.startsWith("ssh:host-key-")) return "host-key";
  return code.startsWith("ssh:") || code.startsWith("probe:") ? "ssh" : undefined;
}

/** The job summary: alerts first, then the hosts in trouble, then the others, folded. */
export function summaryPage(report: CheckReport): string {
  const { hosts, alerts, clock, notes = [], links = noLinks } = report;
  const troubled = (["down", "trouble", "unknown"] as const).flatMap((state) => inState(hosts, state));
  const found = findingItems(troubled);
  const lines = [
    ...[`### ${headline(hosts, markdownWords)}`, ""],
    ...newsMarkdown(alerts, clock),
    ...(found.length > 0 ? ["**What was found**", "", ...found, ""] : []),
    ...(troubled.length > 0 ? [...markdownTable(troubled), ""] : []),
    ...upBlock(inState(hosts, "up"), troubled.length > 0),
    ...notes.flatMap((note) => [`> ${note}`, ""]),
    `${beganWords(report)}${keptMarkdown(report)}.${linkLine(links)}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** With this few, there is nothing to gain from folding them. */
const fewHosts = 5;

function upBlock(hosts: readonly CheckedHost[], isBeside: boolean): string[] {
  if (hosts.length === 0) return [];
  const rows = markdownTable(hosts);
  if (!isBeside && hosts.length <= fewHosts) return [...rows, ""];
  return [folded(`${count(hosts.length, "host")} up`, [rows.join("\n")]), ""];
}

function keptMarkdown(report: CheckReport): string {
  const { commit, links = noLinks } = report;
  const url = commit === undefined ? undefined : links.commit(commit);
  const words = keptWords(report);
  if (commit === undefined || url === undefined) return words;
  const short = commit.slice(0, 10);
  return words.replace(short, `[${short}](${url})`);
}

function linkLine({ page, issues }: Links): string {
  const links = [
    ...(page === undefined ? [] : [`[All hosts](${page})`]),
    ...(issues === undefined ? [] : [`[Open alerts](${issues})`]),
  ];
  return links.length === 0 ? "" : ` ${links.join(" · ")}`;
}

/** `Due 23 Nov 2026 04:07 UTC, began 24 min late: `, and how many runs never came. */
export function beganWords({ hosts, clock, punctuality: { due, missed } }: CheckReport): string {
  const [began] = hosts.map(({ row }) => row.time);
  if (began === undefined) return "";
  const lost = missed === 0 ? "" : ` ${count(missed, "run")} of the schedule since the one before never came.`;
  if (due === undefined) return `Began ${zonedWords(began, clock)}.${lost} `;
  const lateMs = began.getTime() - due.getTime();
  const late = lateMs < punctualMs ? "in time" : `${durationWords(lateMs)} late`;
  return `Due ${zonedWords(due, clock)}, began ${late}.${lost} `;
}

/** A job waits for its runner for a while. */
const punctualMs = 120_000;

function markdownTable(hosts: readonly CheckedHost[]): string[] {
  const shown = shownColumns(hosts);
  return [
    tableLine(["host", "state", ...shown.map(({ title }) => title)]),
    tableLine(["---", "---", ...shown.map(() => "---")]),
    ...hosts.map((host) =>
      tableLine([hostWords(host.host), stateCell(host), ...shown.map((column) => valueCell(column, host.row))]),
    ),
  ];
}

function stateCell(host: CheckedHost): string {
  return unbroken(`${stateLooks[host.state].sign} ${stateWords(host, markdownWords)}`);
}

/** Values stay in one line: tables scroll on a phone. */
function valueCell({ text, quoted }: HostColumn, row: Row): string {
  return quoted ? markdownCode(text(row)) : unbroken(text(row));
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** Hosts of which the same was found share an item. */
function findingItems(hosts: readonly CheckedHost[]): string[] {
  const found = hosts.flatMap((host) =>
    findingLines(host, markdownWords, markdownCode).map((line) => ({ line, host: hostWords(host.host) })),
  );
  const groups = Map.groupBy(found, ({ line }) => line);
  return [...groups].map(([line, same]) => `- **${same.map(({ host }) => host).join(", ")}**: ${line}`);
}

/** `4 rows in commit ce0dbb8b59, 1.3 s` */
export function keptWords({ rows, waiting, commit, ms }: CheckReport): string {
  const where = commit === undefined ? "" : ` in commit ${commit.slice(0, 10)}`;
  const later = waiting === 0 ? "" : `, ${count(waiting, "row")} waiting to be pushed`;
  return `${count(rows, "row")}${where}${later}, ${durationWords(ms)}`;
}
