/** The GitHub Actions runner: log groups, annotations, the job summary, outputs. Owner of @actions/core. */
import * as core from "@actions/core";
import type { Alert } from "../alerts/alert.ts";
import { alertLine } from "../alerts/alert-words.ts";
import { extended, newsLines, opened, type RunAlerts } from "../report/alert-news.ts";
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

/** In one write: each takes a system call. */
function infoLines(lines: readonly string[]): void {
  if (lines.length > 0) core.info(lines.map(logText).join("\n"));
}

/** Without the state, which is known only when all hosts are done: they may be down because the monitor is offline. */
function showHost(row: Row, transcript: readonly string[]): void {
  const causes = joined(causesOf(row), terminalText);
  core.startGroup(logText(causes === "" ? row.host : `${row.host}: ${causes}`));
  infoLines([...valuesOf(row).map(({ title, text }) => `${title}: ${text}`), ...transcript]);
  core.endGroup();
}

/** GitHub shows so many annotations of each level for a step. */
const mostAnnotations = 10;

interface Annotation {
  readonly title: string;
  readonly text: string;
  readonly isError?: boolean;
}

/** What is new first, then the hosts in trouble. The tenth says how many more there would be. */
function annotate({ hosts, alerts }: CheckReport): void {
  const news = [...opened(alerts), ...extended(alerts)].map((alert) => alertAnnotation(alert, alerts));
  const troubled = [...inState(hosts, "down"), ...inState(hosts, "trouble")].map(hostAnnotation);
  const [errors, warnings] = [true, false].map((isError) =>
    [...news, ...troubled].filter((one) => (one.isError === true) === isError),
  );
  for (const one of limited(errors ?? [])) core.error(one.text, { title: one.title });
  for (const one of limited(warnings ?? [])) core.warning(one.text, { title: one.title });
  for (const one of [...leftOut(errors ?? []), ...leftOut(warnings ?? [])])
    info(`${one.title}: ${one.text.replaceAll("\n", "; ")}`);
}

/** They are in the log. */
function leftOut(annotations: readonly Annotation[]): readonly Annotation[] {
  return annotations.length <= mostAnnotations ? [] : annotations.slice(mostAnnotations - 1);
}

function limited(annotations: readonly Annotation[]): readonly Annotation[] {
  if (annotations.length <= mostAnnotations) return annotations;
  const shown = annotations.slice(0, mostAnnotations - 1);
  const left = annotations.length - shown.length;
  return [
    ...shown,
    { title: `${left} more`, text: `${left} more alerts and hosts in trouble: see the summary of this job` },
  ];
}

/** `alert opened: [port] web-1: port 8080 is open` */
function alertAnnotation(alert: Alert, { issueUrl }: RunAlerts): Annotation {
  const url = issueUrl(alert);
  const text = [logText(alertLine(alert)), ...(url === undefined ? [] : [url])].join("\n");
  return { title: `alert opened: ${logText(alert.host)}`, text, isError: alert.kind === "host-key" };
}

/** A changed host key may be an attack, so it is an error. */
function hostAnnotation(host: CheckedHost): Annotation {
  const isError = host.row.errors.includes("ssh:host-key-changed");
  return {
    title: `${host.host}: ${host.state}`,
    text: findingLines(host, terminalText).map(logText).join("\n"),
    isError,
  };
}

async function showCheck(report: CheckReport, jobSummary: boolean): Promise<void> {
  const { hosts, clock } = report;
  const { header, rows } = hostTable(hosts);
  const news = newsLines(report.alerts, clock);
  const { lines: table } = fittedTable({ header, rows }, { width: Number.POSITIVE_INFINITY, leastColumn: 1 });
  infoLines(["", headline(hosts), "", ...table, "", ...news, keptWords(report)]);
  annotate(report);
  core.setOutput("hosts", hosts.length);
  core.setOutput("up", inState(hosts, "up").length);
  core.setOutput("down", inState(hosts, "down").length);
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
