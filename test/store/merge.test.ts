import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { refuseDamage } from "../../src/store/csv.ts";
import { appendedRows, mergeRows, type Table } from "../../src/store/merge.ts";
import { monthFile } from "../../src/store/month-file.ts";
import { readTable } from "../../src/store/rows.ts";

const name = "results/ping_2611.csv";
const header = ["time", "host", "ping_ms"];

function table(...rows: string[][]): Table {
  return { type: "ping", header, rows };
}

const first = ["2026-11-22T21:00:00Z", "b", "1.0"];
const second = ["2026-11-22T21:00:00Z", "a", "2.0"];
const later = ["2026-11-22T22:00:00Z", "b", "3.0"];

function textOf(...rows: string[][]): string {
  return [header, ...rows].map((row) => `${row.join(",")}\n`).join("");
}

describe("monthFile", () => {
  it("names the file by type and UTC month", () => {
    expect(monthFile("node", new Date("2026-11-30T23:59:59Z"))).toBe("node_2611.csv");
    expect(monthFile("miner", new Date("2026-12-01T00:30:00+01:00"))).toBe("miner_2611.csv");
  });
});

describe("mergeRows", () => {
  it("begins a file with a header and keeps the order of the inventory", () => {
    expect(mergeRows(undefined, table(first, second), name)).toBe(textOf(first, second));
  });

  it("adds rows at the end and leaves every old byte alone", () => {
    const old = '"time",host,ping_ms\n2026-11-22T21:00:00Z,"b",1.0\n';
    expect(mergeRows(old, table(later), name)).toBe(`${old}2026-11-22T22:00:00Z,b,3.0\n`);
  });

  it("leaves out rows that are there, and says nothing new when all are", () => {
    expect(mergeRows(textOf(first), table(first, second), name)).toBe(textOf(first, second));
    expect(mergeRows(textOf(first, second), table(second), name)).toBe(textOf(first, second));
  });

  it("keeps the row that is there when another one claims its time and host", () => {
    expect(mergeRows(textOf(first), table(["2026-11-22T21:00:00Z", "b", "9.0"]), name)).toBe(textOf(first));
  });

  it("sorts late rows in", () => {
    expect(mergeRows(textOf(later), table(first, second), name)).toBe(textOf(first, second, later));
  });

  it("puts new columns last and leaves them empty for old rows", () => {
    const wider = { type: "ping", header: [...header, "loss"], rows: [[...later, "25"]] } as const;
    expect(mergeRows(textOf(first), wider, name)).toBe(
      "time,host,ping_ms,loss\n2026-11-22T21:00:00Z,b,1.0,\n2026-11-22T22:00:00Z,b,3.0,25\n",
    );
  });

  it("finds our columns by name and keeps those it does not know", () => {
    const old = "note,host,time,ping_ms\nmine,b,2026-11-22T21:00:00Z,1.0\n";
    expect(mergeRows(old, table(later), name)).toBe(`${old},b,2026-11-22T22:00:00Z,3.0\n`);
    expect(mergeRows(old, table(["2026-11-22T20:00:00Z", "b", "7.0"]), name)).toBe(
      "note,host,time,ping_ms\n,b,2026-11-22T20:00:00Z,7.0\nmine,b,2026-11-22T21:00:00Z,1.0\n",
    );
  });

  it("takes a whole last line without its newline for a row", () => {
    expect(mergeRows(textOf(first).trimEnd(), table(later), name)).toBe(textOf(first, later));
  });

  it.each([
    [`${textOf(first)}2026-11-22T22:0`, "ping_2611.csv: line 3, column 2: 3 cells expected, 1 found"],
    [`${textOf(first)}\0\0\0,b,1\n`, "ping_2611.csv: line 3, column 1: a time such as"],
    [`${textOf(first)}2026-13-22T22:00:00Z,b,1\n`, "ping_2611.csv: line 3, column 1: a time such as"],
    [`${textOf(first)}2026-11-22T22:00:00Z,,1\n`, "ping_2611.csv: line 3, column 2: the name of a host expected"],
    ["", "ping_2611.csv: line 1, column 1: the file is empty"],
    ["<<<<<<< HEAD\n", "ping_2611.csv: line 1, column 1: a header with the columns time and host expected"],
  ])("refuses to go on from a damaged file: %j", (text, message) => {
    expect(() => mergeRows(text, table(later), name)).toThrow(message);
  });

  const run = fc.record({
    minute: fc.integer({ min: 0, max: 59 }),
    hosts: fc.uniqueArray(fc.constantFrom("a", "b", "c,d", 'e"'), { minLength: 1 }),
  });
  const runs = fc.uniqueArray(run, { selector: ({ minute }) => minute, minLength: 1, maxLength: 6 });
  const tables = runs.map((list) =>
    list.map(({ minute, hosts }) =>
      table(...hosts.map((host) => [`2026-11-22T21:${String(minute).padStart(2, "0")}:00Z`, host, String(minute)])),
    ),
  );

  function mergeAll(list: readonly Table[]): string | undefined {
    return list.reduce<string | undefined>((text, each) => mergeRows(text, each, name), undefined);
  }

  it("comes to the same file in whatever order and however often runs are merged", () => {
    const orders = tables.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 })),
    );
    fc.assert(
      fc.property(orders, ([list, shuffled]) => {
        expect(mergeAll(shuffled)).toBe(mergeAll(list));
      }),
    );
  });
});

describe("readTable", () => {
  it("says where a file cannot be trusted", () => {
    const rows = readTable('time,host\n2026-11-22T21:32:05Z,"a\nb"\n', "node_2611.csv", {
      onDamage: refuseDamage,
    }).rows;
    expect(() => [...rows]).toThrow("node_2611.csv: line 2, column 2: the name of a host expected");
  });
});

describe("appendedRows", () => {
  const [early, old] = [
    ["2026-11-22T19:00:00Z", "a", "0.1"],
    ["2026-11-22T20:00:00Z", "a", "0.5"],
  ];
  const appended = (text: string, ...rows: string[][]) => appendedRows({ bytes: 1e6, text }, [table(...rows)], name);

  it("are what mergeRows adds at the end of a file, told from its first and last lines", () => {
    const ends = textOf(old, first);
    expect(appended(ends, second, later)).toBe(textOf(second, later).slice(textOf().length));
    expect(mergeRows(textOf(early, old, first), table(second, later), name)).toBe(
      textOf(early, old, first) + appended(ends, second, later),
    );
    expect(appended(ends, first)).toBe("");
    expect(appended(ends.slice(0, -1), later)).toBe("\n2026-11-22T22:00:00Z,b,3.0\n");
  });

  it.each([
    ["rows may be there in older lines", textOf(old, first), old],
    ["rows are late", textOf(old, later), first],
    ["the last lines have a quote", textOf(old, ["2026-11-22T20:00:00Z", '"a"', "1"]), later],
    ["the last line is torn", `${textOf(old)}2026-11-22T20:30`, later],
    ["columns are new", "time,host\n2026-11-22T20:00:00Z,a\n", later],
    ["the file is one of the program before ours", "22 20:00:00,192.  0.  2. 10,15,16,\n22 21:00:00,x,1,2,\n", later],
  ])("are not known where %s", (_why, text, row) => {
    expect(appended(text, row)).toBeUndefined();
  });
});
