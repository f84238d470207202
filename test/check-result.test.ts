import { describe, expect, it } from "vitest";
import { stateOf, unseen } from "../src/check-result.ts";
import { header, row } from "../src/columns.ts";
import { problem } from "../src/outcome.ts";
import { deadNode, healthyNode } from "./support/results.ts";

/** A row as an object, by column name. */
function cells(result: Parameters<typeof row>[0]): Record<string, string> {
  const values = row(result);
  return Object.fromEntries(header(result.type).map((name, index) => [name, values[index] ?? ""]));
}

describe("stateOf", () => {
  it("takes any answer for a sign of life", () => {
    expect(stateOf(healthyNode())).toBe("up");
    expect(stateOf({ ...deadNode(), problems: [problem("ssh:auth", "refused")] })).toBe("up");
  });

  it("takes echo replies with impossible times for a sign of life, and for no trouble", () => {
    const implausible = problem("ping:implausible", "times that cannot be");
    expect(stateOf({ ...deadNode(), problems: [implausible] })).toBe("up");
  });

  it("takes silence and refused connections for none", () => {
    expect(stateOf(deadNode())).toBe("down");
    expect(stateOf({ ...deadNode(), problems: [problem("ssh:refused", "refused")] })).toBe("down");
  });

  it("knows nothing of a host when the monitor was cut off", () => {
    expect(stateOf(unseen(deadNode(), "not even the gateway answers"))).toBe("unknown");
  });
});

describe("unseen", () => {
  it("leaves every measured cell empty and gives the one reason", () => {
    const { time, host, errors, ...measured } = cells(unseen(deadNode(), "not even the gateway answers"));
    expect([time, host, errors]).toEqual(["2026-11-22T21:32:05Z", "db-1", "monitor:offline"]);
    expect(new Set(Object.values(measured))).toEqual(new Set([""]));
  });
});
