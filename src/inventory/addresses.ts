/** Addresses as people write them in an inventory: IPv4, IPv6 (also with a zone) or a DNS name. */
import { domainToASCII } from "node:url";
import { canonicalAddress } from "../address.ts";
import { type Parsed, refused } from "./parsed.ts";

const label = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
const dnsNamePattern = new RegExp(`^${label}(?:\\.${label})*$`);
/** `192.0.2.300` and `0x7f.1` are no names: the resolver would take them for numbers. */
const numberPattern = /(?:^|\.)(?:\d+|0x[0-9a-f]*)$/;
/** Of an internationalised name: `bücher.example`. */
const lettersPattern = /^[\p{L}\p{M}\p{N}._-]+$/u;

export function parseAddress(text: string): Parsed<string> {
  const value = addressOf(halfWidth(text)) ?? dnsNameOf(text);
  return value === undefined ? refused("expected an IPv4 address, an IPv6 address or a DNS name") : { value };
}

/** A DNS name in lower case without its last dot; an internationalised one stays readable. */
export function dnsNameOf(text: string): string | undefined {
  const name = halfWidth(text).toLowerCase().replace(/\.$/, "");
  const ascii = lettersPattern.test(name) ? asciiName(name) : undefined;
  const isName = ascii !== undefined && ascii.length <= 253 && dnsNamePattern.test(ascii) && !numberPattern.test(ascii);
  return isName ? name : undefined;
}

/** A name as it is looked up: `xn--bcher-kva.example` for `bücher.example`; undefined where there is no such form. */
export function asciiName(name: string): string | undefined {
  return /^[\x00-\x7f]*$/.test(name) ? name : domainToASCII(name) || undefined;
}

/** Full-width letters and digits, as Asian keyboards type them, are the usual ones. */
export function halfWidth(text: string): string {
  return text.trim().normalize("NFKC");
}

/** The canonical address with its zone, without which a link-local address cannot be reached. */
function addressOf(text: string): string | undefined {
  const canonical = canonicalAddress(text);
  const zone = /%.+$/.exec(text)?.[0] ?? "";
  return canonical === undefined ? undefined : canonical + zone;
}
