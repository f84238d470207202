/** Rules fed with rows that are a quarter of an hour apart, and what they said. */
import { newRules } from "../../src/alerts/rules.ts";
import type { Row } from "../../src/row/row.ts";
import { type RowCells, typedRow } from "./typed-row.ts";

export type { RowCells };

export const startMs = Date.parse("2026-11-01T00:00:00Z");
export const quarterMs = 900_000;

/** The time of the n-th check. */
export function checkTime(check: number): Date {
  return new Date(startMs + check * quarterMs);
}

export function historyRow(time: Date, host: string, cells: RowCells): Row {
  return typedRow(time, host, cells, "gpu_temp_c" in cells ? "miner" : "node");
}

/**
 * One row a check for one host; undefined: the check was lost. `said`: every change, `3: opened port 8080`, by check;
 * `told`: what was news of it, `3: port 8080`.
 */
export function feed(checks: readonly (RowCells | undefined)[], { confirm = 2, host = "web-1" } = {}) {
  const rules = newRules({ confirm });
  const said: string[] = [];
  const told: string[] = [];
  for (const [check, cells] of checks.entries())
    for (const { what, added, alert, reason } of cells ? rules.add([historyRow(checkTime(check), host, cells)]) : []) {
      said.push([`${check}: ${what}`, alert.kind, ...alert.findings, reason].filter(Boolean).join(" "));
      if (added.length > 0) told.push([`${check}: ${alert.kind}`, ...added].join(" "));
    }
  return { rules, said, told };
}

/** The same so many times. */
export function times<Value>(count: number, value: Value): Value[] {
  return Array.from({ length: count }, () => value);
}
