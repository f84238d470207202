/**
 * The terminal: a progress line on a TTY, plain lines elsewhere, and a table at the end. The only writer to stdout and stderr.
 * The command may run in a workflow step, so lines are also escaped for the runner.
 */
import { newsLines } from "../report/alert-news.ts";
import { type CheckReport, findingLines, headline, hostTable, keptWords } from "../report/summary.ts";
import type { Row } from "../row/row.ts";
import { causesOf } from "../row/words.ts";
import { logText, terminalText } from "../safe-text.ts";
import { joined } from "../words/cause.ts";
import { durationWords } from "../words/duration.ts";
import type { Reporter } from "./reporter.ts";
import { textTable } from "./table.ts";

const redrawMs = 100;

export function terminalReporter(verbose: boolean): Reporter {
  const progress = process.stderr.isTTY && !verbose ? liveLine() : undefined;
  const say = (text: string) => {
    progress?.clear();
    process.stdout.write(`${logText(text)}\n`);
  };
  return {
    width: process.stdout.columns ?? Number.POSITIVE_INFINITY,
    info: say,
    print: (text) => void process.stdout.write(text),
    warn: (text) => complain(`warning: ${text}`),
    summarise: async () => {},
    mask: () => {},
    started: (hosts) => progress?.expect(hosts),
    hostStarted: (host) => progress?.start(host),
    hostDone: (row, transcript) => {
      progress?.done(row.host);
      for (const line of verbose ? transcript : []) say(`${row.host}  ${line}`);
      if (!progress) say(doneLine(row));
    },
    reported: async ({ lines }) => {
      for (const line of ["", ...lines]) say(line);
    },
    checked: async (report) => {
      progress?.stop();
      for (const line of closingLines(report)) say(line);
    },
  };
}

/** A command fails. */
export function fail(message: string): void {
  process.exitCode = 1;
  for (const line of message.split("\n")) complain(`error: ${line}`);
}

function complain(text: string): void {
  process.stderr.write(`${logText(text)}\n`);
}

/** Without the state, which is known only when all hosts are done: they may be down because the monitor is offline. */
function doneLine(row: Row): string {
  return `${row.host}: ${joined(causesOf(row), terminalText) || "done"}`;
}

function closingLines(report: CheckReport): string[] {
  const { hosts, clock } = report;
  const { header, rows } = hostTable(hosts);
  const findings = hosts.flatMap((host) => findingLines(host, terminalText).map((line) => `${host.host}: ${line}`));
  const news = newsLines(report.alerts, clock);
  return [
    "",
    headline(hosts),
    "",
    ...textTable(header, rows),
    "",
    ...findings,
    ...(findings.length > 0 ? [""] : []),
    ...news,
    ...(news.length > 0 ? [""] : []),
    keptWords(report),
  ];
}

/** `12/50 hosts done, waiting for db-1 (4 s)`, redrawn in place. */
function liveLine() {
  const running = new Map<string, number>();
  let total = 0;
  let done = 0;
  const clear = () => process.stderr.write("\r\u001b[K");
  const draw = () => {
    const [slowest, since] = running.entries().next().value ?? [];
    const waiting =
      slowest === undefined ? "" : `, waiting for ${slowest} (${durationWords(performance.now() - (since ?? 0))})`;
    clear();
    process.stderr.write(`${done}/${total} hosts done${waiting}`);
  };
  const timer = setInterval(draw, redrawMs).unref();
  return {
    clear,
    expect: (hosts: number) => {
      total = hosts;
    },
    start: (host: string) => {
      running.set(host, performance.now());
    },
    done: (host: string) => {
      done += 1;
      running.delete(host);
    },
    stop: () => {
      clearInterval(timer);
      clear();
    },
  };
}
