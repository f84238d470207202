import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { historyRows } from "../../src/store/history-rows.ts";
import { temporaryFolder } from "../support/folder.ts";

let folder: string;

beforeEach(() => {
  folder = join(temporaryFolder(), "results");
});

function write(name: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
}

async function read(from?: string, to = "2027-01-01T00:00:00Z"): Promise<string[]> {
  const lines: string[] = [];
  for await (const { time, host, type, cell } of historyRows(
    folder,
    from === undefined ? undefined : new Date(from),
    new Date(to),
  ))
    lines.push([time.slice(5, 16), host, type, cell("ping_ms")].join(" "));
  return lines;
}

describe("the rows of the history", () => {
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
    write("node_2609.csv", "no result file at all");
    write("node_2612.csv", "nor this");
    expect(await read("2026-10-01T00:00:00Z", "2026-11-30T00:00:00Z")).toHaveLength(5);
    await expect(read("2026-09-30T00:00:00Z")).rejects.toThrow(/node_2609\.csv/);
  });

  it("are those of the seed's files, too", async () => {
    write("node_2608.csv", "22 21:32:05,192.  0.  2. 10,15,16,210,200,3.2Gi,2.0Gi,12G,Jul  6 21:31,80+443,\n");
    expect((await read())[0]).toBe("08-22T21:32 192.0.2.10 node 15");
  });

  it("are none where there is no folder", async () => {
    folder = join(folder, "missing");
    expect(await read()).toEqual([]);
  });
});
