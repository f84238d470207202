import { describe, expect, it } from "vitest";
import type { Alert } from "../../../src/alerts/alert.ts";
import { statusPage } from "../../../src/report/status/status-page.ts";
import { readSnapshot } from "../../../src/report/status/status-snapshot.ts";
import { utcClock } from "../../../src/words/instant.ts";
import { alert, portAlert } from "../../support/issue-alerts.ts";
import { at, cutOff, dead, modelOf, well } from "../../support/rows.ts";

type Rows = Parameters<typeof modelOf>[0];
const now = new Date("2026-11-22T21:30:05Z");
const time = "2026-11-22T21:30:05Z";

interface Scene {
  readonly rows: Rows;
  readonly inventory: readonly string[];
  readonly previous?: string;
  readonly now?: Date;
  readonly names?: string[];
  readonly alerts?: readonly Alert[];
}

function page({ rows, inventory, previous, now: then = now, names = ["node_2611.csv"], alerts = [] }: Scene): string {
  return statusPage(previous, modelOf(rows, inventory, then, { names, alerts }), utcClock(then));
}

/** The page with plain blanks, by lines. */
function linesOf(text: string): string[] {
  return text
    .replaceAll("\u00a0", " ")
    .replace(/[\u2007\u2060]/g, "")
    .split("\n");
}

function firstLine(rows: Rows, inventory: readonly string[]): string | undefined {
  return linesOf(page({ rows, inventory }))[0];
}

describe("the first line", () => {
  const names = ["a", "b", "c"];

  it.each([
    ["one host that is up", [at(time, "a", well)], ["a"], "**a is up.**"],
    ["all that are up", names.map((name) => at(time, name, well)), names, "**All 3 hosts are up.**"],
    [
      "one host that is down",
      [at("2026-11-22T18:02:00Z", "a", dead), at(time, "a", dead)],
      ["a"],
      "**a is down.** a has been down since 22 Nov 18:02 (over 3 h 28 min): SSH did not answer in time.",
    ],
    [
      "none that is up",
      names.map((name) => at(time, name, dead)),
      names,
      "**None of 3 hosts is up.** a has been down since 22 Nov 21:30: SSH did not answer in time.",
    ],
    [
      "what is worst, whatever its place in the inventory",
      [at(time, "a", well), at(time, "b", well, { errors: "http:tls" }), at(time, "c", dead)],
      names,
      "**1 of 3 hosts is up, 1 is in trouble.** c has been down since 22 Nov 21:30: SSH did not answer in time.",
    ],
    [
      "all that are unknown",
      names.map((name) => at(time, name, cutOff)),
      names,
      "**Nothing is known about the 3 hosts.** The monitor has been offline since 22 Nov 21:30.",
    ],
    ["some that are unknown", [at(time, "a", well)], ["a", "b"], "**1 of 2 hosts is up, 1 is unknown.**"],
  ])("names %s", (_what, rows, inventory, line) => {
    expect(firstLine(rows, inventory)).toBe(line);
  });

  it("leaves a line to each of the others, and a number where they are many", () => {
    const many = Array.from({ length: 9 }, (_, index) => `h${index}`);
    const lines = linesOf(page({ rows: many.map((name) => at(time, name, dead)), inventory: many }));
    expect(lines[2]).toBe("- h1 has been down since 22 Nov 21:30: SSH did not answer in time");
    expect(lines.slice(7, 10)).toEqual([
      "- h6 has been down since 22 Nov 21:30: SSH did not answer in time",
      "- and 2 more hosts below",
      "",
    ]);
  });
});

describe("the page", () => {
  it("reads as a page", () => {
    const rows = [
      at("2026-11-21T21:30:05Z", "web-1", well, { ping_ms: "50.0" }),
      at("2026-11-21T21:30:05Z", "db-1", well),
      at("2026-11-22T21:15:05Z", "web-1", well, { ping_ms: "5.04" }),
      at(time, "web-1", well, { ping_ms: "5.04", ports: "8080+5353/udp", loss: "25" }),
      at(time, "db-1", dead),
      at(time, "nas", { ping_ms: "0.4", loss: "0" }),
    ];
    const names = ["known_hosts", "node_2610.csv", "node_2611.csv", "pings_221130.csv", "2026-10.md", "ping_2611.csv"];
    const text = page({ rows, inventory: ["web-1", "db-1", "nas"], names });
    expect(linesOf(text).slice(0, -2)).toEqual([
      "**2 of 3 hosts are up.** db-1 has been down since 22 Nov 21:30: SSH did not answer in time.",
      "",
      "| host | state | last 7 days | ping | page | free disk | free memory | free swap | up for | certificate | ports |",
      "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
      "| db-1 | 🔴 down<br>since 22 Nov 21:30<br>SSH did not answer in time | ⬜⬜⬜⬜⬜🟩🟥 |  |  |  |  |  |  |  |  |",
      "| web-1 | 🟢 up | ⬜⬜⬜⬜⬜🟩🟩 | 5.04 ms, 25 % lost<br>▇······▁ | 142 ms | 64 GiB | 3.2 GiB | 2.0 GiB | 11 days 23 h | 29 days | 8080 and 5353/udp |",
      "| nas | 🟢 up | ⬜⬜⬜⬜⬜⬜🟩 | 0.4 ms |  |  |  |  |  |  |  |",
      "",
      "🟢 up · 🟡 trouble: it answers, but something is wrong · 🔴 down: nothing answers · ⚪ unknown. A square is a day (UTC), today last: 🟩 up, 🟨 partly in trouble or down, 🟥 mostly down, ⬜ not measured. ▂▂▇▂ is ping over 24 hours, or free disk over 7 days. All times are UTC.",
      "",
      "Written 22 Nov 2026 21:30 UTC by server-monitor, which does so when something has changed, and once a day. Every check is a row in these files:",
      "",
      "- November 2026: [node](node_2611.csv) · [ping](ping_2611.csv)",
      "- October 2026: [node](node_2610.csv) · [report](2026-10.md)",
      "",
    ]);
  });

  it("folds the healthy ones away where there are many", () => {
    const many = Array.from({ length: 40 }, (_, index) => `h${index}`);
    const rows = many.map((name, index) => at(time, name, index === 30 ? dead : well));
    const lines = linesOf(page({ rows, inventory: many }));
    const fold = lines.indexOf("<summary>🟢 39 hosts without trouble</summary>");
    expect(lines.slice(2, fold).filter((line) => line.startsWith("| h"))).toHaveLength(2);
    expect(lines.slice(fold).filter((line) => line.startsWith("| h"))).toHaveLength(40);
    expect(lines.slice(fold - 1, fold + 2)).toEqual(["<details>", lines[fold], ""]);
  });

  it("has a column only where somebody has something to say in it", () => {
    const lines = linesOf(page({ rows: [at(time, "dns", { ping_ms: "12.3", loss: "0" })], inventory: ["dns"] }));
    expect(lines[2]).toBe("| host | state | last 7 days | ping |");
  });

  it("shows what a host said as inert text, and ends its comment where it ends", () => {
    const logins = "--> <b>@x|`![](//evil.example)";
    const host = "2001:db8:100::1";
    const alerts = [alert({ kind: "peer", host, findings: [logins], since: now })];
    const text = page({ rows: [at(time, host, well, { logins })], inventory: [host], alerts });
    expect(text).toContain("**`2001:db8:100::1` is in trouble.**");
    const words = "`--> <b>@x¦'![](//evil.example) logged in from an unknown address`";
    expect(linesOf(text)[0]?.endsWith(`: ${words}.`)).toBe(true);
    expect(text.match(/-->/g)).toHaveLength(5);
    expect(text.slice(text.indexOf("<!--")).match(/--+>?|>/g)).toEqual(["--", "-->"]);
    expect(text.endsWith(" -->\n")).toBe(true);
  });
});

describe("a host with an open alert", () => {
  const lines = (alerts: readonly Alert[], ...cells: Parameters<typeof at>[2][]) =>
    linesOf(page({ rows: [at(time, "web-1", well, ...cells)], inventory: ["web-1"], alerts }));
  const since = new Date("2026-11-22T20:02:00Z");

  it("is in trouble for what the row alone does not tell", () => {
    const text = lines([portAlert(["8080"], { since })], { ports: "8080" });
    const words = "web-1 has been in trouble since 22 Nov 20:02 (over 1 h 28 min): port 8080 is open.";
    expect(text[0]).toBe(`**web-1 is in trouble.** ${words}`);
    expect(text).toContain("- **web-1** port 8080 is open, open since 22 Nov 20:02");
    expect(text.find((line) => line.startsWith("| web-1"))).toContain(
      "| 🟡 trouble<br>since 22 Nov 20:02<br>port 8080 is open |",
    );
  });

  it("answers again, and is said to be waiting for the next check, in one state and one time", () => {
    const text = lines([alert({ host: "web-1", since, closing: 1 })]).join("\n");
    expect(text.match(/answers again; closes with the next check/g)).toHaveLength(3);
    expect(text).not.toContain("down since");
    expect(text).not.toContain("🟢 up<br>");
  });
});

describe("a page that is there", () => {
  const rows = [at("2026-11-22T21:15:05Z", "a", well), at("2026-11-22T21:15:05Z", "b", dead)];
  const before = new Date("2026-11-22T21:15:05Z");
  const previous = page({ rows, inventory: ["a", "b"], now: before });
  const next = (...cells: Readonly<Record<string, string | number>>[]) =>
    page({ rows: [...rows, at(time, "a", well, ...cells), at(time, "b", dead)], inventory: ["a", "b"], previous });

  it.each([
    ["other pings", { ping_ms: "99", loss: "25", http_ms: "900" }],
    ["a little less memory", { mem_avail_mib: "3000" }],
    ["much less of little memory", { swap_free_mib: "1800" }],
    ["a day less for the certificate", { cert_days: "28" }],
    ["a stranger who tries", { ssh_peers: "203.0.113.9" }],
    ["a socket of some client", { ports: "40000/udp" }],
  ])("stays as it is for %s", (_what, cells) => {
    expect(next(cells)).toBe(previous);
  });

  it.each([
    ["another state", dead],
    ["other error codes", { errors: "http:tls" }],
    ["a page with an error", { http_code: "503" }],
    ["a port", { ports: "8080" }],
    ["a login", { logins: "root@203.0.113.9" }],
    ["a boot", { last_boot: "2026-11-22T21:20Z" }],
    ["much less disk", { disk_avail_mib: "50000" }],
    ["much less memory", { mem_avail_mib: "2900" }],
    ["a certificate near its end", { cert_days: "14" }],
    ["a certificate renewed", { cert_days: "89" }],
  ])("is written anew for %s", (_what, cells) => {
    const text = next(cells);
    expect(text).not.toBe(previous);
    expect(text).toContain("Written 22 Nov 2026 21:30 UTC");
  });

  const same = [...rows, at(time, "a", well), at(time, "b", dead)];

  it("is written anew for a new or vanished host, a new file, and after a day", () => {
    expect(page({ rows: [...same, at(time, "c", well)], inventory: ["a", "b", "c"], previous })).toContain("| c |");
    expect(page({ rows: same, inventory: ["a"], previous })).not.toContain("| b |");
    expect(page({ rows: same, inventory: ["a", "b"], previous, names: ["node_2612.csv"] })).toContain("node_2612");
    const tomorrow = new Date("2026-11-23T21:15:05Z");
    expect(page({ rows: same, inventory: ["a", "b"], previous, now: tomorrow })).toContain("Written 23 Nov 2026 21:15");
    expect(page({ rows: same, inventory: ["a", "b"], previous })).toBe(previous);
  });

  it("is written anew if somebody has edited it or what it was made from", () => {
    const fresh = page({ rows: same, inventory: ["a", "b"] });
    for (const [old, other] of [
      ["1 of 2", "2 of 2"],
      ['"hosts":{', '"hosts":['],
      ['"facts":', '"fact":'],
      [" -->", ""],
    ] as const)
      expect(page({ rows: same, inventory: ["a", "b"], previous: previous.replace(old, other) })).toBe(fresh);
  });

  it("stays if a later run has written it, unless its clock was wrong", () => {
    const later = (clock: string) => page({ rows, inventory: ["a", "b"], now: new Date(`2026-11-2${clock}Z`) });
    expect(page({ rows: same, inventory: ["a"], previous: later("2T21:45:00") })).toBe(later("2T21:45:00"));
    expect(page({ rows: same, inventory: ["a"], previous: later("5T00:00:00") })).toContain(
      "Written 22 Nov 2026 21:30",
    );
  });

  it("remembers since when from rows that are no longer read", () => {
    const old = page({
      rows: [at("2026-10-20T10:00:00Z", "b", dead)],
      inventory: ["b"],
      now: new Date("2026-10-20T10:00:00Z"),
    });
    const recent = [at("2026-11-01T00:00:05Z", "b", dead), at(time, "b", dead)];
    const model = modelOf(recent, ["b"], now, { cutAt: new Date("2026-11-01T00:00:00Z") });
    expect(linesOf(statusPage(undefined, model, utcClock(now)))[0]).toContain("since before 1 Nov (over 21 days 21 h)");
    expect(linesOf(statusPage(old, model, utcClock(now)))[0]).toContain("since 20 Oct 10:00 (over 33 days 11 h)");
  });

  it("is left alone if it is a README of somebody's own", () => {
    expect(page({ rows, inventory: ["a"], previous: "# My servers\n" })).toBe("# My servers\n");
  });

  it("holds what it was made from", () => {
    expect(readSnapshot(previous)).toMatchObject({ at: before.getTime() / 1000, files: "node_2611.csv" });
    expect(readSnapshot("<!-- server-monitor status {} -->")).toBeUndefined();
    expect(readSnapshot("<!-- server-monitor status nothing -->")).toBeUndefined();
  });
});
