/**
 * Two months of six hosts and the check after them, told by the product itself: its rows, rules, pages, issues and mail, in
 * a repository of its own and with GitHub's API on loopback. Always the same.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { newRules } from "../../src/alerts/rules.ts";
import type { CheckResult } from "../../src/check-result.ts";
import { deliver, evaluate, issuesUrl, openAlerting } from "../../src/commands/alerting.ts";
import type { Call } from "../../src/commands/call.ts";
import { clockOf } from "../../src/commands/clock.ts";
import { readHistory, storeSettings } from "../../src/commands/history.ts";
import { report } from "../../src/commands/report.ts";
import { inputDefaults, readInputs } from "../../src/inputs.ts";
import { hostTypes } from "../../src/inventory/host.ts";
import type { Reporter } from "../../src/output/reporter.ts";
import { newsForSubject } from "../../src/report/alert-news.ts";
import { checkedHosts } from "../../src/report/host-now.ts";
import { monthMail } from "../../src/report/mail/email.ts";
import { monthBefore, monthReport } from "../../src/report/statistics/month-report.ts";
import { statusPageOf } from "../../src/report/status/status-page.ts";
import { headline, summaryPage } from "../../src/report/summary.ts";
import { cellsOf, headerOf, rowOf } from "../../src/row/row.ts";
import type { Table } from "../../src/store/merge.ts";
import { folderResults, runsBetween } from "../../src/store/results.ts";
import { type NewRun, openStore } from "../../src/store/store.ts";
import { readSurroundings } from "../../src/surroundings.ts";
import { type GitHubApi, openGitHub, repository, type StoredIssue } from "../../test/support/github-api.ts";
import { silentReporter } from "../../test/support/reporter.ts";
import { checkAt, earlierChecks, lastCheck } from "./fleet.ts";

export interface Story {
  /** The folder of the results. */
  readonly results: string;
  /** Markdown: RESULTS/README.md, the page of the job, the page of the month. */
  readonly statusPage: string;
  readonly summary: string;
  readonly month: string;
  readonly issue: StoredIssue;
  readonly mail: { readonly subject: string; readonly html: string };
}

interface Stage {
  readonly folder: string;
  readonly results: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly api: GitHubApi;
}

const reportTime = new Date("2026-11-01T05:23:05Z");

export async function tellStory(folder: string, path: string): Promise<Story> {
  const { api, close } = await openGitHub();
  const environment = { PATH: path, HOME: folder, GIT_CONFIG_NOSYSTEM: "1", ...commitTimes(lastCheck) };
  const stage = { folder, environment, api, results: join(cloneOfNothing(folder, environment), "results") };
  try {
    const store = await openStore(storeSettings(callAt(lastCheck, stage)));
    await store.saveRun({ ...runOf(earlierChecks()), subject: "check: two months" });
    const summary = await check(stage);
    await report(callAt(reportTime, stage));
    return { results: stage.results, summary, ...pagesOf(stage), mail: await mailOf(stage) };
  } finally {
    close();
  }
}

/** The commit that the summary names has the same name each time. */
function commitTimes(time: Date): Record<string, string> {
  return { GIT_AUTHOR_DATE: time.toISOString(), GIT_COMMITTER_DATE: time.toISOString() };
}

function cloneOfNothing(folder: string, environment: Stage["environment"]): string {
  const git = (...args: string[]) => execFileSync("git", args, { cwd: folder, env: environment, stdio: "ignore" });
  git("init", "--bare", "--initial-branch=main", "remote.git");
  git("clone", "remote.git", "repository");
  return join(folder, "repository");
}

function runOf(results: readonly CheckResult[]): Pick<NewRun, "time" | "tables"> {
  const byType = Map.groupBy(results, ({ type }) => type);
  const tables = hostTypes.map((type): Table => {
    return { type, header: headerOf(type), rows: byType.get(type)?.map(cellsOf) ?? [] };
  });
  return { time: lastCheck, tables };
}

/** As src/commands/check.ts goes on when the hosts have answered. */
async function check(stage: Stage): Promise<string> {
  const results = checkAt(lastCheck);
  const call = callAt(lastCheck, stage);
  const store = await openStore(storeSettings(call));
  const history = await readHistory(store, call);
  const alerting = await openAlerting(call, history, () => true);
  const evaluation = await evaluate(alerting, results);
  const hosts = checkedHosts(
    results.map((result) => ({ result, row: rowOf(result) })),
    evaluation.open,
  );
  for (const { row } of hosts) history.status.add(row);
  const inventory = results.map(({ host }) => host);
  const order = {
    inventory,
    alerts: evaluation.open,
    names: history.names,
    isOurs: () => true,
    issuesUrl: issuesUrl(call),
  };
  const statusPage = statusPageOf(history.status, order, clockOf(call));
  const subject = `check: ${headline(hosts)}${newsForSubject(evaluation)}`;
  const { fault, ...saved } = await store.saveRun({ ...runOf(results), subject, statusPage });
  const { faults, issueUrl } = await deliver(alerting, evaluation);
  if (fault !== undefined || faults.length > 0) throw new Error(`the story: ${[fault, ...faults].join("; ")}`);
  const punctuality = { due: new Date("2026-11-01T05:07:00Z"), missed: 0 };
  const summary = summaryPage({
    ...{ hosts, alerts: { ...evaluation, issueUrl }, ...saved, punctuality, clock: clockOf(call), ms: 4180 },
  });
  return summary;
}

function callAt(now: Date, { results, environment, api }: Stage): Call {
  api.now = now;
  const inputs = readInputs({ ...inputDefaults, results, month: "previous", token: "ghs_actions" });
  const surroundings = readSurroundings({
    ...environment,
    GITHUB_REPOSITORY: repository,
    GITHUB_API_URL: api.url.href,
  });
  return {
    inputs: { ...inputs, resultsInRepository: "results" },
    surroundings,
    reporter: quiet,
    now,
    clockMs: () => now.getTime(),
    flags: {},
    operands: [],
  };
}

const quiet: Reporter = { ...silentReporter, warn: console.warn };

function pagesOf({ results, api }: Stage): Pick<Story, "statusPage" | "month" | "issue"> {
  const read = (name: string) => readFileSync(join(results, name), "utf8");
  const issue = api.issues.find(({ labels }) => labels.includes("alert:port"));
  if (issue === undefined) throw new Error("the story: no issue was raised for the port");
  return { statusPage: read("README.md"), month: read("2026-10.md"), issue };
}

/** As src/commands/report.ts makes it. */
async function mailOf({ results }: Stage): Promise<Story["mail"]> {
  const [start, to] = [new Date("2026-10-01T00:00:00Z"), new Date("2026-11-01T00:00:00Z")];
  const runs = runsBetween(await folderResults(results), monthBefore(start), to);
  const model = await monthReport({
    start,
    to,
    running: false,
    zone: "UTC",
    runs,
    rules: newRules({ confirm: 2 }),
    damage: [],
  });
  const page = "results/2026-10.md";
  return monthMail(model, { pagePath: page, pageUrl: `https://github.com/${repository}/blob/main/${page}` });
}
