/** What a check tells of the other monitors in its folder and of the watchdog: as issues, in the mail and in the summary. */
import { beforeEach, describe, expect, it } from "vitest";
import { issueTracker } from "../../src/alerts/issues.ts";
import { newSilenceWatch } from "../../src/alerts/silence.ts";
import type { Call } from "../../src/commands/call.ts";
import { findSilent, tellSilent } from "../../src/commands/watching.ts";
import { Secret } from "../../src/inventory/secret.ts";
import { newsForSubject } from "../../src/report/alert-news.ts";
import { checkTime, historyRow } from "../support/fed-rules.ts";
import { type GitHubApi, repository, startGitHub } from "../support/github-api.ts";
import { quick } from "../support/issue-alerts.ts";
import { well } from "../support/rows.ts";

let api: GitHubApi;
/** Until which check the other monitor has written rows, and from which on again. */
let others: (check: number) => boolean;

beforeEach(async () => {
  api = await startGitHub();
  others = () => false;
  return () => expect(api.violations).toEqual([]);
});

/** A check of `mine` after that many others, a quarter of an hour apart. */
async function survey(check: number, { issues = true } = {}) {
  const silence = newSilenceWatch();
  for (let row = 0; row < check; row += 1) {
    silence.add([historyRow(checkTime(row), "mine", well)]);
    const time = new Date(checkTime(row).getTime() + 40_000);
    if (others(row)) silence.add(["b-1", "b-2"].map((host) => historyRow(time, host, well)));
  }
  const now = checkTime(check);
  api.now = now;
  const github = { apiUrl: api.url, repository, token: new Secret("ghs_actions"), proxy: undefined };
  const tracker = issues ? issueTracker({ now, confirm: 2, patience: quick, github }) : undefined;
  const inputs = { maxAgeMs: 3 * 3_600_000, timeZone: "UTC", token: github.token };
  const call = { inputs, now, surroundings: { github } } as unknown as Call;
  const around = { silence, isMine: (host: string) => host === "mine", newest: checkTime(check - 1) };
  const found = await findSilent(around, call);
  const { changes, open, faults } = await tellSilent(found, tracker, call);
  expect(faults).toEqual([]);
  return {
    changes: changes.map(({ what, alert }) => `${what} ${alert.kind}:${alert.host}`),
    open: open.map(({ host }) => host),
    notes: found.notes,
    subject: newsForSubject(found),
  };
}

const quiet = { changes: [], open: [], notes: [], subject: "" };

describe.each([
  ["with issues", true],
  ["without issues", false],
])("a monitor that shares the folder, %s", (_how, issues) => {
  it("is told as silent once, and as heard again", async () => {
    api.mayReadActions = false;
    others = (check) => check < 20 || check >= 40;
    const told: string[] = [];
    for (const check of [31, 32, 33, 39, 40, 41, 42]) {
      const { changes, subject } = await survey(check, { issues });
      told.push(`${changes.join()}${subject}`);
    }
    const opened = "opened silent:b-1; opened [silent] b-1: no new rows come in";
    const resolved = "resolved silent:b-1; resolved b-1: new rows come in again";
    expect(told).toEqual(["", opened, "", "", "", resolved, ""]);
    expect(api.issues.map(({ title, state }) => [title, state])).toEqual(
      issues ? [["[silent] b-1: no new rows come in", "closed"]] : [],
    );
  });
});

it("leaves the watchdog's own issue alone", async () => {
  const body = "<!-- server-monitor silent:monitor -->\n";
  api.write({
    author: "github-actions[bot]",
    title: "[silent] monitor",
    body,
    labels: ["server-monitor", "alert:silent"],
  });
  await survey(20);
  expect(api.writes).toEqual([]);
});

describe("the watchdog", () => {
  const began = (hours: number, conclusion = "success") => api.watchdogRuns.push({ began: hoursIn(hours), conclusion });
  const hoursIn = (hours: number) => checkTime(4 * hours);

  it("is told as an issue and in the summary when it has not run for six hours, and when it runs again", async () => {
    began(3, "failure");
    expect(await survey(36)).toEqual(quiet);
    const { notes, ...told } = await survey(40);
    expect(told).toEqual({
      changes: ["opened silent:watchdog"],
      open: ["watchdog"],
      subject: "; opened [silent] watchdog: it has not run for hours",
    });
    expect(notes[0]).toMatch(/^the watchdog has not run since 1 Nov 2026 03:00 UTC, 7 h ago: nothing would report it/);
    expect(await survey(44)).toMatchObject({ changes: [], open: ["watchdog"] });
    expect(api.issue(1).body).toContain("Its last run was on 1 Nov 03:00, 7 h before this was written.");
    api.watchdogRuns.unshift({ began: hoursIn(11), conclusion: "success" });
    expect(await survey(48)).toEqual({ ...quiet, changes: ["resolved silent:watchdog"] });
    expect(api.issue(1)).toMatchObject({ title: "[silent] watchdog: it has not run for hours", state: "closed" });
  });

  it("is news once without issues, too", async () => {
    began(3);
    const told: string[] = [];
    for (const check of [36, 37, 40, 41, 44]) {
      const { changes, subject } = await survey(check, { issues: false });
      told.push(`${changes.join()} ${subject}`);
    }
    expect(told).toEqual([
      " ",
      " ",
      "opened silent:watchdog ; opened [silent] watchdog: it has not run for hours",
      " ",
      " ",
    ]);
  });

  it("is not listed as open where people have closed its issue as not planned", async () => {
    began(3);
    expect((await survey(40)).open).toEqual(["watchdog"]);
    api.close(1, "not_planned");
    expect(await survey(44)).toMatchObject({ changes: [], open: [] });
  });

  it("has not run where it was skipped, or never began", async () => {
    began(9, "skipped");
    expect(await survey(20)).toEqual(quiet);
    expect((await survey(28)).open).toEqual(["watchdog"]);
  });

  it("is asked for once an hour", async () => {
    began(1);
    for (const check of [4, 5, 6, 7, 8]) await survey(check);
    expect(api.requests.filter(({ path }) => path.endsWith("/runs"))).toHaveLength(2);
  });

  it.each([
    [
      "the token may not read actions",
      () => {
        api.mayReadActions = false;
      },
    ],
    [
      "GitHub does not answer",
      () => {
        api.fault = ({ path }) => (path.endsWith("/runs") ? { is: "html" } : undefined);
      },
    ],
  ])("is nobody's business where %s, and its open issue stays", async (_why, prevent) => {
    began(1);
    expect((await survey(40)).open).toEqual(["watchdog"]);
    prevent();
    expect(await survey(44)).toEqual(quiet);
    expect(api.issue(1).state).toBe("open");
  });
});
