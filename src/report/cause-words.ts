/** Why a host was down, in plain words. Pure. */
import type { ErrorCode } from "../outcome.ts";
import type { Shown } from "../safe-text.ts";

/** Makes what a host may have said inert, as a medium wants it: `markdownWords`, `htmlText`, `terminalText`. */
export type Quote = (text: Shown) => string;

const meanings: Readonly<Record<ErrorCode, string>> = {
  "ping:unreachable": "no answer to pings",
  "ping:implausible": "pings were answered with times that cannot be",
  "http:dns": "the page's name did not resolve",
  "http:refused": "the page's port refused connections",
  "http:timeout": "the page did not answer in time",
  "http:tls": "the page's certificate was not valid",
  "http:failed": "the page broke off",
  "ssh:dns": "its name did not resolve",
  "ssh:refused": "the SSH port refused connections",
  "ssh:timeout": "SSH did not answer in time",
  "ssh:closed": "SSH hung up",
  "ssh:protocol": "what answered was no SSH server",
  "ssh:auth": "SSH refused the login",
  "ssh:host-key-unknown": "the SSH host key was unknown",
  "ssh:host-key-changed": "the SSH host key had changed",
  "ssh:key-unreadable": "our own SSH key could not be read",
  "ssh:algorithms": "SSH had no algorithm in common with us",
  "probe:incomplete": "the probe broke off",
  "probe:oversize": "the probe's answer was too long",
  "monitor:offline": "the monitor itself was cut off",
};
const meaningOf: ReadonlyMap<string, string> = new Map(Object.entries(meanings));

const mostCauses = 2;

/** `SSH did not answer in time, the page's port refused connections`; "" without codes. */
export function causeWords(errors: readonly string[], quote: Quote): string {
  return telling(errors)
    .slice(0, mostCauses)
    .map((code) => meaningOf.get(code) ?? quote(code))
    .join(", ");
}

/** Codes without those of ping where there are others: a host that is down does not answer to pings either. */
export function telling(errors: readonly string[]): readonly string[] {
  const others = errors.filter((code) => !code.startsWith("ping:"));
  return others.length > 0 ? others : errors;
}
