/** The doctor reads the settings of the repository on GitHub that decide whether the workflows run. */
import { beforeEach, describe, expect, it } from "vitest";
import { examineGitHub, repositoryAt } from "../../src/doctor/github.ts";
import { Secret } from "../../src/inventory/secret.ts";
import { terminalText } from "../../src/safe-text.ts";
import { type GitHubApi, repository, startGitHub } from "../support/github-api.ts";

let api: GitHubApi;

beforeEach(async () => {
  api = await startGitHub();
  return () => expect(api.violations).toEqual([]);
});

async function examine(token: string | undefined = "ghs_actions"): Promise<string[]> {
  const { url: apiUrl } = api;
  const github = { apiUrl, serverUrl: apiUrl, repository: undefined, runId: undefined, proxy: undefined };
  const place = { github, repository, branch: "main" };
  const findings = await examineGitHub({ token: token === "" ? undefined : new Secret(token) }, place, api.now);
  return findings.map(({ verdict, what, detail }) => `${verdict} ${what}: ${terminalText(detail)}`);
}

it("is content with a repository that is set up", async () => {
  api.settings.runners.push({ name: "pi", status: "online", labels: ["self-hosted", "monitor"] });
  api.settings.secrets.push("CREDENTIALS", "INVENTORY");
  api.settings.variables["MONITOR"] = "on";
  expect(await examine()).toEqual([
    "good actions: workflows may run; each asks for the permissions that it needs",
    "good runner: pi online, with the label monitor",
    "good secrets: CREDENTIALS, INVENTORY",
    "good variables: MONITOR",
    "good branch: no rule keeps rows out of main",
  ]);
  expect(api.writes).toEqual([]);
});

it("names what is missing in one that is not", async () => {
  api.settings.actions.enabled = false;
  api.settings.rules.push("deletion", "pull_request");
  expect(await examine()).toEqual([
    "bad actions: no workflow may run: allow actions in Settings → Actions → General",
    "bad runner: the repository has none: set one up (README.md, step 2), with the label monitor",
    "bad secrets: INVENTORY is missing: gh secret set INVENTORY < ~/inventory.yml",
    "odd variables: the schedule rests until MONITOR is on: gh variable set MONITOR --body on",
    "bad branch: the rules of main refuse rows (pull_request): push the rows to a branch without such rules (in check.yml, branch: results)",
  ]);
});

it.each([
  ["offline", { name: "pi", status: "offline", labels: ["monitor"] }, /^bad runner: pi offline: start it there/],
  ["without the label", { name: "pi", status: "online", labels: [] }, /^bad runner: pi without the label monitor: add/],
] as const)("tells of a runner that is %s", async (_state, runner, words) => {
  api.settings.runners.push(runner);
  expect((await examine())[1]).toMatch(words);
});

it.each([
  ["local_only", /^bad actions: the workflows need actions\/checkout: allow/],
  ["selected", /^odd actions: only some actions may run/],
])("tells of a repository in which %s actions are allowed", async (allowed, words) => {
  api.settings.actions.allowed_actions = allowed;
  expect((await examine())[0]).toMatch(words);
});

it("says for each question which permission the token lacks, or that there is none", async () => {
  api.mayReadSettings = false;
  expect(await examine()).toEqual([
    "odd actions: not checked: the token may not read this (it needs Administration: read)",
    "odd runner: not checked: the token may not read this (it needs Administration: read)",
    "odd secrets: not checked: the token may not read this (it needs Secrets: read)",
    "odd variables: not checked: the token may not read this (it needs Variables: read)",
    "odd branch: not checked: the token may not read this (it needs Metadata: read)",
  ]);
  expect(await examine("")).toEqual([
    expect.stringMatching(/^odd settings: not checked: pass a token .*gh auth token/),
  ]);
});

describe("a repository on GitHub", () => {
  const github = {
    apiUrl: new URL("https://api.github.com"),
    serverUrl: new URL("https://github.com"),
    repository: undefined,
    runId: undefined,
    proxy: undefined,
  };

  it.each([
    ["https://github.com/me/servers.git", "me/servers"],
    ["https://github.com/me/servers", "me/servers"],
    ["git@github.com:me/servers.git", "me/servers"],
    ["ssh://git@github.com:22/me/servers/", "me/servers"],
    ["https://gitlab.com/me/servers.git", undefined],
    ["/srv/git/servers.git", undefined],
    ["", undefined],
    ["git@github.com.evil.example:me/servers.git", undefined],
  ])("of the address %s is %s", (origin, name) => {
    expect(repositoryAt(origin, github)).toBe(name);
  });
});
