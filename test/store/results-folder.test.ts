import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Table } from "../../src/store/results.ts";
import { appendToFolder, changesOf, newestTime, readMonth } from "../../src/store/results-folder.ts";
import { temporaryFolder } from "../support/folder.ts";

function table(type: Table["type"], ...rows: string[][]): Table {
  return { type, header: ["time", "host", "last_boot"], rows };
}

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = join(temporaryFolder(), "results");
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const october = "time,host,last_boot\n2026-10-31T23:00:00Z,web,A\n2026-10-31T23:00:00Z,old,B\n";
const november = "time,host,last_boot\n2026-11-01T00:00:00Z,web,C\n2026-11-22T21:00:00Z,web,D\n";

describe("appendToFolder", () => {
  it("creates the folder, and a file for every type and month", async () => {
    const folder = join(temporaryFolder(), "data", "results");
    const late = table("node", ["2026-11-30T23:59:00Z", "a", ""], ["2026-12-01T00:00:00Z", "a", ""]);
    await appendToFolder(folder, [late, table("ping", ["2026-12-01T00:00:00Z", "b", ""])]);
    expect(readFileSync(join(folder, "node_2611.csv"), "utf8")).toBe("time,host,last_boot\n2026-11-30T23:59:00Z,a,\n");
    expect(readFileSync(join(folder, "node_2612.csv"), "utf8")).toBe("time,host,last_boot\n2026-12-01T00:00:00Z,a,\n");
    expect(readFileSync(join(folder, "ping_2612.csv"), "utf8")).toContain(",b,");
  });

  it("does not take a file it cannot read for an empty one", async () => {
    const folder = folderWith({ "node_2611.csv": `${november}2026-11-22T2` });
    await expect(appendToFolder(folder, [table("node", ["2026-11-23T00:00:00Z", "a", ""])])).rejects.toThrow(
      `${join(folder, "node_2611.csv")}: line 4, column 2: 3 cells expected, 1 found; mend the line`,
    );
  });
});

describe("changesOf", () => {
  it("has one change for a file, with the rows of all runs", () => {
    const [change, ...others] = changesOf("results", [
      table("node", ["2026-11-22T22:00:00Z", "a", ""]),
      table("node", ["2026-11-22T21:00:00Z", "a", ""]),
    ]);
    expect(others).toEqual([]);
    expect(change?.path).toBe("results/node_2611.csv");
    expect(change?.merge(undefined)).toBe("time,host,last_boot\n2026-11-22T21:00:00Z,a,\n2026-11-22T22:00:00Z,a,\n");
  });
});

describe("readMonth", () => {
  it("reads the rows of one type and month", async () => {
    const folder = folderWith({ "node_2610.csv": october, "node_2611.csv": november, "README.md": "" });
    const rows = await readMonth(folder, "node", new Date("2026-11-15T00:00:00Z"));
    expect(rows.map(({ cells }) => cells.get("last_boot"))).toEqual(["C", "D"]);
    expect(await readMonth(folder, "miner", new Date("2026-11-15T00:00:00Z"))).toEqual([]);
    expect(await readMonth(join(folder, "none"), "node", new Date(0))).toEqual([]);
  });

  it("finds the pings of the seed in its files for days, also those past midnight", async () => {
    const folder = folderWith({
      "pings_221130.csv": "221130 23:40:00,  8.  8.  8.  8,8,9\n221201 00:20:00,  8.  8.  8.  8,7,7\n",
      "pings_221201.csv": "221201 01:00:00,  8.  8.  8.  8,6,6\n",
      "ping_2212.csv": "time,host,ping_ms\n2022-12-02T00:00:00Z,dns,5\n",
    });
    const rows = await readMonth(folder, "ping", new Date("2022-12-31T00:00:00Z"));
    expect(rows.map(({ cells }) => cells.get("ping_ms"))).toEqual(["7", "6", "5"]);
  });
});

describe("newestTime", () => {
  it("is the newest of all types", async () => {
    const ping = "time,host\n2026-11-22T22:00:00Z,x\n2026-11-22T20:00:00Z,x\n";
    const folder = folderWith({ "node_2611.csv": november, "ping_2611.csv": ping, "miner_2512.csv": "time,host\n" });
    expect(await newestTime(folder)).toEqual(new Date("2026-11-22T22:00:00Z"));
  });

  it("is the newest of those until a time, where one is given", async () => {
    const folder = folderWith({ "node_2610.csv": october, "node_2611.csv": november });
    expect(await newestTime(folder, new Date("2026-11-22T21:00:00Z"))).toEqual(new Date("2026-11-22T21:00:00Z"));
    expect(await newestTime(folder, new Date("2026-11-22T20:59:59Z"))).toEqual(new Date("2026-11-01T00:00:00Z"));
    expect(await newestTime(folder, new Date("2026-10-31T23:59:59Z"))).toEqual(new Date("2026-10-31T23:00:00Z"));
  });

  it("looks further back when the newest file has no row yet, and is undefined when there is none at all", async () => {
    expect(await newestTime(folderWith({ "node_2611.csv": "time,host\n", "node_2610.csv": october }))).toEqual(
      new Date("2026-10-31T23:00:00Z"),
    );
    expect(await newestTime(folderWith({ "public_ip_history.csv": "time,ip\n" }))).toBeUndefined();
    expect(await newestTime(join(temporaryFolder(), "none"))).toBeUndefined();
  });
});
