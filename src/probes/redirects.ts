/** Where a page may send us: anywhere on its own host, else to the public internet only, never into the runner's network. */
import { type LookupAddress, promises } from "node:dns";
import { canonicalAddress, isPublicAddress } from "../address.ts";

export const redirectLimit = 5;

const redirectStatuses: readonly number[] = [301, 302, 303, 307, 308];

/** The page that a response points to; undefined for any other response, and for a place that is never asked. */
export function redirectTarget(status: number, location: string | undefined, from: URL): URL | undefined {
  if (!redirectStatuses.includes(status) || location === undefined) return undefined;
  const target = URL.parse(location, from.href);
  if (target === null || !/^https?:$/.test(target.protocol)) return undefined;
  return target.username === "" && target.password === "" ? target : undefined;
}

/**
 * All addresses of a host, to be connected to as they are: who looks the name up again may get others. undefined where
 * one of them is not public, or none is known.
 */
export async function publicAddresses(
  hostname: string,
  lookUp: (name: string) => Promise<LookupAddress[]> = lookUpAll,
): Promise<readonly LookupAddress[] | undefined> {
  const addresses = await lookUp(hostname.replace(/^\[(.*)\]$/, "$1")).catch(() => []);
  return addresses.length > 0 && addresses.every(isPublic) ? addresses : undefined;
}

function lookUpAll(name: string): Promise<LookupAddress[]> {
  return promises.lookup(name, { all: true });
}

function isPublic({ address }: LookupAddress): boolean {
  const canonical = canonicalAddress(address);
  return canonical !== undefined && isPublicAddress(canonical);
}
