import { describe, expect, it } from "vitest";
import type { Alert, AlertChange } from "../../src/alerts/alert.ts";
import { notificationOf } from "../../src/report/alert-notification.ts";
import { utcClock } from "../../src/words/instant.ts";
import { alertOf } from "../support/month-models.ts";
import { typedRow } from "../support/typed-row.ts";

const at = (time: string) => new Date(`2026-11-22T${time}:00Z`);
const pageUrl = new URL("https://github.com/octo/monitor/tree/HEAD/results");

function down(host: string, since = "05:07"): Alert {
  const evidence = [typedRow(at("05:27"), host, { errors: "ssh:timeout" })];
  return alertOf("down", host, { since: at(since), seen: at("05:27"), findings: ["no answer"], evidence });
}

const opened = (alert: Alert): AlertChange => ({ what: "opened", added: alert.findings, alert, time: at("05:27") });
const resolved = (alert: Alert): AlertChange => ({ what: "resolved", added: [], alert, time: at("05:50") });
const notified = (changes: readonly AlertChange[]) =>
  notificationOf(
    { open: [], changes, issueUrl: ({ host }) => `https://github.com/octo/monitor/issues/${host}` },
    { clock: utcClock(at("06:00")), pageUrl },
  );

describe("the notification of a run", () => {
  it("has the words of the issue's title, the cause, what to do and the issue where there is one alert", () => {
    expect(notified([opened(down("db-1"))])).toEqual({
      title: "[down] db-1: nothing answers since 05:07 UTC",
      lines: [
        "[down] db-1: nothing answers since 05:07 (SSH did not answer in time)",
        expect.stringMatching(/^To do: /),
      ],
      url: "https://github.com/octo/monitor/issues/db-1",
      tone: "bad",
      alerts: [{ kind: "down", host: "db-1", what: "nothing answers", findings: ["no answer"], change: "opened" }],
    });
  });

  it("tells equal alerts of several hosts in one line", () => {
    const hosts = ["a", "b", "c", "d", "e", "f", "g"];
    const port = alertOf("port", "web", { since: at("05:27"), seen: at("05:27"), findings: ["8080", "9090"] });
    const changed: AlertChange = { what: "changed", added: ["9090"], alert: port, time: at("05:27") };
    const news = notified([changed, ...hosts.map((host, index) => opened(down(host, `05:1${index}`)))]);
    expect(news?.title).toBe("[down] 7 hosts: nothing answers since 05:10 UTC, and 1 more");
    expect(news?.lines).toEqual([
      "[down] 7 hosts: nothing answers since 05:10 (SSH did not answer in time): a, b, c, d, e, f, g",
      "[port] web: port 9090 is open since 05:27",
    ]);
    expect(news?.url).toBe(pageUrl.href);
    expect(news?.alerts).toContainEqual({
      kind: "port",
      host: "web",
      what: "port 9090 is open",
      findings: ["9090"],
      change: "changed",
    });
  });

  it("says what is over", () => {
    const news = notified([resolved(down("a", "05:07")), resolved(down("b", "05:17"))]);
    expect(news).toMatchObject({
      title: "resolved: a and b: answer again after up to 43 min",
      lines: ["resolved: a and b: answer again after up to 43 min"],
      tone: "good",
    });
    expect(news?.alerts[0]).toMatchObject({ what: "answers again", change: "closed" });
  });
});
