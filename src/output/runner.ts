/** The GitHub Actions runner: log groups, annotations, the job summary, outputs. Owner of @actions/core. */
import * as core from "@actions/core";
import { extended, newsLines, opened } from "../report/alert-news.ts";
import type { CheckedHost } from "../report/host-now.ts";
import {
  type CheckReport,
  findingLines,
  headline,
  hostTable,
  inState,
  keptWords,
  summaryPage,
  valuesOf,
} from "../report/summary.ts";
import type { Row } from "../row/row.ts";
import { causesOf } from "../row/words.ts";
import { logText, terminalText } from "../safe-text.ts";
import { joined } from "../words/cause.ts";
import type { Reporter, ReportOutcome } from "./reporter.ts";
import { fittedTable } from "./table.ts";

export function runnerReporter(options: { jobSummary: boolean }): Reporter {
  const verbose = core.isDebug();
  return {
    width: Number.POSITIVE_INFINITY,
    info,
    print: info,
    warn: (text) => core.warning(logText(text)),
    summarise: async (text) => {
      if (options.jobSummary) await core.summary.addRaw(`${terminalText(text)}\n`).write();
    },
    mask: (secret) => core.setSecret(secret),
    doing: () => {},
    started: () => {},
    hostStarted: () => {},
    hostDone: (row, transcript) => showHost(row, verbose ? transcript : []),
    reported: (outcome) => showReport(outcome, options.jobSummary),
    checked: (report) => showCheck(report, options.jobSummary),
  };
}

/** A command fails: the step is red, with one annotation per line of the message. */
export function fail(message: string): void {
  process.exitCode = core.ExitCode.Failure;
  for (const line of message.split("\n")) core.error(logText(line));
}

function info(text: string): void {
  core.info(logText(text));
}

/** Without the state, which is known only when all hosts are done: they may be down because the monitor is offline. */
function showHost(row: Row, transcript: readonly string[]): void {
  const causes = joined(causesOf(row), terminalText);
  core.startGroup(logText(causes === "" ? row.host : `${row.host}: ${causes}`));
  for (const { title, text } of valuesOf(row)) info(`${title}: ${text}`);
  for (const line of transcript) info(line);
  core.endGroup();
}

/** One annotation for each host that is down or in trouble. A changed host key may be an attack, so it is an error. */
function annotate(host: CheckedHost): void {
  const show = host.row.errors.includes("ssh:host-key-changed") ? core.error : core.warning;
  show(findingLines(host, terminalText).map(logText).join("\n"), { title: `${host.host}: ${host.state}` });
}

async function showCheck(report: CheckReport, jobSummary: boolean): Promise<void> {
  const { hosts, clock } = report;
  const { header, rows } = hostTable(hosts);
  const news = newsLines(report.alerts, clock);
  const { lines: table } = fittedTable({ header, rows }, { width: Number.POSITIVE_INFINITY, leastColumn: 1 });
  for (const line of ["", headline(hosts), "", ...table, "", ...news, keptWords(report)]) info(line);
  const [down, troubled] = [inState(hosts, "down"), inState(hosts, "trouble")];
  for (const host of [...down, ...troubled]) annotate(host);
  core.setOutput("hosts", hosts.length);
  core.setOutput("up", inState(hosts, "up").length);
  core.setOutput("down", down.length);
  core.setOutput("alerts-open", report.alerts.open.length);
  core.setOutput("alerts-new", opened(report.alerts).length + extended(report.alerts).length);
  core.setOutput("rows", report.rows);
  core.setOutput("commit", report.commit ?? "");
  if (jobSummary) await core.summary.addRaw(summaryPage(report)).write();
}

async function showReport(outcome: ReportOutcome, jobSummary: boolean): Promise<void> {
  for (const line of outcome.lines) info(line);
  core.setOutput("report", outcome.path);
  core.setOutput("commit", outcome.commit ?? "");
  core.setOutput("alerts-open", outcome.alertsOpen);
  if (jobSummary) await core.summary.addRaw(outcome.summary).write();
}
