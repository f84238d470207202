import { describe, expect, it } from "vitest";
import { dueTime, ticksBetween } from "../src/schedule.ts";

/** A Monday. */
const began = new Date("2026-11-23T04:31:12Z");

describe("dueTime", () => {
  it.each([
    ["7,27,47 * * * *", "2026-11-23T04:27:00.000Z"],
    ["31 * * * *", "2026-11-23T04:31:00.000Z"],
    ["32 * * * *", "2026-11-23T03:32:00.000Z"],
    ["*/15 * * * *", "2026-11-23T04:30:00.000Z"],
    ["5/20 * * * *", "2026-11-23T04:25:00.000Z"],
    ["0 9-17 * * *", "2026-11-22T17:00:00.000Z"],
    ["23 5 1 * *", "2026-11-01T05:23:00.000Z"],
    ["0 0 * * 7", "2026-11-22T00:00:00.000Z"],
    ["0 0 * * MON-FRI", "2026-11-23T00:00:00.000Z"],
    ["0 0 1 * FRI", "2026-11-20T00:00:00.000Z"],
    ["0 0 1 nov *", "2026-11-01T00:00:00.000Z"],
    ["2026-11-23T04:07Z", "2026-11-23T04:07:00.000Z"],
    ["2026-11-23T04:07:30Z", "2026-11-23T04:07:30.000Z"],
  ])("takes from %s that it was %s", (text, due) => {
    expect(dueTime(text, began)?.toISOString()).toBe(due);
  });

  it.each(["", "soon", "* * * *", "60 * * * *", "7 * * * * *", "9-5 * * * *", "*/0 * * * *", "0 0 30 2 *"])(
    "knows nothing from %j",
    (text) => {
      expect(dueTime(text, began)).toBeUndefined();
    },
  );

  it("does not believe a time that is still to come", () => {
    expect(dueTime("2026-11-23T05:07Z", began)).toBeUndefined();
    expect(dueTime("2026-11-33T05:07Z", began)).toBeUndefined();
  });
});

describe("ticksBetween", () => {
  it.each([
    ["2026-11-23T04:27:00Z", 0],
    ["2026-11-23T04:26:59Z", 1],
    ["2026-11-23T01:27:05Z", 9],
  ])("counts from %s", (after, ticks) => {
    expect(ticksBetween("7,27,47 * * * *", new Date(after), began)).toBe(ticks);
  });

  it("counts none where there is no schedule", () => {
    expect(ticksBetween("2026-11-23T04:07Z", new Date(0), began)).toBe(0);
  });
});
