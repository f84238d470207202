/**
 * Which host keys are trusted for one host: its pins alone, where the inventory has any, else what the known_hosts files
 * say. Pure and synchronous, because ssh2 takes any other answer than an immediate `false` for a yes.
 */
import { createHash, createHmac, randomBytes } from "node:crypto";
import { canonicalAddress } from "../address.ts";
import type { Host } from "../inventory/host.ts";
import { type HostKeyAlgorithm, hostKeyAlgorithms } from "./algorithms.ts";
import { hostsFieldMatches, type KnownHostsEntry } from "./known-hosts.ts";

export type HostKeyPolicy = "strict" | "accept-new";
type Verdict = "trusted" | "unknown" | "changed" | "revoked";
type Endpoint = Pick<Host, "address" | "port">;

export interface Trust {
  readonly judge: (rawKey: Buffer) => Verdict;
  /** Host-key algorithms to offer, so ordered and limited that a known key is the one we are shown. */
  readonly algorithms: readonly HostKeyAlgorithm[];
  /**
   * Trust comes from fingerprints, which do not tell the type of their key: a key that is not pinned may stand beside
   * one of another type that is.
   */
  readonly pinned: boolean;
  /** Whether an unknown key is taken, and recorded: policy accept-new, and nothing is known of this host. */
  readonly acceptsNew: boolean;
  /** The keys trusted instead of `rawKey`, in words: fingerprint and where it is written. */
  readonly expected: (rawKey: Buffer) => readonly string[];
}

export function trustFor(
  host: Pick<Host, "address" | "port" | "hostKeys">,
  entries: readonly KnownHostsEntry[],
  policy: HostKeyPolicy,
): Trust {
  const own = entries.filter(({ hosts }) => hostsFieldMatches(hosts, hostPattern(host)));
  const anyPort = entries.filter(({ hosts }) => hostsFieldMatches(hosts, plainName(host)));
  const revoked = [...own, ...anyPort].filter((entry) => entry.revoked);
  const isRevoked = (key: Buffer) => revoked.some((entry) => entry.key.equals(key));
  if (host.hostKeys.length > 0) return trustPins(host.hostKeys, isRevoked);
  return trustEntries(own.filter(isUsable), anyPort.filter(isUsable), isRevoked, policy);
}

/** `SHA256:…` as ssh-keygen prints it. */
export function fingerprint(rawKey: Buffer): string {
  return `SHA256:${createHash("sha256").update(rawKey).digest("base64").replace(/=+$/, "")}`;
}

/** The type a raw key says it is of, which may be hostile text until it is one that we offered. */
export function keyType(rawKey: Buffer): string {
  return rawKey.length < 4 ? "" : rawKey.toString("latin1", 4, 4 + rawKey.readUInt32BE(0));
}

/**
 * The line to add to known_hosts. Where the host has a name its address need not be shown, so it is hashed, as OpenSSH
 * does with HashKnownHosts.
 */
export function knownHostsLine(host: Endpoint & Pick<Host, "named">, rawKey: Buffer): string {
  const name = host.named ? hashedName(hostPattern(host), randomBytes(20)) : hostPattern(host);
  return `${name} ${keyType(rawKey)} ${rawKey.toString("base64")}`;
}

function trustPins(pins: readonly string[], isRevoked: (key: Buffer) => boolean): Trust {
  const isPinned = (key: Buffer) => pins.some((pin) => pin.replace(/=+$/, "") === fingerprint(key));
  return {
    judge: (key) => (isRevoked(key) ? "revoked" : isPinned(key) ? "trusted" : "changed"),
    algorithms: allAlgorithms,
    pinned: true,
    acceptsNew: false,
    expected: () => pins.map((pin) => `${pin} (host_key of the inventory)`),
  };
}

/**
 * `anyPort` are the keys of the plain name where the port is not 22. As in OpenSSH such a key is trusted while nothing is
 * known for the port itself, but says nothing against another key there.
 */
function trustEntries(
  own: readonly KnownHostsEntry[],
  anyPort: readonly KnownHostsEntry[],
  isRevoked: (key: Buffer) => boolean,
  policy: HostKeyPolicy,
): Trust {
  const rivals = (key: Buffer) => own.filter(({ type }) => type === keyType(key));
  const judge = (key: Buffer): Verdict => {
    if (isRevoked(key)) return "revoked";
    if ((own.length > 0 ? own : anyPort).some((entry) => entry.key.equals(key))) return "trusted";
    return rivals(key).length > 0 ? "changed" : "unknown";
  };
  return {
    judge,
    algorithms: own.length > 0 ? algorithmsOf(own) : [...new Set([...algorithmsOf(anyPort), ...allAlgorithms])],
    pinned: false,
    acceptsNew: policy === "accept-new" && own.length === 0,
    expected: (key) => rivals(key).map((entry) => `${fingerprint(entry.key)} (${entry.place})`),
  };
}

const allAlgorithms: readonly HostKeyAlgorithm[] = hostKeyAlgorithms.flatMap(({ algorithms }) => algorithms);

function algorithmsOf(entries: readonly KnownHostsEntry[]): HostKeyAlgorithm[] {
  const known = hostKeyAlgorithms.filter(({ type }) => entries.some((entry) => entry.type === type));
  return known.flatMap(({ algorithms }): readonly HostKeyAlgorithm[] => algorithms);
}

function isUsable(entry: KnownHostsEntry): boolean {
  return !entry.revoked;
}

/** How known_hosts names the host: `name`, or `[name]:port` where the port is not 22. */
function hostPattern(host: Endpoint): string {
  return host.port === 22 ? plainName(host) : `[${plainName(host)}]:${host.port}`;
}

/** OpenSSH looks hosts up by the canonical text of an address and by the lower-case name. */
function plainName({ address }: Endpoint): string {
  return (address.includes("%") ? undefined : canonicalAddress(address)) ?? address.toLowerCase();
}

function hashedName(name: string, salt: Buffer): string {
  return `|1|${salt.toString("base64")}|${createHmac("sha1", salt).update(name).digest("base64")}`;
}
