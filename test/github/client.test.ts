import { inspect } from "node:util";
import { beforeEach, describe, expect, it } from "vitest";
import { GitHubClient, type Patience } from "../../src/github/client.ts";
import { addComment, changeIssue, createIssue, listIssues } from "../../src/github/issues.ts";
import { GitHubError } from "../../src/github/refusal.ts";
import { Secret } from "../../src/inventory/secret.ts";
import { type Fault, type GitHubApi, repository, startGitHub } from "../support/github-api.ts";
import { quick } from "../support/issue-alerts.ts";

let api: GitHubApi;

beforeEach(async () => {
  api = await startGitHub();
});

function client(patience: Partial<Patience> = {}, token = "ghs_actions"): GitHubClient {
  return new GitHubClient({ apiUrl: api.url, repository, token: new Secret(token) }, api.now, {
    ...quick,
    ...patience,
  });
}

const issue = { title: "t", body: "b", labels: ["server-monitor"] };

/** The first requests go wrong, one after the other. */
function failFirst(...faults: Fault[]): void {
  api.fault = () => faults.shift();
}

function answer(status: number, message: string, headers: Record<string, string> = {}): Fault {
  return { is: "answer", status, message, headers };
}

async function errorOf(work: Promise<unknown>): Promise<GitHubError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof GitHubError)) throw new Error(`expected a GitHubError, got ${String(error)}`);
  return error;
}

describe("repeating", () => {
  it.each<Fault>([{ is: "reset" }, { is: "broken-json" }, { is: "html" }, answer(503, "")])(
    "reads again after %o",
    async (fault) => {
      failFirst(fault);
      expect(await listIssues(client(), "open", ["server-monitor"])).toEqual([]);
      expect(api.requests).toHaveLength(2);
    },
  );

  it("reads again what was not answered in time", async () => {
    failFirst({ is: "silence" });
    expect(await listIssues(client({ requestMs: 2000 }), "open", [])).toEqual([]);
  });

  it.each<Fault>([{ is: "lost" }, { is: "broken-json" }, answer(502, "")])(
    "never creates twice after %o",
    async (fault) => {
      failFirst(fault, fault);
      await errorOf(createIssue(client(), issue));
      await errorOf(addComment(client(), 1, "c"));
      expect(api.requests).toHaveLength(2);
    },
  );

  it("gives up after three tries, in words without addresses", async () => {
    api.fault = () => ({ is: "reset" });
    const { message } = await errorOf(listIssues(client(), "open", []));
    expect(api.requests).toHaveLength(3);
    expect(message).toMatch(/^GitHub's API could not be reached \([A-Z_]+\)$/);
  });

  it("ends within the time of a run, however long GitHub says nothing", async () => {
    api.fault = () => ({ is: "silence" });
    const { message, isFinal } = await errorOf(listIssues(client({ totalMs: 150 }), "open", []));
    expect([message, isFinal]).toEqual(["no time was left for it in this run", true]);
  });
});

describe("limits", () => {
  it("waits for Retry-After, and creates after it", async () => {
    failFirst(answer(403, "You have exceeded a secondary rate limit", { "retry-after": "1" }));
    expect(await createIssue(client(), issue)).toMatchObject({ number: 1 });
    const [first, second] = api.requests;
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThan(950);
  });

  it("says until when the hour's share is used up, and asks no more", async () => {
    const reset = String(Date.parse("2026-11-22T12:40:00Z") / 1000);
    api.fault = () => answer(403, "API rate limit", { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset });
    const github = client();
    const { message } = await errorOf(listIssues(github, "open", []));
    expect(message).toBe(
      "GitHub's hourly rate limit is used up: it accepts requests again in 40 min, at 22 Nov 2026 12:40 UTC",
    );
    await errorOf(createIssue(github, issue));
    expect(api.requests).toHaveLength(1);
  });

  it("limits the sum of many short waits", async () => {
    api.fault = () => answer(429, "slow down", { "retry-after": "0" });
    const { message } = await errorOf(listIssues(client(), "open", []));
    expect(message).toContain("GitHub asks to slow down");
    expect(api.requests).toHaveLength(4);
  });

  it("pauses between writes", async () => {
    const github = client({ writePauseMs: 300 });
    await createIssue(github, issue);
    await changeIssue(github, 1, { title: "u" });
    const [first = 0, second = 0] = api.requests.map(({ atMs }) => atMs);
    expect(second - first).toBeGreaterThan(200);
  });

  it("does not pause before a read", async () => {
    // A pause would outlast this test.
    const github = client({ writePauseMs: 24 * 3_600_000 });
    await createIssue(github, issue);
    expect(await listIssues(github, "open", [])).toHaveLength(1);
  });
});

describe("what it says", () => {
  it.each([
    [answer(401, "Bad credentials"), "check the input `token`"],
    [answer(403, "Resource not accessible by integration"), "add `permissions: { issues: write }` to the job"],
    [answer(403, "Repository was archived so is read-only."), "archived"],
    [answer(404, "Not Found"), `${repository} or its issue was not found`],
    [answer(410, "Issues are disabled"), "set `issues: false`"],
    [answer(422, "bad\n::error::words"), 'GitHub refused it (status 422): "bad'],
  ])("of %o: %s", async (fault, words) => {
    api.fault = () => fault;
    const { message } = await errorOf(createIssue(client(), issue));
    expect(message).toContain(words);
    expect(message).not.toContain("\n");
  });

  it("never holds the token, in no property of the error", async () => {
    const token = "ghs_canary0123456789";
    const errors = [await errorOf(createIssue(client({}, token), issue))];
    api.fault = () => ({ is: "reset" });
    errors.push(await errorOf(createIssue(client({}, token), issue)));
    expect(inspect(errors, { depth: 9, showHidden: true })).not.toContain("canary");
  });
});

describe("a repository that moved", () => {
  it("is followed, and what is written is written there", async () => {
    api.movedTo = "/repositories/42";
    expect(await createIssue(client(), issue)).toMatchObject({ number: 1 });
    expect(api.writes).toEqual([`POST /repos/${repository}/issues`, "POST /repositories/42/issues"]);
  });

  it("is not followed to another server, which would learn the token", async () => {
    const other = await startGitHub();
    failFirst(answer(301, "Moved", { location: `${other.url}repositories/42/issues` }));
    expect((await errorOf(createIssue(client(), issue))).message).toContain("redirects to another server");
    expect(other.requests).toEqual([]);
  });

  it("is not followed in circles", async () => {
    api.fault = ({ path }) => answer(301, "Moved", { location: path });
    expect((await errorOf(createIssue(client(), issue))).message).toContain("in a loop");
    expect(api.requests).toHaveLength(4);
  });
});

it("asks for no page on another server", async () => {
  const other = await startGitHub();
  api.write({ author: "x", labels: ["a"] });
  failFirst({ is: "headers", headers: { link: `<${other.url}repos/${repository}/issues?page=2>; rel="next"` } });
  expect(await listIssues(client(), "open", ["a"])).toHaveLength(1);
  expect(other.requests).toEqual([]);
});
