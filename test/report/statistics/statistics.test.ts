import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { statisticsOf } from "../../../src/report/statistics/statistics.ts";

/** Whole numbers, so that the exact result is at hand. */
function exactly(numbers: readonly number[]) {
  const n = BigInt(numbers.length);
  const sum = numbers.reduce((total, number) => total + BigInt(number), 0n);
  const squares = numbers.reduce((total, number) => total + BigInt(number) ** 2n, 0n);
  const variance = ((n * squares - sum * sum) << 256n) / (n * (n - 1n));
  return { mean: Number((sum << 128n) / n) / 2 ** 128, stdev: Math.sqrt(Number(variance >> 128n) / 2 ** 128) };
}

describe("statistics", () => {
  it("are those of the sample, and interpolate between the closest ranks", () => {
    expect(statisticsOf([7, 2, 4, 9, 4, 4, 5, 5], 10)).toEqual({
      ...{ n: 8, nulls: 2, mean: 5, stdev: Math.sqrt(32 / 7), min: 2, p50: 4.5, p95: expect.closeTo(8.3, 12), max: 9 },
    });
  });

  it("are empty without a value, and have no deviation below two", () => {
    const none = { mean: undefined, stdev: undefined, min: undefined, p50: undefined, p95: undefined, max: undefined };
    expect(statisticsOf([], 3)).toEqual({ n: 0, nulls: 3, ...none });
    expect(statisticsOf([3.3], 1)).toMatchObject({ n: 1, mean: 3.3, stdev: undefined, p50: 3.3, p95: 3.3 });
  });

  it("do not drown small deviations in large numbers", () => {
    const numbers = [1e9, 1e9 + 0.25, 1e9 + 0.5, 1e9 + 0.75, 1e9 + 1];
    expect(statisticsOf(numbers, 5).mean).toBe(1e9 + 0.5);
    expect(statisticsOf(numbers, 5).stdev).toBeCloseTo(Math.sqrt(0.15625), 9);
  });

  it("are within 1e-9 of the exact ones", () => {
    const numbers = fc.array(fc.integer({ min: 0, max: 2 ** 40 }), { minLength: 2, maxLength: 300 });
    fc.assert(
      fc.property(numbers, (values) => {
        const [found, exact] = [statisticsOf(values, values.length), exactly(values)];
        expect(Math.abs((found.mean ?? 0) - exact.mean)).toBeLessThanOrEqual(1e-9 * exact.mean);
        expect(Math.abs((found.stdev ?? 0) - exact.stdev)).toBeLessThanOrEqual(1e-9 * exact.stdev);
      }),
    );
  });

  it("sort by value and not by text", () => {
    expect(statisticsOf([100, 9, -20], 3)).toMatchObject({ min: -20, p50: 9, max: 100 });
  });
});
