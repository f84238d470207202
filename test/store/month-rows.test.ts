import { mkdirSync, openSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type MonthTable, openMonth } from "../../src/store/month-rows.ts";
import { RecordReader } from "../../src/store/record-reader.ts";
import { temporaryFolder } from "../support/folder.ts";

function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = join(temporaryFolder(), "results");
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

const november = new Date("2026-11-01");

function cellsIn({ rows }: MonthTable): string[][] {
  return Array.from(rows(), ({ header, bytes, starts }) =>
    header.map((_, cell) => Buffer.from(bytes).toString("utf8", starts[cell], (starts[cell + 1] ?? 0) - 1)),
  );
}

/** What a file of this month says, and what is wrong with it. */
async function read(text: string | Uint8Array, name = "node_2611.csv") {
  const { tables } = await openMonth(folderWith({ [name]: text }), november);
  const [table] = tables;
  if (table === undefined) throw new Error("the file was not opened");
  return { cells: cellsIn(table), damage: [...table.damage] };
}

const row = (second: number, ...cells: string[]) => [`2026-11-22T21:32:0${second}Z`, ...cells];
const lines = (...rows: readonly string[][]) => rows.map((cells) => `${cells.join(",")}\n`).join("");

describe("openMonth", () => {
  it("opens all files that may hold rows of a month, the seed's days first", async () => {
    const folder = folderWith({
      "README.md": "",
      "public_ip_history.csv": "time,ip\n2026-11-01T00:00:00Z,192.0.2.1\n",
      "node_2610.csv": "time,host\n2026-11-01T00:00:00Z,old\n",
      "node_2611.csv": "time,host\n2026-10-31T23:59:59Z,a\n2026-11-01T00:00:00Z,b\n2026-12-01T00:00:00Z,c\n",
      "ping_2611.csv": "time,host\n2026-11-30T23:59:59Z,d\n",
      "pings_261031.csv": "261031 23:50:00,1.1.1.1,8,9\n261101 00:10:00,1.1.1.1,8,9\n",
      "pings_261101.csv": "261101 10:10:00,1.1.1.1,None,None\n",
    });
    const { month, start, end, tables } = await openMonth(folder, new Date("2026-11-22T21:00:00Z"));
    expect({ month, start, end }).toEqual({ month: "2026-11", start: november, end: new Date("2026-12-01") });
    const found = tables.map(({ type, rows }) => [
      type,
      ...Array.from(rows(), ({ host, second }) => `${host} ${second}`),
    ]);
    expect(found).toEqual([
      ["ping", "1.1.1.1 600"],
      ["ping", "1.1.1.1 36600"],
      ["node", "b 0"],
      ["ping", "d 2591999"],
    ]);
    expect(tables.flatMap(({ damage }) => damage)).toEqual([]);
  });

  it("can be gone through again and again, also when somebody stops half way", async () => {
    const text = lines(["time", "host"], row(1, "a"), row(2, "b"), row(3));
    const { tables } = await openMonth(folderWith({ "node_2611.csv": text }), november);
    for (let time = 0; time < 3; time += 1)
      for (const table of tables) {
        expect(cellsIn(table)).toHaveLength(2);
        expect(table.damage).toEqual(["node_2611.csv: line 4: 2 cells expected, 1 found"]);
        for (const { host } of table.rows()) if (host === "a") break;
      }
  });

  it("finds nothing where there is no folder", async () => {
    expect((await openMonth(join(temporaryFolder(), "none"), november)).tables).toEqual([]);
  });

  it("reads what a spreadsheet saved: a byte order mark, CRLF, quotes, no newline at the end", async () => {
    const text = '\ufefftime,host,note\r\n2026-11-22T21:32:01Z,"a","x,""y""\r\nz"\r\n2026-11-22T21:32:02Z,é,3';
    expect(await read(text)).toEqual({ cells: [row(1, "a", 'x,"y"\r\nz'), row(2, "é", "3")], damage: [] });
  });

  it("finds columns by their names, in a second header, too", async () => {
    const text = "host,time,a\nx,2026-11-22T21:32:01Z,1\nhost,time,b,a\ny,2026-11-22T21:32:02Z,2,3\n";
    const { tables } = await openMonth(folderWith({ "node_2611.csv": text }), november);
    const found = tables.flatMap(({ rows }) => Array.from(rows(), ({ host, header }) => [host, ...header]));
    expect(found).toEqual([
      ["x", "host", "time", "a"],
      ["y", "host", "time", "b", "a"],
    ]);
  });

  it("reads the seed's rows in its units, and ours that were put behind them", async () => {
    const seed =
      "22 21:32:01,192.  0.  2. 10,15,16,210,200,3.2Gi,2.0Gi,12G,Jul  6 21:31,80+443,\n22 21:32:02,many\nnonsense\n";
    const { cells, damage } = await read(`${seed}${lines(["time", "host"], row(3, "a"))}`);
    expect(cells).toEqual([
      row(1, "192.0.2.10", ..."15 16 210 200 3277 2048 12288 2026-07-06T21:31Z 80+443".split(" "), "", "", ""),
      row(2, "many", ...Array.from({ length: 10 }, () => ""), "100", "ping:unreachable"),
      row(3, "a"),
    ]);
    expect(damage).toEqual(["node_2611.csv: line 3: a header with the columns time and host expected"]);
  });

  it("puts together what the seed's pinger wrote on two lines", async () => {
    const text =
      "261122 21:32:01,  8.  8.  8. 8\n,8,9\n261122 21:32:02,1.1.1.1,1 s,2\n261122 21:32:03,  1.  1.  1.  1\n,1,2";
    const { cells, damage } = await read(text, "pings_261122.csv");
    expect(cells).toEqual([row(1, "8.8.8.8", "8", "9", "", ""), row(3, "1.1.1.1", "1", "2", "", "")]);
    expect(damage).toEqual(["pings_261122.csv: line 3: not a value of ping_ms"]);
  });
});

describe("damage", () => {
  const good = lines(row(9, "z", "9"));
  const kept = row(9, "z", "9");

  it.each<[what: string, line: string, damage: string]>([
    ["a cell too few", "2026-11-22T21:32:01Z,a\n", "3 cells expected, 2 found"],
    ["a cell too many", "2026-11-22T21:32:01Z,a,1,2\n", "3 cells expected, 4 found"],
    ["a time that is none", "2026-11-31T21:32:01Z,a,1\n", "a time such as 2026-11-22T21:32:05Z expected"],
    ["one of another month that is none", "2026-13-01T21:32:01Z,a,1\n", "a time such as 2026-11-22T21:32:05Z expected"],
    ["a time without a zone", "2026-11-22T21:32:01,a,1\n", "a time such as 2026-11-22T21:32:05Z expected"],
    ["no host", "2026-11-22T21:32:01Z,,1\n", "the host is missing"],
    [
      "a quote that never ends",
      '2026-11-22T21:32:01Z,a,"1\n',
      "a quote stands where none may, or a quoted cell never ends",
    ],
    [
      "a quote within a cell",
      '2026-11-22T21:32:01Z,a,1"2\n',
      "a quote stands where none may, or a quoted cell never ends",
    ],
    ["NUL", "2026-11-22T21:32:01Z,a,\0\n", "a NUL character"],
    ["a mark of git's", "<<<<<<< HEAD\n", "3 cells expected, 1 found"],
    ["an endless line", `2026-11-22T21:32:01Z,a,${"x".repeat(3 << 20)}\n`, "longer than a mebibyte"],
    ["ten thousand cells", `2026-11-22T21:32:01Z,a${",".repeat(10_000)}\n`, "more than 4096 cells"],
  ])("of one line, %s, costs that line", async (_what, line, damage) => {
    const found = await read(`time,host,n\n${lines(row(1, "y", "1"))}${line}${good}`);
    expect(found).toEqual({ cells: [row(1, "y", "1"), kept], damage: [`node_2611.csv: line 3: ${damage}`] });
  });

  it("is what is not UTF-8", async () => {
    const text = Buffer.from(`time,host,n\n2026-11-22T21:32:01Z,é,1\n${good}`, "latin1");
    expect(await read(text)).toEqual({ cells: [kept], damage: ["node_2611.csv: line 2: no UTF-8 text"] });
  });

  it("of a quote does not swallow the lines up to the next one", async () => {
    const text = `time,host,n\n${lines(row(1, "a", '"1'), row(2, "b", "2"), row(3, "c", '"3"'))}${good}`;
    const { cells, damage } = await read(text);
    expect(cells).toEqual([row(2, "b", "2"), row(3, "c", "3"), kept]);
    expect(damage).toHaveLength(1);
  });

  it("of a whole file is one entry", async () => {
    expect(await read("")).toEqual({ cells: [], damage: ["node_2611.csv: is empty; there should be a header"] });
    const folder = folderWith({ "ping_2611.csv": lines(["time", "host"], row(1, "a")) });
    mkdirSync(join(folder, "node_2611.csv"));
    const { tables } = await openMonth(folder, november);
    expect(tables.map(cellsIn)).toEqual([[], [row(1, "a")]]);
    expect(tables.flatMap(({ damage }) => damage)).toEqual(["node_2611.csv: cannot be read (EISDIR)"]);
  });

  it("of every line is named for some of them, and counted for the others", async () => {
    const { cells, damage } = await read(`time,host\n${"nonsense\n".repeat(100)}`);
    expect(cells).toEqual([]);
    expect(damage).toHaveLength(21);
    expect(damage.at(-1)).toBe("node_2611.csv: 80 more that cannot be read");
  });

  it("is not a file that is gone since", async () => {
    const folder = folderWith({});
    symlinkSync("nowhere", join(folder, "node_2611.csv"));
    const { tables } = await openMonth(folder, november);
    expect(tables.map(cellsIn)).toEqual([[]]);
    expect(tables.flatMap(({ damage }) => damage)).toEqual([]);
  });
});

describe("a file larger than what is read at once", () => {
  it("is read whole, whatever lies across the pieces", () => {
    const records = Array.from({ length: 60_000 }, (_, index) => [
      String(index),
      "x".repeat(index % 97),
      index % 1000 === 0 ? 'a\n"b"' : "é".repeat(index % 13),
    ]);
    const text = records
      .map(([a, b, c = ""]) => `${a},${b},${c.includes('"') ? `"${c.replaceAll('"', '""')}"` : c}\n`)
      .join("");
    const reader = new RecordReader(openSync(join(folderWith({ "big.csv": text }), "big.csv"), "r"));
    const found: string[][] = [];
    while (reader.next()) {
      const { bytes, starts, width, flaw } = reader;
      expect(flaw).toBeUndefined();
      const cells = Array.from({ length: width }, (_, cell) => bytes.slice(starts[cell], (starts[cell + 1] ?? 0) - 1));
      found.push(cells.map((cell) => Buffer.from(cell).toString()));
    }
    expect(Buffer.byteLength(text)).toBeGreaterThan(3 << 20);
    expect(found).toEqual(records);
  });
});
