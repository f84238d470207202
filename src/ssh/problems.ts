/** The words for what can go wrong with an SSH session. Text of the host is only ever quoted. */
import { type ErrorCode, type Problem, problem } from "../outcome.ts";
import { cipherAlgorithms, isOurLack, kexAlgorithms, type Mismatch, macAlgorithms } from "./algorithms.ts";

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

/** What to change in the host's sshd_config. */
const changes: Readonly<Record<Mismatch["what"], string>> = {
  "key exchange": `add ${kexAlgorithms[0]} to KexAlgorithms`,
  "host key": "let it show an ssh-ed25519 key (HostKey, HostKeyAlgorithms)",
  cipher: `add ${cipherAlgorithms[0]} to Ciphers`,
  MAC: `add ${macAlgorithms[0]} to MACs`,
  compression: "let it do without (Compression no)",
};

export function algorithmsProblem(mismatch: Mismatch): Problem {
  const { what, ours, theirs } = mismatch;
  const offers = `it offers ${quoted(theirs.join(", "))}, we speak ${ours.join(", ")}`;
  return problem("ssh:algorithms", `no ${what} algorithm in common with the host: ${offers}; ${howToAgree(mismatch)}`);
}

function howToAgree(mismatch: Mismatch): string {
  if (!isOurLack(mismatch)) return "update the host's SSH server: what it offers is broken or weak";
  return `the monitor lacks these, nothing is wrong with them: ${changes[mismatch.what]} in the host's sshd_config`;
}
