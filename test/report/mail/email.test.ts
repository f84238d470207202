import { describe, expect, it } from "vitest";
import type { Alert } from "../../../src/alerts/alert.ts";
import { monthMail } from "../../../src/report/mail/email.ts";
import type { HostMonth, MonthReport, Sighting } from "../../../src/report/statistics/month-model.ts";
import type { ColumnKey } from "../../../src/row/columns.ts";
import { linkLike, linksOf, loadsOf, sentBytes, textRuns, unclosedTags, visibleText } from "../../support/mail-html.ts";
import {
  alertOf,
  constantOf,
  emptyMonth,
  fiveHosts,
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

const pageUrl = "https://github.com/me/monitor/blob/main/results/2026-10.md";
const options = { pagePath: "results/2026-10.md", pageUrl };
const gmailCutsAt = 102 * 1024;

const troubled = (number: number) =>
  Array.from({ length: number }, (_, at) => hostOf(`host-${at}`, { outages: [outageOf(october(3, "10:20"), 45)] }));

/** Each of these would take effect somewhere in a mail. */
const attack = `"><img src=x onerror=alert(1)><a href='http://evil.example/'>www.evil.com</a>\r\nBcc: pi@evil.com\u202e${"<".repeat(3000)}`;

function hostileMonth(number: number): MonthReport {
  const hosts = Array.from({ length: number }, (_, at): HostMonth => {
    const outages = Array.from({ length: 20 }, () =>
      outageOf(october(3, "10:20"), 45, { errors: [attack, `${attack}2`] }),
    );
    const seen = Array.from({ length: 20 }, () => sighting(attack));
    const errors = Array.from({ length: 20 }, (_, code) => sighting(`${code}${attack}`, 100));
    const constants = Array.from({ length: 20 }, (_, column) => constantOf(`${column}${attack}`, attack));
    const sightings = new Map<ColumnKey, Sighting[]>([
      ...[["ports", seen] as const, ["sshPeers", seen] as const, ["logins", seen] as const],
      ["errors", errors],
    ]);
    return hostOf(`${at}${attack}`, { outages, page: pageOf(outages), constants, sightings });
  });
  const open = hosts.map(({ host }) => alertOf("port", host, { findings: [attack, attack, attack, attack] }));
  const alerts = open.map((alert) => pastAlertOf(alert, 60));
  const [from, to] = [october(3), october(4)];
  const silences = hosts.map(({ host }) => ({ from, to, host, why: [attack] }));
  const gaps = hosts.map(() => ({ from, to, why: "no rows" as const }));
  return monthOf(hosts, { open, alerts, gaps, silences, damage: Array.from({ length: 100 }, () => attack) });
}

const months: readonly (readonly [name: string, month: MonthReport])[] = [
  ["no host", emptyMonth()],
  ["one host", monthOf([hostOf("web-1")])],
  ["one row", monthOf([oneRow()])],
  ["five hosts", fiveHosts()],
  ["half of its days", runningMonth()],
  ["200 hosts", manyHosts(200)],
  ["200 hosts in trouble", monthOf(troubled(200))],
  ["hosts that say what they should not", hostileMonth(200)],
];

function oneRow(): HostMonth {
  const time = october(31, "23:50");
  const nothing = { columns: [], constants: [] };
  const days = Array.from({ length: 31 }, () => ({ up: 0, down: 0 }));
  return hostOf("web-1", { ...nothing, rows: 1, first: time, last: time, availability: undefined, coverage: 0, days });
}

describe.each(months)("the mail of a month with %s", (_name, month) => {
  const mail = monthMail(month, options);

  it("is not cut off by Gmail", async () => {
    expect(await sentBytes(mail.html)).toBeLessThan(gmailCutsAt);
  });

  it("is a whole document that loads nothing, with no link but the one to the page", () => {
    expect(unclosedTags(mail.html)).toEqual([]);
    expect(loadsOf(mail.html)).toEqual([]);
    expect(linksOf(mail.html)).toEqual([pageUrl]);
    expect(textRuns(mail.html).map(linkLike)).not.toContainEqual(expect.anything());
  });

  it("has a text of 72 columns, in which only the address of the page is longer", () => {
    const long = mail.text.split("\n").filter((line) => line.length > 72);
    expect(long.filter((line) => line !== pageUrl)).toEqual([]);
    expect(mail.text.replace(pageUrl, "")).not.toMatch(/\w:\/\/|[^\n\P{C}]|undefined|NaN|\[object/u);
  });

  it("says in its first line what its preview says", () => {
    const [first = ""] = mail.text.split("\n\n");
    expect(visibleText(mail.html).startsWith(first.replaceAll("\n", " ").slice(0, 60).replaceAll("[://]", "://"))).toBe(
      true,
    );
    expect(mail.subject).toMatch(/^Server report 2026-10/);
    expect(mail.subject.length).toBeLessThan(200);
  });
});

describe("the mail of a month", () => {
  const { text, html, subject } = monthMail(fiveHosts(), options);
  const part = (host: string) => text.slice(text.indexOf(`\n${host} ·`)).split(/\n\n(?=\S+ · |-- )/)[0] ?? "";

  it("has the times of the reader's zone, which it names once", () => {
    const there = monthMail({ ...fiveHosts(), zone: "Asia/Tokyo" }, options).text;
    expect(text).toMatch(/^3\sOct\s10:20\s–\s11:05/m);
    expect(there).toMatch(/^3\sOct\s19:20\s–\s20:05/m);
    expect(there.match(/Asia\/Tokyo/g)).toHaveLength(1);
  });

  it("begins with what needs a person, worst host first", () => {
    expect(subject).toBe("Server report 2026-10: 5 hosts, 97.4 % up, 2 alerts open");
    expect(text.replaceAll("\n", " ")).toMatch(
      /^At the end of October db-1 needed attention: down since 28 Oct 03:10 \(SSH did not answer in time\); web-2: port 8080 was open/,
    );
    const order = ["db-1", "web-2", "nas", "miner-1", "web-1"].map((host) => text.indexOf(`\n${host} · `));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order).not.toContain(-1);
  });

  it("tells of a host what happened, what to do, its figures, and what they were the month before", () => {
    expect(part("db-1")).toMatch(/^\ndb-1 · down\n-+\n\nDown since 28 Oct 03:10/);
    expect(part("db-1")).toContain("██▄████████████████████████××××\n1      8      15     22     29\n");
    expect(part("db-1")).toMatch(/^up +87\.4 % \(99\.98 % in September\), measured 99\.80 % of the time$/m);
    expect(part("db-1")).toMatch(/^ping +median [\d.]+ ms, 95 % up to [\d.]+ ms, mean 5 →/m);
    expect(part("db-1")).toMatch(/^free disk +lowest \d+ GiB, mean 879 → \d+ GiB since September$/m);
    expect(part("db-1")).toMatch(/^to do +Check its power/m);
    expect(part("db-1")).toMatch(/^reboots +3 Oct 11:01$/m);
    expect(part("db-1")).toMatch(/^errors +no answer to pings in 380 checks,/m);
    expect(part("db-1")).toMatch(/^constant +pings lost 0 %, last boot 6 Jul 21:31$/m);
    expect(part("miner-1")).toMatch(/^GPU 1 temperature +highest 70 °C$/m);
  });

  it("names as constant only what says something, and no code", () => {
    const constants = [
      { name: "disks", key: "disks", text: "/data:10/20", rows: 9 },
      { name: "errors", key: "errors", text: "http:refused", rows: 9 },
      { name: "boot_id", key: "bootId", text: "5ac41b9d", rows: 9 },
      { name: "swap_free_mib", key: "swapFreeMib", text: "2048", rows: 9 },
    ] as const;
    const mail = monthMail(monthOf([hostOf("a", { constants })]), options).text;
    expect(mail).toMatch(/^constant +free swap 2\.0 GiB$/m);
  });

  it("lists outages with their cause, and what was seen", () => {
    const [db, web] = [part("db-1").replaceAll("\u00a0", " "), part("web-2").replaceAll("\u00a0", " ")];
    expect(db).toMatch(/^3 Oct 10:20 – 11:05 +45 min +the page's port refused$/m);
    expect(db).toMatch(/^28 Oct 03:10 – down at the end +3 days 20 h +SSH did not answer in time$/m);
    expect(web).toMatch(/^login root@203\.0\.113\.9 +1 +3 Oct 10:00$/m);
    expect(web).toMatch(/^port 8080 +900 +3 Oct – 20 Oct$/m);
  });

  it("tells every alert of the month, what the page of a host was, and the monitor's own gaps", () => {
    const alerts = text.replaceAll("\u00a0", " ");
    expect(alerts).toMatch(/^web-2 +1 h 35 min +the page did not work, 9 Oct 12:00 to 9 Oct 13:35$/m);
    expect(alerts).toMatch(/^db-1 +3 days 20 h +nothing answered, 28 Oct 03:10 open at the end$/m);
    expect(part("web-2")).toMatch(/^page up +99\.79 %, measured 99\.80 % of the time$/m);
    expect(part("web-2").replaceAll("\u00a0", " ")).toMatch(
      /^9 Oct 12:00 – 13:30 +1 h 30 min +the page answered 502$/m,
    );
    const gaps = [{ from: october(3, "10:00"), to: october(3, "12:30"), why: "no rows" as const }];
    const silences = [{ from: october(4), to: october(4, "02:00"), host: "a", why: ["maintenance"] }];
    const quiet = monthMail(monthOf([hostOf("a")], { gaps, silences }), options).text;
    expect(quiet).toContain("- no rows from 3 Oct 10:00 to 3 Oct 12:30, for 2 h 30 min");
    expect(quiet).toMatch(/^silence +silenced 1 time, for 2 h \(maintenance\)$/m);
  });

  it("says the same in HTML as in the text", () => {
    const words = visibleText(html).replaceAll("\u00a0", " ");
    const said =
      part("nas")
        .replaceAll("\u00a0", " ")
        .match(/\d[\d.:]* (?:%|ms|GiB|min|Oct)/g) ?? [];
    expect(said.length).toBeGreaterThan(8);
    for (const figure of said) expect(words).toContain(figure);
  });

  it("draws a square a day, which is more than a colour", () => {
    const [strip = ""] = html.match(/<tr align="center" height="18".*/) ?? [];
    expect(strip.match(/<td/g)).toHaveLength(31);
    expect(strip.match(/#cf222e">&times;/g)).toHaveLength(4);
    expect(strip.match(/#bf8700">&ndash;/g)).toHaveLength(1);
  });

  it("keeps its colours without the style block, which holds the dark ones alone", () => {
    const [block = "", ...others] = html.match(/<style>(?!td,th)[\s\S]*?<\/style>/g) ?? [];
    expect(others).toEqual([]);
    expect(block).toContain("prefers-color-scheme:dark");
    expect(block.replace(/@media[^{]*\{[\s\S]*\}/, "")).not.toMatch(/[.#]\w+ *\{/);
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html).toContain("max-width:600px");
  });
});

describe("special months", () => {
  it("tells of an empty one in a sentence", () => {
    const { text } = monthMail(emptyMonth(), options);
    expect(text).toMatch(/^No rows for October 2026: nothing was measured\.\n\nEvery figure/);
  });

  it("names the page where there is no address of it", () => {
    const { html, text } = monthMail(fiveHosts(), { ...options, pageUrl: undefined });
    expect(text).toContain("results/2026-10.md");
    expect(linksOf(html)).toEqual([]);
  });

  it("draws no day that has not come, and no trend of it", () => {
    const { text, subject } = monthMail(runningMonth(), options);
    expect(subject).toContain("2026-10 so far");
    expect(text).toContain(`\n${"█".repeat(14)}\n`);
    expect(text).not.toMatch(/[▁-▇]·/);
  });

  it("has no data where nothing was measured, rather than none up", () => {
    const { text } = monthMail(monthOf([oneRow()]), options);
    expect(text).toContain("web-1 · no data\n");
    expect(text).toMatch(/^up +no data/m);
    expect(text).toContain(`\n${"·".repeat(31)}\n`);
  });

  it("says at the top what could not be read", () => {
    const { text, html } = monthMail(
      { ...fiveHosts(), damage: ["node_2610.csv: line 17: 12 cells, expected 19"] },
      options,
    );
    const place = "node_2610.csv: line 17: 12 cells, expected 19";
    expect(text.indexOf(place)).toBeGreaterThan(0);
    expect(text.indexOf(place)).toBeLessThan(text.indexOf("5 hosts ·"));
    expect(visibleText(html)).toContain(place);
  });

  it("names those who need a person beyond the three of the first line", () => {
    const open = ["a", "b", "c", "d", "e"].map((host): Alert => alertOf("ssh", host));
    const { text } = monthMail(
      monthOf(
        ["a", "b", "c", "d", "e"].map((host) => hostOf(host)),
        { open },
      ),
      options,
    );
    expect(text.slice(0, text.indexOf("% up ·"))).toMatch(
      /and 2 more\s+hosts\.\n\n- d: SSH did not work.*\n- e: SSH did not work/,
    );
  });
});

it("is not filled by one host that has much to say", () => {
  const [first = ""] = monthMail(hostileMonth(3), options).text.split("\n\n");
  expect(first.length).toBeLessThan(2500);
});

describe("a mail of many hosts", () => {
  it("gives details of those in trouble and a line to every other", () => {
    const { text } = monthMail(manyHosts(200), options);
    expect(text.match(/ · was down\n/g)).toHaveLength(10);
    expect(text).toContain("190 hosts without trouble\n");
    expect(text.match(/^host-\d{3} {2}100 %/gm)).toHaveLength(190);
  });

  it("counts whom it cannot name", () => {
    const { text } = monthMail(monthOf(troubled(1000)), options);
    const [, detailed, lines, more] = [
      text,
      text.match(/ · was down\n/g)?.length ?? 0,
      text.match(/^host-\d+ +99\.\d+ % +down once/gm)?.length ?? 0,
      Number(/and (\d+) more with trouble\./.exec(text)?.[1]),
    ];
    expect(detailed).toBeGreaterThanOrEqual(10);
    expect(lines).toBeGreaterThan(50);
    expect(detailed + lines + more).toBe(1000);
  });

  it("remarks on what changed about a host that is well", () => {
    const slower = hostOf("slow", { before: { availability: 1, means: new Map([["ping_ms", 1]]) } });
    const { text } = monthMail(monthOf([...manyHosts(20).hosts, slower]), options);
    expect(text).toMatch(/^slow +100 % .*ping 1 → [\d.]+ ms/m);
  });
});
