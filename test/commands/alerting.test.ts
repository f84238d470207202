/** A run's news, from its rows to what people read: with issues and without, before and after people accept something. */
import { beforeEach, describe, expect, it } from "vitest";
import { type IssueTrackerSettings, issueTracker } from "../../src/alerts/issues.ts";
import { newRules, type Rules } from "../../src/alerts/rules.ts";
import { deliver, evaluate } from "../../src/commands/alerting.ts";
import { Secret } from "../../src/inventory/secret.ts";
import { extended, newsForSubject, newsLines, newsMarkdown, opened } from "../../src/report/alert-news.ts";
import { alertMail } from "../../src/report/mail/alert-mail.ts";
import { utcClock } from "../../src/words/instant.ts";
import { type GitHubApi, repository, startGitHub } from "../support/github-api.ts";
import { minutesLater, quick } from "../support/issue-alerts.ts";
import { healthyNode, runTime } from "../support/results.ts";

let api: GitHubApi;
let rules: Rules;
let checks: number;

beforeEach(async () => {
  api = await startGitHub();
  rules = newRules({ confirm: 2 });
  checks = 0;
  return () => expect(api.violations).toEqual([]);
});

interface Findings {
  readonly ports?: readonly number[];
  readonly logins?: readonly string[];
  /** Mount points with little left, of two disks. */
  readonly full?: readonly string[];
}

/** One run that finds this on `web-1`, as everybody is told of it. */
async function run({ ports = [], logins = [], full = [] }: Findings, issues = true) {
  const time = minutesLater(15 * checks, runTime);
  checks += 1;
  api.now = time;
  const settings: IssueTrackerSettings = {
    ...{ now: time, confirm: 2, patience: quick },
    github: { apiUrl: api.url, repository, token: new Secret("ghs_actions") },
  };
  const tracker = issues ? issueTracker(settings) : undefined;
  const alerting = { rules, tracker, why: undefined, isOurs: () => true, lookUpNames: async () => new Map() };
  const listeners = ports.map((port) => ({ port, protocol: "tcp" as const }));
  const { facts, ...node } = healthyNode({ time });
  const disks = ["/data", "/srv"].map((mount) => ({
    mount,
    availMib: full.includes(mount) ? 10 : 9000,
    sizeMib: 10_000,
  }));
  const evaluation = await evaluate(alerting, [{ ...node, facts: { ...facts, ports: listeners, logins, disks } }]);
  const { issueUrl, faults } = await deliver(alerting, evaluation);
  expect(faults).toEqual([]);
  const alerts = { open: evaluation.open, changes: evaluation.changes, issueUrl };
  return {
    subject: newsForSubject(alerts),
    lines: newsLines(alerts, utcClock(time)),
    summary: newsMarkdown(alerts, utcClock(time)).join("\n"),
    mail: alertMail(evaluation.changes, { clock: utcClock(time), ...alerts }),
    news: opened(alerts).length + extended(alerts).length,
  };
}

async function runs(count: number, findings: Findings, issues = true) {
  let last = await run(findings, issues);
  for (let more = 1; more < count; more += 1) last = await run(findings, issues);
  return last;
}

const silent = { subject: "", mail: undefined, news: 0 };

describe.each([
  ["with issues", true],
  ["without issues", false],
])("a new finding of an open alert, %s", (_how, issues) => {
  it("is reported once in the mail, the commit, the log and the summary", async () => {
    await runs(4, { ports: [8080] }, issues);
    await run({ ports: [4444, 8080] }, issues);
    const told = await run({ ports: [4444, 8080] }, issues);
    expect(told.subject).toBe("; new finding [port] web-1: port 4444 is open");
    expect(told.lines[0]).toMatch(/^new finding: \[port\] web-1: port 4444 is open/);
    expect(told.summary).toMatch(/^- 🔔 new finding: \[?`\[port\] web-1: port 4444 is open`/m);
    expect(told.mail?.subject).toBe("[port] web-1: port 4444 is open since 22:32 UTC");
    expect(told.mail?.text).toMatch(/^Port 4444 is open\.$/m);
    expect(told.mail?.text).toMatch(/^before +port 8080 is open since 21:32$/m);
    expect(told.mail?.text).not.toContain("Still open");
    expect(told.news).toBe(1);
    expect(await run({ ports: [4444, 8080] }, issues)).toMatchObject(silent);
  });

  it("is reported at once if it is a login", async () => {
    await runs(3, { logins: ["deploy@198.51.100.1"] }, issues);
    const told = await run({ logins: ["deploy@198.51.100.1", "root@203.0.113.9"] }, issues);
    expect(told.subject).toBe("; new finding [peer] web-1: root@203.0.113.9 logged in from an unknown address");
    expect(told.mail?.subject).toMatch(/^\[peer\] web-1: root@203\.0\.113\.9 logged in from an unknown address since /);
  });

  it("is not told again when it goes and comes back while the alert is open", async () => {
    await runs(2, { ports: [8080] }, issues);
    await runs(2, { ports: [8080, 9090] }, issues);
    await runs(2, { ports: [8080] }, issues);
    await run({ ports: [8080, 9090] }, issues);
    expect(await run({ ports: [8080, 9090] }, issues)).toMatchObject(silent);
  });
});

describe("a new finding in the issue", () => {
  it("is a comment, and in the text", async () => {
    await runs(2, { ports: [8080] });
    await runs(2, { ports: [4444, 8080] });
    expect(api.issue(1).comments.map(({ body }) => body)).toEqual([expect.stringContaining("Now also: `4444`.")]);
    expect(api.issue(1).body).toContain("- port `4444`");
  });

  it("is a comment where the alert comes and goes, too", async () => {
    for (let round = 0; round < 4; round += 1) {
      await runs(2, { ports: [8080] });
      await runs(2, {});
    }
    const before = api.issue(1).comments.length;
    expect(api.issue(1).body).toContain("**comes and goes**");
    await runs(2, { ports: [4444] });
    expect(
      api
        .issue(1)
        .comments.slice(before)
        .map(({ body }) => body),
    ).toEqual([expect.stringContaining("Now also: `4444`.")]);
  });
});

describe("what people have accepted", () => {
  it("is no news when it comes back, and what they have not accepted is an alert of its own", async () => {
    await runs(2, { ports: [8080] });
    api.close(1, "not_planned");
    await runs(3, { ports: [8080] });
    await run({ ports: [4444, 8080] });
    const told = await run({ ports: [4444, 8080] });
    expect(told.subject).toBe("; opened [port] web-1: port 4444 is open");
    expect(told.mail?.subject).toBe("[port] web-1: port 4444 is open since 22:47 UTC");
    expect(told.mail?.text).not.toContain("8080 is open");
    expect(api.issue(2)).toMatchObject({ state: "open", title: "[port] web-1: port 4444 is open" });
    expect(api.issue(2).body).toContain("since 22 Nov 22:47");

    await runs(4, { ports: [4444] });
    await run({ ports: [4444, 8080] });
    expect(await run({ ports: [4444, 8080] })).toMatchObject(silent);
    expect(api.issues).toHaveLength(2);
    expect(api.issue(2).comments).toEqual([]);
  });

  it("of one disk says nothing of another that fills up", async () => {
    await runs(2, { full: ["/data"] });
    api.close(1, "not_planned");
    await runs(2, { full: ["/data"] });
    expect(await run({ full: ["/data"] })).toMatchObject(silent);
    await run({ full: ["/data", "/srv"] });
    const told = await run({ full: ["/data", "/srv"] });
    expect(told.subject).toMatch(/^; opened \[disk\] web-1: .*\/srv/);
    expect(told.mail?.subject).toContain("/srv");
    expect(api.issue(2)).toMatchObject({ state: "open", title: expect.stringContaining("/srv") });
    expect(api.issue(2).title).not.toContain("/data");
  });
});
