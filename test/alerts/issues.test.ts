import { beforeEach, describe, expect, it } from "vitest";
import { type Alert, alertKinds } from "../../src/alerts/alert.ts";
import { recordText } from "../../src/alerts/issue-record.ts";
import { type CurrentAlerts, type IssueTrackerSettings, issueTracker } from "../../src/alerts/issues.ts";
import { Secret } from "../../src/inventory/secret.ts";
import { type Fault, type GitHubApi, repository, startGitHub } from "../support/github-api.ts";
import { alert, minutesLater, noon, portAlert, quick } from "../support/issue-alerts.ts";
import { typedRow } from "../support/typed-row.ts";

const us = "github-actions[bot]";
const day = 24 * 60;

let api: GitHubApi;

beforeEach(async () => {
  api = await startGitHub();
  return () => expect(api.violations).toEqual([]);
});

/** One run; its clock is GitHub's. The log of requests starts anew. */
async function run(alerts: readonly Alert[], parts: Partial<IssueTrackerSettings & CurrentAlerts> = {}) {
  api.requests.length = 0;
  const github = { apiUrl: api.url, repository, token: new Secret("ghs_actions") };
  const found: CurrentAlerts = { alerts, kinds: alertKinds, isOurs: () => true, standing: () => "well", ...parts };
  return issueTracker({ now: api.now, confirm: 2, github, patience: quick, ...parts }).sync(found);
}

function later(minutes: number): void {
  api.now = minutesLater(minutes, api.now);
}

/** The alert as a later run finds it: the newest rows have changed, nothing else has. */
function aged(found: Alert): Alert {
  const row = typedRow(api.now, found.host, { errors: "ssh:timeout" });
  return { ...found, seen: api.now, evidence: [row, ...found.evidence] };
}

describe("the life of an issue", () => {
  it("opens one with labels, title, marker and what to do", async () => {
    const result = await run([alert()]);
    const issue = api.issue(1);
    expect(result.open).toEqual([{ alert: alert(), number: 1, url: `https://github.com/${repository}/issues/1` }]);
    expect(result.opened.map(({ identity }) => identity)).toEqual(["down:db-1"]);
    expect(issue).toMatchObject({ title: "[down] db-1: nothing answers", labels: ["server-monitor", "alert:down"] });
    expect(issue.body).toMatch(/^<!-- server-monitor down:db-1 -->\n/);
    expect(issue.body).toContain("HOST=db-1");
    expect(api.labels.get("alert:down")?.description).toContain("Nothing answers");
  });

  it("reads twice and writes nothing where there is nothing", async () => {
    await run([]);
    expect(api.requests.map(({ what }) => what)).toEqual(Array(2).fill(`GET /repos/${repository}/issues`));
  });

  it("reads twice and writes nothing while an alert lasts", async () => {
    await run([alert()]);
    later(15);
    const result = await run([aged(alert())]);
    expect(api.requests.map(({ method }) => method)).toEqual(["GET", "GET"]);
    expect(result).toMatchObject({ open: [{ number: 1 }], opened: [], closed: [], undelivered: [] });
  });

  it("comments and rewrites when the findings change", async () => {
    await run([portAlert(["8080"])]);
    await run([portAlert(["8080", "9090"])]);
    expect(api.issue(1).comments.map(({ body }) => body)).toEqual([expect.stringContaining("Now also: `9090`.")]);
    expect(api.issue(1).title).toBe("[port] web-1: ports 8080 and 9090 are open");
    await run([portAlert(["9090"])]);
    expect(api.issue(1).comments.at(-1)?.body).toContain("No longer: `8080`.");
  });

  it("closes as completed with the duration, whatever people have written into the text", async () => {
    await run([alert()]);
    api.issue(1).body += "\r\nI am on it.";
    later(90);
    const result = await run([]);
    expect(api.issue(1)).toMatchObject({ state: "closed", reason: "completed" });
    expect(api.issue(1).comments[0]?.body).toContain("after 1 h 30 min");
    expect(api.issue(1).body).toContain("I am on it.");
    expect(result.closed.map(({ identity }) => identity)).toEqual(["down:db-1"]);
  });

  it("does nothing more once it is closed", async () => {
    await run([alert()]);
    await run([]);
    await run([]);
    expect(api.writes).toEqual([]);
  });

  it("reopens what is back within a day", async () => {
    await run([alert()]);
    await run([]);
    later(23 * 60);
    const result = await run([alert({ since: api.now })]);
    expect(api.issues).toHaveLength(1);
    expect(api.issue(1)).toMatchObject({ state: "open", reason: "reopened" });
    expect(api.issue(1).comments.at(-1)?.body).toContain("It is back since 23 Nov 2026 11:00 UTC");
    expect(result.opened).toHaveLength(1);
    later(60);
    await run([]);
    expect(api.issue(1).comments.at(-1)?.body).toContain("after 1 h");
  });

  it("opens a new one for what is back after a day", async () => {
    await run([alert()]);
    await run([]);
    later(day);
    await run([alert({ since: api.now })]);
    expect(api.issues.map(({ state }) => state)).toEqual(["closed", "open"]);
  });

  it("says that it flaps, without a comment for every change", async () => {
    await run([portAlert(["80", "8080"])]);
    const flapping = (...ports: readonly string[]) => run([portAlert(ports, { flapping: true })]);
    await flapping("80", "8080");
    expect(api.issue(1).title).toContain("(comes and goes)");
    await flapping("80");
    await flapping("80", "8080");
    expect(api.issue(1).body).toContain("**comes and goes**");
    expect(api.issue(1).comments).toEqual([]);
    await flapping("80", "4444");
    await flapping("80", "8080", "4444");
    expect(api.issue(1).comments.map(({ body }) => body)).toEqual([expect.stringMatching(/\nNow also: `4444`\.$/)]);
  });

  it("keeps the oldest of two, and closes the other as its duplicate, once", async () => {
    await run([alert()]);
    api.write({ ...api.issue(1), number: 2, comments: [] });
    await run([alert()]);
    expect(api.issues.map(({ state, reason }) => [state, reason])).toEqual([
      ["open", null],
      ["closed", "duplicate"],
    ]);
    expect(api.issue(2).comments[0]?.body).toContain("#1");
    await run([alert()]);
    expect(api.writes).toEqual([]);
  });

  it("goes on in the oldest of two that were closed at once", async () => {
    await run([alert()]);
    api.write({ ...api.issue(1), number: 2, comments: [] });
    await run([]);
    expect(api.issues.map(({ reason }) => reason)).toEqual(["completed", "duplicate"]);
    later(60);
    expect((await run([alert({ since: api.now })])).opened.map(({ number }) => number)).toEqual([1]);
  });

  it("never moves the start of what lasts, though the rows that knew it are gone", async () => {
    await run([alert()]);
    later(60 * day);
    await run([alert({ since: minutesLater(-day, api.now), findings: ["ssh:refused"] })]);
    expect(api.issue(1).body).toContain("since 22 Nov 2026 12:00");
  });
});

describe("what a person says", () => {
  it("never raises an accepted port again, and a new one at once", async () => {
    await run([portAlert(["8080"])]);
    api.close(1, "not_planned");
    later(90 * day);
    const first = await run([portAlert(["8080"])]);
    expect(first).toMatchObject({ open: [], opened: [], accepted: [{ identity: "port:web-1", findings: ["8080"] }] });
    const second = await run([portAlert(["8080"])]);
    expect(second.accepted).toEqual(first.accepted);
    expect(api.requests).toHaveLength(2);
    expect(api.writes).toEqual([]);
    const third = await run([portAlert(["8080", "9090"])]);
    expect(third.open.map(({ alert: { findings } }) => findings)).toEqual([["9090"]]);
    expect(api.issue(2).title).toBe("[port] web-1: port 9090 is open");
    expect(api.issue(2).body).not.toContain("`8080`");
    await run([portAlert(["8080", "9090"])]);
    expect(api.requests).toHaveLength(2);
    expect(api.writes).toEqual([]);
  });

  it("remembers acceptance through absence of what was accepted", async () => {
    await run([portAlert(["8080"])]);
    api.close(1, "not_planned");
    await run([]);
    later(day);
    expect((await run([portAlert(["8080"])])).opened).toEqual([]);
    await run([]);
    expect((await run([portAlert(["8080"])])).opened).toEqual([]);
    expect(api.issues).toHaveLength(1);
  });

  it("raises an accepted port again when its issue is reopened", async () => {
    await run([portAlert(["8080"])]);
    api.close(1, "not_planned");
    await run([portAlert(["8080"])]);
    expect(api.issue(1).labels).toContain("alert:accepted");
    api.reopen(1);
    expect((await run([portAlert(["8080"])])).open).toHaveLength(1);
    expect(api.issue(1).labels).not.toContain("alert:accepted");
  });

  it("takes a host that is down for accepted until it has recovered once", async () => {
    await run([alert()]);
    later(20);
    api.close(1, "not_planned");
    later(20);
    expect((await run([alert()])).open).toEqual([]);
    await run([aged(alert())]);
    expect(api.requests).toHaveLength(2);
    await run([]);
    later(20);
    const result = await run([alert({ since: api.now })]);
    expect(result.opened.map(({ number }) => number)).toEqual([2]);
  });

  it("accepts a user from the network of an accepted login, and raises that user from elsewhere and others", async () => {
    const found = (...findings: readonly string[]) => alert({ kind: "peer", findings });
    await run([found("deploy@198.51.100.7")]);
    later(20);
    api.close(1, "not_planned");
    const near = found("deploy@198.51.1.9");
    expect(await run([near])).toMatchObject({ open: [], opened: [], accepted: [{ findings: near.findings }] });
    later(20);
    const mixed = found("deploy@198.51.1.9", "deploy@203.0.113.7", "root@198.51.100.7");
    expect(await run([mixed])).toMatchObject({
      open: [{ alert: { findings: ["deploy@203.0.113.7", "root@198.51.100.7"] } }],
      accepted: [{ findings: ["deploy@198.51.1.9"] }],
    });
  });

  it.each([
    ["host-key", "ssh:host-key-unknown", "ssh:host-key-changed"],
    ["gpu", "gpu 1", "gpu 2"],
  ] as const)("raises what the accepted issue of a %s did not list", async (kind, listed, another) => {
    const found = (...findings: readonly string[]) => alert({ kind, findings });
    await run([found(listed)]);
    later(20);
    api.close(1, "not_planned");
    expect(await run([found(listed)])).toMatchObject({ open: [], accepted: [{ findings: [listed] }] });
    const both = found(listed, another);
    expect(await run([both])).toMatchObject({ opened: [{ number: 2 }], open: [{ alert: { findings: [another] } }] });
    await run([both]);
    expect(api.writes).toEqual([]);
    await run([found(listed)], { standing: () => "open" });
    expect(api.issue(2)).toMatchObject({ state: "closed", reason: "completed" });
    await run([]);
    expect(api.issue(1).labels).not.toContain("alert:accepted");
  });

  it("keeps an accepted outage accepted when the rows of its start are no longer read", async () => {
    await run([alert()]);
    api.close(1, "not_planned");
    later(20);
    await run([alert()]);
    later(90 * day);
    expect((await run([alert({ since: minutesLater(-60 * day, api.now) })])).opened).toEqual([]);
  });

  it("believes completed until two checks after it still find the trouble", async () => {
    await run([alert()]);
    later(5);
    api.close(1, "completed");
    later(15);
    const once = aged(alert());
    expect(await run([once])).toMatchObject({ open: [], opened: [], undelivered: [] });
    expect(api.writes).toEqual([]);
    later(15);
    await run([aged(once)]);
    expect(api.issue(1).state).toBe("open");
    expect(api.issue(1).comments.at(-1)?.body).toContain("still find it");
  });

  it("raises at once what the completed issue did not list", async () => {
    await run([portAlert(["8080"])]);
    later(5);
    api.close(1, "completed");
    expect((await run([portAlert(["8080", "9090"])])).opened).toHaveLength(1);
  });

  it("leaves an issue open that a person reopened after recovery, until it has come and gone", async () => {
    await run([alert()]);
    await run([]);
    api.reopen(1);
    await run([]);
    expect(api.writes).toEqual([]);
    await run([alert({ since: api.now })]);
    await run([]);
    expect(api.issue(1).state).toBe("closed");
  });
});

describe("whose issues they are", () => {
  const marker = recordText({
    ...{
      kind: "port",
      host: "web-1",
      findings: ["8080"],
      earlier: [],
      since: noon,
      flapping: false,
      revision: 0,
      closed: undefined,
    },
  });
  const forged = { body: marker, labels: ["server-monitor", "alert:port", "alert:accepted"] };

  it("ignores open and accepted issues forged by somebody else", async () => {
    api.write({ ...forged, author: "mallory" });
    api.write({ ...forged, author: "mallory", state: "closed", reason: "not_planned", closed: noon });
    const result = await run([portAlert(["8080"])]);
    expect(result.opened.map(({ number }) => number)).toEqual([3]);
    await run([]);
    expect(api.issue(1).state).toBe("open");
  });

  it("ignores another app's copy, and asks whose the token is to be sure", async () => {
    api.write({ ...forged, author: "copycat[bot]" });
    const result = await run([portAlert(["8080"])]);
    expect(api.requests.filter(({ path }) => path === "/graphql")).toHaveLength(1);
    expect(result.opened.map(({ number }) => number)).toEqual([2]);
  });

  it.each([
    ["an app's own", "ghs_app", "my-app[bot]"],
    ["a person's", "ghp_alice", "alice"],
  ])("knows its own issues again with %s token", async (_whose, token, login) => {
    api.logins.set(token, login);
    const github = { apiUrl: api.url, repository, token: new Secret(token) };
    await run([alert()], { github });
    expect(api.issue(1).author).toBe(login);
    await run([alert()], { github });
    expect(api.requests).toHaveLength(3);
    await run([], { github });
    expect(api.issues.map(({ state }) => state)).toEqual(["closed"]);
  });

  it("leaves pull requests, unmarked issues, other kinds and other hosts alone", async () => {
    await run([alert(), alert({ kind: "silent", host: "monitor" })]);
    api.write({ author: us, labels: ["server-monitor"], body: "a note" });
    api.write({ author: us, labels: ["server-monitor"], body: api.issue(1).body, isPullRequest: true });
    await run([], { kinds: ["silent"] });
    await run([], { isOurs: (host) => host === "web-1" });
    expect(api.issues.map(({ state }) => state)).toEqual(["open", "closed", "open", "open"]);
  });
});

describe("an issue without an alert", () => {
  it("stays as it is while the rows do not tell whether it is over", async () => {
    await run([alert()]);
    await run([], { standing: () => "unknown" });
    expect(api.issue(1)).toMatchObject({ state: "open" });
  });

  it.each([
    ["no longer watched", "gone", "No longer watched, as of"],
    ["no longer in the inventory", "left", "The host is no longer in the inventory, as of"],
  ] as const)("says that its host is %s", async (_what, standing, words) => {
    await run([alert()]);
    await run([], { standing: () => standing });
    expect(api.issue(1)).toMatchObject({ state: "closed" });
    expect(api.issue(1).comments.at(-1)).toMatchObject({ body: expect.stringContaining(words) });
  });
});

describe("many at once", () => {
  const hosts = Array.from({ length: 250 }, (_, index) => `host-${index}`);

  it("raises the worst thirty, says which wait, and goes on in the next run", async () => {
    const alerts = hosts.slice(0, 40).map((host, index) => alert({ host, kind: index < 20 ? "cert" : "down" }));
    const first = await run(alerts);
    expect(first.opened).toHaveLength(30);
    expect(first.opened.slice(0, 20).every(({ identity }) => identity.startsWith("down:"))).toBe(true);
    expect(first).toMatchObject({ waiting: { length: 10 }, undelivered: [] });
    const second = await run(alerts);
    expect(second).toMatchObject({ opened: { length: 10 }, open: { length: 40 }, waiting: [] });
  });

  it("reads 250 open issues over three pages, and doubles none", async () => {
    for (const host of hosts) {
      const record = {
        kind: "down",
        host,
        findings: ["ssh:timeout"],
        earlier: [],
        since: noon,
        flapping: false,
      } as const;
      const body = recordText({ ...record, revision: 0, closed: undefined });
      api.write({ author: us, labels: ["server-monitor", "alert:down"], body });
    }
    const result = await run(hosts.map((host) => alert({ host })));
    expect(result.open).toHaveLength(250);
    expect(api.requests).toHaveLength(4);
    expect(api.writes).toEqual([]);
  });
});

describe("trouble with the API", () => {
  const steps = [[alert()], [alert({ findings: ["ssh:refused"] })], []];

  /** Labels are made with the issue, too; without the owner nobody is assigned; and what was done though its answer was lost is found. */
  function isHarmless(what: string, { is }: Fault): boolean {
    return (
      what.includes("/labels") || what.includes("/users/") || (is === "lost" && /^POST .*(issues|comments)$/.test(what))
    );
  }

  /** A whole life, with one request of it failing however often it is tried. Says which one it was. */
  async function lifeWith(fault: Fault, failing: number): Promise<string | undefined> {
    const whole: string[] = [];
    let failed: string | undefined;
    for (const alerts of steps) {
      api.fault = ({ what }) => {
        whole.push(what);
        if (whole.length === failing) failed = what;
        return whole.length >= failing && what === failed ? fault : undefined;
      };
      const { undelivered } = await run(alerts);
      api.fault = () => undefined;
      if (whole.length < failing) continue;
      const isFault = failed !== undefined && !isHarmless(failed, fault);
      if (isFault) expect(undelivered, `${failed} failing`).toHaveLength(1);
      failing = Number.POSITIVE_INFINITY;
      expect((await run(alerts)).undelivered).toEqual([]);
    }
    return failed;
  }

  it.each<Fault>([{ is: "reset" }, { is: "lost" }])(
    "after %o at any request of a life the next run reconciles, and says nothing twice",
    async (fault) => {
      const failed: string[] = [];
      for (let failing = 1; failing === failed.length + 1; failing += 1) {
        api.issues.length = 0;
        api.labels.clear();
        const what = await lifeWith(fault, failing);
        if (what !== undefined) failed.push(what);
        expect(api.issues, `${what} failing`).toHaveLength(1);
        expect(api.issue(1), `${what} failing`).toMatchObject({ state: "closed", comments: { length: 2 } });
      }
      expect(failed).toHaveLength(20);
    },
  );

  it("delivers the others when one cannot be", async () => {
    api.fault = ({ method, body }) =>
      method === "POST" && JSON.stringify(body).includes("db-2")
        ? { is: "answer", status: 422, message: "Validation Failed" }
        : undefined;
    const result = await run(["db-1", "db-2", "db-3"].map((host) => alert({ host })));
    expect(result.opened.map(({ identity }) => identity)).toEqual(["down:db-1", "down:db-3"]);
    expect(result.undelivered).toEqual([
      'the issue of down:db-2 was not raised: GitHub refused it (status 422): "Validation Failed"',
    ]);
  });

  it("says once which permission is missing, and does not go on asking", async () => {
    api.mayWrite = false;
    const result = await run(["db-1", "db-2", "db-3"].map((host) => alert({ host })));
    expect(result.undelivered).toEqual([
      "the issue of down:db-1, down:db-2, down:db-3 was not raised: the token may not write issues: add `permissions: { issues: write }` to the job",
    ]);
    expect(api.writes).toHaveLength(1);
  });

  it("says how to go on where issues are disabled", async () => {
    api.hasIssues = false;
    const { undelivered } = await run([alert()]);
    expect(undelivered).toEqual([expect.stringContaining("set `issues: false`")]);
    expect(api.requests).toHaveLength(1);
  });

  it("takes a label that somebody else has just made", async () => {
    api.fault = ({ what }) => {
      if (what.startsWith("POST") && what.endsWith("/labels"))
        return { is: "answer", status: 422, message: "already_exists" };
      return undefined;
    };
    expect(await run([alert()])).toMatchObject({ opened: { length: 1 }, undelivered: [] });
  });
});
