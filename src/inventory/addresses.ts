/** Addresses as people write them in an inventory: IPv4, IPv6 (also with a zone) or a DNS name. */
import { canonicalAddress } from "../address.ts";
import { type Parsed, refused } from "./parsed.ts";

const label = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
const dnsNamePattern = new RegExp(`^${label}(?:\\.${label})*$`);
/** `192.0.2.300` and `0x7f.1` are no names: the resolver would take them for numbers. */
const numberPattern = /(?:^|\.)(?:\d+|0x[0-9a-f]*)$/;

export function parseAddress(text: string): Parsed<string> {
  const value = addressOf(text.trim()) ?? dnsNameOf(text);
  return value === undefined ? refused("expected an IPv4 address, an IPv6 address or a DNS name") : { value };
}

/** A DNS name in lower case without its last dot. */
export function dnsNameOf(text: string): string | undefined {
  const name = text.trim().toLowerCase().replace(/\.$/, "");
  return name.length <= 253 && dnsNamePattern.test(name) && !numberPattern.test(name) ? name : undefined;
}

/** The canonical address with its zone, without which a link-local address cannot be reached. */
function addressOf(text: string): string | undefined {
  const canonical = canonicalAddress(text);
  const zone = /%.+$/.exec(text)?.[0] ?? "";
  return canonical === undefined ? undefined : canonical + zone;
}
