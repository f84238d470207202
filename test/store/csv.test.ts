import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CsvRecord, formatCsv, readCsv, refuseDamage } from "../../src/store/csv.ts";

const strict = { onDamage: refuseDamage };

function rowsOf(text: string): string[][] {
  return Array.from(readCsv(text, "f.csv", strict).records, ({ cells }) => [...cells]);
}

describe("readCsv", () => {
  it("reads a header and its rows", () => {
    const { header, records } = readCsv("a,b\n1,\n,2\n", "f.csv", strict);
    expect(header).toEqual(["a", "b"]);
    expect(Array.from(records, ({ line, width, cells }) => [line, width, cells])).toEqual([
      [2, 2, ["1", ""]],
      [3, 2, ["", "2"]],
    ]);
  });

  it("reads quoted cells, and says on which line a row begins", () => {
    const { records } = readCsv('a,b\n"x,""y""\n",1\nz,2\n', "f.csv", strict);
    expect(Array.from(records, ({ line, cells }) => [line, cells])).toEqual([
      [2, ['x,"y"\n', "1"]],
      [4, ["z", "2"]],
    ]);
  });

  it("reads one cell of a record, quoted or not", () => {
    const { records } = readCsv('a,b,c\n1,,33\n"x,y",,z\n', "f.csv", strict);
    const cellsOf = (record: CsvRecord) => [0, 1, 2, 3].map((at) => record.cell(at));
    expect(Array.from(records, cellsOf)).toEqual([
      ["1", "", "33", ""],
      ["x,y", "", "z", ""],
    ]);
  });

  it("reads what a spreadsheet saved: a byte order mark, CRLF, no newline at the end", () => {
    expect(readCsv("\ufeffa,b\r\n1,2", "f.csv", strict).header).toEqual(["a", "b"]);
    expect(rowsOf("\ufeffa,b\r\n1,2")).toEqual([["1", "2"]]);
  });

  it("passes over empty lines, and lines of commas alone", () => {
    expect(rowsOf("a,b\n\n1,2\r\n\r\n,,,\n3,4\n\n")).toEqual([
      ["1", "2"],
      ["3", "4"],
    ]);
  });

  it.each([
    ["", "f.csv: line 1, column 1: the file is empty"],
    ["a,a\n", "f.csv: line 1, column 2: the header names this column twice"],
    ["a,b\n1,2\n3\n", "f.csv: line 3, column 2: 2 cells expected, 1 found"],
    ["a,b\n1,2,3\n", "f.csv: line 2, column 3: 2 cells expected, 3 found"],
    ['a,b\n1,2\n3,"4\n', "f.csv: line 3, column 2: a quoted cell never ends"],
    ['a,b\n1,2"3\n', "f.csv: line 2, column 2: a quote is not allowed here"],
  ])("names line and column of what is wrong in %j", (text, message) => {
    expect(() => rowsOf(text)).toThrow(message);
  });
});

describe("formatCsv", () => {
  it("writes LF and quotes only what needs it", () => {
    expect(
      formatCsv([
        ["a", "b"],
        ["1,2", ""],
        ['"', "x y"],
      ]),
    ).toBe('a,b\n"1,2",\n"""",x y\n');
  });

  it("is read back as it was, whatever the cells hold", () => {
    const cell = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("\r", "\n", "\r\n", '"', ",", "\ufeff", "a\r"),
    );
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width })));
    fc.assert(
      fc.property(table, (rows) => {
        const header = Array.from({ length: rows[0]?.length ?? 2 }, (_, index) => `column ${index}`);
        // A row of empty cells alone is passed over.
        const wanted = rows.filter((cells) => cells.some((each) => each !== ""));
        expect(rowsOf(formatCsv([header, ...rows]))).toEqual(wanted);
      }),
    );
  });
});

describe("readCsv from a time on", () => {
  const rowsOf = (times: readonly string[]) => `time,host\n${times.map((time) => `${time},web\n`).join("")}`;
  const timesIn = (text: string, from: string) =>
    Array.from(readCsv(text, "f", { ...strict, from }).records, ({ cells }) => cells[0]);

  it("leaves out no row that is wanted, and most that are not", () => {
    const hours = fc.array(fc.integer({ min: 0, max: 99 }), { maxLength: 40 }).map((all) => all.sort((a, b) => a - b));
    const stamp = (hour: number) => new Date(Date.UTC(2026, 10, 1, hour)).toISOString().slice(0, 19).concat("Z");
    fc.assert(
      fc.property(hours, fc.integer({ min: -1, max: 100 }), (all, hour) => {
        const times = all.map(stamp);
        expect(timesIn(rowsOf(times), stamp(hour))).toEqual(times.filter((time) => time >= stamp(hour)));
      }),
    );
  });

  it("leaves out no row that is wanted wherever there are empty lines, and lines of commas", () => {
    const isTime = (line: string) => /^\d/.test(line);
    const lines = fc.array(fc.constantFrom("", "\r", ",", "1", "2", "3", "4"), { maxLength: 20 });
    fc.assert(
      fc.property(lines, fc.integer({ min: 0, max: 5 }), (drawn, from) => {
        const times = drawn.filter(isTime).sort();
        const inOrder = times.values();
        const written = drawn.map((line) => (isTime(line) ? `${inOrder.next().value},web\n` : `${line}\n`));
        const read = timesIn(`time,host\n${written.join("")}`, String(from));
        expect(read.filter((time = "") => time >= String(from))).toEqual(times.filter((time) => time >= String(from)));
      }),
    );
  });

  it("names the line of what is wrong, as it stands in the file", () => {
    const text = `${rowsOf(["2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z", "2026-11-03T00:00:00Z"])}rubbish\n`;
    expect(() => timesIn(text, "2026-11-03T00:00:00Z")).toThrow("f: line 5, column 2: 2 cells expected, 1 found");
  });

  it("reads everything where the first column is no time, and where a cell is quoted", () => {
    expect(timesIn("host,time\nweb,2026-11-01T00:00:00Z\n", "2026-11-02T00:00:00Z")).toEqual(["web"]);
    expect(timesIn('time,host\n2026-11-01T00:00:00Z,"a"\n', "2026-11-02T00:00:00Z")).toHaveLength(1);
  });
});
