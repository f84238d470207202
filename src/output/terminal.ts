/**
 * The terminal: a progress line on a TTY, plain lines elsewhere, and a table at the end. The only writer to stdout and stderr.
 * The command may run in a workflow step, so lines are also escaped for the runner.
 */
import { styleText } from "node:util";
import { foundLines } from "../report/found-lines.ts";
import type { CheckedHost } from "../report/host-now.ts";
import { stateLooks } from "../report/state-looks.ts";
import { type CheckReport, headline, hostTable, inState, keptWords } from "../report/summary.ts";
import type { Row } from "../row/row.ts";
import type { HostState } from "../row/state.ts";
import { causesOf } from "../row/words.ts";
import { logText, terminalText } from "../safe-text.ts";
import { joined } from "../words/cause.ts";
import { count } from "../words/count.ts";
import { asFlags, errorAsFlags } from "./input-names.ts";
import { type Progress, progressLine } from "./progress.ts";
import type { Reporter } from "./reporter.ts";
import { fittedTable } from "./table.ts";
import { indented } from "./wrap.ts";

let progress: Progress | undefined;

export function terminalReporter(verbose: boolean): Reporter {
  progress = process.stderr.isTTY && !verbose ? progressLine(process.stderr) : undefined;
  return {
    width: widthOf(process.stdout),
    info: say,
    print: write,
    warn: (text) => complain("yellow", "warning:", asFlags(text)),
    summarise: async () => {},
    mask: () => {},
    doing: (text) => progress?.doing(text),
    started: (hosts) => progress?.started(hosts),
    hostStarted: (host) => progress?.hostStarted(host),
    hostDone: (row, transcript) => {
      progress?.hostDone(row.host);
      for (const line of verbose ? transcript : []) say(`${row.host}  ${line}`);
      if (!progress) say(doneLine(row));
    },
    reported: async ({ lines }) => {
      for (const line of ["", ...lines]) say(line);
    },
    checked: async (report) => {
      showTable(report.hosts);
      for (const line of closingLines(report)) sayItem(line);
    },
  };
}

/** A command fails. Lines that are moved in belong to the one before. `isOfInputs`: because of what it was given. */
export function fail(text: string, isOfInputs = false): void {
  process.exitCode = 1;
  for (const line of text.split("\n"))
    if (line.startsWith("  ")) process.stderr.write(`${logText(line)}\n`);
    else complain("red", "error:", isOfInputs ? errorAsFlags(line) : asFlags(line));
}

/** Who reads only the first lines, as `| head` does, does not end the command. */
export function ignoreClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE" && error.code !== "EIO") throw error;
    });
}

/** Infinity: lines may have any length. */
function widthOf(stream: NodeJS.WriteStream): number {
  return stream.isTTY && stream.columns > 0 ? stream.columns : Number.POSITIVE_INFINITY;
}

function write(text: string): void {
  progress?.clear();
  process.stdout.write(text);
}

/** A paragraph; what is indented is an item of a list. */
function say(text: string): void {
  sayItem(text, text.startsWith(" ") ? itemIndent : 0);
}

const itemIndent = 2;

function sayItem(text: string, hanging = itemIndent): void {
  for (const line of indented(logText(asFlags(text)), widthOf(process.stdout), hanging)) write(`${line}\n`);
}

function complain(colour: "red" | "yellow", label: string, text: string): void {
  progress?.clear();
  const lines = indented(`${label} ${logText(text)}`, widthOf(process.stderr), itemIndent).join("\n");
  process.stderr.write(`${styled(colour, label, process.stderr)}${lines.slice(label.length)}\n`);
}

/** With NO_COLOR, and where nobody sees it, as it is; FORCE_COLOR colours it everywhere. */
function styled(style: Parameters<typeof styleText>[0], text: string, stream: NodeJS.WriteStream): string {
  return styleText(style, text, { stream });
}

/** Without the state, which is known only when all hosts are done: they may be down because the monitor is offline. */
function doneLine(row: Row): string {
  return `${row.host}: ${joined(causesOf(row), terminalText) || "done"}`;
}

/** Nearest to the prompt: what somebody has to do something about. */
const order: readonly HostState[] = ["up", "unknown", "trouble", "down"];

function inOrder(hosts: readonly CheckedHost[]): CheckedHost[] {
  return order.flatMap((state) => inState(hosts, state));
}

/** Columns that say least; the CSV file has them all. */
const leftOutFirst = ["free swap", "up for", "free memory", "certificate"];
const stateColumn = 1;
/** Shorter values stay in one line. */
const leastColumn = 18;

/** Its lines are not escaped again, because of the colours. */
function showTable(hosts: readonly CheckedHost[]): void {
  const style = (cell: string, column: number) => (column === stateColumn ? stateStyled(cell) : cell);
  const fit = { width: widthOf(process.stdout), leastColumn, leftOutFirst, style };
  const { lines, leftOut } = fittedTable(hostTable(inOrder(hosts)), fit);
  write(`\n${lines.join("\n")}\n`);
  if (leftOut.length > 0) sayItem(`(a wider terminal also shows: ${leftOut.join(", ")})`);
  write("\n");
}

/** The cell begins with the state. */
function stateStyled(cell: string): string {
  const state = order.find((each) => cell.startsWith(each));
  return state === undefined ? cell : styled(stateLooks[state].terminal, cell, process.stdout);
}

/** What was found and what it led to, and in the last line how things are. */
function closingLines(report: CheckReport): string[] {
  const hosts = inOrder(report.hosts);
  const { findings, news } = foundLines(hosts, report.alerts, report.clock);
  const parts = [findings, news, [keptWords(report), stateCounts(hosts)]];
  return parts.filter((lines) => lines.length > 0).flatMap((lines, index) => (index === 0 ? lines : ["", ...lines]));
}

/** `4 hosts: 2 up, 1 in trouble, 1 down` */
function stateCounts(hosts: readonly CheckedHost[]): string {
  if (hosts.some(({ state }) => state === "unknown")) return headline(hosts);
  const counts: [number, string][] = [
    [inState(hosts, "up").length, "up"],
    [inState(hosts, "trouble").length, "in trouble"],
    [inState(hosts, "down").length, "down"],
  ];
  const words = counts.filter(([number]) => number > 0).map(([number, state]) => `${number} ${state}`);
  return `${count(hosts.length, "host")}: ${words.join(", ")}`;
}
