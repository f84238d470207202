/**
 * OpenSSH's known_hosts format: text → entries, and which entries speak of a host. Pure.
 *
 *     # a comment
 *     web.example.org,192.0.2.10 ssh-ed25519 AAAA… a comment
 *     [web.example.org]:2222 ssh-ed25519 AAAA…
 *     *.example.org,!old.example.org ssh-rsa AAAA…
 *     |1|c2FsdA==|aG1hYw== ecdsa-sha2-nistp256 AAAA…
 *     @revoked * ssh-rsa AAAA…
 *
 * See sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT".
 */
import { createHmac } from "node:crypto";
import { cleaned } from "../inventory/pasted.ts";
import { hostKeyAlgorithms } from "./algorithms.ts";

export interface KnownHostsEntry {
  /** The first field as written: patterns joined by commas, or one hashed name. */
  readonly hosts: string;
  readonly revoked: boolean;
  /** Key type: `ssh-ed25519`, `ssh-rsa` … */
  readonly type: string;
  /** The public key as it travels in the key exchange. */
  readonly key: Buffer;
  /** Place for messages: `/etc/ssh/ssh_known_hosts line 3`. */
  readonly place: string;
}

export interface KnownHosts {
  readonly entries: readonly KnownHostsEntry[];
  /** Warnings about lines that could not be used, with place and reason. */
  readonly warnings: readonly string[];
}

/** Reads a known_hosts text; `source` names it in entries and warnings. */
export function parseKnownHosts(text: string, source: string): KnownHosts {
  const entries: KnownHostsEntry[] = [];
  const warnings: string[] = [];
  for (const { number, line } of linesOf(text)) {
    if (line === "" || line.startsWith("#")) continue;
    const place = `${source} line ${number}`;
    const entry = parseLine(line, place);
    if (typeof entry === "string") warnings.push(`${place}: ${entry}`);
    else entries.push(entry);
  }
  return { entries, warnings };
}

/** Restores line breaks that became `\n` or blanks. Otherwise the following lines would be read as a comment. */
function linesOf(text: string): { number: number; line: string }[] {
  const clean = cleaned(text).trimEnd();
  const lines = (/[\r\n]/.test(clean) ? clean : clean.replace(/\\r|\\n/g, "\n")).split(/\r\n|\n|\r/);
  return lines.flatMap((whole, index) => {
    const line = whole.trim();
    const parts = line.startsWith("#") ? [line] : line.split(joint);
    return parts.map((part) => ({ number: index + 1, line: part }));
  });
}

/** Blanks before `HOST TYPE KEY` that do not follow a marker. */
const joint = /(?<!(?:^|\s)@\S+)\s+(?=(?:@\S+\s+)?\S+\s+(?:ssh|ecdsa)-\S+\s+AAAA)/;

/** Whether the first field of a line matches `name`: a host name or address, `[name]:port` where the port is not 22. */
export function hostsFieldMatches(field: string, name: string): boolean {
  const wanted = name.toLowerCase();
  if (field.startsWith("|")) return isHashOf(field, wanted);
  const patterns = field.toLowerCase().split(",");
  const matching = patterns.filter((pattern) => globMatches(pattern.replace(/^!/, ""), wanted));
  return matching.length > 0 && !matching.some((pattern) => pattern.startsWith("!"));
}

/** The entry, or the reason why the line cannot be used. */
function parseLine(line: string, place: string): KnownHostsEntry | string {
  const words = line.split(/[ \t]+/);
  const marker = words[0]?.startsWith("@") ? words.shift() : undefined;
  const [hosts, type, base64] = words;
  if (marker === "@cert-authority") return "host certificates are not supported: list the host's own key instead";
  if (marker !== undefined && marker !== "@revoked") return "unknown marker: expected @revoked or nothing";
  if (hosts === undefined || type === undefined || base64 === undefined) {
    const isPath = words.length === 1 && hosts?.includes("/") === true;
    const hint = isPath ? "; this looks like a path: give the lines of the file" : "";
    return `not a known_hosts line: expected HOST TYPE KEY, as ssh-keyscan prints it${hint}`;
  }
  if (hosts.startsWith("|") && parseHash(hosts) === undefined) return "the hashed host name is damaged";
  if (!keyTypes.has(type)) return "the key type is not supported: expected ssh-ed25519, ecdsa-sha2-nistp… or ssh-rsa";
  const key = readKey(base64, type);
  if (key === undefined) return `the key is damaged: it does not read as ${type}`;
  return { hosts, revoked: marker === "@revoked", type, key, place };
}

const keyTypes: ReadonlySet<string> = new Set(hostKeyAlgorithms.map(({ type }) => type));

/** Whether the text is a whole public key of this type. */
export function isKeyOf(type: string, base64: string): boolean {
  return readKey(base64, type) !== undefined;
}

/** Decodes a key; undefined unless it is whole, a sequence of length-prefixed fields of which the first is the type. */
function readKey(base64: string, type: string): Buffer | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return undefined;
  const key = Buffer.from(base64, "base64");
  const fields: Buffer[] = [];
  let offset = 0;
  while (offset + 4 <= key.length) {
    const end = offset + 4 + key.readUInt32BE(offset);
    fields.push(key.subarray(offset + 4, end));
    offset = end;
  }
  const whole = offset === key.length && fields.length >= 2;
  return whole && fields[0]?.toString("latin1") === type ? key : undefined;
}

function isHashOf(field: string, name: string): boolean {
  const hash = parseHash(field);
  return hash !== undefined && createHmac("sha1", hash.salt).update(name).digest().equals(hash.hmac);
}

/** `|1|SALT|HMAC`: HMAC-SHA1 of the host name with the salt as its key. */
function parseHash(field: string): { readonly salt: Buffer; readonly hmac: Buffer } | undefined {
  const [, salt, hmac] = /^\|1\|([A-Za-z0-9+/]{27}=)\|([A-Za-z0-9+/]{27}=)$/.exec(field) ?? [];
  if (salt === undefined || hmac === undefined) return undefined;
  return { salt: Buffer.from(salt, "base64"), hmac: Buffer.from(hmac, "base64") };
}

/** `*` matches any text, `?` one character; everything else, also brackets, matches itself. */
export function globMatches(pattern: string, name: string): boolean {
  let [at, from, star, retry] = [0, 0, -1, 0];
  while (from < name.length) {
    const wanted = pattern[at];
    if (wanted === "*") [star, retry, at] = [at, from, at + 1];
    else if (wanted === "?" || wanted === name[from]) [at, from] = [at + 1, from + 1];
    else if (star >= 0) [retry, at, from] = [retry + 1, star + 1, retry + 1];
    else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}
