/**
 * The trusted host keys of one host: `host_key` of the inventory, if given, otherwise the known_hosts files. Pure and
 * synchronous, because ssh2 treats anything but an immediate `false` as a yes.
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
  /** Host-key algorithms to offer, in an order that makes the host show a known key. */
  readonly algorithms: readonly HostKeyAlgorithm[];
  /**
   * Trust comes from fingerprints, which do not contain the key type: the host may also have a pinned key of another type.
   */
  readonly pinned: boolean;
  /** Whether an unknown key is accepted and recorded: policy accept-new, and no key of this host is known. */
  readonly acceptsNew: boolean;
  /** The keys trusted instead of `rawKey`, for messages: fingerprint and place. */
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

/** The fingerprints of the keys that known_hosts has for exactly this address and port, for `host_key`. */
export function pinsFor(endpoint: Endpoint, entries: readonly KnownHostsEntry[]): string[] {
  const own = entries.filter(({ hosts }) => hostsFieldMatches(hosts, hostPattern(endpoint)));
  const revoked = own.filter((entry) => entry.revoked);
  const valid = own.filter(({ key }) => !revoked.some((entry) => entry.key.equals(key)));
  return [...new Set(valid.map(({ key }) => fingerprint(key)))];
}

/** `SHA256:…` as ssh-keygen prints it. */
export function fingerprint(rawKey: Buffer): string {
  return `SHA256:${createHash("sha256").update(rawKey).digest("base64").replace(/=+$/, "")}`;
}

/** The type in a raw key. Untrusted text until it is compared with the offered types. */
export function keyType(rawKey: Buffer): string {
  return rawKey.length < 4 ? "" : rawKey.toString("latin1", 4, 4 + rawKey.readUInt32BE(0));
}

/**
 * The line for known_hosts. If the host has a name, its address is hashed, as OpenSSH does with HashKnownHosts: the file of
 * accepted keys may be in a public repository.
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
 * `anyPort`: the keys of the plain name, if the port is not 22. As in OpenSSH, such a key is trusted if no key is known for the
 * port itself, but it does not make another key there a changed key.
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

/** The host name in known_hosts: `name`, or `[name]:port` where the port is not 22. */
function hostPattern(host: Endpoint): string {
  return host.port === 22 ? plainName(host) : `[${plainName(host)}]:${host.port}`;
}

/** OpenSSH uses the canonical text of an address, and the name in lower case. */
function plainName({ address }: Endpoint): string {
  return (address.includes("%") ? undefined : canonicalAddress(address)) ?? address.toLowerCase();
}

function hashedName(name: string, salt: Buffer): string {
  return `|1|${salt.toString("base64")}|${createHmac("sha1", salt).update(name).digest("base64")}`;
}
