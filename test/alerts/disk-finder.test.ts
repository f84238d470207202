import { describe, expect, it } from "vitest";
import { feed, times } from "../support/fed-rules.ts";
import { well } from "../support/rows.ts";

const day = 96;
const data = (availMib: number) => ({ ...well, disks: `/data:${Math.round(availMib)}/1000000` });
const fall = (from: number, pace: number, checks: number) =>
  Array.from({ length: checks }, (_, index) => data(Math.max(0, from - pace * (index + 1))));

describe("a file system that fills up", () => {
  const quiet = times(2 * day, data(500_000));

  it("is told at once when it will be full within two checks at the pace of the last three", () => {
    const { said } = feed([...quiet, ...fall(500_000, 100_000, 3)]);
    expect(said).toEqual([`${quiet.length + 2}: opened disk /data`]);
  });

  it("is not told before", () => {
    expect(feed([...quiet, ...fall(500_000, 100_000, 2)]).said).toEqual([]);
    expect(feed([...quiet, ...fall(500_000, 1000, 60)]).said).toEqual([]);
  });

  it("is none that took one large file", () => {
    expect(feed([...quiet, ...times(10, data(90_000))]).said).toEqual([]);
  });

  it("is none that falls as low every night", () => {
    const nightly = times(3, [
      ...times(80, data(500_000)),
      ...fall(500_000, 100_000, 4),
      ...times(12, data(500_000)),
    ]).flat();
    const { said } = feed([...quiet, ...nightly]);
    expect(said.filter((words) => words.includes("opened"))).toHaveLength(1);
  });

  it("is none of which nobody knows how it was before", () => {
    expect(feed(fall(500_000, 100_000, 4)).said).toEqual([]);
  });

  it("closes when it has stopped", () => {
    const { said } = feed([...quiet, ...fall(500_000, 100_000, 3), ...times(3, data(200_000))]);
    expect(said.at(-1)).toBe(`${quiet.length + 4}: resolved disk /data recovered`);
  });
});
