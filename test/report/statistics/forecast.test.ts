import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayOfFullDisk } from "../../../src/report/statistics/forecast.ts";
import { seededRandom } from "../../support/random.ts";

const month = (mibOf: (day: number) => number, days = 31) =>
  Array.from({ length: days }, (_, day) => ({ day: day + 0.5, mib: mibOf(day) }));
const fullOn = (mibOf: (day: number) => number, days = 31) => dayOfFullDisk(month(mibOf, days), days);

describe("the day on which a disk is full", () => {
  it("follows a steady decline", () => {
    expect(fullOn((day) => 50_000 - 500 * (day + 0.5))).toBeCloseTo(100, 6);
  });

  it("follows it whatever the slope, within a hundredth, through noise and odd days", () => {
    fc.assert(
      fc.property(fc.integer({ min: 40, max: 380 }), fc.integer({ min: 1, max: 99 }), fc.nat(30), (full, seed, odd) => {
        const random = seededRandom(seed);
        const slope = 100_000 / full;
        const steady = (day: number) => 100_000 - slope * (day + 0.5) + (random() - 0.5) * slope;
        const found = fullOn((day) => steady(day) + (day === odd && day < 30 ? 20_000 : 0));
        expect(Math.abs((found ?? 0) - full)).toBeLessThan(full * 0.05);
      }),
    );
  });

  it.each<[what: string, mibOf: (day: number) => number, days?: number]>([
    ["fewer than ten days", (day) => 50_000 - 500 * day, 9],
    ["a disk that does not change", () => 50_000],
    ["one that empties", (day) => 50_000 + 500 * day],
    ["a decline of more than a year", (day) => 500_000 - 1000 * day],
    ["one that was already to be full", (day) => 10 + 100 * Math.max(0, 20 - day)],
    ["a single big drop", (day) => (day < 15 ? 50_000 : 20_000)],
    ["a drop on the last day", (day) => 50_000 - 50 * day - (day === 30 ? 20_000 : 0)],
    ["a rotation of logs every week", (day) => 50_000 - 2000 * (day % 7)],
    ["a rotation that was on the last day", (day) => (day === 30 ? 50_000 : 50_000 - 500 * day)],
    ["a decline that has stopped", (day) => 50_000 - 500 * Math.min(day, 15)],
  ])("is not told of %s", (_what, mibOf, days) => {
    expect(fullOn(mibOf, days)).toBeUndefined();
  });

  it("is not told of noise", () => {
    for (let seed = 0; seed < 100; seed += 1) {
      const random = seededRandom(seed);
      expect(fullOn(() => 50_000 + random() * 1000)).toBeUndefined();
    }
  });
});
