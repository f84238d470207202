import { describe, expect, it } from "vitest";
import { errorCodes } from "../../src/outcome.ts";
import { terminalText } from "../../src/safe-text.ts";
import { causeOf, causeWords, silenceCause } from "../../src/words/cause.ts";
import { count, listed } from "../../src/words/count.ts";
import { durationWords } from "../../src/words/duration.ts";
import { dayWords, instantWords, monthWords, timeOrInstant, utcClock, zonedWords } from "../../src/words/instant.ts";
import { binarySize } from "../../src/words/size.ts";

describe("binarySize", () => {
  it.each([
    [0, "0 MiB"],
    [999, "999 MiB"],
    [3277, "3.2 GiB"],
    [65_435, "64 GiB"],
    [2_097_152, "2.0 TiB"],
  ])("says %i MiB as %s", (mib, words) => {
    expect(binarySize(mib)).toBe(words);
  });
});

describe("durationWords", () => {
  const minute = 60_000;
  it.each([
    [-5, "0 s"],
    [45_999, "45 s"],
    [12 * minute, "12 min"],
    [60 * minute - 1, "59 min"],
    [125 * minute, "2 h 5 min"],
    [5 * 60 * minute, "5 h"],
    [1440 * minute, "1 day"],
    [(3 * 1440 + 4 * 60 + 59) * minute, "3 days 4 h"],
  ])("says %i ms as %s", (ms, words) => {
    expect(durationWords(ms)).toBe(words);
  });
});

describe("count and listed", () => {
  it("know one from many", () => {
    expect([count(1, "host"), count(5, "host"), count(0, "row")]).toEqual(["1 host", "5 hosts", "0 rows"]);
  });

  it("name the first three", () => {
    const names = ["a", "b", "c", "d", "e"];
    expect([0, 1, 2, 3, 5].map((length) => listed(names.slice(0, length)))).toEqual([
      ...["", "a", "a and b", "a, b and c", "a, b, c and 2 more"],
    ]);
  });
});

describe("instants", () => {
  const time = new Date("2026-11-22T23:02:59Z");
  const clock = utcClock(new Date("2026-11-22T23:30:00Z"));

  it("leave out the year, and the day where that is asked for", () => {
    expect(instantWords(time, clock)).toBe("22 Nov 23:02");
    expect(instantWords(time, utcClock(new Date("2027-01-01T00:00:00Z")))).toBe("22 Nov 2026 23:02");
    expect(dayWords(time, clock)).toBe("22 Nov");
    expect(timeOrInstant(time, clock)).toBe("23:02");
    expect(timeOrInstant(new Date("2026-09-01T00:00:00Z"), clock)).toBe("1 Sep 00:00");
  });

  it("name year and zone in a line that stands alone", () => {
    expect(zonedWords(time, clock)).toBe("22 Nov 2026 23:02 UTC");
  });

  it("are told in the zone of the clock, the day of which may be another", () => {
    const berlin = { ...clock, zone: "Europe/Berlin" };
    expect(instantWords(time, berlin)).toBe("23 Nov 00:02");
    expect(timeOrInstant(new Date("2026-11-22T22:59:00Z"), berlin)).toBe("22 Nov 23:59");
    expect(zonedWords(time, berlin)).toBe("23 Nov 2026 00:02 Europe/Berlin");
  });

  it("name a month", () => {
    expect(monthWords("2026-10")).toBe("October 2026");
  });
});

describe("causes", () => {
  it("are there for every code, each its own", () => {
    const words = errorCodes.map((code) => causeOf(code));
    expect(words.every((word) => typeof word === "string")).toBe(true);
    expect(new Set(words).size).toBe(errorCodes.length);
  });

  it("leave out what goes without saying", () => {
    const words = causeWords(["ping:unreachable", "ssh:timeout", "http:refused", "ssh:dns"], terminalText);
    expect(words).toBe("SSH did not answer in time, the page's port refused connections");
    expect(causeWords(["ping:unreachable"], terminalText)).toBe("no answer to pings");
    expect(causeWords([], terminalText)).toBe("");
  });

  it("are quoted where the code is not ours", () => {
    expect(causeWords(["<b>"], (text) => `[${terminalText(text)}]`)).toBe("[<b>]");
  });

  it("say why a row is silenced", () => {
    expect(silenceCause("maintenance")).toBe("maintenance");
    expect(silenceCause("depends-on:router")).toEqual({ untrusted: "depends on router" });
  });
});
