import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readRecent } from "../../src/store/recent.ts";
import { temporaryFolder } from "../support/folder.ts";

const files = {
  "README.md": "",
  "node_2609.csv": "not even a table",
  "node_2610.csv": "time,host\n2026-10-31T23:00:00Z,a\n",
  "node_2611.csv": "time,host\n2026-11-01T00:00:00Z,a\n",
  "ping_2611.csv": "time,host\n2026-11-01T00:00:00Z,b\n",
  "node_2612.csv": "not even a table",
};

function folderWith(names: readonly string[]): string {
  const folder = join(temporaryFolder(), "results");
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) if (names.includes(name)) writeFileSync(join(folder, name), text);
  return folder;
}

const day = (text: string) => new Date(`${text}T12:00:00Z`);

async function timesOf(folder: string, from: string, to: string) {
  const { tables, ...rest } = await readRecent(folder, day(from), day(to));
  return { ...rest, rows: tables.map(({ type, rows }) => [type, ...Array.from(rows, ({ time }) => time)].join(" ")) };
}

describe("readRecent", () => {
  it("opens the months of a span and no other, the older one first", async () => {
    const folder = folderWith(Object.keys(files));
    const found = await timesOf(folder, "2026-10-29", "2026-11-04");
    expect(found.rows).toEqual(["node 2026-10-31T23:00:00Z", "node 2026-11-01T00:00:00Z", "ping 2026-11-01T00:00:00Z"]);
    expect(found.cutAt).toEqual(new Date("2026-10-01T00:00:00Z"));
    expect(found.names).toEqual(Object.keys(files).sort());
  });

  it("knows when there is nothing older", async () => {
    const folder = folderWith(["node_2610.csv", "node_2611.csv"]);
    expect((await timesOf(folder, "2026-10-29", "2026-11-04")).cutAt).toBeUndefined();
    expect((await timesOf(folder, "2026-11-08", "2026-11-14")).cutAt).toEqual(new Date("2026-11-01T00:00:00Z"));
  });

  it("leaves out rows from before a time, and says from when on they are there", async () => {
    const folder = folderWith(["node_2610.csv"]);
    const [from, to] = [new Date("2026-10-31T00:00:00Z"), new Date("2026-11-04T00:00:00Z")];
    const { tables, cutAt } = await readRecent(folder, from, to, "2026-10-31T23:00:01Z");
    expect(tables.flatMap(({ rows }) => [...rows])).toEqual([]);
    expect(cutAt).toEqual(new Date("2026-10-31T23:00:01Z"));
  });

  it("finds nothing where there is no folder", async () => {
    const found = await timesOf(join(temporaryFolder(), "none"), "2026-10-29", "2026-11-04");
    expect(found).toEqual({ rows: [], cutAt: undefined, names: [] });
  });
});
