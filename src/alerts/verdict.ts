/** What one row says on one kind of alert, and the words in which the finders say it. */
import type { Row } from "../row/row.ts";
import { type Muting, mutingOf, sessionOf, stateOf } from "../row/state.ts";
import { loginsIn } from "./logins.ts";

/** A row that says something of its host. */
export interface SeenRow {
  readonly row: Row;
  readonly ms: number;
  readonly isDown: boolean;
  /** How asking the host over SSH went. */
  readonly session: "worked" | "failed" | "unasked" | "offline";
  readonly muting: Muting;
}

export interface Verdict {
  /** What is wrong, one key a finding, each once. */
  readonly findings: readonly string[];
  /** The list was cut short: what is not in it may be there all the same. */
  readonly partial: boolean;
  /** Findings of which the row does not say whether they are there. */
  readonly unsure?: readonly string[] | undefined;
  /** Findings that need no second check. */
  readonly certain?: readonly string[] | undefined;
  /** Findings that are not to be confirmed yet. */
  readonly unsettled?: readonly string[] | undefined;
  /** false: the host is not asked for this, or no longer. */
  readonly asked: boolean;
}

/** undefined: the row says nothing on this kind, which then rests. */
export type Finder = (seen: SeenRow) => Verdict | undefined;

export const well: Verdict = { findings: [], partial: false, asked: true };
export const unasked: Verdict = { findings: [], partial: false, asked: false };

export function found(...findings: readonly string[]): Verdict {
  return { findings, partial: false, asked: true };
}

/** An empty list is only one where the session worked. */
export function listed({ session }: SeenRow, findings: readonly string[]): Verdict | undefined {
  if (findings.length === 0) return session === "failed" ? undefined : session === "worked" ? well : unasked;
  return { findings, partial: session === "failed", asked: true };
}

/**
 * Somebody from an unknown address is logged in, which is told at once: on a new host, what its first answer lists besides
 * is told with it.
 */
export function isLoggedIn({ row }: SeenRow): boolean {
  return loginsIn(row).length > 0;
}

/** undefined: the row says nothing of its host. */
export function readSeen(row: Row, ms: number): SeenRow | undefined {
  const state = stateOf(row);
  if (state === "unknown") return undefined;
  return { row, ms, isDown: state === "down", session: sessionOf(row), muting: mutingOf(row) };
}
