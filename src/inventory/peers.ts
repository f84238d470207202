/**
 * `ssh_peers`: expected SSH clients, as text or as a list. An address, a CIDR block or a DNS name accepts every user from
 * there; `deploy@*` and `admin@2001:db8::/48` accept one user from anywhere or from there. The fingerprint of a key, `SHA256:…` or
 * `deploy@SHA256:…`, accepts logins with it from anywhere, where the host tells the monitor which key was used.
 */
import { isIPv4 } from "node:net";
import { canonicalAddress } from "../address.ts";
import { dnsNameOf, halfWidth } from "./addresses.ts";
import type { KnownPeer, Origin } from "./host.ts";
import { commaSeparated, type Parsed, parseEach, quoted, refused } from "./parsed.ts";

/** A user name as hosts report it: possibly with a domain, as `CORP\alice` or `alice@corp.example`. */
const userPattern = /^[\w.$\\@+-]{1,64}$/;

export function parsePeers(input: string | readonly string[]): Parsed<KnownPeer[]> {
  return parseEach(commaSeparated([input].flat().map(halfWidth)), parsePeer);
}

function parsePeer(entry: string): Parsed<KnownPeer> {
  const at = entry.lastIndexOf("@");
  if (at < 0) return parseOrigin(entry);
  const [user, from] = [entry.slice(0, at), entry.slice(at + 1)];
  if (!userPattern.test(user)) return refused(`expected a user name before the @, got ${quoted(entry)}`);
  const origin: Parsed<Origin> = from === "*" ? { value: { anywhere: true } } : parseOrigin(from);
  return "value" in origin ? { value: { user, ...origin.value } } : origin;
}

function parseOrigin(entry: string): Parsed<Origin> {
  if (/^(?:SHA256|MD5):/i.test(entry)) return parseFingerprint(entry);
  if (entry.includes("/")) return parseBlock(entry);
  const network = canonicalAddress(entry);
  if (network !== undefined) return { value: { network, prefix: bitsOf(network) } };
  const dnsName = dnsNameOf(entry);
  if (dnsName !== undefined) return { value: { dnsName } };
  return refused(
    `expected an address, a block such as 10.0.0.0/8, a DNS name, a key's SHA256:… or USER@ and one of them, got ${quoted(entry)}`,
  );
}

/** 256 bits in base64, as `ssh-keygen -l` prints them; some programs print the padding too. */
function parseFingerprint(entry: string): Parsed<Origin> {
  const [, digest] = /^SHA256:([A-Za-z0-9+/]{42}[AEIMQUYcgkosw048])=?$/.exec(entry) ?? [];
  if (digest !== undefined) return { value: { key: `SHA256:${digest}` } };
  return refused(`expected SHA256: and 43 characters, as \`ssh-keygen -lf KEY.pub\` prints them, got ${quoted(entry)}`);
}

function parseBlock(entry: string): Parsed<Origin> {
  const [, address = "", digits = ""] = /^([^/]+)\/(\d{1,3})$/.exec(entry) ?? [];
  const network = canonicalAddress(address);
  if (network === undefined) return refused(`expected a block such as 10.0.0.0/8, got ${quoted(entry)}`);
  // The prefix of an IPv4-mapped block counts from the start of the IPv6 address.
  const skipped = bitsOf(network) === 32 && !isIPv4(address) ? 96 : 0;
  const prefix = Number(digits) - skipped;
  if (prefix >= 0 && prefix <= bitsOf(network)) return { value: { network, prefix } };
  return refused(`expected a prefix /${skipped}–/${skipped + bitsOf(network)}, got ${quoted(entry)}`);
}

function bitsOf(address: string): 32 | 128 {
  return isIPv4(address) ? 32 : 128;
}
