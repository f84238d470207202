/** What GitHub refuses beside an alert never keeps the alert itself from being delivered. */
import { beforeEach, describe, expect, it } from "vitest";
import { type Alert, alertKinds } from "../../src/alerts/alert.ts";
import { type CurrentAlerts, type IssueTrackerSettings, issueTracker } from "../../src/alerts/issues.ts";
import { Secret } from "../../src/inventory/secret.ts";
import { type Fault, type GitHubApi, type LoggedRequest, repository, startGitHub } from "../support/github-api.ts";
import { alert, minutesLater, portAlert, quick } from "../support/issue-alerts.ts";

let api: GitHubApi;

beforeEach(async () => {
  api = await startGitHub();
  return () => expect(api.violations).toEqual([]);
});

async function run(alerts: readonly Alert[], parts: Partial<IssueTrackerSettings & CurrentAlerts> = {}) {
  api.requests.length = 0;
  const github = { apiUrl: api.url, repository, token: new Secret("ghs_actions") };
  const found: CurrentAlerts = { alerts, kinds: alertKinds, isOurs: () => true, standing: () => "well", ...parts };
  return issueTracker({ now: api.now, confirm: 2, github, patience: quick, ...parts }).sync(found);
}

/** The first requests that match are answered so; undefined: all of them. */
function failing(matches: (request: LoggedRequest) => boolean, fault: Fault, times = Number.POSITIVE_INFINITY): void {
  let left = times;
  api.fault = (request) => {
    if (!matches(request) || left === 0) return undefined;
    left -= 1;
    return fault;
  };
}

const creation = ({ method, path }: LoggedRequest) => method === "POST" && path.endsWith("/issues");
const commenting = ({ method, path }: LoggedRequest) => method === "POST" && path.endsWith("/comments");
const badGateway: Fault = { is: "answer", status: 502, message: "Bad Gateway" };
const done = { undelivered: [], warnings: [] };

describe("an issue that takes no comments", () => {
  const locked =
    'the issue of down:db-1 (#1) was changed without a comment: GitHub forbids it (status 403): "Unable to create comment because issue is locked."';

  it("is closed without one, which is told once", async () => {
    await run([alert()]);
    api.issue(1).isLocked = true;
    expect(await run([])).toMatchObject({ closed: [{ number: 1 }], undelivered: [], warnings: [locked] });
    expect(api.issue(1)).toMatchObject({ state: "closed", reason: "completed", comments: [] });
    expect(await run([])).toMatchObject(done);
    expect(api.writes).toEqual([]);
  });

  it("is reopened without one", async () => {
    await run([alert()]);
    await run([]);
    api.issue(1).isLocked = true;
    expect(await run([alert({ since: api.now })])).toMatchObject({ opened: [{ number: 1 }], warnings: [locked] });
    expect(api.issue(1).state).toBe("open");
  });

  it("lists a new finding in its text", async () => {
    await run([portAlert(["8080"])]);
    api.issue(1).isLocked = true;
    const warnings = [expect.stringContaining("port:web-1 (#1) was changed without a comment")];
    expect(await run([portAlert(["4444", "8080"])])).toMatchObject({ undelivered: [], warnings });
    expect(api.issue(1).body).toContain("- port `4444`");
    expect(await run([portAlert(["4444", "8080"])])).toMatchObject(done);
  });

  it("is closed as a duplicate without one", async () => {
    await run([alert()]);
    api.write({ ...api.issue(1), number: 2, comments: [], isLocked: true });
    expect(await run([alert()])).toMatchObject({ undelivered: [], warnings: [expect.stringContaining("(#2)")] });
    expect(api.issue(2)).toMatchObject({ state: "closed", reason: "duplicate" });
  });

  it("may have 2,500 of them already, of which the latest thousand are read", async () => {
    await run([alert()]);
    const comment = { body: "same here", author: "alice", created: api.now };
    api.issue(1).comments.push(...Array.from({ length: 2500 }, () => comment));
    expect(await run([])).toMatchObject({ undelivered: [], warnings: [expect.stringContaining("2500 comments")] });
    expect(api.issue(1).state).toBe("closed");
    const pages = api.requests.filter(({ method, path }) => method === "GET" && path.endsWith("/comments"));
    expect(pages.map(({ query }) => query.get("page"))).toEqual(Array.from({ length: 10 }, (_, at) => String(at + 16)));
  });

  it("is told nothing twice where one of many comments is the one that was to be made", async () => {
    await run([alert()]);
    const comment = { body: "same here", author: "alice", created: api.now };
    api.issue(1).comments.push(...Array.from({ length: 1500 }, () => comment));
    failing(({ method }) => method === "PATCH", badGateway);
    expect((await run([])).undelivered).toHaveLength(1);
    api.fault = () => undefined;
    expect(await run([])).toMatchObject(done);
    expect(api.issue(1).comments.filter(({ author }) => author !== "alice")).toHaveLength(1);
  });
});

describe("an answer that is lost", () => {
  it.each([
    [500, undefined],
    [502, undefined],
    [500, true],
    [502, true],
  ] as const)(
    "to the making of an issue with status %i is made up for in the same run (done: %s)",
    async (status, isDone) => {
      failing(creation, { is: "answer", status, message: "oops", ...(isDone && { isDone }) }, 1);
      const result = await run([alert()]);
      expect(result).toMatchObject({ opened: [{ number: 1 }], ...done });
      expect(api.issues).toHaveLength(1);
      expect(api.writes.filter((what) => what.endsWith("/issues"))).toHaveLength(isDone ? 1 : 2);
    },
  );

  it.each<Fault>([{ is: "lost" }, { is: "broken-json" }, { is: "html" }])(
    "as %o never makes two issues",
    async (fault) => {
      failing(creation, fault);
      expect(await run([alert(), alert({ host: "db-2" })])).toMatchObject({ opened: { length: 2 }, ...done });
      expect(api.issues).toHaveLength(2);
    },
  );

  it("three times over is told, and made up for by the next run", async () => {
    failing(creation, badGateway);
    expect((await run([alert()])).undelivered).toEqual([
      "the issue of down:db-1 was not raised: GitHub's API has a problem (status 502)",
    ]);
    expect(api.writes.filter((what) => what.endsWith("/issues"))).toHaveLength(3);
    api.fault = () => undefined;
    expect(await run([alert()])).toMatchObject({ opened: { length: 1 }, ...done });
  });

  it.each([undefined, true] as const)("to a comment is made up for in the same run (done: %s)", async (isDone) => {
    await run([alert()]);
    failing(commenting, { ...badGateway, ...(isDone && { isDone }) }, 1);
    expect(await run([])).toMatchObject({ closed: [{ number: 1 }], ...done });
    expect(api.issue(1).comments).toHaveLength(1);
  });

  it("to the making of an issue is not taken for done by an issue that somebody else made", async () => {
    await run([alert()]);
    const forged = { ...api.issue(1), author: "mallory" };
    api.issues.length = 0;
    failing(creation, badGateway, 1);
    const fault = api.fault;
    api.fault = (request) => {
      const failed = fault(request);
      if (failed !== undefined) api.write({ ...forged, number: 7 });
      return failed;
    };
    expect((await run([alert()])).opened).toEqual([expect.objectContaining({ number: 2 })]);
  });
});

describe("assignees", () => {
  it("are the repository's owner where nobody is named, if that is a person, asked for once", async () => {
    api.ownerType = "User";
    api.assignable.add("octo");
    expect(await run([alert(), alert({ host: "db-2" })])).toMatchObject({ opened: { length: 2 }, warnings: [] });
    expect(api.issues.map(({ assignees }) => assignees)).toEqual([["octo"], ["octo"]]);
    expect(api.requests.filter(({ path }) => path === "/users/octo")).toHaveLength(1);
    await run([alert(), alert({ host: "db-2" })]);
    expect(api.requests.filter(({ path }) => path === "/users/octo")).toEqual([]);
  });

  it.each(["Organization", "nobody"] as const)("are nobody where none is named and the owner is %s", async (owner) => {
    api.fault = ({ path }) =>
      owner === "nobody" && path === "/users/octo"
        ? { is: "answer", status: 403, message: "Resource not accessible by integration" }
        : undefined;
    expect(await run([alert()])).toMatchObject({ opened: { length: 1 }, warnings: [], undelivered: [] });
    expect(api.issue(1).assignees).toEqual([]);
  });

  it("that have left are named once, and the issues are made for the others", async () => {
    for (const login of ["alice", "bob"]) api.assignable.add(login);
    const alerts = ["db-1", "db-2", "db-3"].map((host) => alert({ host }));
    const result = await run(alerts, { assignees: ["alice", "gone", "bob", "left"] });
    expect(result).toMatchObject({ opened: { length: 3 }, undelivered: [] });
    expect(result.warnings).toEqual([
      "assignees: GitHub does not assign issues to gone, left: give them access to the repository, or take them out of the input",
    ]);
    expect(api.issues.map(({ assignees }) => assignees)).toEqual(Array(3).fill(["alice", "bob"]));
    expect(api.writes.filter((what) => what.endsWith("/issues"))).toHaveLength(4);
  });

  it("that are more than GitHub takes leave the issue to nobody", async () => {
    const many = Array.from({ length: 11 }, (_, at) => `person-${at}`);
    for (const login of many) api.assignable.add(login);
    failing((request) => creation(request) && JSON.stringify(request.body).includes("person-10"), {
      ...{ is: "answer", status: 422, message: "Validation Failed" },
    });
    const result = await run([alert()], { assignees: many });
    expect(result).toMatchObject({ opened: { length: 1 }, undelivered: [], warnings: { length: 1 } });
  });

  it("that nobody can be asked about leave the issue to the others", async () => {
    api.assignable.add("alice");
    failing(({ path }) => path.endsWith("/gone"), { is: "answer", status: 403, message: "Forbidden" });
    await run([alert()], { assignees: ["alice", "gone"] });
    expect(api.issue(1).assignees).toEqual(["alice"]);
  });

  it("that have all left leave the issues to nobody", async () => {
    expect(await run([alert()], { assignees: ["gone"] })).toMatchObject({ opened: { length: 1 }, undelivered: [] });
    expect(api.issue(1).assignees).toEqual([]);
  });

  it("are not blamed for what is refused for another reason", async () => {
    api.assignable.add("alice");
    failing(creation, { is: "answer", status: 422, message: "Validation Failed" });
    const result = await run([alert()], { assignees: ["alice"] });
    expect(result.undelivered).toEqual([expect.stringContaining("Validation Failed")]);
    expect(result.warnings).toEqual([]);
  });
});

describe("labels", () => {
  const reading = ({ method, path }: LoggedRequest) => method === "GET" && path.includes("/labels/");
  const making = ({ method, path }: LoggedRequest) => method === "POST" && path.endsWith("/labels");

  it.each([
    ["made", 403, "Label creation is restricted"],
    ["made", 500, "oops"],
    ["read", 500, "oops"],
  ])("that cannot be %s (status %i) are told once, and the issues are made", async (what, status, message) => {
    failing(what === "made" ? making : reading, { is: "answer", status, message });
    const result = await run([alert(), alert({ host: "db-2" })]);
    expect(result).toMatchObject({ opened: { length: 2 }, undelivered: [] });
    expect(result.warnings).toEqual([
      expect.stringContaining("the label server-monitor could not be looked up or made"),
      expect.stringContaining("the label alert:down could not be looked up or made"),
    ]);
  });

  it("that somebody has deleted are made again", async () => {
    await run([alert()]);
    api.labels.delete("alert:down");
    expect(await run([alert(), alert({ host: "db-2" })])).toMatchObject({ opened: { length: 1 }, ...done });
    expect(api.labels.get("alert:down")?.color).toBe("b60205");
  });

  it("that have gone from every issue with the deleted label are set again, and no second issue is made", async () => {
    await run([alert(), portAlert(["8080"])]);
    api.labels.delete("server-monitor");
    for (const issue of api.issues) issue.labels = issue.labels.filter((label) => label !== "server-monitor");
    api.write({ ...api.issue(1), number: 3, author: "mallory" });
    const alerts = [alert(), portAlert(["8080"])];
    expect(await run(alerts)).toMatchObject({ open: [{ number: 1 }, { number: 2 }], ...done });
    expect(api.issues.map(({ labels }) => labels.includes("server-monitor"))).toEqual([true, true, false]);
    expect(await run(alerts)).toMatchObject({ open: [{ number: 1 }, { number: 2 }], ...done });
    expect(api.writes).toEqual([]);
  });

  it("that were deleted take no acceptance along", async () => {
    await run([portAlert(["8080"])]);
    api.close(1, "not_planned");
    await run([portAlert(["8080"])]);
    api.issue(1).labels = api.issue(1).labels.filter((label) => label !== "server-monitor");
    expect(await run([portAlert(["8080"])])).toMatchObject({ open: [], accepted: [{ findings: ["8080"] }] });
    expect(api.writes).toEqual([]);
  });

  it("that cannot be set do not make what is accepted a fault", async () => {
    await run([portAlert(["8080"])]);
    api.close(1, "not_planned");
    failing(({ method }) => method === "PATCH", { is: "answer", status: 422, message: "Validation Failed" });
    const result = await run([portAlert(["8080"])]);
    expect(result).toMatchObject({ open: [], accepted: [{ findings: ["8080"] }], undelivered: [] });
    expect(result.warnings).toEqual([expect.stringContaining("(#1) was not labelled as accepted")]);
  });
});

describe("an issue that is gone between reading and writing", () => {
  it.each([
    [410, "This issue was deleted"],
    [404, "Not CurrentAlerts"],
  ])(
    "with status %i is made anew while its alert lasts, and nothing to close when it does not",
    async (status, message) => {
      await run([portAlert(["8080"])]);
      failing(({ path }) => /\/issues\/1\b/.test(path), { is: "answer", status, message });
      const result = await run([portAlert(["4444", "8080"])]);
      expect(result).toMatchObject({ open: [{ number: 2 }], ...done });
      api.issues.splice(1);
      expect(await run([])).toMatchObject(done);
    },
  );

  it("says how to go on where issues have been disabled meanwhile", async () => {
    await run([alert()]);
    failing(({ method }) => method !== "GET", {
      is: "answer",
      status: 410,
      message: "Issues are disabled for this repo",
    });
    expect((await run([])).undelivered).toEqual([expect.stringContaining("set `issues: false`")]);
  });
});

describe("a secondary rate limit", () => {
  it("on a comment is waited for, and keeps nothing from being said", async () => {
    await run([alert()]);
    const message = "You have exceeded a secondary rate limit";
    failing(commenting, { is: "answer", status: 403, message, headers: { "retry-after": "0" } }, 1);
    expect(await run([])).toMatchObject({ closed: [{ number: 1 }], ...done });
    expect(api.issue(1).comments).toHaveLength(1);
  });

  it("that lasts longer than a run leaves all of it to the next", async () => {
    await run([alert()]);
    const message = "You have exceeded a secondary rate limit";
    failing(commenting, { is: "answer", status: 403, message, headers: { "retry-after": "600" } });
    expect((await run([])).undelivered).toEqual([expect.stringContaining("GitHub asks to slow down")]);
    expect(api.issue(1).state).toBe("open");
  });
});

describe("a text to which people have added all that fits", () => {
  it("is cut, and its issue closed", async () => {
    await run([alert()]);
    api.issue(1).body += "x".repeat(65_536 - api.issue(1).body.length);
    api.now = minutesLater(30, api.now);
    expect(await run([])).toMatchObject({ closed: [{ number: 1 }], ...done });
    expect(api.issue(1).body).toHaveLength(65_536);
    expect(await run([])).toMatchObject(done);
  });
});
