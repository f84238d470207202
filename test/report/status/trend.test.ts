import { describe, expect, it } from "vitest";
import { dayStrip, meansOf, newBins, sparkline, tally } from "../../../src/report/status/trend.ts";

describe("bins", () => {
  it("hold the means of what falls into them, and nothing where nothing does", () => {
    const bins = newBins(3);
    for (const [index, value] of [
      [0, 10],
      [0, 20],
      [2, undefined],
      [9, 5],
    ] as const)
      tally(bins, index, value);
    expect(meansOf(bins)).toEqual([15, undefined, undefined]);
  });
});

describe("sparkline", () => {
  it("goes from zero to the largest, with a dot where nothing is known", () => {
    expect(sparkline([10, 70, undefined, 35])).toBe("▂▇·▄");
  });

  it("is empty where there is no movement worth a look", () => {
    expect(sparkline([100, 110, 120])).toBe("");
    expect(sparkline([undefined, 5])).toBe("");
    expect(sparkline([])).toBe("");
    expect(sparkline([0, 0])).toBe("");
  });
});

describe("dayStrip", () => {
  it("has a square a day, not to be broken over lines", () => {
    const days = [
      { up: 0, trouble: 0, down: 0 },
      { up: 96, trouble: 0, down: 0 },
      { up: 95, trouble: 0, down: 1 },
      { up: 0, trouble: 96, down: 0 },
      { up: 40, trouble: 8, down: 48 },
    ];
    expect(dayStrip(days)).toBe(["⬜", "🟩", "🟨", "🟨", "🟥"].join("\u2060"));
  });
});
