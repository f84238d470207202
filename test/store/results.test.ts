import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { folderResults, newestTime, rowsBetween } from "../../src/store/results.ts";
import { temporaryFolder } from "../support/folder.ts";

let folder: string;

beforeEach(() => {
  folder = join(temporaryFolder(), "results");
});

function write(name: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
}

async function read(from?: string, to = "2027-01-01T00:00:00Z", onDamage?: (damage: Error) => void): Promise<string[]> {
  const lines: string[] = [];
  const start = from === undefined ? undefined : new Date(from);
  for await (const { time, host, type, pingMs } of rowsBetween(
    await folderResults(folder),
    start,
    new Date(to),
    onDamage,
  ))
    lines.push([time.toISOString().slice(5, 16), host, type, pingMs ?? ""].join(" "));
  return lines;
}

describe("the rows of the results", () => {
  beforeEach(() => {
    write("node_2610.csv", "time,host,ping_ms\n2026-10-31T23:00:00Z,web-1,1\n2026-10-31T23:30:00Z,web-1,2\n");
    write("ping_2610.csv", "host,time\nrouter,2026-10-31T23:15:00Z\n");
    write("node_2611.csv", "time,host,errors\n2026-11-01T00:00:00Z,web-1,\n");
    write("ping_2611.csv", "time,host,ping_ms\n2026-11-01T00:00:00Z,router,4\n");
  });

  it("come in the order of their times, of all types and months, with their columns by name", async () => {
    expect(await read()).toEqual([
      "10-31T23:00 web-1 node 1",
      "10-31T23:15 router ping ",
      "10-31T23:30 web-1 node 2",
      "11-01T00:00 web-1 node ",
      "11-01T00:00 router ping 4",
    ]);
  });

  it("come from the first time to the last, both included", async () => {
    expect(await read("2026-10-31T23:15:00Z", "2026-10-31T23:30:00Z")).toEqual([
      "10-31T23:15 router ping ",
      "10-31T23:30 web-1 node 2",
    ]);
  });

  it("are read from no month that is not asked for", async () => {
    write("node_2609.csv", "no results file at all");
    write("node_2612.csv", "nor this");
    expect(await read("2026-10-01T00:00:00Z", "2026-11-30T00:00:00Z")).toHaveLength(5);
    await expect(read("2026-09-30T00:00:00Z")).rejects.toThrow(/node_2609\.csv/);
  });

  it("are those of the Python program's files, too, and of its pings past midnight", async () => {
    write("node_2608.csv", "22 21:32:05,192.  0.  2. 10,15,16,210,200,3.2Gi,2.0Gi,12G,Jul  6 21:31,80+443,\n");
    expect((await read())[0]).toBe("08-22T21:32 192.0.2.10 node 15");
    write("pings_260930.csv", "260930 23:40:00,  8.  8.  8.  8,8,9\n261001 00:20:00,  8.  8.  8.  8,7,7\n");
    expect((await read("2026-10-01T00:00:00Z"))[0]).toBe("10-01T00:20 8.8.8.8 ping 7");
  });

  it("are none where there is no folder", async () => {
    folder = join(folder, "missing");
    expect(await read()).toEqual([]);
  });

  it("go on after a line that cannot be read, where that is allowed, and name it", async () => {
    write(
      "node_2610.csv",
      'time,host,ping_ms\n2026-10-31T23:00:00Z,web-1,1\nx\n\n,,\n2026-10-31T23:30:00Z,"web-1,2\n2026-10-31T23:45:00Z,web-1,3\n',
    );
    write("node_2611.csv", "a,b\n1,2\n");
    const damage: string[] = [];
    expect(await read(undefined, undefined, ({ message }) => damage.push(message.replace(`${folder}/`, "")))).toEqual([
      "10-31T23:00 web-1 node 1",
      "10-31T23:15 router ping ",
      "10-31T23:45 web-1 node 3",
      "11-01T00:00 router ping 4",
    ]);
    expect(damage).toEqual([
      "node_2610.csv: line 3, column 2: 3 cells expected, 1 found; fix the line, or restore the file from git",
      "node_2610.csv: line 6, column 2: a quoted cell never ends; fix the line, or restore the file from git",
      "node_2611.csv: line 1, column 1: a header with the columns time and host expected; fix the line, or restore the file from git",
    ]);
    await expect(read()).rejects.toThrow("node_2610.csv: line 3, column 2");
  });

  it("name a Git LFS pointer as what it is", async () => {
    write("node_2611.csv", "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n");
    await expect(read()).rejects.toThrow(/node_2611.csv: is a Git LFS pointer/);
  });
});

describe("the newest time", () => {
  const october = "time,host\n2026-10-31T23:00:00Z,web\n2026-10-31T23:00:00Z,old\n";
  const november = "time,host\n2026-11-01T00:00:00Z,web\n2026-11-22T21:00:00Z,web\n";
  const newest = async (end?: string) => newestTime(await folderResults(folder), end ? new Date(end) : undefined);

  it("is the newest of all types", async () => {
    write("node_2611.csv", november);
    write("ping_2611.csv", "time,host\n2026-11-22T22:00:00Z,x\n2026-11-22T20:00:00Z,x\n");
    write("miner_2512.csv", "time,host\n");
    expect(await newest()).toEqual(new Date("2026-11-22T22:00:00Z"));
  });

  it("is the newest of those until a time, where one is given", async () => {
    write("node_2610.csv", october);
    write("node_2611.csv", november);
    expect(await newest("2026-11-22T21:00:00Z")).toEqual(new Date("2026-11-22T21:00:00Z"));
    expect(await newest("2026-11-22T20:59:59Z")).toEqual(new Date("2026-11-01T00:00:00Z"));
    expect(await newest("2026-10-31T23:59:59Z")).toEqual(new Date("2026-10-31T23:00:00Z"));
  });

  it("is of an older file when the newest has no row yet, and undefined when there is none at all", async () => {
    write("node_2611.csv", "time,host\n");
    expect(await newest()).toBeUndefined();
    write("node_2610.csv", october);
    expect(await newest()).toEqual(new Date("2026-10-31T23:00:00Z"));
    folder = join(folder, "none");
    expect(await newest()).toBeUndefined();
  });
});
