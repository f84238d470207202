import { describe, expect, it } from "vitest";
import { downtimeChange, readDowntimes } from "../../src/store/downtimes.ts";

const path = "results/maintenance.csv";
const header = "from,to,host,why\n";

function shown(text: string): string[] {
  return readDowntimes(text, path).downtimes.map(({ from, to, host = "all", why }) =>
    [from, to]
      .map((time) => time.toISOString().slice(5, 19))
      .concat(host, why)
      .join(" "),
  );
}

describe("maintenance.csv", () => {
  it.each([
    ["2026-11-25T18:00Z,2026-11-25T20:00Z,db-1,kernel", "11-25T18:00:00 11-25T20:00:00 db-1 kernel"],
    ["2026-11-25T18:00:30Z,2026-11-25T20:00:00.5Z,db-1,", "11-25T18:00:30 11-25T20:00:00 db-1 "],
    ["2026-11-25T18:00+01:00,2026-11-25T20:00-0330,db-1,", "11-25T17:00:00 11-25T23:30:00 db-1 "],
    ["2026-11-25 18:00 Z,2026-11-25t20:00z,,new switch", "11-25T18:00:00 11-25T20:00:00 all new switch"],
    [' 2026-11-25T18:00Z , 2026-11-25T20:00Z , db-1 ,"a, b"', "11-25T18:00:00 11-25T20:00:00 db-1 a, b"],
  ])("says %j", (line, downtime) => {
    expect(shown(header + line)).toEqual([downtime]);
  });

  it("is read as people save it: with CRLF, a byte order mark, empty lines, other columns and another order", () => {
    const text = "\ufeffHost, WHY,to,from,by\r\n\r\ndb-1,kernel,2026-11-25T20:00Z,2026-11-25T18:00Z,me\r\n,,,,\r\n";
    expect(shown(text)).toEqual(["11-25T18:00:00 11-25T20:00:00 db-1 kernel"]);
    expect(readDowntimes(text, path).problems).toEqual([]);
  });

  it("loses a line that cannot be read, names it, and no other", () => {
    const good = "2026-11-25T18:00Z,2026-11-25T20:00Z,db-1,";
    const bad = [
      "2026-11-25T18:00,2026-11-25T20:00,db-1,no zone",
      "2026-02-30T18:00Z,2026-03-02T20:00Z,db-1,no such day",
      "2026-11-25T20:00Z,2026-11-25T18:00Z,db-1,backwards",
      "tomorrow,2026-11-25T18:00Z,db-1,",
      "2026-11-25T18:00Z,2026-11-25T20:00Z",
      '2026-11-25T18:00Z,2026-11-25T20:00Z,db-1,"open',
    ];
    const { downtimes, problems } = readDowntimes(`${header}${[...bad, good].join("\n")}\n`, path);
    expect(downtimes).toHaveLength(1);
    expect(
      problems.map((words) => /^results\/maintenance\.csv: line (\d+), column \d+: (.*?);/.exec(words)?.slice(1)),
    ).toEqual([
      ["2", "a time such as 2026-11-25T18:00Z or 2026-11-25T18:00+01:00 expected"],
      ["3", "a time such as 2026-11-25T18:00Z or 2026-11-25T18:00+01:00 expected"],
      ["4", "an end (to) after the start (from) expected"],
      ["5", "a time such as 2026-11-25T18:00Z or 2026-11-25T18:00+01:00 expected"],
      ["6", "4 cells expected, 2 found"],
      ["7", "a quoted cell never ends"],
    ]);
  });

  it.each([
    ["nothing in it", "", "the file is empty"],
    ["no header", "2026-11-25T18:00Z,2026-11-25T20:00Z,db-1,\n", "a header from,to,host,why expected"],
  ])("with %s is one problem", (_what, text, problem) => {
    expect(readDowntimes(text, path)).toEqual({ downtimes: [], problems: [expect.stringContaining(problem)] });
  });

  it("names no more than twenty problems", () => {
    expect(readDowntimes(header + "x\n".repeat(5000), path).problems).toHaveLength(20);
  });
});

describe("a line that is added", () => {
  const [from, to] = [new Date("2026-11-25T18:00:30Z"), new Date("2026-11-25T20:00:30Z")];
  const { name, merge } = downtimeChange({ from, to, host: "db-1", why: "=1+1, kernel" });
  const line = '2026-11-25T18:00:30Z,2026-11-25T20:00:30Z,db-1,"\'=1+1, kernel"\n';

  it("is the first of a new file, and of an empty one", () => {
    expect(name).toBe("maintenance.csv");
    expect(merge(undefined, path)).toBe(header + line);
    expect(merge("\n", path)).toBe(header + line);
  });

  it("leaves the others as they are", () => {
    const text = "\ufefffrom,to,host,why\r\nnonsense\r\n2026-11-24T18:00Z,2026-11-24T20:00Z,,x";
    expect(merge(text, path)).toBe(`${text}\n${line}`);
    expect(merge(`${text}\r\n`, path)).toBe(`${text}\n${line}`);
  });

  it("follows the header of the file", () => {
    expect(merge("host,from,to,by\n", path)).toBe("host,from,to,by\ndb-1,2026-11-25T18:00:30Z,2026-11-25T20:00:30Z,\n");
  });

  it("is refused where the file has no header", () => {
    expect(() => merge("db-1\n", path)).toThrow(
      "results/maintenance.csv: line 1, column 1: a header from,to,host,why expected",
    );
  });
});
