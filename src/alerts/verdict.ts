/** What one row says on one kind of alert, and the words in which the finders say it. */
import { type HostState, stateOfCells } from "../row-state.ts";
import type { HistoryRow } from "../store/history-rows.ts";

/** A row that says something of its host. */
export interface SeenRow {
  readonly row: HistoryRow;
  readonly ms: number;
  readonly state: HostState;
  /** Of the `errors` column. */
  readonly codes: readonly string[];
  /** How asking the host over SSH went. */
  readonly session: "worked" | "failed" | "unasked";
}

export interface Verdict {
  /** What is wrong, one key a finding, each once. */
  readonly findings: readonly string[];
  /** The list was cut short: what is not in it may be there all the same. */
  readonly partial: boolean;
  /** false: the host is not asked for this, or no longer. */
  readonly asked: boolean;
}

export const well: Verdict = { findings: [], partial: false, asked: true };
export const unasked: Verdict = { findings: [], partial: false, asked: false };

export function found(...findings: readonly string[]): Verdict {
  return { findings, partial: false, asked: true };
}

const noCodes: readonly string[] = [];

/** undefined: the monitor was offline. */
export function readSeen(row: HistoryRow, ms: number): SeenRow | undefined {
  const state = stateOfCells(row.cell);
  if (state === undefined) return undefined;
  const errors = row.cell("errors");
  const codes = errors === "" ? noCodes : errors.split("+");
  return { row, ms, state, codes, session: sessionOf(row, codes) };
}

function sessionOf(row: HistoryRow, codes: readonly string[]): SeenRow["session"] {
  if (codes.some((code) => code.startsWith("ssh:") || code.startsWith("probe:"))) return "failed";
  return sessionColumns.some((column) => row.cell(column) !== "") ? "worked" : "unasked";
}

const sessionColumns = ["mem_avail_mib", "disk_avail_mib", "last_boot", "ports", "ssh_peers", "logins", "gpu_temp_c"];

/** Longer than any cell of ours: the probe passes on 500 items at most, and counts them. */
const longestCell = 20_000;
const longestItem = 300;

/** The items of a cell that joins several, without those that none of our probes can have written. */
export function itemsOf(cell: string, separator = "+"): string[] {
  if (cell === "") return [];
  const items = cell.slice(0, longestCell).split(separator);
  return [...new Set(items)].filter((item) => item !== "" && item.length <= longestItem);
}

export function numberOf(cell: string): number | undefined {
  return /^-?\d{1,12}$/.test(cell) ? Number(cell) : undefined;
}
