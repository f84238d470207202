/** Allowed redirect targets: the same host, else only public addresses, never the runner's network. */
import type { LookupAddress } from "node:dns";
import { canonicalAddress, isPublicAddress } from "../address.ts";
import { Resolver } from "../connect.ts";
import { HttpFailure } from "../http/failure.ts";

/** The limit of browsers. */
export const redirectLimit = 20;

const redirectStatuses: readonly number[] = [301, 302, 303, 307, 308];

/**
 * The redirect target of a response; undefined for any other response, and for a target that is never followed. `locations` are
 * the values of all `Location` headers: like browsers, contradicting ones are rejected.
 */
export function redirectTarget(status: number, locations: readonly string[], from: URL): URL | undefined {
  const [location, ...others] = new Set(locations);
  if (!redirectStatuses.includes(status) || location === undefined || others.length > 0) return undefined;
  const target = URL.parse(escaped(location), from.href);
  if (target === null || !/^https?:$/.test(target.protocol)) return undefined;
  return target.username === "" && target.password === "" ? target : undefined;
}

/** Headers are read as one character per byte, but the bytes are mostly UTF-8. */
function escaped(location: string): string {
  return location.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * All addresses of a host. The connection uses exactly these, because a second lookup could return others. undefined if one of
 * them is not public, or there is none.
 */
export async function publicAddresses(
  hostname: string,
  signal: AbortSignal,
  resolver: Resolver = new Resolver(),
): Promise<readonly LookupAddress[] | undefined> {
  const name = hostname.replace(/^\[(.*)\]$/, "$1");
  const addresses = await resolver.lookUp(name, signal).catch(() => []);
  if (signal.aborted) throw new HttpFailure("http:timeout", "the DNS lookup of the redirect target took too long");
  return addresses.length > 0 && addresses.every(isPublic) ? addresses : undefined;
}

function isPublic({ address }: LookupAddress): boolean {
  const canonical = canonicalAddress(address);
  return canonical !== undefined && isPublicAddress(canonical);
}
