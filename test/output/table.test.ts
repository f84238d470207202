import { describe, expect, it } from "vitest";
import { fittedTable } from "../../src/output/table.ts";
import { broken, cellWidth, cut, indented, wrapped } from "../../src/output/wrap.ts";

const table = {
  header: ["host", "state", "ping", "ports"],
  rows: [
    ["web-1", "up", "12 ms", "22, 80, 443, 8080 and 2 more"],
    ["db-1", "down", "", ""],
  ],
};

describe("a table", () => {
  it("is as wide as its cells where there is room", () => {
    expect(fittedTable(table, { width: Number.POSITIVE_INFINITY, leastColumn: 8 })).toEqual({
      lines: ["HOST   STATE  PING   PORTS", "web-1  up     12 ms  22, 80, 443, 8080 and 2 more", "db-1   down"],
      leftOut: [],
    });
  });

  it("breaks long cells where there is less", () => {
    expect(fittedTable(table, { width: 36, leastColumn: 8 }).lines).toEqual([
      "HOST   STATE  PING   PORTS",
      "web-1  up     12 ms  22, 80, 443,",
      "                     8080 and 2 more",
      "db-1   down",
    ]);
  });

  it("leaves columns out before it makes one too narrow, and says which", () => {
    const fitted = fittedTable(table, { width: 36, leastColumn: 20, leftOutFirst: ["ping"] });
    expect(fitted.leftOut).toEqual(["ping"]);
    expect(fitted.lines[1]).toBe("web-1  up     22, 80, 443, 8080 and");
    expect(fittedTable(table, { width: 20, leastColumn: 20 }).leftOut).toEqual(["ports"]);
  });

  it("never exceeds the width, whatever its cells hold", () => {
    const hostile = {
      header: ["host", "state"],
      rows: [
        ["x".repeat(63), "trouble, silenced (depends on router)"],
        ["日本語サーバー".repeat(4), "\u001b[2J"],
      ],
    };
    for (const width of [20, 60, 80]) {
      const { lines } = fittedTable(hostile, { width, leastColumn: 18 });
      for (const line of lines) expect(cellWidth(line)).toBeLessThanOrEqual(width);
      expect(lines.join("\n")).not.toContain("\u001b");
    }
  });

  it("has the width of a cell without its colour", () => {
    const style = (cell: string, column: number) => (column === 1 ? `<${cell}>` : cell);
    expect(fittedTable(table, { width: 80, leastColumn: 8, style }).lines[1]).toMatch(/^web-1 {2}<up> {5}12 ms/);
  });
});

describe("a text", () => {
  it("is wrapped between words, and a long word has a line of its own", () => {
    expect(wrapped("see /a/very/long/path for more", 12, "  ")).toEqual(["  see", "  /a/very/long/path", "  for more"]);
  });

  it("is broken within a word where it has to be", () => {
    expect(broken("10.0.0.0/8, home.example.org", 12)).toEqual(["10.0.0.0/8,", "home.example", ".org"]);
  });

  it("keeps its indent, and hangs", () => {
    expect(indented("  - one two three", 11, 2)).toEqual(["  - one", "    two", "    three"]);
    expect(indented("short", 11, 2)).toEqual(["short"]);
  });

  it("is cut at its end", () => {
    expect(cut("0 of 4 hosts checked", 12)).toBe("0 of 4 host…");
    expect(cut("short", 12)).toBe("short");
  });

  it.each([
    ["web-1", 5],
    ["bücher", 6],
    ["日本語", 6],
    ["e\u0301", 1],
    ["🟢", 2],
    ["…–", 2],
  ])("%s takes %s columns", (text, columns) => {
    expect(cellWidth(text)).toBe(columns);
  });
});
