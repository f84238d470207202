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

/** `opened port 8080`, at which check. */
interface Said {
  readonly check: number;
  readonly words: string;
}

/** One row a check for one host; undefined: the check was lost. */
export function feed(checks: readonly (RowCells | undefined)[], { confirm = 2, host = "web-1" } = {}) {
  const rules = newRules({ confirm });
  const said: Said[] = [];
  for (const [check, cells] of checks.entries())
    for (const { what, alert, reason } of cells ? rules.add(historyRow(checkTime(check), host, cells)) : [])
      said.push({ check, words: [what, alert.kind, ...alert.findings, reason].filter(Boolean).join(" ") });
  return { rules, said: said.map(({ check, words }) => `${check}: ${words}`) };
}

/** The same so many times. */
export function times<Value>(count: number, value: Value): Value[] {
  return Array.from({ length: count }, () => value);
}
