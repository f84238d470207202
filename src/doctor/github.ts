/** Tests the settings of the repository on GitHub, with the token that the doctor is given. Changes nothing there. */
import { actionsPermissions, branchRules, runnersOf, secretNames, variablesOf } from "../github/actions.ts";
import { GitHubClient, hastyPatience } from "../github/client.ts";
import { GitHubError } from "../github/refusal.ts";
import { repositoryName } from "../input-values.ts";
import type { Inputs } from "../inputs.ts";
import type { GitHubSurroundings } from "../surroundings.ts";
import { listed } from "../words/count.ts";
import { type Finding, finding } from "./finding.ts";

export interface GitHubPlace {
  readonly github: GitHubSurroundings;
  /** `owner/name` */
  readonly repository: string;
  /** Where rows are pushed to; undefined: not known. */
  readonly branch: string | undefined;
}

/** `owner/name` of an address of this GitHub: `https://github.com/me/servers.git`, `git@github.com:me/servers`. */
export function repositoryAt(origin: string, { serverUrl }: GitHubSurroundings): string | undefined {
  const [, host, path = ""] = /^(?:\w+:\/\/)?(?:[^@/]*@)?([^/:]+)(?::\d+)?[:/](.+?)(?:\.git)?\/?$/.exec(origin) ?? [];
  return host === serverUrl.hostname ? repositoryName(path) : undefined;
}

export async function examineGitHub(
  { token }: Pick<Inputs, "token">,
  { github, repository, branch }: GitHubPlace,
  now: Date,
): Promise<Finding[]> {
  if (token === undefined) return [finding("odd", "settings", withoutToken)];
  // A refusal ends a client: one question that the token may not ask must not end the others.
  const client = () => new GitHubClient({ ...github, repository, token }, now, hastyPatience);
  const [actions, runner, secrets, variables, rules] = await Promise.all([
    question("actions", "Administration: read", async () => actionsFinding(await actionsPermissions(client()))),
    question("runner", "Administration: read", async () => runnerFinding(await runnersOf(client()))),
    question("secrets", "Secrets: read", async () => secretsFinding(await secretNames(client()))),
    question("variables", "Variables: read", async () => variablesFinding(await variablesOf(client()))),
    branch === undefined
      ? undefined
      : question("branch", "Metadata: read", async () => rulesFinding(branch, await branchRules(client(), branch))),
  ]);
  return [actions, runner, secrets, variables, rules].flatMap((each) => each ?? []);
}

const withoutToken =
  "not checked: pass a token that may read the settings, such as SERVER_MONITOR_TOKEN=$(gh auth token) before the command";

async function question(what: string, permission: string, ask: () => Promise<Finding>): Promise<Finding> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    const isHidden = error.status === 403 || error.status === 404;
    const detail = isHidden ? `the token may not read this (it needs ${permission})` : error.message;
    return finding("odd", what, `not checked: ${detail}`);
  }
}

function actionsFinding({ isEnabled, allowed }: Awaited<ReturnType<typeof actionsPermissions>>): Finding {
  const place = "Settings → Actions → General";
  if (!isEnabled) return finding("bad", "actions", `no workflow may run: allow actions in ${place}`);
  if (allowed === "local_only")
    return finding(
      "bad",
      "actions",
      `the workflows need actions/checkout: allow actions created by GitHub in ${place}`,
    );
  if (allowed === "selected")
    return finding("odd", "actions", `only some actions may run: see in ${place} that actions/checkout is among them`);
  return finding("good", "actions", "workflows may run; each asks for the permissions that it needs");
}

/** As `runs-on` in the workflows asks. */
const label = "monitor";

function runnerFinding(runners: Awaited<ReturnType<typeof runnersOf>>): Finding {
  const ours = runners.filter(({ labels }) => labels.includes(label));
  const online = ours.filter(({ isOnline }) => isOnline).map(({ name }) => name);
  if (online.length > 0) return finding("good", "runner", `${listed(online)} online, with the label ${label}`);
  const names = listed((ours.length > 0 ? ours : runners).map(({ name }) => name));
  if (ours.length > 0)
    return finding("bad", "runner", `${names} offline: start it there (cd ~/actions-runner && sudo ./svc.sh start)`);
  if (runners.length === 0)
    return finding("bad", "runner", `the repository has none: set one up (README.md, step 2), with the label ${label}`);
  return finding("bad", "runner", `${names} without the label ${label}: add it in Settings → Actions → Runners`);
}

function secretsFinding(names: readonly string[]): Finding {
  if (!names.includes("INVENTORY"))
    return finding("bad", "secrets", "INVENTORY is missing: gh secret set INVENTORY < ~/inventory.yml");
  return finding("good", "secrets", names.join(", "));
}

function variablesFinding(variables: ReadonlyMap<string, string>): Finding {
  const names = [...variables.keys()].join(", ");
  if (variables.get("MONITOR") === "on") return finding("good", "variables", names);
  const fix = "the schedule rests until MONITOR is on: gh variable set MONITOR --body on";
  return finding("odd", "variables", names === "" ? fix : `${names}; ${fix}`);
}

/** Rules that refuse a push of rows by the token of a workflow. */
const refusing = new Set(["pull_request", "update", "required_signatures", "required_status_checks", "merge_queue"]);

function rulesFinding(branch: string, rules: readonly string[]): Finding {
  const against = rules.filter((rule) => refusing.has(rule));
  if (against.length === 0) return finding("good", "branch", `no rule keeps rows out of ${branch}`);
  const fix = "push the rows to a branch without such rules (in check.yml, branch: results)";
  return finding("bad", "branch", `the rules of ${branch} refuse rows (${against.join(", ")}): ${fix}`);
}
