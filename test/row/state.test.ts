import { describe, expect, it } from "vitest";
import { unseen } from "../../src/check-result.ts";
import { problem } from "../../src/outcome.ts";
import { rowOf } from "../../src/row/row.ts";
import { stateOf } from "../../src/row/state.ts";
import { deadNode, healthyNode } from "../support/results.ts";
import { type RowCells, typedRow } from "../support/typed-row.ts";

const time = new Date("2026-11-22T21:32:05Z");
const stateOfCells = (cells: RowCells, isAlerting = false) => stateOf(typedRow(time, "a", cells), isAlerting);

describe("the state of a row", () => {
  it.each([
    [{ ping_ms: "5" }, "up"],
    [{ ping_ms: "5", http_code: "399" }, "up"],
    [{ ping_ms: "5", http_code: "502" }, "trouble"],
    [{ ping_ms: "5", errors: "http:tls", http_code: "200" }, "trouble"],
    [{ http_code: "200", errors: "ping:unreachable" }, "up"],
    [{ errors: "ping:unreachable+ssh:auth" }, "trouble"],
    [{ errors: "ping:unreachable+http:refused+ssh:refused" }, "down"],
    [{ errors: "ping:implausible" }, "up"],
    [{ errors: "ping:implausible+ssh:auth" }, "trouble"],
    [{ errors: "ping:implausible", http_code: "503" }, "trouble"],
    [{ errors: "monitor:offline" }, "unknown"],
    [{ errors: "ping:unreachable+monitor:offline" }, "unknown"],
    [{ ping_ms: "5", errors: "monitor:offline" }, "up"],
    [{ http_code: "503", errors: "monitor:offline" }, "trouble"],
    [{ errors: "ssh:auth+monitor:offline" }, "trouble"],
  ])("of %j is %s", (cells, state) => {
    expect(stateOfCells(cells)).toBe(state);
  });

  it("is trouble while an alert is open, unless nothing answers or nothing is known", () => {
    expect(stateOfCells({ ping_ms: "5" }, true)).toBe("trouble");
    expect(stateOfCells({ errors: "ping:unreachable" }, true)).toBe("down");
    expect(stateOfCells({ errors: "monitor:offline" }, true)).toBe("unknown");
  });

  it("is the same for a result as for its row", () => {
    expect(stateOf(rowOf(healthyNode()))).toBe("up");
    expect(stateOf(rowOf(deadNode()))).toBe("down");
    expect(stateOf(rowOf({ ...deadNode(), problems: [problem("ssh:auth", "refused")] }))).toBe("trouble");
    expect(stateOf(rowOf(unseen(deadNode(), "not even the gateway answers")))).toBe("unknown");
  });
});
