import { marked, type Token, type Tokens } from "marked";
import { describe, expect, it } from "vitest";
import { sightingTable } from "../../../src/report/mail/email-tables.ts";
import { clockOf } from "../../../src/report/month/month-events.ts";
import { monthPage } from "../../../src/report/month/month-page.ts";
import type { HostMonth, MonthReport, Sighting } from "../../../src/report/statistics/month-model.ts";
import type { ColumnKey } from "../../../src/row/columns.ts";
import { terminalText } from "../../../src/safe-text.ts";
import {
  alertOf,
  columnOf,
  constantOf,
  emptyMonth,
  fiveHosts,
  foreignColumn,
  hostOf,
  manyHosts,
  monthOf,
  october,
  outageOf,
  pageOf,
  pastAlertOf,
  runningMonth,
  sighting,
} from "../../support/month-models.ts";

const options = { files: ["node_2610.csv", "2026-10.json"], previous: "2026-09" };
const textOf = (report: MonthReport) =>
  monthPage(report, options).markdown.replaceAll("\u00a0", " ").replaceAll("\u2011", "-");

/** The page as GitHub parses it, folds and all. */
function tokensOf(report: MonthReport): Token[] {
  return marked.lexer(textOf(report)).filter(({ type }) => type !== "space");
}

function headingsOf(report: MonthReport): string[] {
  return tokensOf(report).flatMap((token) => (token.type === "heading" ? [token["text"]] : []));
}

/** The cells of each table, header first. */
function tablesOf(report: MonthReport): string[][][] {
  return tokensOf(report).flatMap((token) => (isTable(token) ? [[token.header, ...token.rows].map(textsOf)] : []));
}

function isTable(token: Token): token is Tokens.Table {
  return token.type === "table";
}

function textsOf(cells: readonly Tokens.TableCell[]): string[] {
  return cells.map(({ text }) => text);
}

describe("the page", () => {
  it("goes from what needs a person to what is folded away", () => {
    expect(headingsOf(fiveHosts())).toEqual([
      ...["October 2026", "2 hosts needed attention at the end of October", "3 alerts in the month"],
      ...["5 hosts", "db-1", "web-2", "nas"],
    ]);
    const folds = textOf(fiveHosts()).match(/<summary>.*(?=<\/summary>)/g);
    expect(folds?.filter((fold) => !fold.endsWith("All figures"))).toEqual([
      "<summary>🟢 miner-1: 100 % up",
      "<summary>🟢 web-1: 100 % up",
    ]);
  });

  it("begins with what is to be done", () => {
    const [, opening, , alerts] = tokensOf(fiveHosts());
    expect(opening?.raw).toMatch(
      /^\*\*At the end of October db-1 needed attention: down since 28 Oct 03:10 \(SSH did not answer in time\); web-2: .*\.\*\*/,
    );
    expect(alerts?.raw.split("\n")).toEqual([
      "- **db-1** down since 28 Oct 03:10 (SSH did not answer in time). Check its power, its network, and what its console shows.",
      "- **web-2** port 8080 was open since 14 Oct 03:10, disk full about 14 May 2027. Run `sudo ss -ltunp` on the host to see whose it is. If it may stay, add it to known_ports. Make room, or a larger disk: the line through the days of the month ends there.",
    ]);
  });

  it("has a row for every host, linked to its section where that is in sight", () => {
    const [, summary = []] = tablesOf(fiveHosts());
    expect(summary[0]).toEqual([
      ...["host", "up", "page up", "the month", "ping p50 / p95", "least memory", "least disk"],
    ]);
    expect(summary.slice(1).map((cells) => cells.slice(0, 4))).toEqual([
      ["[db-1](#db-1)", "87.4 %", "", "🔴 down since 28 Oct 03:10 (SSH did not answer in time)"],
      ["[web-2](#web-2)", "100 %", "99.79 %", "🟠 port 8080 was open since 14 Oct 03:10, disk full about 14 May 2027"],
      ["[nas](#nas)", "99.97 %", "", "🟡 down once, for 12 min"],
      ["miner-1", "100 %", "", "🟢 well"],
      ["web-1", "100 %", "", "🟢 well"],
    ]);
  });

  it("tells of a host what its month was like", () => {
    const [, , outages = [], figures = [], errors = [], constants = []] = tablesOf(fiveHosts());
    expect(outages).toEqual([
      ["down from", "for", "why"],
      [
        "3 Oct 10:20<br>to 3 Oct 11:05",
        "45 min",
        "the page's port refused connections, the SSH port refused connections",
      ],
      ["28 Oct 03:10<br>down at the end", "3 days 20 h", "SSH did not answer in time"],
    ]);
    expect(figures[0]).toEqual(["column", "mean", "stdev", "min", "p50", "p95", "max", "checks", "unknown"]);
    expect(figures.slice(1).map(([column]) => column)).toEqual(["ping", "page", "free memory", "free disk"]);
    expect(errors.slice(0, 3)).toEqual([
      ["answers and errors", "checks"],
      ["the page answered 200", "2,976"],
      ["no answer to pings", "380"],
    ]);
    expect(constants.slice(1).map((cells) => cells.slice(0, 2))).toEqual([
      ["pings lost", "0 %"],
      ["last boot", "6 Jul 21:31"],
    ]);
    const text = textOf(fiveHosts());
    expect(text).toContain("\nCompared with September 2026: availability down 12.6 points; ping 5 → ");
    expect(text).toContain("\nRebooted 3 Oct 11:01.\n");
  });

  it("tells what was seen, how often, and when first and last", () => {
    const seen = tablesOf(fiveHosts()).find(([header]) => header?.[0] === "seen");
    expect(seen?.slice(1, 5)).toEqual([
      ["port 8080", "900 (30.2 %)", "3 Oct 10:00", "20 Oct 18:30"],
      ["port 5353/udp", "12 (0.4 %)", "3 Oct 10:00", "20 Oct 18:30"],
      ["login `root@203.0.113.9`", "1 (0.1 %)", "3 Oct 10:00", "20 Oct 18:30"],
      ["SSH peer 203.0.113.9", "12 (0.4 %)", "3 Oct 10:00", "20 Oct 18:30"],
    ]);
  });

  it("tells every alert of the month, how long it lasted, and which were open at its end", () => {
    const [alerts] = tablesOf(fiveHosts());
    expect(alerts).toEqual([
      ["alert", "from", "for"],
      ["**web-2**<br>the page did not work", "9 Oct 12:00<br>to 9 Oct 13:35", "1 h 35 min"],
      ["**web-2**<br>port 8080 was open", "14 Oct 03:10<br>open at the end", "17 days 20 h"],
      ["**db-1**<br>nothing answered", "28 Oct 03:10<br>open at the end", "3 days 20 h"],
    ]);
    const accepted = tablesOf({ ...fiveHosts(), open: [] })[0]?.[2];
    expect(accepted?.[1]).toBe("14 Oct 03:10<br>accepted");
  });

  it("tells when the page of a host was down, and why", () => {
    const pages = tablesOf(fiveHosts()).find(([header]) => header?.[0] === "page down from");
    expect(pages?.slice(1)).toEqual([["9 Oct 12:00<br>to 9 Oct 13:30", "1 h 30 min", "the page answered 502"]]);
    expect(textOf(fiveHosts())).toContain(" 100 % up, its page 99.79 %; 2,976 checks.");
  });

  it("tells the monitor's own gaps, and when a host was silenced", () => {
    const gaps = [
      { from: october(3, "10:00"), to: october(3, "12:30"), why: "no rows" as const },
      { from: october(5, "22:00"), to: october(6, "01:00"), why: "monitor:offline" as const },
    ];
    const silence = (day: number) => ({
      from: october(day),
      to: october(day, "02:00"),
      host: "a",
      why: ["maintenance"],
    });
    const text = textOf(monthOf([hostOf("a"), hostOf("b")], { gaps, silences: [silence(4), silence(11)] }));
    expect(text).toContain(
      [
        "## Gaps in monitoring\n",
        "- no rows from 3 Oct 10:00 to 3 Oct 12:30, for 2 h 30 min",
        "- the monitor was offline from 5 Oct 22:00 to 6 Oct 01:00, for 3 h",
      ].join("\n"),
    );
    expect(text).toContain(
      [
        "| host | from | for | why |",
        "| --- | --- | --- | --- |",
        "| a | 4 Oct 00:00<br>to 4 Oct 02:00 | 2 h | maintenance |",
        "| a | 11 Oct 00:00<br>to 11 Oct 02:00 | 2 h | maintenance |",
      ].join("\n"),
    );
  });

  it("links to the month before it and to the files it was made from, if they have names of ours", () => {
    const { markdown } = monthPage(fiveHosts(), { ...options, files: [...options.files, "a](//evil)", "../x.csv"] });
    expect(markdown).toContain("[node_2610.csv](node_2610.csv) · [2026-10.json](2026-10.json).");
    expect(markdown).toContain("← [September 2026](2026-09.md) · [Now](README.md)\n");
    expect(markdown).not.toMatch(/evil|\.\./);
    const alone = monthPage(fiveHosts(), { files: [] }).markdown;
    expect(alone).toMatch(/Written by server-monitor\.\n\n\[Now\]\(README\.md\)\n$/);
  });

  it("is the same for the same month", () => {
    expect(monthPage(fiveHosts(), options)).toEqual(monthPage(fiveHosts(), options));
  });
});

describe("a month with faults in its files", () => {
  it("says at the top what is missing", () => {
    const damage = [
      "node_2610.csv: line 7: a time expected, <b> found",
      "node_2610.csv: line 9: 16 cells expected, 3 found",
      ...Array.from({ length: 30 }, () => "x"),
    ];
    const [, , warning] = tokensOf(monthOf([hostOf("a")], { damage }));
    const lines = warning?.raw.trim().split("\n");
    expect(lines?.slice(0, 4)).toEqual([
      "> [!WARNING]",
      "> The report lacks what could not be read (32 faults):",
      "> - `node_2610.csv: line 7: a time expected, <b> found`",
      "> - node_2610.csv: line 9: 16 cells expected, 3 found",
    ]);
    expect(lines?.at(-1)).toBe("> - and 12 more");
  });
});

describe("special months", () => {
  it("is a short page without rows", () => {
    const { markdown, pictures } = monthPage(emptyMonth(), options);
    expect(markdown.split("\n").slice(0, 4)).toEqual([
      "# October 2026",
      "",
      "**No rows for October 2026: nothing was measured.**",
      "",
    ]);
    expect(headingsOf(emptyMonth())).toEqual(["October 2026"]);
    expect(pictures).toEqual([]);
    expect(markdown).toContain("(2026-09.md)");
  });

  it("shows one host in full, without the picture of all", () => {
    const report = monthOf([hostOf("web-1")]);
    expect(headingsOf(report)).toEqual(["October 2026", "1 host", "web-1"]);
    expect(monthPage(report, options).pictures.map(({ name }) => name)).toEqual(["2026-10/web-1.svg"]);
  });

  it("makes a page of a single row", () => {
    const one = { n: 1, nulls: 0, mean: 12, stdev: undefined, min: 12, p50: 12, p95: 12, max: 12 };
    const host = hostOf("a", {
      ...{ rows: 1, first: october(31, "23:50"), coverage: 0.0004, constants: [] },
      columns: [{ ...columnOf("pingMs", [undefined, 12, undefined]), statistics: one }],
    });
    const text = textOf(monthOf([host]));
    expect(text).toContain("100 % up · 1 check · 0.1 % of the time measured\n");
    expect(text).toContain("| ping | 12 ms | – | 12 ms | 12 ms | 12 ms | 12 ms | 1 | 0 |");
    expect(text).not.toMatch(/NaN|undefined|Invalid|Infinity/);
  });

  it("says how far a running month is", () => {
    const text = textOf(runningMonth());
    expect(text).toMatch(/^# October 2026 so far\n/);
    expect(text).toContain(" · so far, until 14 Oct 10:00\n");
  });

  it("does not call down what nobody has measured", () => {
    const unknown = hostOf("a", { availability: undefined, coverage: 0, columns: [] });
    const [summary = []] = tablesOf(monthOf([unknown]));
    expect(summary[1]?.slice(0, 3)).toEqual(["[a](#a)", "no data", "⚪ no data"]);
  });

  it("folds the healthy ones of 200 hosts away, and gives only the others a section", () => {
    const report = manyHosts(200);
    expect(headingsOf(report)).toHaveLength(2 + 10);
    const text = textOf(report);
    expect(text).toContain("<summary>🟢 190 hosts without trouble</summary>");
    expect(text).toContain("\n190 hosts that needed none have no section of their own.");
    expect(
      tablesOf(report)
        .filter(([header]) => header?.[0] === "host")
        .map((table) => table.length),
    ).toEqual([11, 191]);
  });
});

/** The worst that 200 hosts can do. */
function busyHosts(): HostMonth[] {
  const what = (kind: string) => Array.from({ length: 300 }, (_, at) => sighting(`${kind}${at}@${"x".repeat(500)}`));
  const outages = Array.from({ length: 700 }, (_, at) => outageOf(new Date(october(1).getTime() + at * 3_600_000), 20));
  const names = Array.from({ length: 300 }, (_, at) => `column_${at}_${"y".repeat(300)}`);
  const third = { n: 9, nulls: 9, mean: 1 / 3, stdev: 1 / 3, min: 1 / 3, p50: 1 / 3, p95: 1 / 3, max: 1 / 3 };
  const columns = names.map((name) => foreignColumn(name, third));
  const reboots = outages.map(({ to }) => to);
  const sightings = new Map<ColumnKey, Sighting[]>([
    ...[["ports", what("p")] as const, ["sshPeers", what("s")] as const, ["logins", what("l")] as const],
    ["errors", names.map((name) => sighting(name, 7))],
  ]);
  const constants = names.map((name) => constantOf(`c${name}`, name));
  const host = hostOf("", { outages, page: pageOf(outages), reboots, columns, sightings, constants });
  return Array.from({ length: 200 }, (_, index) => ({ ...host, host: `host-${index}-${"z".repeat(400)}` }));
}

describe("the size of a page", () => {
  it("stays far below what GitHub shows, whatever 200 hosts do", () => {
    const hosts = busyHosts();
    const open = hosts.map(({ host }) =>
      alertOf("peer", host, { findings: Array.from({ length: 99 }, (_, at) => `${at}@${host}`) }),
    );
    const alerts = open.map((alert) => pastAlertOf(alert, 60));
    const [from, to] = [october(3), october(4)];
    const gaps = hosts.map(() => ({ from, to, why: "no rows" as const }));
    const damage = hosts.map(({ host }) => host);
    const silences = hosts.map(({ host }) => ({ from, to, host, why: [host] }));
    const report = monthOf(hosts, { open, alerts, gaps, silences, damage });
    const { markdown, pictures } = monthPage(report, options);
    expect(Buffer.byteLength(markdown)).toBeLessThan(900_000);
    expect(pictures).toHaveLength(41);
    expect(markdown).toContain("And 670 outages before.");
    expect(markdown).toContain("And 880 more.");
  });

  it("is small where all is well", () => {
    expect(Buffer.byteLength(monthPage(manyHosts(200), options).markdown)).toBeLessThan(40_000);
  });
});

describe("a UDP port in the range that programs get at random", () => {
  const during = (what: string, days: number): Sighting => ({ ...sighting(what), staySeconds: days * 86_400 });
  const ports = [during("51820/udp", 6), during("40000/udp", 0.9), during("5353/udp", 0), during("40000", 0)];
  const report = monthOf([hostOf("web-1", { sightings: new Map([["ports", ports]]) })]);

  it("is told where it stays for a day, because no alert tells of it, and left out where it passes", () => {
    const cells = tablesOf(report).flatMap((rows) =>
      rows.flatMap(([first = ""]) => (first.startsWith("port ") ? first : [])),
    );
    expect(cells).toEqual([
      "port 51820/udp, open for 6 days: UDP from 32768 raises no alert",
      "port 5353/udp",
      "port 40000",
    ]);
  });

  it("is told so in the mail, too", () => {
    const [, ...rows] = sightingTable(report.hosts[0] ?? hostOf("x"), clockOf(report)).flatMap((block) =>
      block.kind === "table" ? [block.header, ...block.rows] : [],
    );
    const words = rows.map(([first]) => (typeof first === "function" ? first(terminalText) : first));
    expect(words).toEqual([
      "port 51820/udp, open for 6 days: UDP from 32768 raises no alert",
      "port 5353/udp",
      "port 40000",
    ]);
  });
});

const hostile =
  "</code></details><script>evil()</script> @evil [evil](//evil.example) ![evil](//evil) `evil` | evil \n\n# evil\u202e";

describe("a host's own words", () => {
  const host = hostOf(hostile, {
    sightings: new Map<ColumnKey, Sighting[]>([
      ["ports", [sighting(hostile)]],
      ["sshPeers", [sighting(`<${hostile}`)]],
      ["logins", [sighting(`x@${hostile}`)]],
      ["errors", [sighting(hostile, 3)]],
      ["failedUnits", [sighting(hostile)]],
    ]),
    outages: [outageOf(october(3), 30, { errors: [hostile, "ssh:timeout"] })],
    page: pageOf([outageOf(october(3), 30, { errors: [hostile], statuses: [502] })]),
    troubles: new Map<string | number, number>([[hostile, 700]]),
    constants: [
      constantOf(`c${hostile}`, hostile),
      { ...constantOf("last_boot", hostile), key: "lastBoot" },
      { ...constantOf("logins", "told above"), key: "logins" },
    ],
  });
  const figures = { n: 2, nulls: 0, mean: 1, stdev: 1, min: 1, p50: 1, p95: 1, max: 1 };
  const columns = [...host.columns, foreignColumn(hostile, figures)];
  const well = { ...host, host: `w${hostile}`, outages: [], columns };
  const open = [alertOf("peer", hostile, { findings: [hostile] }), alertOf("port", "x", { findings: [hostile] })];
  const alerts = open.map((alert) => pastAlertOf(alert, 60));
  const silences = [{ from: october(3), to: october(4), host: hostile, why: [hostile] }];
  const report = monthOf([{ ...host, columns }, well], { open, alerts, silences, damage: [hostile] });

  it("are shown as code and do nothing", async () => {
    const html = await marked(monthPage(report, options).markdown);
    const rest = html
      .replace(/<code>[^<]*<\/code>/g, "")
      .replace(/<img src="2026-10\/[\w.-]+\.svg" alt="[^"]*" width="100%">/g, "");
    expect(html.match(/evil/g)?.length).toBeGreaterThan(40);
    expect(rest).not.toContain("evil");
    expect(rest).not.toMatch(/<script|<img|@|\u202e/);
    expect(rest.match(/<details>/g)?.length).toBe(rest.match(/<\/details>/g)?.length);
  });

  it("are not told twice where they never changed", () => {
    expect(textOf(report)).toContain("| last boot | ");
    expect(textOf(report)).not.toContain("told above");
  });

  it("break no table", () => {
    for (const [header, ...rows] of tablesOf(report))
      for (const row of rows) expect(row).toHaveLength(header?.length ?? 0);
    expect(headingsOf(report).filter((heading) => heading.startsWith("evil"))).toEqual([]);
  });

  it.each(["1. first", "www.evil.example", "a_b_ c", "x:smile:y", "#1", "GH*1*", "a  ~b~", "http://evil.example", "-"])(
    "%s is code, for GitHub would make something of it",
    (name) => {
      expect(textOf(monthOf([hostOf(name)]))).toContain(`\n## \`${name}\`\n`);
    },
  );

  it.each(["web-1", "web_1.example.org", "192.0.2.10", "2001:db8::1".replace("::", ":0:")])("%s may stay", (name) => {
    expect(textOf(monthOf([hostOf(name)]))).toContain(`\n## ${name.includes(":") ? `\`${name}\`` : name}\n`);
  });
});
