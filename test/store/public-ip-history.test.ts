import { describe, expect, it } from "vitest";
import { addressChanges } from "../../src/store/public-ip-history.ts";

const [home, moved, home6] = ["93.184.216.34", "93.184.216.35", "2606:2800:220:1::1"];

/** A run at an hour of a day. */
function run(hour: string, ...publicAddresses: string[]) {
  return { time: new Date(`2026-11-22T${hour}:00:00.500Z`), tables: [], publicAddresses };
}

/** The file after these runs. */
function historyAfter(text: string | undefined, ...runs: ReturnType<typeof run>[]): string | undefined {
  return addressChanges(runs).reduce<string | undefined>(
    (theirs, { merge }) => merge(theirs, "public_ip_history.csv"),
    text,
  );
}

const rows = (...lines: string[]) => ["time,ip", ...lines.map((line) => `2026-11-22T${line}`), ""].join("\n");

describe("the history of public addresses", () => {
  it("begins with the first address", () => {
    const [change, ...more] = addressChanges([run("10", home)]);
    expect(change?.name).toBe("public_ip_history.csv");
    expect(change?.merge(undefined, "public_ip_history.csv")).toBe(rows(`10:00:00Z,${home}`));
    expect(more).toEqual([]);
  });

  it("is left alone when no run has learnt an address", () => {
    expect(addressChanges([run("10"), { time: new Date(), tables: [] }])).toEqual([]);
  });

  it("has a row for every change, and none for what stays", () => {
    const first = rows(`10:00:00Z,${home}`);
    expect(historyAfter(first, run("11", home))).toBe(first);
    expect(historyAfter(first, run("11", home), run("12", moved), run("13", moved), run("14", home))).toBe(
      rows(`10:00:00Z,${home}`, `12:00:00Z,${moved}`, `14:00:00Z,${home}`),
    );
  });

  it("keeps IPv4 and IPv6 apart", () => {
    const first = rows(`10:00:00Z,${home}`);
    const both = rows(`10:00:00Z,${home}`, `11:00:00Z,${home6}`);
    expect(historyAfter(first, run("11", home, home6))).toBe(both);
    expect(historyAfter(both, run("12", home))).toBe(both);
  });

  it("gives a run that lands late its place, and the same run twice one row", () => {
    const present = rows(`10:00:00Z,${home}`, `12:00:00Z,${home}`);
    const fixed = rows(`10:00:00Z,${home}`, `11:00:00Z,${moved}`, `12:00:00Z,${home}`);
    expect(historyAfter(present, run("11", moved))).toBe(fixed);
    expect(historyAfter(fixed, run("11", moved))).toBe(fixed);
  });

  it("finds columns by name, and leaves those it does not know alone", () => {
    const annotated = `ip,note,time\n${home},"new router, same line",2026-11-22T10:00:00Z\n`;
    expect(historyAfter(annotated, run("11", moved))).toBe(`${annotated}${moved},,2026-11-22T11:00:00Z\n`);
  });

  it.each(["", "address\n1\n", "time,ip\nx\n"])("does not take a file it cannot read for an empty one: %j", (text) => {
    expect(() => historyAfter(text, run("11", home))).toThrow(/^public_ip_history.csv: line \d, column \d: .*fix/);
  });
});
