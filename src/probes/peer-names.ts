/**
 * DNS names of unknown SSH clients, which `ssh_peers` can take instead of an address. Whoever owns an address decides what
 * name it has, so a name counts only if it leads back to the address. That there is none, or no answer, is no problem.
 */
import { Resolver } from "node:dns/promises";
import { isIPv4 } from "node:net";
import { canonicalAddress, isLoopback } from "../address.ts";
import { dnsNameOf } from "../inventory/addresses.ts";

/** By canonical address. */
export type PeerNames = ReadonlyMap<string, string>;

export interface PeerNamesOptions {
  /** By default those of this machine. */
  readonly servers?: readonly string[];
  /** For all of them together. */
  readonly limitMs?: number;
}

const mostAddresses = 10;
/** An address may have any number of names. */
const mostNames = 3;

/** Never throws. */
export async function peerNames(
  addresses: readonly string[],
  { servers, limitMs = 1500 }: PeerNamesOptions = {},
): Promise<PeerNames> {
  const asked = [...new Set(addresses)].filter((address) => !isLoopback(address)).slice(0, mostAddresses);
  if (asked.length === 0) return new Map();
  const resolver = new Resolver({ timeout: limitMs, tries: 1 });
  if (servers !== undefined) resolver.setServers(servers);
  const late = setTimeout(() => resolver.cancel(), limitMs);
  const found = await Promise.all(asked.map(async (address) => [address, await nameOf(address, resolver)] as const));
  clearTimeout(late);
  return new Map(found.flatMap(([address, name]) => (name === undefined ? [] : [[address, name] as const])));
}

async function nameOf(address: string, resolver: Resolver): Promise<string | undefined> {
  const names = await resolver.reverse(address).catch(() => []);
  const usable = names.slice(0, mostNames).flatMap((name) => usableName(name, address) ?? []);
  for (const name of usable) if (await leadsTo(name, address, resolver)) return name;
  return undefined;
}

/** A provider's name for an address, such as `198-51-100-7.dsl.example`, says no more than the address. */
function usableName(text: string, address: string): string | undefined {
  const name = /^[\x21-\x7e]+$/.test(text) ? dnsNameOf(text) : undefined;
  if (name === undefined || !name.includes(".")) return undefined;
  const numbers = (name.match(/\d+/g) ?? []).map(Number);
  const isNumbered = isIPv4(address) && address.split(".").every((part) => numbers.includes(Number(part)));
  return isNumbered ? undefined : name;
}

async function leadsTo(name: string, address: string, resolver: Resolver): Promise<boolean> {
  const asked = isIPv4(address) ? resolver.resolve4(name) : resolver.resolve6(name);
  const addresses = await asked.catch(() => []);
  return addresses.some((each) => canonicalAddress(each) === address);
}
