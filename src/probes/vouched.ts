/** The expected ports and clients of the inventory. DNS names in `ssh_peers` are looked up, each once per run. */
import { isIP } from "node:net";
import { canonicalAddress, inBlock } from "../address.ts";
import { lookUpAll } from "../connect.ts";
import type { Vouched } from "../facts/fact.ts";
import { asciiName } from "../inventory/addresses.ts";
import type { Host, KnownPeer, Origin, PortRange } from "../inventory/host.ts";
import type { Trace } from "../outcome.ts";

/** Addresses of a DNS name, in canonical form. */
export type LookUp = (dnsName: string) => Promise<readonly string[]>;

/** Remembers the answers, and the failures, for the rest of the run. */
export function lookUpOnce(): LookUp {
  const answers = new Map<string, Promise<readonly string[]>>();
  return (dnsName) => {
    const answer = answers.get(dnsName) ?? addressesOf(dnsName);
    answers.set(dnsName, answer);
    return answer;
  };
}

async function addressesOf(dnsName: string): Promise<readonly string[]> {
  const found = await lookUpAll(dnsName);
  return found.map(({ address }) => canonicalAddress(address) ?? address);
}

interface Options {
  readonly signal: AbortSignal;
  readonly trace: Trace;
}

export async function vouchedFor(host: Host, lookUp: LookUp, options: Options): Promise<Vouched> {
  const known = await Promise.all(host.knownPeers.map((peer) => ready(peer, lookUp, options)));
  return {
    port: (port, protocol) => host.knownPorts.some((range) => covers(range, port, protocol)),
    peer: (from, user) => known.some((peer) => peer.isFrom(from) && (peer.user ?? user) === user),
    account: (name) => host.knownAccounts.includes(name),
    expected: host.expected,
  };
}

async function ready(peer: KnownPeer, lookUp: LookUp, options: Options) {
  const { user } = peer;
  if ("anywhere" in peer) return { user, isFrom: () => true };
  const blocks = await blocksOf(peer, lookUp, options);
  const isFrom = (from: string) =>
    isIP(from) !== 0 && blocks.some(({ network, prefix }) => inBlock(from, network, prefix));
  return { user, isFrom };
}

type Place = Exclude<Origin, { readonly anywhere: true }>;

async function blocksOf(peer: Place, lookUp: LookUp, { signal, trace }: Options) {
  if ("network" in peer) return [peer];
  try {
    const addresses = await Promise.race([lookUp(asciiName(peer.dnsName) ?? peer.dnsName), deadline(signal)]);
    return addresses.map((network) => ({ network, prefix: network.includes(":") ? 128 : 32 }));
  } catch {
    trace(`ssh_peers ${peer.dnsName}: the name does not resolve, so it matches no address in this run`);
    return [];
  }
}

/** A lookup cannot be cancelled, so its answer is ignored. */
function deadline(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

function covers(range: PortRange, port: number, protocol: "tcp" | "udp"): boolean {
  return range.first <= port && port <= range.last && (range.protocol ?? protocol) === protocol;
}
