import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noNumber, plainOf, textOfPlain } from "../../../src/report/statistics/cell-bytes.ts";
import { percentileOf } from "../../../src/report/statistics/quantiles.ts";
import { Values } from "../../../src/report/statistics/statistics.ts";

/** `most`: how many are kept. Further readings are readings of the same array. */
function statisticsOf(numbers: readonly number[], most?: number) {
  const values = new Values(most);
  for (const number of numbers) values.add(number);
  if (!values.isWide) return { ...values.statistics(numbers.length), readings: 0 };
  const brackets = values.brackets();
  let readings = 0;
  for (; !brackets.isDone; readings += 1) {
    for (const number of numbers) brackets.add(number);
    brackets.endPass();
  }
  return { ...values.statistics(numbers.length, brackets.found), readings };
}

/** Whole numbers, so that the exact result is at hand. */
function exactly(numbers: readonly number[]) {
  const n = BigInt(numbers.length);
  const sum = numbers.reduce((total, number) => total + BigInt(number), 0n);
  const squares = numbers.reduce((total, number) => total + BigInt(number) ** 2n, 0n);
  const variance = ((n * squares - sum * sum) << 256n) / (n * (n - 1n));
  return { mean: ratio(sum, n), stdev: Number(squareRoot(variance)) / 2 ** 128 };
}

/** Enough digits for a double, cut by one division. */
function ratio(numerator: bigint, denominator: bigint): number {
  const scaled = (numerator << 128n) / denominator;
  return Number(scaled) / 2 ** 128;
}

/** Rounded down (Newton). */
function squareRoot(value: bigint): bigint {
  if (value === 0n) return 0n;
  let root = 1n << BigInt(value.toString(2).length);
  for (let next = root; ; root = next) {
    next = (root + value / root) >> 1n;
    if (next >= root) return root;
  }
}

describe("statistics", () => {
  it("are those of the sample, and interpolate between the closest ranks", () => {
    expect(statisticsOf([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({
      ...{ n: 8, nulls: 0, mean: 5, stdev: Math.sqrt(32 / 7), min: 2, p50: 4.5, p95: 8.3, max: 9, readings: 0 },
    });
    expect(statisticsOf([0.1, 0.2])).toMatchObject({ mean: 0.15000000000000002, p50: 0.15000000000000002 });
  });

  it("are empty without a value, and have no deviation below two", () => {
    const none = { mean: undefined, stdev: undefined, min: undefined, p50: undefined, p95: undefined, max: undefined };
    expect(statisticsOf([])).toEqual({ n: 0, nulls: 0, ...none, readings: 0 });
    expect(statisticsOf([3.3])).toMatchObject({ n: 1, mean: 3.3, stdev: undefined, p50: 3.3, p95: 3.3 });
  });

  it("do not drown small deviations in large numbers", () => {
    const numbers = [1e9, 1e9 + 0.25, 1e9 + 0.5, 1e9 + 0.75, 1e9 + 1];
    expect(statisticsOf(numbers)).toMatchObject({ mean: 1e9 + 0.5, stdev: Math.sqrt(0.15625) });
    expect(statisticsOf([1e15, 1, -1e15])).toMatchObject({ mean: 1 / 3 });
  });

  it("are exact to the last digit", () => {
    const number = fc.oneof(fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), fc.integer({ min: -9, max: 9 }));
    fc.assert(
      fc.property(
        fc.array(number, { minLength: 2, maxLength: 300 }),
        fc.integer({ min: 2, max: 300 }),
        (numbers, most) => {
          const { mean, stdev } = exactly(numbers);
          const found = statisticsOf(numbers, most);
          expect(found.mean).toBe(mean);
          expect(found.stdev).toBe(stdev);
        },
      ),
    );
  });
});

describe("percentiles", () => {
  const doubles = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e99, max: 1e99 });
  const repeated = fc.integer({ min: 0, max: 3 });
  const numbers = fc.oneof(
    fc.array(doubles, { minLength: 1, maxLength: 400 }),
    fc.array(repeated, { minLength: 1, maxLength: 400 }),
  );

  it("of whole ranks are what sorting finds", () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const sorted = Float64Array.from(values).sort();
        const all = [...values, ...values.slice(0, 1 - (values.length % 2 || 0))];
        const found = percentileOf(Float64Array.from(all), all.length, 50);
        const again = Float64Array.from(all).sort();
        const half = (all.length - 1) / 2;
        if (Number.isInteger(half)) expect(found).toBe(again[half]);
        else expect(found).toBe(interpolated(again, Math.floor(half)));
        expect(percentileOf(Float64Array.from(values), values.length, 100)).toBe(sorted.at(-1));
        expect(percentileOf(Float64Array.from(values), values.length, 0)).toBe(sorted[0]);
      }),
    );
  });

  it("are the same where not all values are kept, after eight readings at the most", () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const [kept, read] = [statisticsOf(values), statisticsOf(values, 8)];
        expect(read).toEqual({ ...kept, readings: read.readings });
        expect(read.readings).toBeLessThanOrEqual(8);
      }),
    );
  });

  it("take two readings of an ordinary month, and one where nearly all values are the same", () => {
    const pings = Array.from({ length: 9000 }, (_, index) => ((index * 7919) % 9001) / 100);
    expect(statisticsOf(pings).readings).toBeLessThanOrEqual(2);
    const swap = Array.from({ length: 9000 }, (_, index) => (index % 1000 === 0 ? index : 2048));
    expect(statisticsOf(swap)).toMatchObject({ p50: 2048, p95: 2048, readings: 1 });
  });
});

function interpolated(sorted: Float64Array, rank: number): number {
  const [lower = 0, upper = 0] = [sorted[rank], sorted[rank + 1]];
  return lower / 2 + upper / 2;
}

describe("plain numbers", () => {
  const plain = (text: string) => plainOf(new TextEncoder().encode(text), 0, text.length);

  it("tell their text", () => {
    fc.assert(
      fc.property(fc.nat(99_999_999), fc.nat(3), (digits, decimals) => {
        const text = (digits / 10 ** decimals).toFixed(decimals);
        expect(textOfPlain(plain(text))).toBe(text);
      }),
    );
  });

  it.each([
    "",
    ".",
    "5.",
    ".5",
    "-5",
    "+5",
    "007",
    "00.5",
    "1.2.3",
    "1.2345",
    "123456789",
    "1e3",
    "5 ",
    "None",
    "42_58",
  ])("are not written %j", (text) => {
    expect(plain(text)).toBe(noNumber);
  });

  /** What is counted, and what lies outside of it; of several decimals, as pings around 100 ms are. */
  const texts = fc.oneof(
    fc.integer({ min: 950, max: 1050 }).map((tenths) => (tenths / 10).toFixed(tenths < 1000 ? 1 : 0)),
    fc.integer({ min: 0, max: 20_000 }).map(String),
    fc.integer({ min: 0, max: 9999 }).map((thousandths) => (thousandths / 1000).toFixed(3)),
  );

  it("have the same figures whether they are counted or kept", () => {
    fc.assert(
      fc.property(fc.array(texts, { minLength: 1, maxLength: 400 }), (cells) => {
        const values = new Values();
        for (const cell of cells) values.addPlain(plain(cell));
        expect({ ...values.statistics(cells.length), readings: 0 }).toEqual(statisticsOf(cells.map(Number)));
      }),
    );
  });

  it("are counted many at once as they are one by one", () => {
    fc.assert(
      fc.property(fc.array(texts, { minLength: 1, maxLength: 200 }), fc.nat(9), (cells, first) => {
        const numbers = [
          ...Array.from({ length: first }, () => 1),
          ...cells.flatMap((cell) => [plain(cell), noNumber]),
        ];
        const values = new Values();
        const spans = new Int32Array(numbers.length);
        values.addAll({ plain: Int32Array.from(numbers), first, end: numbers.length, spans });
        expect({ ...values.statistics(cells.length), readings: 0 }).toEqual(statisticsOf(cells.map(Number)));
      }),
    );
  });
});
