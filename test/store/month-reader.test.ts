import { describe, expect, it } from "vitest";
import { refuseDamage } from "../../src/store/csv.ts";
import { monthReader } from "../../src/store/month-reader.ts";

async function read(pieces: readonly string[], onDamage?: (damage: Error) => void, from?: string): Promise<string[]> {
  const reading = { onDamage: onDamage ?? refuseDamage, from };
  const { next, nextPiece, close } = monthReader(eachOf(pieces), "ping_2611.csv", reading);
  const rows: string[] = [];
  for (let row = await nextPiece(); row !== undefined; row = next() ?? (await nextPiece()))
    rows.push(`${row.time.toISOString().slice(8, 16)} ${row.host} ${row.pingMs}`);
  await close();
  return rows;
}

async function* eachOf(pieces: readonly string[]): AsyncGenerator<string, void> {
  yield* pieces;
}

const header = "time,host,ping_ms\n";

function line(hour: number, host: string): string {
  return `2026-11-22T${String(hour).padStart(2, "0")}:00:00Z,${host},${hour}\n`;
}

describe("a month file in pieces", () => {
  it("has the rows of all pieces under the header of the first", async () => {
    expect(await read([header + line(1, "a"), line(2, "a") + line(3, "b"), line(4, "a")])).toEqual([
      ...["22T01:00 a 1", "22T02:00 a 2", "22T03:00 b 3", "22T04:00 a 4"],
    ]);
    expect(await read([header, "\n,,\n", line(2, "a")])).toEqual(["22T02:00 a 2"]);
  });

  it("has the rows from a time on, whichever piece they are in", async () => {
    const pieces = [header + line(1, "a") + line(2, "a"), line(3, "a"), line(4, "a") + line(5, "a")];
    expect(await read(pieces, undefined, "2026-11-22T05:00:00Z")).toEqual(["22T05:00 a 5"]);
  });

  it("names the line of the whole file that cannot be read", async () => {
    const damages: string[] = [];
    const pieces = [header + line(1, "a"), `${line(2, "a")}\n${line(3, "b")}`, `${line(4, "a")}torn\n${line(5, "b")}`];
    const rows = await read(pieces, ({ message }) => damages.push(message));
    expect(rows).toHaveLength(5);
    expect(damages).toEqual([expect.stringMatching(/^ping_2611\.csv: line 7, column 2: 3 cells expected, 1 found/)]);
    await expect(read(pieces)).rejects.toThrow("line 7, column 2");
  });

  it("names a header that cannot be read once", async () => {
    const damages: string[] = [];
    expect(await read(["a,b\n1,2\n", "3,4\n", "5,6\n"], ({ message }) => damages.push(message))).toEqual([]);
    expect(damages).toEqual([expect.stringMatching(/line 1, column 1: a header with the columns time and host/)]);
  });

  it("is taken as a whole where its first line is no plain header", async () => {
    expect(await read(["22 21:32:05,192.  0.  2. 10,15,16\n", "22 22:32:05,192.  0.  2. 10,17,18\n"])).toEqual([
      ...["22T21:32 192.0.2.10 15", "22T22:32 192.0.2.10 17"],
    ]);
    const quoted = ['time,host,"two\nlines"\n', line(1, "a")];
    expect(await read(quoted)).toEqual(["22T01:00 a undefined"]);
  });

  it("tells of a piece that cannot be read, and has the rows before it", async () => {
    async function* broken(): AsyncGenerator<string, void> {
      yield header + line(1, "a");
      throw new Error("the disk reports an error");
    }
    const damages: string[] = [];
    const reader = monthReader(broken(), "ping_2611.csv", { onDamage: ({ message }) => damages.push(message) });
    expect((await reader.nextPiece())?.host).toBe("a");
    expect(await reader.nextPiece()).toBeUndefined();
    expect(damages).toEqual(["the disk reports an error"]);
  });
});
