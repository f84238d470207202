import { describe, expect, it } from "vitest";
import { maintenanceEnd, parseMaintenance } from "../../src/inventory/maintenance.ts";

function windowsOf(text: string | readonly string[]) {
  const parsed = parseMaintenance(text);
  if ("problems" in parsed) throw new Error(parsed.problems.join("\n"));
  return parsed.value;
}

/** When the maintenance that is under way at a time ends. */
function end(text: string, time: string): string | undefined {
  return maintenanceEnd(windowsOf(text), new Date(time))?.toISOString().slice(0, 16);
}

/** Every quarter of an hour of some days in which maintenance is under way, as the first and the last of each stretch. */
function stretches(text: string, from: string, days: number): string[] {
  const windows = windowsOf(text);
  const times = Array.from({ length: days * 96 + 1 }, (_, quarter) => new Date(Date.parse(from) + quarter * 900_000));
  const isIn = (time: Date | undefined) => time !== undefined && maintenanceEnd(windows, time) !== undefined;
  const shown = (time: Date) => time.toISOString().slice(5, 16);
  return times.flatMap((time, index) =>
    isIn(time) && !isIn(times[index - 1])
      ? [`${shown(time)} ${shown(times.slice(index).find((later) => !isIn(later)) ?? time)}`]
      : [],
  );
}

describe("a maintenance window", () => {
  it.each([
    ["daily 01:00-03:00", "2026-11-25T01:00Z", "2026-11-25T03:00"],
    ["daily 01:00-03:00", "2026-11-25T02:59:59Z", "2026-11-25T03:00"],
    ["daily 01:00-03:00", "2026-11-25T03:00Z", undefined],
    ["daily 01:00-03:00", "2026-11-25T00:59:59Z", undefined],
    ["wed 00:00-24:00", "2026-11-25T23:59Z", "2026-11-26T00:00"],
    ["wed 00:00-24:00", "2026-11-26T00:00Z", undefined],
    ["daily 1:00-3:00", "2026-11-25T01:30Z", "2026-11-25T03:00"],
  ])("%s at %s ends at %s", (text, time, expected) => {
    expect(end(text, time)).toBe(expected);
  });

  it("over midnight belongs to the day on which it starts", () => {
    // 27 November 2026 is a Friday.
    expect(stretches("mon-fri 22:00-06:00", "2026-11-26T12:00Z", 4)).toEqual([
      "11-26T22:00 11-27T06:00",
      "11-27T22:00 11-28T06:00",
    ]);
  });

  it("takes days around the weekend", () => {
    expect(stretches("sat-mon 12:00-13:00", "2026-11-26T00:00Z", 7)).toEqual([
      "11-28T12:00 11-28T13:00",
      "11-29T12:00 11-29T13:00",
      "11-30T12:00 11-30T13:00",
    ]);
  });

  it("happens once between two times, in a zone or with offsets of their own", () => {
    expect(stretches("2026-12-01T22:00/2026-12-02T02:00", "2026-11-30T00:00Z", 5)).toEqual(["12-01T22:00 12-02T02:00"]);
    expect(end("2026-12-01T22:00/2026-12-02T02:00 Europe/Berlin", "2026-12-01T21:00Z")).toBe("2026-12-02T01:00");
    expect(end("2026-12-01T22:00Z/2026-12-02T02:00+01:00", "2026-12-01T22:00Z")).toBe("2026-12-02T01:00");
  });

  it("follows the clocks of its zone", () => {
    expect(end("sun 03:00-05:00 Europe/Berlin", "2026-11-29T02:00Z")).toBe("2026-11-29T04:00");
    expect(end("sun 03:00-05:00 Europe/Berlin", "2026-07-05T01:00Z")).toBe("2026-07-05T03:00");
    expect(end("mon 00:00-01:00 Pacific/Auckland", "2026-11-29T11:30Z")).toBe("2026-11-29T12:00");
    expect(end("daily 12:00-13:00 Asia/Kathmandu", "2026-11-29T06:20Z")).toBe("2026-11-29T07:15");
  });

  it.each([
    [
      "is as long as on other days where clocks skip an hour of it",
      "daily 01:00-04:00 Europe/Berlin",
      "03-29T00:00 03-29T03:00",
    ],
    ["is there where clocks skip all of it", "daily 02:00-03:00 Europe/Berlin", "03-29T00:00 03-29T01:00"],
    ["is there where clocks skip its start", "daily 02:30-03:30 Europe/Berlin", "03-29T00:30 03-29T01:30"],
    ["is not moved by clocks that change after it", "daily 00:00-01:00 Europe/Berlin", "03-28T23:00 03-29T00:00"],
    ["is not moved by clocks that changed before it", "daily 05:00-06:00 Europe/Berlin", "03-29T03:00 03-29T04:00"],
  ])("in spring %s", (_what, text, expected) => {
    expect(stretches(text, "2026-03-28T12:00Z", 1)).toEqual([expected]);
  });

  it.each([
    ["lasts until clocks show its end", "daily 01:00-04:00 Europe/Berlin", "10-24T23:00 10-25T03:00"],
    ["lasts through an hour that comes twice", "daily 02:00-03:00 Europe/Berlin", "10-25T00:00 10-25T02:00"],
    ["lasts until its end comes the second time", "daily 01:30-02:30 Europe/Berlin", "10-24T23:30 10-25T01:30"],
  ])("in autumn %s", (_what, text, expected) => {
    expect(stretches(text, "2026-10-24T12:00Z", 1)).toEqual([expected]);
  });

  it("over the night in which clocks change starts and ends by the clock", () => {
    expect(stretches("daily 22:00-06:00 America/New_York", "2026-03-07T17:00Z", 1)).toEqual([
      "03-08T03:00 03-08T11:00",
    ]);
    expect(stretches("daily 22:00-06:00 America/New_York", "2026-10-31T17:00Z", 1)).toEqual([
      "11-01T02:00 11-01T11:00",
    ]);
  });

  it("ends with the last of those that overlap", () => {
    expect(end("daily 01:00-03:00, daily 02:00-05:00, daily 02:00-04:00", "2026-11-25T02:30Z")).toBe(
      "2026-11-25T05:00",
    );
    expect(maintenanceEnd(windowsOf(["daily 01:00-02:00", "sun 01:00-02:00"]), new Date("2026-11-25T03:00Z"))).toBe(
      undefined,
    );
  });

  it.each([
    ["nightly 01:00-03:00", /^expected a window such as daily 01:00-03:00/],
    ["daily 25:00-26:00", /^expected a window/],
    ["daily 24:00-01:00", /^expected a window/],
    ["daily 01:00", /^expected a window/],
    ["daily 01:00-01:00", /^expected an end after the start, got "daily 01:00-01:00"$/],
    ["mon-fri-sun 01:00-02:00", /^expected a window/],
    ["sun 03:00-05:00 Europe/Berlim", /^expected an IANA time zone such as Europe\/Berlin, got "Europe\/Berlim"$/],
    ["2026-12-02T02:00/2026-12-01T22:00", /^expected an end after the start/],
    ["2026-13-01T22:00/2026-13-02T02:00", /^expected a window/],
    ["2026-12-01T22:00", /^expected a window/],
    ["01:00-03:00", /^expected a window/],
  ])("is refused when it is %s", (text, problem) => {
    expect(parseMaintenance(text)).toEqual({ problems: [expect.stringMatching(problem)] });
  });
});
