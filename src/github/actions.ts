/** The settings of a repository that decide whether its workflows run. Each question is a request of its own. */

import { at, textAt } from "../json.ts";
import type { GitHubClient } from "./client.ts";

export interface Runner {
  readonly name: string;
  readonly isOnline: boolean;
  readonly labels: readonly string[];
}

const runnersRoute = "GET /repos/{owner}/{repo}/actions/runners";
const secretsRoute = "GET /repos/{owner}/{repo}/actions/secrets";
const variablesRoute = "GET /repos/{owner}/{repo}/actions/variables";
const rulesRoute = "GET /repos/{owner}/{repo}/rules/branches/{branch}";

/** Of this repository; those of an organisation that it may use are not among them. */
export async function runnersOf(github: GitHubClient): Promise<Runner[]> {
  const runners = itemsOf((await github.send("read", runnersRoute, { per_page: 100 })).data, "runners");
  return runners.map((runner) => ({
    name: textAt(runner, "name") ?? "?",
    isOnline: textAt(runner, "status") === "online",
    labels: itemsOf(runner, "labels").flatMap((label) => textAt(label, "name") ?? []),
  }));
}

/** Names only: GitHub shows the value of a secret to nobody. */
export async function secretNames(github: GitHubClient): Promise<string[]> {
  const { data } = await github.send("read", secretsRoute, { per_page: 100 });
  return itemsOf(data, "secrets").flatMap((secret) => textAt(secret, "name") ?? []);
}

export async function variablesOf(github: GitHubClient): Promise<ReadonlyMap<string, string>> {
  const { data } = await github.send("read", variablesRoute, { per_page: 30 });
  return new Map(
    itemsOf(data, "variables").map((variable) => [textAt(variable, "name") ?? "", textAt(variable, "value") ?? ""]),
  );
}

export interface ActionsPermissions {
  readonly isEnabled: boolean;
  /** `all`, `local_only` or `selected`. */
  readonly allowed: string | undefined;
}

export async function actionsPermissions(github: GitHubClient): Promise<ActionsPermissions> {
  const { data } = await github.send("read", "GET /repos/{owner}/{repo}/actions/permissions");
  return { isEnabled: at(data, "enabled") === true, allowed: textAt(data, "allowed_actions") };
}

/** The types of the rules that are active for a branch: `pull_request`, `update` … */
export async function branchRules(github: GitHubClient, branch: string): Promise<string[]> {
  const { data } = await github.send("read", rulesRoute, { branch, per_page: 100 });
  return Array.isArray(data) ? data.flatMap((rule) => textAt(rule, "type") ?? []) : [];
}

function itemsOf(data: unknown, key: string): readonly unknown[] {
  const items = at(data, key);
  return Array.isArray(items) ? items : [];
}
