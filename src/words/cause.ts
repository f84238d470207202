/** Causes in the same words everywhere. The codes are for the CSV files, JSON, commit subjects and debug logs. */
import type { ErrorCode, Untrusted } from "../outcome.ts";
import type { Shown } from "../safe-text.ts";

/** Escapes text of a host for a medium: `markdownWords`, `htmlText`, `terminalText`. */
export type Quote = (text: Shown) => string;

const causes: Readonly<Record<ErrorCode, string>> = {
  "ping:unreachable": "no answer to pings",
  "ping:implausible": "ping reported impossible times",
  "http:dns": "the page's name did not resolve",
  "http:refused": "the page's port refused connections",
  "http:timeout": "the page did not answer in time",
  "http:tls": "the page's certificate was not valid",
  "http:failed": "the request for the page failed",
  "ssh:dns": "the host's name did not resolve",
  "ssh:refused": "the SSH port refused connections",
  "ssh:timeout": "SSH did not answer in time",
  "ssh:closed": "the host closed the SSH connection",
  "ssh:protocol": "SSH answered in an unexpected way",
  "ssh:auth": "SSH refused the login",
  "ssh:host-key-unknown": "the SSH host key was unknown",
  "ssh:host-key-changed": "the SSH host key had changed",
  "ssh:key-unreadable": "the monitor could not read its own SSH key",
  "ssh:algorithms": "SSH had no algorithm in common with the monitor",
  "ssh:via": "the jump host could not be used",
  "probe:incomplete": "the probe could not read everything",
  "probe:oversize": "the probe script printed too much",
  "monitor:offline": "the monitor was offline",
};
const causeByCode: ReadonlyMap<string, string> = new Map(Object.entries(causes));

/** `SSH did not answer in time`. An unknown code is untrusted text. */
export function causeOf(code: string): Shown {
  return causeByCode.get(code) ?? { untrusted: code };
}

/** `the page answered 502` */
export function statusCause(status: number): string {
  return `the page answered ${status}`;
}

/** The detail of an SSH problem if no packet gets to the host, before the system's code. */
export const unreachable = "the host cannot be reached";

/** The cause before its details: `SSH did not answer in time`, and `SSH` before `the host cannot be reached (EHOSTUNREACH)`. */
export function causeBefore(code: string, details: readonly Untrusted[]): Shown {
  const isUnreachable = details.some(({ untrusted }) => untrusted.startsWith(unreachable));
  return code === "ssh:timeout" && isUnreachable ? "SSH" : causeOf(code);
}

const mostCauses = 2;

/** The first causes: `SSH did not answer in time, the page's port refused connections`; "" without codes. */
export function causeWords(codes: readonly string[], quote: Quote): string {
  return joined(telling(codes).slice(0, mostCauses).map(causeOf), quote);
}

/** Our own words are not escaped. */
export function joined(causes: readonly Shown[], quote: Quote): string {
  return causes.map((cause) => quotedWords(cause, quote)).join(", ");
}

export function quotedWords(words: Shown, quote: Quote): string {
  return typeof words === "string" ? words : quote(words);
}

/** Leaves out ping codes if there are others: a host that is down does not answer pings either. */
export function telling(codes: readonly string[]): readonly string[] {
  const others = codes.filter((code) => !code.startsWith("ping:"));
  return others.length > 0 ? others : codes;
}

/** `maintenance`, `depends on router`. The name is untrusted, because the files can be edited by hand. */
export function silenceCause(reason: string): Shown {
  if (reason === "maintenance") return reason;
  return { untrusted: reason.replace(/^depends-on:/, "depends on ") };
}
