/** Where a page may send us: anywhere on its own host, else to the public internet only, never into the runner's network. */
import type { LookupAddress } from "node:dns";
import { canonicalAddress, isPublicAddress } from "../address.ts";
import { Resolver } from "../connect.ts";
import { HttpFailure } from "../http/failure.ts";

/** As browsers have it. */
export const redirectLimit = 20;

const redirectStatuses: readonly number[] = [301, 302, 303, 307, 308];

/**
 * The page that a response points to; undefined for any other response, and for a place that is never asked. `locations` are
 * the values of all `Location` headers: browsers refuse those that contradict each other.
 */
export function redirectTarget(status: number, locations: readonly string[], from: URL): URL | undefined {
  const [location, ...others] = new Set(locations);
  if (!redirectStatuses.includes(status) || location === undefined || others.length > 0) return undefined;
  const target = URL.parse(escaped(location), from.href);
  if (target === null || !/^https?:$/.test(target.protocol)) return undefined;
  return target.username === "" && target.password === "" ? target : undefined;
}

/** Headers are bytes, which mostly are UTF-8; each of them has become one character. */
function escaped(location: string): string {
  return location.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * All addresses of a host, to be connected to as they are: who looks the name up again may get others. undefined where
 * one of them is not public, or none is known.
 */
export async function publicAddresses(
  hostname: string,
  signal: AbortSignal,
  resolver: Resolver = new Resolver(),
): Promise<readonly LookupAddress[] | undefined> {
  const name = hostname.replace(/^\[(.*)\]$/, "$1");
  const addresses = await resolver.lookUp(name, signal).catch(() => []);
  if (signal.aborted) throw new HttpFailure("http:timeout", "the name it redirects to was not looked up in time");
  return addresses.length > 0 && addresses.every(isPublic) ? addresses : undefined;
}

function isPublic({ address }: LookupAddress): boolean {
  const canonical = canonicalAddress(address);
  return canonical !== undefined && isPublicAddress(canonical);
}
