import { describe, expect, it } from "vitest";
import { columnTitle, constantWords, figureWords, twoFigures } from "../../../src/report/column-words.ts";
import { markdownWords } from "../../../src/report/month/markdown.ts";
import {
  cameAndLeft,
  changeWords,
  openingSentence,
  overallAvailability,
  reportSubject,
  verdictWords,
} from "../../../src/report/month/month-words.ts";
import type { ColumnMonth, HostMonth, MonthReport } from "../../../src/report/statistics/month-model.ts";
import type { ColumnKey } from "../../../src/row/columns.ts";
import { terminalText } from "../../../src/safe-text.ts";
import { causeWords } from "../../../src/words/cause.ts";
import { durationWords } from "../../../src/words/duration.ts";
import { utcClock } from "../../../src/words/instant.ts";
import { percentWords, shareWords } from "../../../src/words/percent.ts";
import {
  alertOf,
  columnOf,
  emptyMonth,
  fiveHosts,
  hostOf,
  monthOf,
  october,
  outageOf,
  runningMonth,
} from "../../support/month-models.ts";

const opening = (report: MonthReport) => openingSentence(report, terminalText);
const down = (host: string, minutes = 5570) =>
  hostOf(host, { outages: [outageOf(october(28, "03:10"), minutes, { ongoing: true })] });

describe("percentages", () => {
  it.each([
    [1, "100 %"],
    [0.99996, "99.99 %"],
    [0.9999999999, "99.99 %"],
    [0.9993, "99.93 %"],
    [0.99, "99.00 %"],
    [0.57, "57.0 %"],
    [0.00001, "0.1 %"],
    [0, "0 %"],
    [undefined, "no data"],
    [Number.NaN, "no data"],
  ])("say %s as %s", (fraction, words) => {
    expect(percentWords(fraction)).toBe(words);
  });

  it.each([
    [2 / 11, "18.2 %"],
    [4 / 11, "36.4 %"],
    [0.99996, "99.99 %"],
    [0.00001, "0.1 %"],
    [1, "100 %"],
    [0, "0 %"],
    [undefined, "no data"],
  ])("round the share %s to %s", (fraction, words) => {
    expect(shareWords(fraction)).toBe(words);
  });
});

describe("durations", () => {
  it.each([
    [0, "0 s"],
    [59, "59 s"],
    [60, "1 min"],
    [3599, "59 min"],
    [7500, "2 h 5 min"],
    [86_399, "23 h 59 min"],
    [86_400, "1 day"],
    [187_200, "2 days 4 h"],
  ])("say %i seconds as %s", (seconds, words) => {
    expect(durationWords(1000 * seconds)).toBe(words);
  });
});

describe("columns", () => {
  it("have names and units", () => {
    const titles = [{ key: "pingMs" as const }, { key: "gpuTempC" as const, index: 1 }, { key: "gpuPowerW" as const }];
    expect(titles.map(columnTitle)).toEqual(["ping", "GPU 1 temperature", "GPU power"]);
    expect(columnTitle({ key: undefined })).toBeUndefined();
    expect(figureWords("diskAvailMib", 65_536)).toBe("64 GiB");
    expect(figureWords("gpuTempC", 54.96)).toBe("55 °C");
    expect(figureWords(undefined, 0.123)).toBe("0.12");
  });

  it("that never changed are told as they are read, each card's figure too", () => {
    const clock = utcClock(october(1));
    const words = (key: ColumnKey | undefined, text: string) => constantWords({ name: "x", key, text, rows: 1 }, clock);
    expect(words("gpuMemMib", "9000_None_812")).toBe("8.8 GiB, no answer, 812 MiB");
    expect(words("lastBoot", "2026-07-06T21:31Z")).toBe("6 Jul 21:31");
    expect(words("rebootDays", "no")).toBe("no");
    expect(words(undefined, "9000")).toBe("9000");
  });

  it("say a unit once where both values have it", () => {
    expect(twoFigures("pingMs", 12, "→", 48.2)).toBe("12 → 48.2 ms");
    expect(twoFigures("pingMs", 0, "/", 0)).toBe("<0.1 / <0.1 ms");
    expect(twoFigures("pingMs", 0, "/", 0.3)).toBe("<0.1 / 0.3 ms");
    expect(twoFigures("memAvailMib", 0, "→", 800)).toBe("0 → 800 MiB");
    expect(twoFigures("memAvailMib", 800, "→", 1229)).toBe("800 MiB → 1.2 GiB");
  });
});

describe("causes", () => {
  it("are told in plain words, the most frequent first, without what goes without saying", () => {
    const words = causeWords(["ping:unreachable", "ssh:timeout", "http:refused", "ssh:dns"], terminalText);
    expect(words).toBe("SSH did not answer in time, the page's port refused connections");
    expect(causeWords(["ping:unreachable"], terminalText)).toBe("no answer to pings");
    expect(causeWords([], terminalText)).toBe("");
  });

  it("are quoted where nobody knows the code", () => {
    expect(causeWords(["<b>"], (text) => `[${terminalText(text)}]`)).toBe("[<b>]");
  });
});

describe("the subject", () => {
  it.each<[string, MonthReport, string]>([
    ["a month", fiveHosts(), "Server report 2026-10: 5 hosts, 97.4 % up, 2 alerts open"],
    [
      "one alert",
      monthOf([hostOf("a")], { open: [alertOf("port", "a")] }),
      "Server report 2026-10: 1 host, 100 % up, 1 alert open",
    ],
    ["a month that is running", runningMonth(), "Server report 2026-10 so far: 2 hosts, 100 % up, no alerts open"],
    ["a month without rows", emptyMonth(), "Server report 2026-10: no data, no alerts open"],
    [
      "a month in which nothing was measured",
      monthOf([hostOf("a", { availability: undefined, coverage: 0 })]),
      "Server report 2026-10: 1 host, no data, no alerts open",
    ],
  ])("tells %s", (_what, report, subject) => {
    expect(reportSubject(report)).toBe(subject);
  });

  it("weighs hosts by the time in which they were measured", () => {
    const hosts = [hostOf("a", { availability: 1, coverage: 0.9 }), hostOf("b", { availability: 0.5, coverage: 0.1 })];
    expect(overallAvailability(monthOf(hosts))).toBeCloseTo(0.95, 12);
  });

  it("is 100 % only where every host was", () => {
    const always = Array.from({ length: 7 }, (_, index) =>
      hostOf(`h${index}`, { availability: 1, coverage: 0.1 * index + 0.05 }),
    );
    expect(reportSubject(monthOf(always))).toContain("100 % up");
    const nearly = [...always, hostOf("x", { availability: 1 - 1e-16, coverage: 1e-9 })];
    expect(reportSubject(monthOf(nearly))).toContain("99.99 % up");
  });
});

describe("the first sentence", () => {
  it.each<[string, MonthReport, string]>([
    [
      "what needs a person, worst host first",
      fiveHosts(),
      "At the end of October db-1 needed attention: down since 28 Oct 03:10 (SSH did not answer in time); web-2: port 8080 was open since 14 Oct 03:10, disk full about 14 May 2027.",
    ],
    [
      "an outage of which no alert tells",
      monthOf([down("a")]),
      "At the end of October a needed attention: down since 28 Oct 03:10 (SSH did not answer in time).",
    ],
    [
      "that a host comes and goes",
      monthOf([hostOf("a")], { open: [alertOf("down", "a", { flapping: true, closing: "when quiet" })] }),
      "At the end of October a needed attention: answered again, came and went.",
    ],
    [
      "a number where hosts are many",
      monthOf(["a", "b", "c", "d", "e"].map((name) => down(name))),
      `${["At the end of October a needed attention", "b", "c"]
        .map((name) => `${name}: down since 28 Oct 03:10 (SSH did not answer in time); `)
        .join("")}and 2 more hosts.`,
    ],
    [
      "that all is well",
      monthOf([hostOf("a"), hostOf("b")]),
      "Nothing needed attention at the end of October: 2 hosts, 100 % up.",
    ],
    [
      "the longest outage of a month that ended well",
      monthOf([hostOf("a", { outages: [outageOf(october(3, "10:20"), 45), outageOf(october(17), 12)] })]),
      "Nothing needed attention at the end of October: 1 host, 99.87 % up. The longest of 2 outages was a's, 45 min from 3 Oct 10:20: SSH did not answer in time.",
    ],
    ["that there are no rows", emptyMonth(), "No rows for October 2026: nothing was measured."],
    [
      "that there are none yet",
      emptyMonth({ running: true }),
      "No rows for October 2026 so far: nothing was measured.",
    ],
    [
      "since when the monitor has been silent",
      monthOf([hostOf("a", { last: october(20, "18:30") })]),
      "There are no rows after 20 Oct 18:30: nothing is known of the time since. No alert was open at the end of October: 1 host, 100 % up.",
    ],
    [
      "an alert of the monitor itself, without any row",
      emptyMonth({ open: [alertOf("silent", "monitor")] }),
      "At the end of October monitor needed attention: no new rows came in since 14 Oct 03:10. No rows for October 2026: nothing was measured.",
    ],
    [
      "that nothing was measured, and no praise for it",
      monthOf([hostOf("a", { availability: undefined, coverage: 0 })]),
      "No alert was open at the end of October: of 1 host nothing was measured.",
    ],
  ])("tells %s", (_what, report, sentence) => {
    expect(opening(report)).toBe(sentence);
  });

  it("quotes names, and not the commas between them", () => {
    const open = [alertOf("port", "a", { findings: ["8080", "5353/udp", "9001", "9002"] })];
    expect(openingSentence(monthOf([hostOf("a")], { open }), markdownWords)).toBe(
      "At the end of October a needed attention: ports 8080, 5353/udp, 9001 and 1 more were open since 14 Oct 03:10.",
    );
    expect(markdownWords("41 °C, 3.2 GiB")).toBe("41 °C, 3.2 GiB");
  });

  it("has every word of a host's made inert", () => {
    const report = monthOf([down("<b>")], { open: [alertOf("peer", "<b>", { findings: ["<i>@x"] })] });
    const sentence = openingSentence(report, (text) => terminalText(text).replaceAll("<", "&lt;"));
    expect(sentence).not.toContain("<");
    expect(sentence).toContain("&lt;i>@x logged in");
  });
});

describe("a host's month in a few words", () => {
  it.each<[string, Partial<HostMonth>, string]>([
    ["was well", {}, "well"],
    ["was not measured", { availability: undefined }, "no data"],
    ["was down once", { outages: [outageOf(october(3), 12)] }, "down once, for 12 min"],
    [
      "was down twice",
      { outages: [outageOf(october(3), 12), outageOf(october(5), 60)] },
      "down 1 h 12 min in 2 outages",
    ],
    [
      "had trouble",
      {
        troubles: new Map<string | number, number>([
          ["ping:unreachable", 2000],
          ["ssh:auth", 744],
          [502, 100],
        ]),
      },
      "SSH refused the login, in 25.0 % of checks",
    ],
    ["had a slip", { troubles: new Map([["ssh:auth", 3]]) }, "well"],
    ["has a page that failed", { troubles: new Map([[502, 744]]) }, "the page answered 502, in 25.0 % of checks"],
    [
      "refused the login in 2 of 11 checks",
      { rows: 11, troubles: new Map([["ssh:auth", 2]]) },
      "SSH refused the login, in 18.2 % of checks",
    ],
    ["drops pings", { troubles: new Map([["ping:unreachable", 2976]]) }, "no answer to pings, in 100 % of checks"],
    ["came up again", { reboots: [october(3), october(4)] }, "rebooted 2 times"],
    ["fills its disk", { diskFull: new Date("2027-05-14") }, "disk full about 14 May 2027"],
  ])("tells that it %s", (_what, change, words) => {
    const host = hostOf("a", change);
    expect(verdictWords(host, monthOf([host]), terminalText)).toBe(words);
  });
});

describe("a host", () => {
  it("that was silenced all the time says so", () => {
    const host = hostOf("a", { availability: undefined, coverage: 0 });
    const silences = [{ host: "a", from: october(1), to: october(3), why: ["maintenance"], reason: undefined }];
    expect(verdictWords(host, monthOf([host], { silences }), terminalText)).toBe(
      "silenced 1 time, for 2 days (maintenance)",
    );
  });

  it("that came or left within the month says when", () => {
    const [stays, comes, leaves] = [
      hostOf("a"),
      hostOf("b", { first: october(13, "12:05") }),
      hostOf("c", { last: october(7, "05:35") }),
    ];
    const report = monthOf([stays, comes, leaves]);
    expect([stays, comes, leaves].map((host) => cameAndLeft(host, report))).toEqual([
      [],
      ["first check 13 Oct 12:05"],
      ["last check 7 Oct 05:35"],
    ]);
  });
});

describe("the change against the month before", () => {
  const before = {
    availability: 0.99,
    means: new Map([
      ["ping_ms", 12],
      ["http_ms", 100],
      ["disk_avail_mib", 65_536],
    ]),
  };
  const mean = (key: ColumnKey, value: number): ColumnMonth => ({ ...columnOf(key, []), statistics: of(value) });
  const of = (value: number) => ({ n: 9, nulls: 0, mean: value, stdev: 1, min: 1, p50: 1, p95: 1, max: 1 });
  const changed = (change: Partial<HostMonth>) => changeWords(hostOf("a", { before, columns: [], ...change }));

  it("says what is worth a word", () => {
    const columns = [mean("pingMs", 48), mean("httpMs", 104), mean("diskAvailMib", 41_984)];
    expect(changed({ availability: 0.994, columns })).toEqual([
      "availability up 0.40 points",
      "ping 12 → 48 ms",
      "free disk 64 → 41 GiB",
    ]);
  });

  it("says nothing where nothing has changed, or nothing is known", () => {
    expect(changed({ availability: 0.99001, columns: [mean("pingMs", 13)] })).toEqual([]);
    expect(changed({ availability: undefined })).toEqual([]);
    expect(changeWords(hostOf("a"))).toEqual([]);
  });
});
