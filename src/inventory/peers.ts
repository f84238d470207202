/** `ssh_peers`: addresses, CIDR blocks and DNS names of clients that may be connected, as text or as a list. */
import { isIPv4 } from "node:net";
import { canonicalAddress } from "../address.ts";
import { dnsNameOf } from "./addresses.ts";
import type { KnownPeer } from "./host.ts";
import { commaSeparated, type Parsed, parseEach, quoted, refused } from "./parsed.ts";

export function parsePeers(input: string | readonly string[]): Parsed<KnownPeer[]> {
  return parseEach(commaSeparated(input), (entry) => (entry.includes("/") ? parseBlock(entry) : parsePeer(entry)));
}

function parsePeer(entry: string): Parsed<KnownPeer> {
  const network = canonicalAddress(entry);
  if (network !== undefined) return { value: { network, prefix: bitsOf(network) } };
  const dnsName = dnsNameOf(entry);
  if (dnsName !== undefined) return { value: { dnsName } };
  return refused(`expected an address, a block such as 10.0.0.0/8 or a DNS name, got ${quoted(entry)}`);
}

function parseBlock(entry: string): Parsed<KnownPeer> {
  const [, address = "", digits = ""] = /^([^/]+)\/(\d{1,3})$/.exec(entry) ?? [];
  const network = canonicalAddress(address);
  if (network === undefined) return refused(`expected a block such as 10.0.0.0/8, got ${quoted(entry)}`);
  // An IPv4-mapped block counts its prefix from the start of the IPv6 address that wraps it.
  const skipped = bitsOf(network) === 32 && !isIPv4(address) ? 96 : 0;
  const prefix = Number(digits) - skipped;
  if (prefix >= 0 && prefix <= bitsOf(network)) return { value: { network, prefix } };
  return refused(`expected a prefix /${skipped}–/${skipped + bitsOf(network)}, got ${quoted(entry)}`);
}

function bitsOf(address: string): 32 | 128 {
  return isIPv4(address) ? 32 : 128;
}
