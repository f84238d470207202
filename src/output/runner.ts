/** The GitHub Actions runner: log groups, annotations, the job summary, outputs. Owner of @actions/core. */
import * as core from "@actions/core";
import { type CheckResult, stateOf } from "../check-result.ts";
import type { Problem } from "../outcome.ts";
import { extended, newsLines, opened } from "../report/alert-news.ts";
import { type CheckReport, headline, keptWords, resultTable, summaryPage } from "../report/summary.ts";
import { logText, terminalText } from "../safe-text.ts";
import type { Reporter, ReportOutcome } from "./reporter.ts";
import { textTable } from "./table.ts";

export function runnerReporter(options: { jobSummary: boolean }): Reporter {
  const verbose = core.isDebug();
  return {
    info,
    print: info,
    warn: (text) => core.warning(logText(text)),
    summarise: async (text) => {
      if (options.jobSummary) await core.summary.addRaw(`${terminalText(text)}\n`).write();
    },
    mask: (secret) => core.setSecret(secret),
    started: () => {},
    hostStarted: () => {},
    hostDone: (result, transcript) => showHost(result, verbose ? transcript : []),
    reported: (outcome) => showReport(outcome, options.jobSummary),
    checked: (report) => showCheck(report, options.jobSummary),
  };
}

/** The one way in which a command ends badly: a red step with one annotation per line of the message. */
export function fail(message: string): void {
  process.exitCode = core.ExitCode.Failure;
  for (const line of message.split("\n")) core.error(logText(line));
}

function info(text: string): void {
  core.info(logText(text));
}

function showHost(result: CheckResult, transcript: readonly string[]): void {
  const { header, rows } = resultTable([result]);
  const values =
    rows[0]?.map((text, index) => `${header[index]}: ${text}`).filter((text) => !text.endsWith(": ")) ?? [];
  core.startGroup(`${result.host}: ${stateOf(result)}${problemCodes(result.problems)}`);
  for (const line of [...values, ...transcript]) info(line);
  core.endGroup();
  for (const problem of result.problems) annotate(result.host, problem);
}

function problemCodes(problems: readonly Problem[]): string {
  return problems.length === 0 ? "" : ` (${problems.map(({ code }) => code).join(", ")})`;
}

/** A changed host key may be an attack; the rest may wait. */
function annotate(host: string, { code, detail }: Problem): void {
  const show = code === "ssh:host-key-changed" ? core.error : core.warning;
  show(logText(detail), { title: `${host}: ${code}` });
}

async function showCheck(report: CheckReport, jobSummary: boolean): Promise<void> {
  const { header, rows } = resultTable(report.results);
  const news = newsLines(report.alerts);
  const table = textTable(header, rows);
  for (const line of ["", headline(report.results), "", ...table, "", ...news, keptWords(report)]) info(line);
  const states = report.results.map(stateOf);
  core.setOutput("hosts", report.results.length);
  core.setOutput("up", states.filter((state) => state === "up").length);
  core.setOutput("down", states.filter((state) => state === "down").length);
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
