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
  readonly groups?: ReadonlyMap<string, string>;
  readonly zone?: string;
  readonly maintenance?: ReadonlyMap<string, Date>;
}

function page({ rows, inventory, previous, now: then = now, zone = "UTC", ...scene }: Scene): string {
  const { names = ["node_2611.csv"], alerts = [], groups = new Map(), maintenance = new Map() } = scene;
  const model = modelOf(rows, inventory, then, { names, alerts, groups, maintenance });
  return statusPage(previous, model, { near: then, zone }, { issuesUrl });
}

const issuesUrl = new URL("https://github.com/octo/servers/issues");

/** The page with plain blanks, by lines. */
function linesOf(text: string): string[] {
  return text.replaceAll("\u00a0", " ").replaceAll("\u2011", "-").replaceAll("\u2060", "").split("\n");
}

function firstLine(rows: Rows, inventory: readonly string[]): string | undefined {
  return linesOf(page({ rows, inventory }))[0];
}

describe("the first line", () => {
  const names = ["a", "b", "c"];
  const calm = "No alert is open.";

  it.each([
    ["one host that is up", [at(time, "a", well)], ["a"], `**a is up.** ${calm}`],
    ["all that are up", names.map((name) => at(time, name, well)), names, `**All 3 hosts are up.** ${calm}`],
    ["one host that is down", [at(time, "a", dead)], ["a"], `**a is down.** ${calm}`],
    ["none that is up", names.map((name) => at(time, name, dead)), names, `**All 3 hosts are down.** ${calm}`],
    [
      "each state",
      [at(time, "a", well), at(time, "b", well, { errors: "http:tls" }), at(time, "c", dead)],
      names,
      `**1 of 3 hosts is up, 1 is down, 1 is in trouble.** ${calm}`,
    ],
    [
      "all that are unknown",
      names.map((name) => at(time, name, cutOff)),
      names,
      `**Nothing is known about the 3 hosts.** The monitor has been offline since 22 Nov 21:30. ${calm}`,
    ],
    ["some that are unknown", [at(time, "a", well)], ["a", "b"], `**1 of 2 hosts is up, 1 is unknown.** ${calm}`],
  ])("counts %s", (_what, rows, inventory, line) => {
    expect(firstLine(rows, inventory)).toBe(line);
  });
});

describe("the list of what needs a person", () => {
  const since = new Date("2026-11-22T18:02:00Z");
  const listOf = (alerts: readonly Alert[], names: readonly string[] = []) => {
    const hosts = [...new Set(alerts.map(({ host }) => host))];
    const rows = hosts.map((host) => at(time, host, well));
    const lines = linesOf(page({ rows, inventory: hosts, alerts, names: [...names] }));
    return lines.filter((line) => line.startsWith("- ") && !line.includes(".csv"));
  };

  it("says what is wrong, since when, where the issue is, and what to do", () => {
    const [line = ""] = listOf([portAlert(["8080"], { since })]);
    const url = /\(https:\/\/\S+\)/.exec(line)?.[0] ?? "";
    expect(line.replace(url, "(url)")).toBe(
      "- 🟡 **web-1**: port 8080 is open, since 22 Nov 18:02 (over 3 h 28 min), [issue](url)<br>Run `sudo ss -ltunp` on the host to see whose it is. If it may stay, add it to known_ports.",
    );
    const { origin, pathname, searchParams } = new URL(url.slice(1, -1));
    expect([origin + pathname, searchParams.get("q")]).toEqual([
      issuesUrl.href,
      'is:open label:"alert:port" in:title "[port] web-1:"',
    ]);
  });

  it("has the worst first, and what to do once for all of a kind", () => {
    const lines = listOf([
      portAlert(["8080"], { since }),
      portAlert(["9090"], { host: "web-2", since }),
      alert({ host: "db-1", since }),
    ]);
    expect(lines.map((line) => /\*\*(.*)\*\*/.exec(line)?.[1])).toEqual(["db-1", "web-1", "web-2"]);
    expect(lines.map((line) => line.includes("sudo ss"))).toEqual([false, false, true]);
  });

  it("has the same on many hosts as one item", () => {
    const hosts = Array.from({ length: 15 }, (_, index) => `h${index}`);
    const lines = listOf(hosts.map((host) => portAlert(["8080"], { host, since })));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(
      "- 🟡 **15 hosts**: port 8080 is open, since 22 Nov 18:02 (over 3 h 28 min): h0, h1, h2, h3, h4, h5, h6, h7, h8, h9, h10, h11 and 3 more, [issues]",
    );
  });

  it("ends with a number where there is more than anybody reads", () => {
    const lines = listOf(
      Array.from({ length: 30 }, (_, index) => portAlert([String(9000 + index)], { host: `h${index}`, since })),
    );
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe("- and 10 more alerts");
  });

  it("names an outage of many once, without a host of its own", () => {
    const [line] = listOf([alert({ kind: "outage", host: "monitor", findings: ["a", "b", "c"], since })]);
    expect(line).toMatch(/^- 🔴 a, b and c turned bad at once, since 22 Nov 18:02/);
  });

  it("gives no advice for what is over, and says what comes and goes", () => {
    const [over] = listOf([alert({ host: "web-1", since, closing: 1 })]);
    expect(over).toMatch(/^- 🟡 \*\*web-1\*\*: answers again; closes with the next check, since/);
    expect(over).not.toContain("<br>");
    expect(listOf([portAlert(["8080"], { since, flapping: true })])[0]).toContain("is open, comes and goes, since");
  });

  it("links hosts to their section of the newest month that has a page", () => {
    const [line] = listOf([alert({ since })], ["2026-09.md", "2026-10.md", "2026-10.json"]);
    expect(line).toContain("**[db-1](2026-10.md#db-1)**");
  });
});

describe("the page", () => {
  it("reads as a page", () => {
    const rows = [
      at("2026-11-21T21:30:05Z", "web-1", well, { ping_ms: "50.0" }),
      at("2026-11-21T21:30:05Z", "db-1", well),
      at("2026-11-22T21:15:05Z", "web-1", well, { ping_ms: "5.04" }),
      at(time, "web-1", well, { ping_ms: "5.04", ports: "8080+5353/udp", loss: "25", disk_size_mib: "131072" }),
      at(time, "db-1", dead),
      at(time, "nas", { ping_ms: "0.4", loss: "0" }),
    ];
    const names = ["known_hosts", "node_2610.csv", "node_2611.csv", "pings_221130.csv", "2026-10.md", "ping_2611.csv"];
    const text = page({ rows, inventory: ["web-1", "db-1", "nas"], names });
    expect(linesOf(text).slice(0, -2)).toEqual([
      "**2 of 3 hosts are up, 1 is down.** No alert is open.",
      "",
      "| host | state | last 7 days | ping | page | free disk |",
      "| --- | --- | --- | --- | --- | --- |",
      "| [db-1](2026-10.md#db-1) | 🔴 down<br>since 22 Nov 21:30<br>SSH did not answer in time | ⬜⬜⬜⬜⬜🟩🟥 |  |  |  |",
      "| [web-1](2026-10.md#web-1) | 🟢 up | ⬜⬜⬜⬜⬜🟩🟩 | 5.04 ms, 25 % lost | 142 ms | 64 of 128 GiB |",
      "| [nas](2026-10.md#nas) | 🟢 up | ⬜⬜⬜⬜⬜⬜🟩 | 0.4 ms |  |  |",
      "",
      "🟢 up · 🟡 trouble: it answers, but something is wrong · 🔴 down: nothing answers · ⚪ unknown. A square is a day, today last: 🟩 up, 🟨 partly in trouble or down, 🟥 mostly down, ⬜ not measured.",
      "",
      "Written 22 Nov 2026 21:30 UTC by server-monitor, which does so when something has changed, and once a day. Every check is a row in these files:",
      "",
      "- November 2026: [node](node_2611.csv) · [ping](ping_2611.csv)",
      "- October 2026: [node](node_2610.csv) · [report](2026-10.md)",
      "",
    ]);
  });

  const maintained = (until: string, previous?: string) => {
    const rows = [at("2026-11-22T21:15:05Z", "a", dead), at(time, "a", well, { silenced: "maintenance" })];
    return page({
      rows,
      inventory: ["a"],
      maintenance: new Map([["a", new Date(until)]]),
      ...(previous && { previous }),
    });
  };

  it("says until when a host is in maintenance, and is written anew when it lasts longer", () => {
    const first = maintained("2026-11-22T23:40:00Z");
    expect(linesOf(first)[4]).toContain("| 🟢 up, in maintenance until 23:40 UTC<br>up since 22 Nov 21:30 |");
    expect(maintained("2026-11-22T23:40:00Z", first)).toBe(first);
    expect(linesOf(maintained("2026-11-23T01:00:00Z", first))[4]).toContain(
      "in maintenance until 23 Nov 01:00 UTC<br>",
    );
  });

  const many = Array.from({ length: 40 }, (_, index) => `h${index}`);
  const manyRows = many.map((name, index) => at(time, name, index === 30 ? dead : well));

  it("folds the healthy ones away where there are many", () => {
    const lines = linesOf(page({ rows: manyRows, inventory: many }));
    const fold = lines.indexOf("<summary>🟢 39 hosts up</summary>");
    expect(lines.slice(2, fold).filter((line) => line.startsWith("| h"))).toHaveLength(2);
    expect(lines.slice(fold).filter((line) => line.startsWith("| h"))).toHaveLength(40);
    expect(lines.slice(fold - 1, fold + 2)).toEqual(["<details>", lines[fold], ""]);
  });

  it("folds them by group, and nobody with an open alert among them", () => {
    const groups = new Map(many.map((name, index) => [name, index % 2 === 0 ? "web & <b>" : "office"]));
    const alerts = [portAlert(["8080"], { host: "h7" })];
    const text = linesOf(page({ rows: manyRows, inventory: many, groups, alerts })).join("\n");
    const [shown = "", ...folds] = text.split("<details>");
    expect([...shown.matchAll(/^\| (h\d+)/gm)].map(([, name]) => name)).toEqual(["h30", "h7"]);
    expect(folds.map((fold) => /<summary>(.*)<\/summary>/.exec(fold)?.[1])).toEqual([
      "🟢 web &#38; &#60;b&#62;: 19 hosts up",
      "🟢 office: 19 hosts up",
    ]);
  });

  it("has a table for each group, the worst first, and one for the rest", () => {
    const rows = ["a", "b", "c", "d"].map((name) => at(time, name, name === "c" ? dead : well));
    const groups = new Map([
      ["a", "office"],
      ["c", "production"],
      ["d", "office"],
    ]);
    const lines = linesOf(page({ rows, inventory: ["a", "b", "c", "d"], groups }));
    expect(lines.filter((line) => /^(###|\| [a-d] )/.test(line)).map((line) => line.slice(0, 8).trim())).toEqual([
      ...["### prod", "| c | 🔴", "### offi", "| a | 🟢", "| d | 🟢", "### Othe", "| b | 🟢"],
    ]);
  });

  it("keeps the group of a host of another runner", () => {
    const rows = [at(time, "a", well), at("2026-11-22T21:30:09Z", "b", well)];
    const then = new Date("2026-11-22T21:31:00Z");
    const scene = { rows, inventory: ["b"], groups: new Map([["b", "office"]]), now: then };
    const previous = page(scene);
    const next = { rows: [...rows, at("2026-11-22T21:50:05Z", "a", dead)], now: new Date("2026-11-22T21:50:05Z") };
    const text = page({ ...next, inventory: ["a"], groups: new Map([["a", "home"]]), previous });
    expect(text.match(/^### .*/gm)).toEqual(["### home", "### office"]);
  });

  it("says what is out of the ordinary, and only that", () => {
    const stateOf = (cells: Readonly<Record<string, string>>, alerts: readonly Alert[] = []) => {
      const type = "gpu_temp_c" in cells ? ("miner" as const) : ("node" as const);
      const model = modelOf([at(time, "a", well, cells)], ["a"], now, { type, alerts });
      const lines = linesOf(statusPage(undefined, model, utcClock(now)));
      return lines.find((line) => line.startsWith("| a"))?.split(" | ")[1];
    };
    expect(stateOf({ mem_avail_mib: "2150", mem_total_mib: "15360" })).toBe("🟢 up");
    expect(stateOf({ mem_avail_mib: "1434", mem_total_mib: "15360" })).toBe("🟢 up<br>1.4 of 15 GiB memory available");
    expect(stateOf({ last_boot: "2026-11-22T21:20Z" })).toBe("🟢 up<br>booted 22 Nov 21:20");
    expect(stateOf({ ports: "8080", packages_days: "3", failed_units: "" })).toBe("🟢 up");
    const gone = alert({ kind: "gpu", host: "a", findings: ["gpu 5"] });
    expect(stateOf({ gpu_temp_c: "59_61_74_60_66_None_63_62" }, [gone])).toBe(
      "🟡 trouble<br>8 GPUs, 59–74 °C, GPU 5 gone",
    );
    expect(stateOf({ gpu_temp_c: "None_None" }, [gone])).toBe("🟡 trouble<br>2 GPUs, GPU 0 gone, GPU 1 gone");
  });

  it("names the zone once, and has times in it", () => {
    const rows = [at("2026-11-22T20:00:00Z", "a", well), at(time, "a", dead)];
    const text = page({ rows, inventory: ["a"], zone: "Europe/Berlin" });
    expect(text.match(/Europe\/Berlin/g)).toHaveLength(1);
    expect(linesOf(text).find((line) => line.startsWith("| a"))).toContain("since 22 Nov 22:30");
    expect(
      page({ rows, inventory: ["a"] })
        .split("<!--")[0]
        ?.match(/UTC/g),
    ).toHaveLength(1);
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
    expect(linesOf(text)[4]).toMatch(/^- 🟡 \*\*`2001:db8:100::1`\*\*: /);
    expect(linesOf(text)[4]).toContain(`: ${words}, since 22 Nov 21:30, [issue](`);
    expect(text.match(/-->/g)).toHaveLength(3);
    expect(text.slice(text.indexOf("<!--")).match(/--+>?|>/g)).toEqual(["--", "-->"]);
    expect(text.endsWith(" -->\n")).toBe(true);
  });
});

describe("a host with an open alert", () => {
  const since = new Date("2026-11-22T20:02:00Z");
  const rowOf = (alerts: readonly Alert[], ...cells: Parameters<typeof at>[2][]) =>
    linesOf(page({ rows: [at(time, "web-1", well, ...cells)], inventory: ["web-1"], alerts })).find((line) =>
      line.startsWith("| web-1"),
    );

  it("is in trouble for what the row alone does not tell, and since when stands in the list", () => {
    expect(rowOf([portAlert(["8080"], { since })], { ports: "8080" })).toContain("| 🟡 trouble<br>port 8080 is open |");
  });

  it("is in trouble until the next check has agreed that it answers again", () => {
    expect(rowOf([alert({ host: "web-1", since, closing: 1 })])).toContain(
      "| 🟡 trouble<br>answers again; closes with the next check |",
    );
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
    ["a port that opens no alert", { ports: "8080" }],
    ["much less memory where there is much", { mem_avail_mib: "2900", mem_total_mib: "15360" }],
  ])("stays as it is for %s", (_what, cells) => {
    expect(next(cells)).toBe(previous);
  });

  it.each([
    ["another state", dead],
    ["other error codes", { errors: "http:tls" }],
    ["a page with an error", { http_code: "503" }],
    ["a boot", { last_boot: "2026-11-22T21:20Z" }],
    ["much less disk", { disk_avail_mib: "50000" }],
    ["hardly any memory", { mem_avail_mib: "1000", mem_total_mib: "15360" }],
  ])("is written anew for %s", (_what, cells) => {
    const text = next(cells);
    expect(text).not.toBe(previous);
    expect(text).toContain("Written 22 Nov 2026 21:30 UTC");
  });

  it("is written anew for an alert, and for another group", () => {
    const same = [...rows, at(time, "a", well), at(time, "b", dead)];
    const scene = { rows: same, inventory: ["a", "b"], previous };
    expect(page({ ...scene, alerts: [portAlert(["8080"], { host: "a" })] })).toContain("## 1 open alert");
    expect(page({ ...scene, groups: new Map([["a", "office"]]) })).toContain("### office");
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
    const rowOf = (previous: string | undefined) =>
      linesOf(statusPage(previous, model, utcClock(now))).find((line) => line.startsWith("| b"));
    expect(rowOf(undefined)).toContain("since before 1 Nov<br>");
    expect(rowOf(old)).toContain("since 20 Oct 10:00<br>");
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
