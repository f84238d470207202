import { expect, it } from "vitest";
import { sizeWarnings } from "../../src/store/size-warnings.ts";

const rows = [["2026-11-22T21:00:00Z", "a"]];

it("warns of a month file long before GitHub does, and of no other", async () => {
  const texts = new Map([
    ["node_2611.csv", "x".repeat(26 * 2 ** 20)],
    ["ping_2611.csv", "x".repeat(24 * 2 ** 20)],
  ]);
  const results = {
    names: [...texts.keys()],
    read: async (name: string) => texts.get(name),
    pathOf: (name: string) => name,
  };
  const tables = (["node", "miner", "ping"] as const).map((type) => ({ type, header: ["time", "host"], rows }));
  expect(await sizeWarnings(results, [{ time: new Date(), tables }])).toEqual([
    "node_2611.csv: 26 MB, and GitHub refuses files of 100 MB; check less often, or give some hosts of this type a results folder of their own",
  ]);
});
