/**
 * Maps errors of sockets and of ssh2 to our codes. Their texts are not used, because they hold addresses or text of the
 * host.
 */
import { type Problem, ProblemError, problem } from "../outcome.ts";
import { unreachable } from "../words/cause.ts";
import { findMismatch } from "./algorithms.ts";
import type { HostKeyGate } from "./host-key.ts";
import type { ServerOffer } from "./kexinit.ts";
import { algorithmsProblem, quoted } from "./problems.ts";

/** Why the TCP connection failed, by its system code. The text of the error is not used, because it holds the address. */
export function socketProblem(error: Error): Problem {
  if (error instanceof ProblemError) return error.problem;
  const codes = systemCodes(error);
  const has = (...wanted: readonly string[]) => wanted.some((code) => codes.includes(code));
  if (codes.some((code) => dnsCode.test(code))) return problem("ssh:dns", "the name does not resolve to an address");
  if (has("ECONNREFUSED")) return problem("ssh:refused", "the host refused the connection to its SSH port");
  if (has("ECONNRESET", "EPIPE", "ECONNABORTED")) return problem("ssh:closed", "the host reset the connection");
  return problem("ssh:timeout", `${unreachable} (${codes.join(", ") || "unknown reason"})`);
}

const dnsCode = /^(ENOTFOUND|ENODATA|EAI_[A-Z]+)$/;

/** A name with several addresses fails with an error for each. */
function systemCodes(error: Error): readonly string[] {
  const all: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
  return all.flatMap((each) => (each instanceof Error && "code" in each ? [String(each.code)] : []));
}

/** Why ssh2 failed. `offer`: the host's algorithms, if the key exchange had not ended. `stage`: the current step. */
export function diagnose(
  error: Error,
  { gate, offer, stage }: { gate: HostKeyGate; offer: ServerOffer | undefined; stage: string },
): Problem {
  if (isDisconnect(error))
    return problem("ssh:closed", `the host closed the connection while ${stage}: ${quoted(error.message)}`);
  if (isSilence(error)) return problem("ssh:timeout", `no answer while ${stage}`);
  const mismatch = offer && findMismatch(gate.algorithms, offer);
  if (mismatch?.what === "host key") return gate.noCommonType(mismatch);
  if (mismatch !== undefined) return algorithmsProblem(mismatch);
  return problem("ssh:protocol", `the host violated the SSH protocol while ${stage}: ${quoted(error.message)}`);
}

/** Whether the host sent SSH_MSG_DISCONNECT: ssh2 then gives its reason as a number. */
export function isDisconnect(error: Error): boolean {
  return "code" in error && typeof error.code === "number";
}

/** ssh2's error where a host does not answer its keepalives. */
function isSilence(error: Error): boolean {
  return "level" in error && error.level === "client-timeout";
}
