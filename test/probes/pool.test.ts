import { describe, expect, it } from "vitest";
import { inParallel } from "../../src/probes/pool.ts";

describe("inParallel", () => {
  it("keeps the order of the items, whoever finishes first", async () => {
    const releases: (() => void)[] = [];
    const done = inParallel(["a", "b", "c"], 3, async (item) => {
      await new Promise<void>((resolve) => releases.push(resolve));
      return item.toUpperCase();
    });
    for (const release of releases.toReversed()) release();
    expect(await done).toEqual(["A", "B", "C"]);
  });

  it("runs no more than the limit at once", async () => {
    let running = 0;
    let most = 0;
    await inParallel([1, 2, 3, 4, 5, 6, 7], 3, async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    });
    expect(most).toBe(3);
  });

  it("passes a fault on", async () => {
    await expect(inParallel([1], 1, () => Promise.reject(new Error("no ping")))).rejects.toThrow("no ping");
  });
});
