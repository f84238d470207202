/** The doctor tries whether the timer of this machine may start checks. */
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { examineSecondClock } from "../../src/doctor/second-clock.ts";
import { terminalText } from "../../src/safe-text.ts";
import { temporaryFolder } from "../support/folder.ts";
import { type GitHubApi, repository, startGitHub } from "../support/github-api.ts";

let api: GitHubApi;
let folder: string;

beforeEach(async () => {
  api = await startGitHub();
  folder = temporaryFolder();
  return () => expect(api.violations).toEqual([]);
});

function install(settings: string, { mode = 0o600 } = {}): void {
  writeFileSync(join(folder, "token"), "ghs_actions\n");
  chmodSync(join(folder, "token"), mode);
  writeFileSync(join(folder, "dispatch"), settings);
}

async function examine({ isOnGitHub = true } = {}): Promise<string[]> {
  const { url: apiUrl } = api;
  const github = { apiUrl, serverUrl: apiUrl, repository: undefined, runId: undefined, proxy: undefined };
  const findings = await examineSecondClock({ github, isOnGitHub }, api.now, folder);
  return findings.map(({ verdict, detail }) => `${verdict}: ${terminalText(detail)}`);
}

it("starts a check that does nothing, of the repository and branch that the timer has", async () => {
  install(`# the monitor's\nREPOSITORY="${repository}"\nBRANCH=trunk\n`);
  expect(await examine()).toEqual([`good: GitHub starts check.yml of ${repository} for it (a run that does nothing)`]);
  expect(api.requests).toMatchObject([
    {
      what: `POST /repos/${repository}/actions/workflows/check.yml/dispatches`,
      body: { ref: "trunk", inputs: { "min-interval": "9999d" } },
      token: "ghs_actions",
    },
  ]);
});

it.each([
  [401, "Bad credentials", /^bad: GitHub does not know its token: it has expired/],
  [403, "Resource not accessible by personal access token", /^bad: its token may not start .*Actions: read and write$/],
  [404, "Not Found", /^bad: GitHub does not show it the workflow/],
  [422, "Unexpected inputs provided", /^bad: GitHub refuses the run: .*min-interval$/],
])("says what is missing where GitHub answers %i", async (status, message, words) => {
  install(`REPOSITORY=${repository}\n`);
  api.fault = () => ({ is: "answer", status, message });
  expect(await examine()).toEqual([expect.stringMatching(words)]);
});

it("says that there is none, that it lacks a repository, and that others may read its token", async () => {
  expect(await examine()).toEqual([`odd: there is none in ${folder}: ${noTimer}`]);
  install("REPOSITORY=OWNER\n");
  expect(await examine()).toEqual([`bad: ${folder}/dispatch has no line REPOSITORY=owner/name`]);
  install(`REPOSITORY=${repository}\n`, { mode: 0o644 });
  expect(await examine()).toEqual([`bad: others may read ${folder}/token: sudo chmod 600 ${folder}/token`]);
});

it("does not miss one elsewhere than on GitHub, and tries one that is there", async () => {
  expect(await examine({ isOnGitHub: false })).toEqual([]);
  install("REPOSITORY=OWNER\n");
  expect(await examine({ isOnGitHub: false })).toEqual([`bad: ${folder}/dispatch has no line REPOSITORY=owner/name`]);
});

const noTimer = "checks wait for GitHub's schedule, which is often hours late (docs/second-clock.md)";
