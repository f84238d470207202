/** The messages for problems of an SSH session. Text of the host is always quoted. */
import { type ErrorCode, type Problem, ProblemError, problem } from "../outcome.ts";
import { cipherAlgorithms, isOurLack, kexAlgorithms, type Mismatch, macAlgorithms } from "./algorithms.ts";

export class SshError extends ProblemError {
  constructor(code: ErrorCode, detail: string) {
    super(problem(code, detail));
  }
}

/** A host sent more than it may. */
export class OversizeError extends SshError {
  constructor(detail: string) {
    super("ssh:protocol", detail);
  }
}

/** Text of the host for a message: one line, no control characters, at most 200 characters, in quotes. */
export function quoted(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, " ").trim();
  return `"${line.length > 200 ? `${line.slice(0, 200)}…` : line}"`;
}

/** What to change in the host's sshd_config. */
const changes: Readonly<Record<Mismatch["what"], string>> = {
  "key exchange": `add ${kexAlgorithms[0]} to KexAlgorithms`,
  "host key": "add an ssh-ed25519 key (HostKey, HostKeyAlgorithms)",
  cipher: `add ${cipherAlgorithms[0]} to Ciphers`,
  MAC: `add ${macAlgorithms[0]} to MACs`,
  compression: "turn compression off (Compression no)",
};

export function algorithmsProblem(mismatch: Mismatch): Problem {
  const { what, ours, theirs } = mismatch;
  const offers = `it offers ${quoted(theirs.join(", "))}, the monitor supports ${ours.join(", ")}`;
  return problem("ssh:algorithms", `no ${what} algorithm in common with the host: ${offers}; ${howToAgree(mismatch)}`);
}

function howToAgree(mismatch: Mismatch): string {
  if (!isOurLack(mismatch)) return "update the host's SSH server: its algorithms are broken or weak";
  return `the monitor does not support these secure algorithms yet: ${changes[mismatch.what]} in the host's sshd_config`;
}
