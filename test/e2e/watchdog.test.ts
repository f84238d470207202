/** The watchdog of the compiled action, which runs elsewhere than the monitor: one issue and one mail for a silence. */
import { expect, it } from "vitest";
import {
  alertingRunner,
  alertingTools,
  errorsOf,
  knowLabels,
  rowsOfEarlier,
  warningsOf,
  well,
} from "../support/alerting.ts";
import { commitFiles, git } from "../support/git-remote.ts";
import { describeWith } from "../support/tools.ts";

const earlier = (minutesAgo: number) => rowsOfEarlier([{ host: "nas", rows: [well] }], minutesAgo);
const command = { command: "watchdog" };
const silent = /^the monitor is silent: its newest row is of .* UTC, 5 h old, and `max-age` is 3 h; look at /;

describeWith(alertingTools, "a monitor that falls silent", () => {
  it("is reported once, by issue and mail, and again when rows return", async () => {
    const runner = await alertingRunner(earlier(300));
    const { github, remote, run, workspace } = runner;
    knowLabels(github, "silent");

    const first = await run(command);
    expect(first).toMatchObject({ code: 0, stderr: "" });
    expect(warningsOf(first)).toEqual([expect.stringMatching(silent)]);
    expect(first.summary).toMatch(/^🔴 the monitor is silent: /);
    expect(github.issues).toMatchObject([
      { title: "[silent] monitor: no new rows come in", labels: ["server-monitor", "alert:silent"], state: "open" },
    ]);
    expect(first.mails).toMatchObject([{ overTls: true, to: ["ops@example.org"] }]);
    expect(first.mails[0]?.parsed.subject).toMatch(/^\[silent\] monitor: no new rows come in since .* UTC$/);
    expect(first.mails[0]?.parsed.text).toContain("https://github.com/octo/monitor/issues/1");

    const second = await run(command);
    expect(second).toMatchObject({ code: 0, mails: [] });
    expect(warningsOf(second)).toEqual([expect.stringMatching(silent)]);
    expect(second.requests.map(({ method }) => method)).toEqual(["GET", "GET"]);

    commitFiles(workspace, earlier(1), "check: 1 host, 1 up");
    git(workspace, "push", "--quiet", "origin", "HEAD:main");
    const third = await run(command);
    expect(third).toMatchObject({ code: 0, stderr: "", outputs: {} });
    expect(third.stdout).toMatch(/^the monitor is alive: its newest row is of .* UTC, \d+ \w+ old$/m);
    expect(github.issues).toMatchObject([{ state: "closed", reason: "completed" }]);
    expect(third.mails.map(({ parsed }) => parsed.subject)).toEqual([
      expect.stringMatching(/^resolved: monitor: new rows come in again after /),
    ]);

    const fourth = await run(command);
    expect(fourth).toMatchObject({ code: 0, mails: [] });
    expect(fourth.requests.length).toBeLessThanOrEqual(2);
    expect(github.violations).toEqual([]);
    expect(git(remote, "rev-list", "--count", "main")).toBe("2");
  });

  it("makes the job red where no issue can tell of it", async () => {
    const [without, off, refused] = await Promise.all([1, 2, 3].map(() => alertingRunner(earlier(300))));
    if (!without || !off || !refused) throw new Error("three runners");
    refused.github.mayWrite = false;
    knowLabels(refused.github, "silent");
    const [noToken, noIssues, noRight] = await Promise.all([
      without.run({ ...command, token: "" }),
      off.run({ ...command, issues: "false" }),
      refused.run(command),
    ]);
    for (const red of [noToken, noIssues]) {
      expect(red).toMatchObject({ code: 1, stderr: "", requests: [] });
      expect(errorsOf(red)).toEqual([expect.stringMatching(silent)]);
    }
    expect(noRight.code).toBe(1);
    expect(errorsOf(noRight)).toEqual([
      "the issue of silent:monitor was not raised: the token may not write issues: add `permissions: { issues: write }` to the job",
    ]);
  });
});
