import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { sizeWarnings } from "../../src/store/file-size.ts";
import { temporaryFolder } from "../support/folder.ts";

const rows = [["2026-11-22T21:00:00Z", "a"]];

it("warns of a month file long before GitHub does, and of no other", async () => {
  const folder = temporaryFolder();
  const [large, small] = [join(folder, "node_2611.csv"), join(folder, "ping_2611.csv")];
  for (const path of [large, small]) writeFileSync(path, "");
  truncateSync(large, 26 * 2 ** 20);
  truncateSync(small, 24 * 2 ** 20);
  const tables = (["node", "miner", "ping"] as const).map((type) => ({ type, header: ["time", "host"], rows }));
  expect(await sizeWarnings(folder, tables)).toEqual([
    `${large}: 26 MB, and GitHub refuses files of 100 MB; check less often, or give some hosts of this type a "results" folder of their own`,
  ]);
});
