/** IP addresses as text in one canonical form, their order, and the blocks they belong to. */
import { BlockList, isIP, isIPv4 } from "node:net";

/**
 * The canonical text of an address: IPv4 dotted, IPv6 as RFC 5952 writes it, IPv4-mapped IPv6 as IPv4, without a zone.
 * undefined for anything that is not an address.
 */
export function canonicalAddress(text: string): string | undefined {
  if (isIPv4(text)) return text;
  // A name has no colon; Node's pattern of IPv6 addresses is large.
  if (!text.includes(":") || isIP(text) !== 6) return undefined;
  const [withoutZone = text] = text.split("%");
  const ipv6 = new URL(`http://[${withoutZone}]`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(ipv6);
  if (!mapped) return ipv6;
  const [high = 0, low = 0] = mapped.slice(1).map((word) => Number.parseInt(word, 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

/** Orders canonical addresses: IPv4 before IPv6, then by number. */
export function compareAddresses(a: string, b: string): number {
  const [left, right] = [sortKey(a), sortKey(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Whether a canonical address lies in a block such as 10.0.0.0/8 (an address alone is a block of /32 or /128). */
export function inBlock(address: string, network: string, prefix: number): boolean {
  const block = new BlockList();
  block.addSubnet(network, prefix, family(network));
  return block.check(address, family(address));
}

/** Whether a canonical address belongs to the public internet: not private, local, link-local, multicast or reserved. */
export function isPublicAddress(address: string): boolean {
  notPublic ??= listOf(notPublicBlocks);
  return !notPublic.check(address, family(address));
}

export function isLoopback(address: string): boolean {
  return address.startsWith("127.") || address === "::1";
}

/** IANA's special-purpose registries, the blocks that are not globally reachable, and multicast. */
const notPublicBlocks = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/3",
  "::/128",
  "::1/128",
  "64:ff9b::/96",
  "64:ff9b:1::/48",
  "100::/64",
  "2001::/23",
  "2001:db8::/32",
  "2002::/16",
  "3fff::/20",
  "5f00::/16",
  "fc00::/7",
  "fe80::/10",
  "fec0::/10",
  "ff00::/8",
];
/** Made when it is first needed. */
let notPublic: BlockList | undefined;

function listOf(blocks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const block of blocks) {
    const [network = "", prefix] = block.split("/");
    list.addSubnet(network, Number(prefix), family(network));
  }
  return list;
}

function family(address: string): "ipv4" | "ipv6" {
  return isIPv4(address) ? "ipv4" : "ipv6";
}

/** Text that sorts as the address does: a digit for the family, then the bytes in hexadecimal. */
function sortKey(address: string): string {
  if (isIPv4(address)) return `4${hex(address.split(".").map(Number), 2)}`;
  const [head = "", tail = ""] = address.split("::");
  const [before, after] = [words(head), words(tail)];
  const gap = Array.from({ length: 8 - before.length - after.length }, () => 0);
  return `6${hex([...before, ...gap, ...after], 4)}`;
}

function words(text: string): number[] {
  return text === "" ? [] : text.split(":").map((word) => Number.parseInt(word, 16));
}

function hex(numbers: number[], width: number): string {
  return numbers.map((number) => number.toString(16).padStart(width, "0")).join("");
}
