/**
 * GitHub's issues API on loopback: issues, comments and labels in memory. Every request and every answer is held against
 * GitHub's own OpenAPI description (test/fixtures/github/openapi.json), and what it does not describe is refused.
 */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { OpenAPIBackend } from "openapi-backend";
import { onTestFinished } from "vitest";
import { isObject, type Json, textAt } from "../../src/json.ts";

/** In GitHub's answers to the tokens of apps, whatever they say. */
const permissionsNeeded = { "x-accepted-github-permissions": "issues=write" };
const description = new URL("../fixtures/github/openapi.json", import.meta.url);
export const repository = "octo/monitor";

export interface StoredIssue {
  readonly number: number;
  title: string;
  body: string;
  state: "open" | "closed";
  reason: string | null;
  labels: string[];
  assignees: string[];
  readonly author: string;
  readonly created: Date;
  updated: Date;
  closed: Date | null;
  readonly comments: { body: string; author: string; created: Date }[];
  readonly isPullRequest: boolean;
  isLocked: boolean;
}

export interface LoggedRequest {
  /** `POST /repos/octo/monitor/issues` */
  readonly what: string;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly token: string;
  readonly atMs: number;
}

/** What goes wrong with one request. `lost`: done, but the connection is cut before the answer. */
export type Fault =
  | { readonly is: "headers"; readonly headers: Record<string, string> }
  | { readonly is: "reset" | "lost" | "silence" | "broken-json" | "html" }
  | {
      readonly is: "answer";
      readonly status: number;
      readonly message: string;
      readonly headers?: Record<string, string>;
      /** What was asked for is done all the same. */
      readonly isDone?: true;
    };

type Result = { status: number; data: unknown; headers?: Record<string, string> };

const settingsOperations = new Set([
  "actions/get-github-actions-permissions-repository",
  "actions/list-self-hosted-runners-for-repo",
  "actions/list-repo-secrets",
  "actions/list-repo-variables",
  "repos/get-branch-rules",
]);

export class GitHubApi {
  readonly requests: LoggedRequest[] = [];
  readonly issues: StoredIssue[] = [];
  readonly labels = new Map<string, { color: string; description: string | null }>();
  /** Whose a token is. */
  readonly logins = new Map([["ghs_actions", "github-actions[bot]"]]);
  readonly assignable = new Set<string>();
  /** What the repository's owner is. */
  ownerType: "User" | "Organization" = "Organization";
  /** Of `watchdog.yml`, newest first. */
  readonly watchdogRuns: { readonly began: Date; readonly conclusion: string }[] = [];
  mayReadActions = true;
  /** What only administrators see. */
  readonly settings = {
    actions: { enabled: true, allowed_actions: "all" },
    runners: [] as { name: string; status: "online" | "offline"; labels: readonly string[] }[],
    secrets: [] as string[],
    variables: {} as Record<string, string>,
    rules: [] as string[],
  };
  mayReadSettings = true;
  /** What GitHub's description does not allow: must stay empty. */
  readonly violations: string[] = [];
  mayWrite = true;
  hasIssues = true;
  now = new Date("2026-11-22T12:00:00Z");
  /** Asked before every request. */
  fault: (request: LoggedRequest) => Fault | undefined = () => undefined;
  /** Where the repository is now. */
  movedTo: string | undefined;
  readonly #contract: OpenAPIBackend;
  #origin = "";

  constructor(contract: OpenAPIBackend) {
    this.#contract = contract;
  }

  get url(): URL {
    return new URL(this.#origin);
  }

  /** Since the log was last cleared. */
  get writes(): string[] {
    return this.requests.filter(({ method, path }) => method !== "GET" && path !== "/graphql").map(({ what }) => what);
  }

  /** Returns what ends it. */
  async listen(): Promise<() => void> {
    const server = createServer((request, response) => void this.#answer(request, response));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    this.#origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
    return () => {
      server.closeAllConnections();
      server.close();
    };
  }

  issue(number: number): StoredIssue {
    const found = this.issues.find((issue) => issue.number === number);
    if (found === undefined) throw new Error(`there is no issue #${number}`);
    return found;
  }

  /** As anybody, by any other way than this API. */
  write(issue: Partial<StoredIssue> & { readonly author: string }): StoredIssue {
    const stored: StoredIssue = {
      number: this.issues.length + 1,
      ...{ title: "", body: "", state: "open", reason: null, labels: [], assignees: [], closed: null, comments: [] },
      ...{ created: this.now, updated: this.now, isPullRequest: false, isLocked: false },
      ...issue,
    };
    this.issues.push(stored);
    return stored;
  }

  /** As a person, on the page of the issue. */
  close(number: number, reason: "completed" | "not_planned" | "duplicate"): void {
    Object.assign(this.issue(number), { state: "closed", reason, closed: this.now, updated: this.now });
  }

  reopen(number: number): void {
    Object.assign(this.issue(number), { state: "open", reason: "reopened", closed: null, updated: this.now });
  }

  async #answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    this.requests.push(request);
    const fault = this.fault(request);
    if (fault?.is === "silence") return;
    if (fault?.is === "reset") return void incoming.socket.destroy();
    const refused = fault?.is === "answer" ? refusal(fault.status, fault.message, fault.headers) : undefined;
    const done = fault?.is === "answer" && !fault.isDone ? undefined : this.#result(request);
    const result = refused ?? done;
    if (result === undefined) throw new Error("neither refused nor done");
    if (fault?.is === "lost") return void incoming.socket.destroy();
    const text = fault?.is === "html" ? "<html>proxy</html>" : JSON.stringify(result.data);
    const type = fault?.is === "html" ? "text/html" : "application/json; charset=utf-8";
    const extra = fault?.is === "headers" ? fault.headers : {};
    // Whoever asks for nothing but the head wants to know the time.
    const date = request.method === "HEAD" ? new Date() : this.now;
    const headers = { date: date.toUTCString(), "content-type": type, ...result.headers, ...extra };
    response.writeHead(result.status, headers);
    response.end(fault?.is === "broken-json" ? text.slice(0, -5) : text);
  }

  #result(request: LoggedRequest): Result {
    const login = this.logins.get(request.token);
    if (login === undefined) return refusal(401, "Bad credentials");
    if (request.path === "/graphql") return { status: 200, data: { data: { viewer: { login } } } };
    const moved = `/repos/${repository}`;
    if (this.movedTo !== undefined && request.path.startsWith(moved)) {
      const location = `${this.#origin}${request.path.replace(moved, this.movedTo)}?${request.query}`;
      return { ...refusal(301, "Moved Permanently"), headers: { location } };
    }
    const asked = { ...request, path: this.movedTo ? request.path.replace(this.movedTo, moved) : request.path };
    return this.#checked(asked, login);
  }

  #checked(request: LoggedRequest, login: string): Result {
    const { method, path, body } = request;
    const query = Object.fromEntries(request.query);
    const parsed = { method, path, query, headers: { "content-type": "application/json" }, body };
    const operation = this.#contract.matchOperation(parsed);
    if (operation === undefined) return this.#violation(`${request.what} is not in GitHub's description`);
    const verdict = this.#contract.validateRequest(parsed, operation);
    if (verdict.errors?.length) return this.#violation(`${request.what}: ${JSON.stringify(verdict.errors)}`);
    const result = this.#perform(request, operation.operationId ?? "", login);
    const told = this.#contract.validateResponse(result.data, operation, result.status);
    if (result.status < 300 && told.errors?.length)
      return this.#violation(`answer to ${request.what}: ${JSON.stringify(told.errors)}`);
    return result;
  }

  #violation(what: string): Result {
    this.violations.push(what);
    return refusal(422, what);
  }

  #perform(request: LoggedRequest, operation: string, login: string): Result {
    if (operation === "users/get-by-username") return this.#user(request);
    if (!request.path.startsWith(`/repos/${repository}/`)) return refusal(404, "Not Found");
    if (!this.hasIssues && !request.path.includes("/labels")) return refusal(410, "Issues are disabled for this repo");
    if (!this.mayWrite && request.method !== "GET")
      return refusal(403, "Resource not accessible by integration", permissionsNeeded);
    const number = Number(/\/issues\/(\d+)/.exec(request.path)?.[1] ?? 0);
    const issue = this.issues.find((stored) => stored.number === number);
    if (number > 0 && issue === undefined) return refusal(404, "Not Found");
    const body = isObject(request.body) ? request.body : {};
    if (operation === "issues/list-for-repo") return this.#list(request);
    if (operation === "issues/create") return this.#create(body, login);
    if (operation === "issues/get-label") return this.#label(decodeURIComponent(request.path.split("/").at(-1) ?? ""));
    if (operation === "issues/create-label") return this.#createLabel(body);
    if (operation === "issues/check-user-can-be-assigned")
      return this.assignable.has(request.path.split("/").at(-1) ?? "")
        ? { status: 204, data: null }
        : refusal(404, "Not Found");
    if (settingsOperations.has(operation)) return this.#setting(operation);
    if (operation === "actions/list-workflow-runs") return this.#runs(request);
    if (operation === "actions/create-workflow-dispatch") return { status: 204, data: null };
    if (issue === undefined) return refusal(404, "Not Found");
    if (operation === "issues/update") return this.#update(issue, body);
    if (operation === "issues/create-comment") return this.#comment(issue, textAt(body, "body") ?? "", login);
    if (operation === "issues/list-comments") return this.#page(request, issue.comments.map(commentJson(issue)));
    return this.#violation(`${operation} is not played here`);
  }

  #user({ path }: LoggedRequest): Result {
    const login = path.split("/").at(-1) ?? "";
    const [text, number] = [null, 0];
    return {
      status: 200,
      data: {
        ...{ ...userJson(login), type: this.ownerType, name: text, company: text, blog: text, location: text },
        ...{ email: text, hireable: text, bio: text, public_repos: number, public_gists: number },
        ...{ followers: number, following: number, created_at: seconds(this.now), updated_at: seconds(this.now) },
      },
    };
  }

  #setting(operation: string): Result {
    if (!this.mayReadSettings) return refusal(403, "Resource not accessible by personal access token");
    const { actions, runners, secrets, variables, rules } = this.settings;
    const dates = { created_at: seconds(this.now), updated_at: seconds(this.now) };
    const data: Readonly<Record<string, unknown>> = {
      "actions/get-github-actions-permissions-repository": { ...actions, sha_pinning_required: false },
      "actions/list-self-hosted-runners-for-repo": {
        total_count: runners.length,
        runners: runners.map(({ name, status, labels }, index) => ({
          ...{ id: index + 1, name, os: "linux", status, busy: false },
          labels: labels.map((label) => ({ name: label, type: "custom" })),
        })),
      },
      "actions/list-repo-secrets": {
        total_count: secrets.length,
        secrets: secrets.map((name) => ({ name, ...dates })),
      },
      "actions/list-repo-variables": {
        total_count: Object.keys(variables).length,
        variables: Object.entries(variables).map(([name, value]) => ({ name, value, ...dates })),
      },
      "repos/get-branch-rules": rules.map((type) => ({ type, ruleset_source_type: "Repository" })),
    };
    return { status: 200, data: data[operation] };
  }

  #runs({ path }: LoggedRequest): Result {
    if (!this.mayReadActions) return refusal(403, "Resource not accessible by integration");
    if (!path.includes("/watchdog.yml/")) return refusal(404, "Not Found");
    const runs = this.watchdogRuns.map(runJson(this.#origin));
    return { status: 200, data: { total_count: runs.length, workflow_runs: runs } };
  }

  #list(request: LoggedRequest): Result {
    const { query } = request;
    const labels = (query.get("labels") ?? "").split(",").filter(Boolean);
    const state = query.get("state") ?? "open";
    const found = this.issues.filter(
      (issue) =>
        (state === "all" || issue.state === state) &&
        (query.get("creator") ?? issue.author) === issue.author &&
        labels.every((label) => issue.labels.includes(label)),
    );
    const key = query.get("sort") === "updated" ? "updated" : "created";
    const sign = query.get("direction") === "asc" ? 1 : -1;
    found.sort((a, b) => sign * (a[key].getTime() - b[key].getTime() || a.number - b.number));
    return this.#page(
      request,
      found.map((issue) => this.#json(issue)),
    );
  }

  #page({ path, query }: LoggedRequest, items: readonly unknown[]): Result {
    const size = Math.min(100, Number(query.get("per_page") ?? 30));
    const page = Number(query.get("page") ?? 1);
    const next = new URL(path, this.#origin);
    for (const [name, value] of query) next.searchParams.set(name, value);
    next.searchParams.set("page", String(page + 1));
    const link = items.length > page * size ? { link: `<${next}>; rel="next", <${next}>; rel="last"` } : {};
    return { status: 200, data: items.slice((page - 1) * size, page * size), headers: link };
  }

  #create(body: Json, author: string): Result {
    const [labels, assignees] = [texts(body["labels"]), texts(body["assignees"])];
    const invalid = this.#invalid(textAt(body, "body") ?? "", assignees);
    if (invalid !== undefined) return invalid;
    for (const label of labels) this.#known(label);
    const [title, text] = [textAt(body, "title") ?? "", textAt(body, "body") ?? ""];
    return { status: 201, data: this.#json(this.write({ author, title, body: text, labels, assignees })) };
  }

  #update(issue: StoredIssue, body: Json): Result {
    const invalid = this.#invalid(textAt(body, "body") ?? "", texts(body["assignees"]));
    if (invalid !== undefined) return invalid;
    issue.title = textAt(body, "title") ?? issue.title;
    issue.body = textAt(body, "body") ?? issue.body;
    if (body["labels"] !== undefined) issue.labels = texts(body["labels"]);
    for (const label of issue.labels) this.#known(label);
    const state = body["state"];
    if ((state === "open" || state === "closed") && state !== issue.state) {
      issue.state = state;
      issue.reason = textAt(body, "state_reason") ?? (state === "open" ? "reopened" : "completed");
      issue.closed = state === "open" ? null : this.now;
    }
    issue.updated = this.now;
    return { status: 200, data: this.#json(issue) };
  }

  #invalid(body: string, assignees: readonly string[]): Result | undefined {
    if (body.length > 65_536) return refusal(422, "Validation Failed: body is too long (maximum is 65536 characters)");
    return assignees.every((login) => this.assignable.has(login)) ? undefined : refusal(422, "Validation Failed");
  }

  #comment(issue: StoredIssue, body: string, author: string): Result {
    if (issue.isLocked) return refusal(403, "Unable to create comment because issue is locked.", permissionsNeeded);
    if (issue.comments.length >= 2500)
      return refusal(403, "Commenting is disabled on issues with more than 2500 comments", permissionsNeeded);
    issue.comments.push({ body, author, created: this.now });
    issue.updated = this.now;
    return { status: 201, data: issue.comments.map(commentJson(issue)).at(-1) };
  }

  #label(name: string): Result {
    const label = this.labels.get(name);
    return label === undefined ? refusal(404, "Not Found") : { status: 200, data: labelJson(name, label) };
  }

  #createLabel(body: Json): Result {
    const [name = "", color = "ededed"] = [textAt(body, "name"), textAt(body, "color")];
    if (this.labels.has(name) || name.length > 50 || !/^[0-9a-f]{6}$/i.test(color))
      return refusal(422, "Validation Failed");
    const label = { color, description: textAt(body, "description") ?? null };
    if ((label.description ?? "").length > 100) return refusal(422, "Validation Failed");
    this.labels.set(name, label);
    return { status: 201, data: labelJson(name, label) };
  }

  /** A label that nobody knows is made, gray. */
  #known(label: string): void {
    if (!this.labels.has(label)) this.labels.set(label, { color: "ededed", description: null });
  }

  #json(issue: StoredIssue): Json {
    const url = `${this.#origin}/repos/${repository}/issues/${issue.number}`;
    const label = (name: string) => labelJson(name, this.labels.get(name) ?? { color: "ededed", description: null });
    return {
      ...{ id: 1000 + issue.number, node_id: `I_${issue.number}`, number: issue.number, url },
      ...{ repository_url: `${this.#origin}/repos/${repository}`, labels_url: `${url}/labels{/name}` },
      ...{ comments_url: `${url}/comments`, events_url: `${url}/events` },
      html_url: `https://github.com/${repository}/issues/${issue.number}`,
      ...{ state: issue.state, state_reason: issue.reason, title: issue.title, body: issue.body },
      ...{ user: userJson(issue.author), labels: issue.labels.map(label), assignee: null },
      ...{
        assignees: issue.assignees.map(userJson),
        milestone: null,
        locked: issue.isLocked,
        comments: issue.comments.length,
      },
      ...{ created_at: seconds(issue.created), updated_at: seconds(issue.updated) },
      closed_at: issue.closed && seconds(issue.closed),
      author_association: "NONE",
      ...(issue.isPullRequest ? { pull_request: { url, html_url: url, diff_url: url, patch_url: url } } : {}),
    };
  }
}

/** Ends with the test. */
export async function startGitHub(): Promise<GitHubApi> {
  const { api, close } = await openGitHub();
  onTestFinished(close);
  return api;
}

export async function openGitHub(): Promise<{ api: GitHubApi; close: () => void }> {
  const api = new GitHubApi(await contract);
  return { api, close: await api.listen() };
}

const formats = {
  "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  uri: (text: string) => URL.canParse(text),
  email: /@/,
  int64: { type: "number", validate: Number.isInteger },
} as const;

const contract = readContract();

/** Made once: compiling the description takes longer than most tests. */
async function readContract(): Promise<OpenAPIBackend> {
  const definition = JSON.parse(readFileSync(description, "utf8"));
  amend(definition, false);
  const backend = new OpenAPIBackend({ definition, quick: true, coerceTypes: true, ajvOpts: { formats } });
  return backend.init();
}

/**
 * GitHub's description takes unknown properties in a request: a slip of the pen is to be noticed. And it calls values
 * nullable whose list of values does not hold null.
 */
function amend(schema: unknown, isRequest: boolean): void {
  if (Array.isArray(schema)) for (const item of schema) amend(item, isRequest);
  if (!isObject(schema)) return;
  if (schema["nullable"] === true && Array.isArray(schema["enum"])) schema["enum"].push(null);
  if (isRequest && schema["type"] === "object" && isObject(schema["properties"]))
    Object.assign(schema, { additionalProperties: false });
  for (const [key, inner] of Object.entries(schema)) amend(inner, isRequest || key === "requestBody");
}

async function readRequest(incoming: IncomingMessage): Promise<LoggedRequest> {
  const url = new URL(incoming.url ?? "", "http://host");
  const text = (await incoming.toArray()).join("");
  const method = incoming.method ?? "";
  return {
    ...{ what: `${method} ${url.pathname}`, method, path: url.pathname, query: url.searchParams },
    body: text === "" ? undefined : JSON.parse(text),
    token: (incoming.headers.authorization ?? "").replace(/^(token|bearer) /i, ""),
    atMs: performance.now(),
  };
}

function refusal(status: number, message: string, headers: Record<string, string> = {}): Result {
  return {
    status,
    data: { message, documentation_url: "https://docs.github.com/rest", status: String(status) },
    headers,
  };
}

function commentJson(issue: StoredIssue) {
  return ({ body, author, created }: StoredIssue["comments"][number], index: number): Json => ({
    ...{ id: issue.number * 1000 + index, node_id: `IC_${index}`, url: "https://api.github.com/c", body },
    ...{ html_url: "https://github.com/c", issue_url: "https://api.github.com/i", user: userJson(author) },
    ...{ created_at: seconds(created), updated_at: seconds(created), author_association: "NONE" },
  });
}

function runJson(origin: string) {
  return ({ began, conclusion }: { readonly began: Date; readonly conclusion: string }, index: number): Json => {
    const url = `${origin}/repos/${repository}/actions/runs/${index + 1}`;
    return {
      ...{ id: index + 1, node_id: `R_${index}`, name: "watchdog", path: ".github/workflows/watchdog.yml" },
      ...{ head_branch: "main", head_sha: "0".repeat(40), display_title: "watchdog", run_number: index + 1 },
      ...{ event: "schedule", status: "completed", conclusion, workflow_id: 1, url, html_url: url, workflow_url: url },
      ...{ created_at: seconds(began), updated_at: seconds(began), run_started_at: seconds(began) },
      ...{ jobs_url: url, logs_url: url, check_suite_url: url, cancel_url: url, rerun_url: url, artifacts_url: url },
    };
  };
}

function labelJson(name: string, { color, description }: { color: string; description: string | null }): Json {
  return { id: 1, node_id: "LA_1", url: "https://api.github.com/l", name, color, description, default: false };
}

function userJson(login: string): Json {
  const url = `https://api.github.com/users/${encodeURIComponent(login)}`;
  const urls = ["followers_url", "following_url", "gists_url", "starred_url", "subscriptions_url", "organizations_url"];
  const more = ["repos_url", "events_url", "received_events_url", "avatar_url", "html_url", "url"];
  return {
    ...{ login, id: 1, node_id: "U_1", gravatar_id: "", type: login.endsWith("[bot]") ? "Bot" : "User" },
    ...Object.fromEntries([...urls, ...more].map((name) => [name, url])),
    site_admin: false,
  };
}

function seconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
