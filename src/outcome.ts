/** The result of one probe of one host. A host that is down is a result; only errors of the monitor itself are thrown. */

/** Why a cell is empty, as the `errors` column says it. */
export const errorCodes = [
  "ping:unreachable",
  "ping:implausible",
  "http:dns",
  "http:refused",
  "http:timeout",
  "http:tls",
  "http:failed",
  "ssh:dns",
  "ssh:refused",
  "ssh:timeout",
  "ssh:closed",
  "ssh:protocol",
  "ssh:auth",
  "ssh:host-key-unknown",
  "ssh:host-key-changed",
  "ssh:key-unreadable",
  "ssh:algorithms",
  "ssh:via",
  "probe:incomplete",
  "probe:oversize",
  "monitor:offline",
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/**
 * Text that may quote a host. It is an object, so that it cannot be used as a string by mistake: only safe-text.ts converts
 * it, with one function per medium.
 */
export interface Untrusted {
  readonly untrusted: string;
}

export interface Problem {
  readonly code: ErrorCode;
  /** One sentence for a person. */
  readonly detail: Untrusted;
  /** If it is about a host key that was refused. */
  readonly hostKey?: RefusedHostKey | undefined;
}

export interface RefusedHostKey {
  /** `ssh-ed25519`, as the host says. */
  readonly type: string;
  /** `SHA256:…` */
  readonly fingerprint: string;
  /** Those that are trusted instead, with their place: `SHA256:… (host_key of the inventory)`. */
  readonly known: readonly string[];
}

export function problem(code: ErrorCode, detail: string): Problem {
  return { code, detail: { untrusted: detail } };
}

/** The failure of something else, told by `code` and the words before its own. */
export function causedBy({ detail }: Problem, code: ErrorCode, before: string): Problem {
  return problem(code, `${before}: ${detail.untrusted}`);
}

/** The same problem in other words. */
export function reworded(original: Problem, reword: (text: string) => string): Problem {
  return { ...original, detail: { untrusted: reword(original.detail.untrusted) } };
}

/** An error with its problem, for code paths that can only pass errors. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(reason: Problem) {
    super(reason.detail.untrusted);
    this.problem = reason;
  }
}

/** A value, a problem, or both: a page may answer with a certificate that is not trusted. */
export interface Outcome<Value> {
  readonly value?: Value | undefined;
  readonly problems: readonly Problem[];
}

export function success<Value>(value: Value): Outcome<Value> {
  return { value, problems: [] };
}

export function failure<Value>(code: ErrorCode, detail: string): Outcome<Value> {
  return { problems: [problem(code, detail)] };
}

/** Records requests and answers of a probe for `--verbose`. Lines may quote the host: untrusted text. */
export type Trace = (line: string) => void;

/** Of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
