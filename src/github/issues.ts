/** Issues, comments and labels of one repository: the requests, and typed answers. */

import { at, isObject, textAt } from "../json.ts";
import type { GitHubClient } from "./client.ts";
import { GitHubError } from "./refusal.ts";

export interface Issue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly isOpen: boolean;
  /** Why it is as it is: `completed`, `not_planned`, `duplicate`, `reopened`. */
  readonly reason: string | undefined;
  readonly labels: readonly string[];
  readonly author: string;
  readonly isByBot: boolean;
  readonly url: string;
  readonly created: Date;
  readonly closed: Date | undefined;
  readonly commentCount: number | undefined;
}

export interface NewIssue {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  readonly assignees?: readonly string[];
}

export interface IssueChange {
  readonly title?: string;
  readonly body?: string;
  readonly labels?: readonly string[];
  readonly state?: "open" | "closed";
  readonly state_reason?: "completed" | "duplicate" | "reopened";
}

export interface Label {
  readonly name: string;
  /** Six hexadecimal digits. */
  readonly color: string;
  readonly description: string;
}

const issues = "/repos/{owner}/{repo}/issues";
const labels = "/repos/{owner}/{repo}/labels";
const perPage = 100;
/** At most a thousand issues are read. */
const mostPages = 10;

/** Issues that have all the labels, newest change first. */
export function listIssues(
  github: GitHubClient,
  state: "open" | "closed",
  withLabels: readonly string[],
): Promise<Issue[]> {
  return list(github, { state, labels: withLabels.join(",") });
}

/** Issues that an account wrote, with any labels. */
export function listIssuesOf(github: GitHubClient, state: "open" | "closed", creator: string): Promise<Issue[]> {
  return list(github, { state, creator });
}

/** Pull requests are issues to GitHub, and left out. */
async function list(github: GitHubClient, which: Readonly<Record<string, string>>): Promise<Issue[]> {
  const query = { ...which, sort: "updated", direction: "desc", per_page: perPage };
  const found = await listAll(github, `GET ${issues}`, query);
  return found.filter((item) => at(item, "pull_request") === undefined).map(readIssue);
}

export async function createIssue(github: GitHubClient, issue: NewIssue): Promise<Issue> {
  return readIssue((await github.send("create", `POST ${issues}`, { ...issue })).data);
}

export async function changeIssue(github: GitHubClient, number: number, change: IssueChange): Promise<Issue> {
  const parameters = { issue_number: number, ...change };
  return readIssue((await github.send("change", `PATCH ${issues}/{issue_number}`, parameters)).data);
}

export async function addComment(github: GitHubClient, number: number, body: string): Promise<Comment> {
  const parameters = { issue_number: number, body };
  return readComment((await github.send("create", `POST ${issues}/{issue_number}/comments`, parameters)).data);
}

export interface Comment {
  readonly body: string;
  readonly author: string;
}

/** Oldest first; of very many the latest. */
export async function listComments(github: GitHubClient, { number, commentCount = 0 }: Issue): Promise<Comment[]> {
  const page = Math.max(1, Math.ceil(commentCount / perPage) - mostPages + 1);
  const query = { issue_number: number, per_page: perPage, page };
  const found = await listAll(github, `GET ${issues}/{issue_number}/comments`, query);
  return found.map(readComment);
}

function readComment(data: unknown): Comment {
  return { body: textAt(data, "body") ?? "", author: textAt(data, "user", "login") ?? "" };
}

/** Whether GitHub says that issues can be assigned to this account: it may have left. */
export async function isAssignable(github: GitHubClient, assignee: string): Promise<boolean> {
  try {
    await github.send("read", "GET /repos/{owner}/{repo}/assignees/{assignee}", { assignee });
    return true;
  } catch (error) {
    if (error instanceof GitHubError && error.isFinal) throw error;
    return false;
  }
}

/** The repository's owner, where that is a person. undefined: an organization, or GitHub does not say. */
export async function ownerIfPerson(github: GitHubClient): Promise<string | undefined> {
  const [owner = ""] = github.settings.repository.split("/");
  try {
    const { data } = await github.send("read", "GET /users/{username}", { username: owner });
    return textAt(data, "type") === "User" ? owner : undefined;
  } catch {
    return undefined;
  }
}

export async function hasLabel(github: GitHubClient, name: string): Promise<boolean> {
  try {
    await github.send("read", `GET ${labels}/{name}`, { name });
    return true;
  } catch (error) {
    if (!hasStatus(error, 404)) throw error;
    return false;
  }
}

/** Another run may have created it first (422). */
export async function createLabel(github: GitHubClient, label: Label): Promise<void> {
  try {
    await github.send("change", `POST ${labels}`, { ...label });
  } catch (error) {
    if (!hasStatus(error, 422)) throw error;
  }
}

/**
 * The account that the token belongs to. `GET /user` is closed to the tokens of apps, Actions' own among them; this answers
 * every kind of token.
 */
export async function ownLogin(github: GitHubClient): Promise<string> {
  const base = github.settings.apiUrl.href.replace(/\/+$/, "");
  const address = `${base.replace(/\/api\/v3$/, "/api")}/graphql`;
  const { data } = await github.send("read", `POST ${address}`, { query: "query { viewer { login } }" });
  const login = textAt(data, "data", "viewer", "login");
  if (login === undefined) throw unreadable("whose the token is");
  return login;
}

export function hasStatus(error: unknown, status: number): boolean {
  return error instanceof GitHubError && error.status === status;
}

async function listAll(github: GitHubClient, route: string, query: Readonly<Record<string, unknown>>) {
  const first = await github.send("read", route, query);
  const items = [...listOf(first.data)];
  for (let page = 2, { next } = first; next !== undefined && page <= mostPages; page += 1) {
    const answer = await github.send("read", `GET ${next}`);
    items.push(...listOf(answer.data));
    next = answer.next;
  }
  return items;
}

function listOf(data: unknown): readonly unknown[] {
  if (!Array.isArray(data)) throw unreadable("a list");
  return data;
}

function readIssue(data: unknown): Issue {
  const [number, labelList] = [at(data, "number"), at(data, "labels")];
  const [created, closed] = [timeAt(data, "created_at"), timeAt(data, "closed_at")];
  if (typeof number !== "number" || !isObject(data) || created === undefined) throw unreadable("an issue");
  return {
    number,
    title: textAt(data, "title") ?? "",
    body: textAt(data, "body") ?? "",
    isOpen: data["state"] === "open",
    reason: textAt(data, "state_reason"),
    labels: (Array.isArray(labelList) ? labelList : []).flatMap(labelName),
    author: textAt(data, "user", "login") ?? "",
    isByBot: textAt(data, "user", "type") === "Bot",
    url: textAt(data, "html_url") ?? "",
    created,
    closed,
    commentCount: typeof data["comments"] === "number" ? data["comments"] : undefined,
  };
}

function labelName(label: unknown): string[] {
  const name = typeof label === "string" ? label : textAt(label, "name");
  return name === undefined ? [] : [name];
}

function timeAt(data: unknown, key: string): Date | undefined {
  const time = Date.parse(textAt(data, key) ?? "");
  return Number.isNaN(time) ? undefined : new Date(time);
}

function unreadable(what: string): GitHubError {
  return new GitHubError(`GitHub's answer is not ${what} in the documented format`, undefined, false);
}
