/** Repairs private keys that were damaged by secrets, YAML or clipboards. Pure. */
import { cleaned } from "./pasted.ts";

const pem = /-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \1-----/s;
/** Word processors replace two hyphens by one long dash. */
const borderPattern = /[-\u2010-\u2015\u2212]{2,} *(BEGIN|END) ([A-Z0-9 ]+?) *[-\u2010-\u2015\u2212]{2,}/g;
/** `Proc-Type: 4,ENCRYPTED` and `DEK-Info: AES-128-CBC,6A2F…` before the base64 of an encrypted key. */
const headersPattern = /^\s*((?:[A-Za-z-]+: *\S+\s+)+)(.*)$/s;

/**
 * The key as its program wrote it: real line ends for CRLF and literal `\n`, no indentation, no byte order mark, five
 * hyphens around BEGIN and END, the base64 in lines again where they were joined.
 */
export function repairKeyText(text: string): string {
  const lines = cleaned(text).split(/\r\n|\n|\r/);
  const tidy = lines.map((line) => line.trim()).join("\n");
  const bordered = tidy.replace(borderPattern, "-----$1 $2-----");
  const [, label, body] = pem.exec(bordered) ?? [];
  if (label === undefined || body === undefined) return `${tidy.trim()}\n`;
  return `-----BEGIN ${label}-----\n${repairBody(withLineEnds(body))}\n-----END ${label}-----\n`;
}

/** Neither base64 nor a header contains a backslash. */
function withLineEnds(body: string): string {
  return body.replace(/\\+r/g, "").replace(/\\+n/g, "\n");
}

/** One header per line, an empty line after them, and base64 in lines of 70. */
function repairBody(body: string): string {
  const [, headers, base64 = body] = headersPattern.exec(body) ?? [];
  const lines = (base64.replace(/\s+/g, "").match(/.{1,70}/g) ?? []).join("\n");
  return headers === undefined ? lines : `${headers.match(/[A-Za-z-]+: *\S+/g)?.join("\n")}\n\n${lines}`;
}

/** What is wrong with a text that is not a key, and how to fix it; undefined if it looks like a key. */
export function whyNotAKey(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return "is empty";
  if (/^(ssh-|ecdsa-sha2-|sk-|---- BEGIN SSH2 PUBLIC|-----BEGIN [A-Z ]*PUBLIC KEY)/.test(trimmed)) {
    return "is a public key: give the private one, the file without .pub";
  }
  if (trimmed.startsWith("PuTTY-User-Key-File-3")) {
    return "is a PuTTY key of version 3: convert it (`puttygen key.ppk -O private-openssh -o key`)";
  }
  if (/^[A-Za-z0-9+/\s]+=*$/.test(trimmed) && /-----BEGIN /.test(Buffer.from(trimmed, "base64").toString("latin1"))) {
    return "is a key encoded in base64 once more: decode it first (`base64 -d`)";
  }
  if (trimmed.startsWith("PuTTY-User-Key-File-") || pem.test(trimmed)) return undefined;
  return "is not a private key, or it is cut: it must reach from its -----BEGIN … line to its -----END … line";
}
