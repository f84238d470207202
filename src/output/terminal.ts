/**
 * The terminal: a live line of progress where there is one, plain lines elsewhere, and a table at the end. Owner of stdout
 * and stderr. A step of a workflow may be the terminal: lines are made inert for the runner, too.
 */
import { type CheckResult, errorsOf, stateOf } from "../check-result.ts";
import { newsLines } from "../report/alert-news.ts";
import { type CheckReport, headline, keptWords, resultTable } from "../report/summary.ts";
import { logText } from "../safe-text.ts";
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
    info: say,
    print: (text) => void process.stdout.write(text),
    warn: (text) => complain(`warning: ${text}`),
    summarise: async () => {},
    mask: () => {},
    started: (hosts) => progress?.expect(hosts),
    hostStarted: (host) => progress?.start(host),
    hostDone: (result, transcript) => {
      progress?.done(result.host);
      for (const line of verbose ? transcript : []) say(`${result.host}  ${line}`);
      if (!progress) say(outcomeLine(result));
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

/** The one way in which a command ends badly. */
export function fail(message: string): void {
  process.exitCode = 1;
  for (const line of message.split("\n")) complain(`error: ${line}`);
}

function complain(text: string): void {
  process.stderr.write(`${logText(text)}\n`);
}

function outcomeLine(result: CheckResult): string {
  const codes = errorsOf(result).join(", ");
  return `${result.host}: ${stateOf(result)}${codes && ` (${codes})`}`;
}

function closingLines(report: CheckReport): string[] {
  const { results } = report;
  const table = resultTable(results);
  const known = results.filter((result) => stateOf(result) !== "unknown");
  const troubles = known.flatMap(({ host, problems }) =>
    problems.map(({ code, detail }) => `${host}: ${code}: ${logText(detail)}`),
  );
  const news = newsLines(report.alerts);
  return [
    "",
    headline(results),
    "",
    ...textTable(table.header, table.rows),
    "",
    ...troubles,
    ...(troubles.length > 0 ? [""] : []),
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
      slowest === undefined
        ? ""
        : `, waiting for ${slowest} (${Math.round((performance.now() - (since ?? 0)) / 1000)} s)`;
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
