/** Why a host was down and what is wrong with it, in plain words. Pure. */
import type { Alert, AlertKind } from "../alerts/alert.ts";
import type { ErrorCode } from "../outcome.ts";
import { dayAndTime } from "./figure-words.ts";

/** Makes a host's own words inert, as a medium wants it: `hostWords`, `htmlText`, `terminalText`. */
export type Quote = (text: string) => string;

const meanings: Readonly<Record<ErrorCode, string>> = {
  "ping:unreachable": "no answer to pings",
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

/** Codes without what goes without saying: a host that is down does not answer to pings either. */
export function telling(errors: readonly string[]): readonly string[] {
  return errors.length > 1 ? errors.filter((code) => code !== "ping:unreachable") : errors;
}

const mostFindings = 3;

/** What an alert means for a person: `down since 14 Oct 03:10 (ssh:timeout)`, `unknown port 8080`. */
export function alertWords(alert: Alert, near: Date, quote: Quote): string {
  const since = `since ${dayAndTime(alert.since, near)}`;
  const found = listed(telling(alert.findings), quote);
  const words = wordsOfKind[alert.kind]({ since, found, findings: alert.findings });
  return alert.flapping ? `${words}, comes and goes` : words;
}

interface Found {
  readonly since: string;
  readonly found: string;
  readonly findings: readonly string[];
}

const wordsOfKind: Readonly<Record<AlertKind, (alert: Found) => string>> = {
  down: ({ since, found }) => `down ${since}${inBrackets(found)}`,
  "host-key": ({ since, findings }) =>
    `SSH host key ${findings.includes("ssh:host-key-changed") ? "changed" : "unknown"} ${since}`,
  peer: ({ since, found }) => `unknown SSH peer${colon(found)} ${since}`,
  port: ({ since, found }) => `unknown port${colon(found)} ${since}`,
  disk: ({ since }) => `disk nearly full ${since}`,
  ssh: ({ since, found }) => `no SSH session ${since}${inBrackets(found)}`,
  http: ({ since, found }) => `page in trouble ${since}${inBrackets(found)}`,
  gpu: ({ since, found }) => `GPU gone ${since}${inBrackets(found)}`,
  cert: () => "certificate expires soon",
  silent: ({ since }) => `no new row ${since}`,
};

function colon(found: string): string {
  return found === "" ? "" : ` ${found}`;
}

function inBrackets(found: string): string {
  return found === "" ? "" : ` (${found})`;
}

/** The first few, and how many more. */
export function listed(texts: readonly string[], quote: Quote): string {
  const more = texts.length > mostFindings ? [`${texts.length - mostFindings} more`] : [];
  const named = texts.slice(0, mostFindings).map((text) => (meaningOf.has(text) ? text : quote(text)));
  return [...named, ...more].join(", ");
}
