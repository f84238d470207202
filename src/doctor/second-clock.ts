/** Whether the timer of this machine can start checks: with its own token, by a dispatch of a check that does nothing. */
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { GitHubClient, hastyPatience } from "../github/client.ts";
import { GitHubError } from "../github/refusal.ts";
import { dispatch } from "../github/workflows.ts";
import { repositoryName } from "../input-values.ts";
import { Secret } from "../inventory/secret.ts";
import type { Surroundings } from "../surroundings.ts";
import { type Finding, finding } from "./finding.ts";

/** Where systemd/server-monitor-dispatch.service looks. */
const usualFolder = "/etc/server-monitor";

/** Elsewhere than on GitHub there need not be one. */
export async function examineSecondClock(
  { github, isOnGitHub }: Pick<Surroundings, "github"> & { readonly isOnGitHub: boolean },
  now: Date,
  folder = usualFolder,
): Promise<Finding[]> {
  try {
    return [await tryDispatch(github, now, folder)];
  } catch (error) {
    if (isMissing(error) && !isOnGitHub) return [];
    return [finding(isMissing(error) || isForbidden(error) ? "odd" : "bad", "timer", wordsOf(error, folder))];
  }
}

async function tryDispatch(github: Surroundings["github"], now: Date, folder: string): Promise<Finding> {
  const [tokenPath, settingsPath] = [join(folder, "token"), join(folder, "dispatch")];
  const token = (await readFile(tokenPath, "utf8")).trim();
  const settings = await readFile(settingsPath, "utf8");
  const repository = repositoryName(settingOf("REPOSITORY", settings) ?? "");
  if (repository === undefined) return finding("bad", "timer", `${settingsPath} has no line REPOSITORY=owner/name`);
  const client = new GitHubClient({ ...github, repository, token: new Secret(token) }, now, hastyPatience);
  await dispatch(client, "check.yml", settingOf("BRANCH", settings) ?? "main", nothingToDo);
  if ((await stat(tokenPath)).mode & 0o077)
    return finding("bad", "timer", `others may read ${tokenPath}: sudo chmod 600 ${tokenPath}`);
  return finding("good", "timer", `GitHub starts check.yml of ${repository} for it (a run that does nothing)`);
}

/** Every newest row is younger than that. */
const nothingToDo = { "min-interval": "9999d" };

/** Of the lines of a systemd environment file. */
function settingOf(name: string, text: string): string | undefined {
  const [, value] = new RegExp(`^${name}=["']?([^"'\\s]+)`, "m").exec(text) ?? [];
  return value;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

function isMissing(error: unknown): boolean {
  return codeOf(error) === "ENOENT";
}

function isForbidden(error: unknown): boolean {
  return codeOf(error) === "EACCES";
}

function wordsOf(error: unknown, folder: string): string {
  if (isMissing(error))
    return `there is none in ${folder}: checks wait for GitHub's schedule, which is often hours late (docs/second-clock.md)`;
  if (isForbidden(error))
    return `only root may read ${folder}; to try it: sudo systemctl start server-monitor-dispatch`;
  if (error instanceof GitHubError) return refusalWords(error);
  return error instanceof Error ? error.message : "no reason given";
}

const refusals: Readonly<Record<number, string>> = {
  401: "GitHub does not know its token: it has expired, or was not pasted whole; make a new one",
  403: "its token may not start workflows: give it the permission Actions: read and write",
  404: "GitHub does not show it the workflow: see that REPOSITORY is right, that the token is for this repository, and that check.yml is there",
  422: "GitHub refuses the run: see that BRANCH is right, and that check.yml has workflow_dispatch with the inputs due and min-interval",
};

function refusalWords({ status, message }: GitHubError): string {
  return refusals[status ?? 0] ?? message;
}
