/** Runs of the repository's workflows. */

import { at, textAt } from "../json.ts";
import type { GitHubClient } from "./client.ts";

/** Newer ones than that may all have been skipped. */
const mostRuns = 20;

/** When a workflow last began a run that did something; undefined: it never has. Throws GitHubError. */
export async function lastRun(github: GitHubClient, workflow: string): Promise<Date | undefined> {
  const query = { workflow_id: workflow, status: "completed", per_page: mostRuns };
  const route = "GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs";
  const runs = at((await github.send("read", route, query)).data, "workflow_runs");
  const done = (Array.isArray(runs) ? runs : []).filter((run) => textAt(run, "conclusion") !== "skipped");
  const times = done.map((run) => Date.parse(textAt(run, "run_started_at") ?? textAt(run, "created_at") ?? ""));
  const newest = Math.max(...times.filter((ms) => !Number.isNaN(ms)));
  return Number.isFinite(newest) ? new Date(newest) : undefined;
}

/** Starts a run. Throws GitHubError. */
export async function dispatch(
  github: GitHubClient,
  workflow: string,
  ref: string,
  inputs: Readonly<Record<string, string>>,
): Promise<void> {
  const route = "POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches";
  await github.send("create", route, { workflow_id: workflow, ref, inputs });
}
