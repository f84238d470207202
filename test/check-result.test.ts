import { describe, expect, it } from "vitest";
import { unseen } from "../src/check-result.ts";
import { cellsOf, headerOf } from "../src/row/row.ts";
import { deadNode } from "./support/results.ts";

/** A row as an object, by column name. */
function cells(result: Parameters<typeof cellsOf>[0]): Record<string, string> {
  const values = cellsOf(result);
  return Object.fromEntries(headerOf(result.type).map((name, index) => [name, values[index] ?? ""]));
}

describe("unseen", () => {
  it("leaves every measured cell empty and gives the one reason", () => {
    const { time, host, errors, ...measured } = cells(unseen(deadNode(), "not even the gateway answers"));
    expect([time, host, errors]).toEqual(["2026-11-22T21:32:05Z", "db-1", "monitor:offline"]);
    expect(new Set(Object.values(measured))).toEqual(new Set([""]));
  });
});
