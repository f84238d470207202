/** The words for what can go wrong with an SSH session. Text of the host is only ever quoted. */
import { type ErrorCode, type Problem, problem } from "../outcome.ts";
import type { Mismatch } from "./algorithms.ts";

/** An error that already knows its problem, for the paths on which only errors travel. */
export class SshError extends Error {
  readonly problem: Problem;

  constructor(code: ErrorCode, detail: string) {
    super(detail);
    this.problem = problem(code, detail);
  }
}

/** Text of the host for a detail: one line, no control characters, at most 200 characters, in quotes. */
export function quoted(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, " ").trim();
  return `"${line.length > 200 ? `${line.slice(0, 200)}…` : line}"`;
}

export function algorithmsProblem({ what, ours, theirs }: Mismatch): Problem {
  const offers = `it offers ${quoted(theirs.join(", "))}, we speak ${ours.join(", ")}`;
  return problem("ssh:algorithms", `no ${what} algorithm in common with the host: ${offers}`);
}
