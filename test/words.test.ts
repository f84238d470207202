import { describe, expect, it } from "vitest";
import { binarySize, count, roughDuration } from "../src/words.ts";

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

describe("roughDuration", () => {
  it.each([
    [45_000, "45 s"],
    [720_000, "12 min"],
    [18_000_000, "5 h"],
    [12 * 86_400_000 + 5, "12 days"],
    [-5, "0 s"],
  ])("says %i ms as %s", (ms, words) => {
    expect(roughDuration(ms)).toBe(words);
  });
});

describe("count", () => {
  it("knows one from many", () => {
    expect([count(1, "host"), count(5, "host"), count(0, "row")]).toEqual(["1 host", "5 hosts", "0 rows"]);
  });
});
