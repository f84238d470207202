/** One run in words: the sentence for the commit, the table for a terminal, the page for the job. Pure. */
import { type CheckResult, errorsOf, portText, type State, stateOf } from "../check-result.ts";
import { markdownCode, terminalText } from "../safe-text.ts";
import { count } from "../words/count.ts";
import { durationWords } from "../words/duration.ts";
import { utcClock, zonedWords } from "../words/instant.ts";
import { binarySize } from "../words/size.ts";
import { newsMarkdown, type RunAlerts } from "./alert-news.ts";

/** What a check came to. */
export interface CheckReport {
  readonly results: readonly CheckResult[];
  readonly alerts: RunAlerts;
  readonly punctuality: Punctuality;
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

/** `5 hosts, 4 up — db-1 down (ssh:timeout)`, or `5 hosts, monitor offline (not even the gateway answers)` */
export function headline(results: readonly CheckResult[]): string {
  const unknown = results.find((result) => stateOf(result) === "unknown");
  if (unknown !== undefined) return `${count(results.length, "host")}, monitor offline (${reasonOf(unknown)})`;
  const down = results.filter((result) => stateOf(result) === "down");
  const troubled = results.filter((result) => stateOf(result) === "up" && result.problems.length > 0);
  const named = [...down.map(downWords), ...troubled.map(troubleWords)];
  const counts = `${count(results.length, "host")}, ${results.length - down.length} up`;
  if (named.length === 0) return counts;
  const more = named.length > mostNamed ? `, and ${named.length - mostNamed} more` : "";
  return `${counts} — ${named.slice(0, mostNamed).join(", ")}${more}`;
}

function reasonOf({ problems }: CheckResult): string {
  return problems.map(({ detail }) => terminalText(detail)).join("; ");
}

function downWords(result: CheckResult): string {
  return `${result.host} down (${errorsOf(result).at(-1)})`;
}

function troubleWords(result: CheckResult): string {
  return `${result.host} ${errorsOf(result).join("+")}`;
}

/** The results as a table of short texts. */
export function resultTable(results: readonly CheckResult[]): { header: string[]; rows: string[][] } {
  const shown = shownColumns(results);
  return {
    header: shown.map(({ title }) => title),
    rows: results.map((result) => shown.map(({ text }) => text(result))),
  };
}

/** A column only where a host has something to say in it. */
function shownColumns(results: readonly CheckResult[]): readonly TableColumn[] {
  return tableColumns.filter(({ always, text }) => always || results.some((result) => text(result) !== ""));
}

interface TableColumn {
  readonly title: string;
  readonly always?: true;
  readonly text: (result: CheckResult) => string;
}

const tableColumns: readonly TableColumn[] = [
  { title: "host", always: true, text: ({ host }) => host },
  { title: "state", always: true, text: stateWords },
  { title: "ping", text: pingWords },
  { title: "page", text: pageWords },
  { title: "memory", text: ({ facts }) => sizeWords(facts?.memAvailMib) },
  { title: "swap", text: ({ facts, type }) => (type === "node" ? sizeWords(facts?.swapFreeMib) : "") },
  { title: "disk", text: ({ facts }) => sizeWords(facts?.diskAvailMib) },
  { title: "up for", text: uptimeWords },
  { title: "gpus", text: gpuWords },
  { title: "ports", text: ({ facts }) => facts?.ports?.map(portText).join(" ") ?? "" },
  { title: "peers", text: ({ facts }) => facts?.sshPeers?.join(" ") ?? "" },
  { title: "logins", text: ({ facts }) => facts?.logins?.join(" ") ?? "" },
  { title: "errors", text: (result) => errorsOf(result).join(" ") },
];

function stateWords(result: CheckResult): string {
  const state = stateOf(result);
  return state === "up" && result.problems.length > 0 ? "trouble" : state;
}

function pingWords({ ping }: CheckResult): string {
  if (ping.meanMs === undefined) return "";
  const mean = ping.meanMs < 10 ? ping.meanMs.toFixed(1) : ping.meanMs.toFixed(0);
  return ping.lossPercent ? `${mean} ms, ${ping.lossPercent.toFixed(0)} % lost` : `${mean} ms`;
}

function pageWords({ page }: CheckResult): string {
  return page ? `${page.status} in ${page.ms.toFixed(0)} ms` : "";
}

function sizeWords(mib: number | undefined): string {
  return mib === undefined ? "" : binarySize(mib);
}

function uptimeWords({ lastBoot, time }: CheckResult): string {
  return lastBoot === undefined ? "" : durationWords(time.getTime() - Date.parse(lastBoot));
}

function gpuWords({ facts }: CheckResult): string {
  return facts?.gpus?.map(({ tempC }) => (tempC === undefined ? "none" : `${tempC} °C`)).join(" ") ?? "";
}

/** The job summary. */
export function summaryPage(report: CheckReport): string {
  const { results } = report;
  const lines = [`### ${headline(results)}`, "", ...markdownTable(results), ""];
  const troubled = results.filter((result) => result.problems.length > 0 && stateOf(result) !== "unknown");
  if (troubled.length > 0) lines.push("**What was found**", "", ...troubled.flatMap(problemLines), "");
  lines.push(...newsMarkdown(report.alerts), `${beganWords(report)}${keptWords(report)}.`);
  return `${lines.join("\n")}\n`;
}

/** `Due 2026-11-23 04:07 UTC, began 24 min late: `, and how many runs never came. */
export function beganWords({ results, punctuality: { due, missed } }: CheckReport): string {
  const [began] = results.map(({ time }) => time);
  if (began === undefined) return "";
  const lost = missed === 0 ? "" : ` ${count(missed, "run")} of the schedule since the one before never came.`;
  if (due === undefined) return `Began ${zonedWords(began, utcClock(began))}.${lost} `;
  const lateMs = began.getTime() - due.getTime();
  const late = lateMs < punctualMs ? "in time" : `${durationWords(lateMs)} late`;
  return `Due ${zonedWords(due, utcClock(due))}, began ${late}.${lost} `;
}

/** A job waits for its runner for a while. */
const punctualMs = 120_000;

/** Without the errors, which are told below it. */
function markdownTable(results: readonly CheckResult[]): string[] {
  const shown = shownColumns(results).filter(({ title }) => title !== "errors");
  return [
    tableLine(shown.map(({ title }) => title)),
    tableLine(shown.map(() => "---")),
    ...results.map((result) => tableLine(shown.map((column) => markdownCell(column, result)))),
  ];
}

/** Names of users and their hosts are the one free text in the table. Values stay in one line: tables scroll on a phone. */
function markdownCell({ title, text }: TableColumn, result: CheckResult): string {
  if (title === "logins") return markdownCode(text(result));
  const words = text(result).replaceAll(" ", "&nbsp;");
  return title === "state" ? `${signOf(result)}&nbsp;${words}` : words;
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

const stateSigns: Readonly<Record<State, string>> = { up: "🟢", down: "🔴", unknown: "⚪" };

function signOf(result: CheckResult): string {
  return result.problems.length > 0 && stateOf(result) === "up" ? "🟡" : stateSigns[stateOf(result)];
}

function problemLines({ host, problems }: CheckResult): string[] {
  return problems.map(({ code, detail }) => `- **${host}** ${code}: ${markdownCode(detail)}`);
}

/** `4 rows in commit ce0dbb8b59, 1.3 s` */
export function keptWords({ rows, waiting, commit, ms }: CheckReport): string {
  const where = commit === undefined ? "" : ` in commit ${commit.slice(0, 10)}`;
  const later = waiting === 0 ? "" : `, ${count(waiting, "row")} waiting to be pushed`;
  return `${count(rows, "row")}${where}${later}, ${(ms / 1000).toFixed(1)} s`;
}
