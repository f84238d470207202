/** What `report` says to somebody who has just begun. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../support/folder.ts";
import { runCommand } from "../support/in-process.ts";

const now = new Date("2026-11-25T18:00:00Z");

/** Checks of one host, every 20 minutes of an hour of the 25th. */
function firstEvening(month = "2026-11") {
  const home = temporaryFolder();
  const results = join(home, "results");
  mkdirSync(results);
  const rows = ["00", "20", "40"].map((minute) => `${month}-25T17:${minute}:00Z,web-1,5.0\n`);
  writeFileSync(join(results, `ping_${month.slice(2).replace("-", "")}.csv`), `time,host,ping_ms\n${rows.join("")}`);
  const report = (inputs = {}) =>
    runCommand({ command: "report", push: "false", ...inputs }, { home, workspace: home, results }, now);
  return { results, report };
}

describe("the first report", () => {
  it("is none where the month before has no rows, and names the month that has", async () => {
    const { results, report } = firstEvening();
    const { infos, fault } = await report();
    expect(fault).toBeUndefined();
    expect(infos).toEqual([
      `no report: ${results} has no rows of October 2026 or before; for the month so far, give \`month: current\``,
    ]);
    expect(readdirSync(results)).toEqual(["ping_2611.csv"]);
  });

  it("counts time from the first row on", async () => {
    const { results, report } = firstEvening();
    const { fault, doings } = await report({ month: "current" });
    expect(fault).toBeUndefined();
    expect(doings).toEqual(["reading the rows of the month", "writing the report", ""]);
    expect(JSON.parse(readFileSync(join(results, "2026-11.json"), "utf8"))).toMatchObject({
      gaps: [],
      hosts: [{ coverage: 1, rows: 3 }],
    });
  });

  it("tells of a month in which the monitor was silent, if it was there before", async () => {
    const { results, report } = firstEvening("2026-09");
    expect((await report()).fault).toBeUndefined();
    expect(readFileSync(join(results, "2026-10.md"), "utf8")).toContain("No rows for October 2026");
  });
});
