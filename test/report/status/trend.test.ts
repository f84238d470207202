import { describe, expect, it } from "vitest";
import { sparkline } from "../../../src/report/status/trend.ts";

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
