/** The expected ports and clients of the inventory. DNS names in `ssh_peers` are looked up, each once per run. */
import { isIP } from "node:net";
import { canonicalAddress, inBlock } from "../address.ts";
import { lookUpAll } from "../connect.ts";
import type { Vouched } from "../facts/fact.ts";
import { type FactValues, readFacts } from "../facts/index.ts";
import { longestWindowSeconds, usualWindowSeconds } from "../facts/ssh-log.ts";
import { asciiName } from "../inventory/addresses.ts";
import type { Host, HostType, KnownPeer, Origin, PortRange } from "../inventory/host.ts";
import { type Outcome, problem, type Trace } from "../outcome.ts";

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
  /** How long ago the last check of the host was that could read its SSH server's log. */
  readonly loginsSinceSeconds?: number | undefined;
}

interface LookUpOptions extends Options {
  /** Takes in the names that nobody has answered for. */
  readonly unanswered: string[];
}

export interface VouchedNow extends Vouched {
  /** Names in `ssh_peers` for which no name server has answered: anybody may come from them. */
  readonly unanswered: readonly string[];
}

export async function vouchedFor(
  host: Host,
  lookUp: LookUp,
  { loginsSinceSeconds = usualWindowSeconds, ...options }: Options,
): Promise<VouchedNow> {
  const unanswered: string[] = [];
  const known = await Promise.all(host.knownPeers.map((peer) => ready(peer, lookUp, { ...options, unanswered })));
  return {
    unanswered,
    port: (port, protocol) => host.knownPorts.some((range) => covers(range, port, protocol)),
    peer: (from, user) => known.some((peer) => peer.isFrom(from) && (peer.user ?? user) === user),
    account: (name) => host.knownAccounts.includes(name),
    key: (fingerprint, user) =>
      host.knownPeers.some((peer) => "key" in peer && peer.key === fingerprint && (peer.user ?? user) === user),
    loginsSinceSeconds,
    expected: host.expected,
  };
}

/**
 * How much of its SSH server's log a host is asked for. Of somebody who is still connected since a check before, only the log
 * of that time knows the key.
 */
export function logWindowSeconds(
  { knownPeers }: Host,
  { loginsSinceSeconds = usualWindowSeconds }: Pick<Options, "loginsSinceSeconds">,
): number {
  const hasKeys = knownPeers.some((peer) => "key" in peer);
  return hasKeys ? longestWindowSeconds : Math.min(loginsSinceSeconds, longestWindowSeconds);
}

/**
 * What the host said. Where somebody is not known, and a name of `ssh_peers` was not looked up, nobody can tell who is a
 * stranger: these cells are unknown, and that is the monitor's fault.
 */
export function readFactsNow(text: string, type: HostType, vouched: VouchedNow): Outcome<FactValues> {
  const facts = readFacts(text, type, vouched);
  const { sshPeers, logins, sshLogins = [] } = facts.value ?? {};
  const isNobodyUnknown = sshPeers?.length === 0 && logins?.length === 0 && sshLogins.length === 0;
  if (vouched.unanswered.length === 0 || facts.value === undefined || isNobodyUnknown) return facts;
  const { value, problems } = readFacts(text, type, { ...vouched, peer: () => true });
  const names = vouched.unanswered.join(", ");
  const why = problem("monitor:offline", `ssh_peers ${names}: this machine's name servers do not answer`);
  return { value: { ...value, ...unknownPeers }, problems: [...problems, why] };
}

const unknownPeers = { sshPeers: undefined, peerPorts: undefined, logins: undefined, sshLogins: undefined };

async function ready(peer: KnownPeer, lookUp: LookUp, options: LookUpOptions) {
  const { user } = peer;
  if ("anywhere" in peer) return { user, isFrom: () => true };
  if ("key" in peer) return { user, isFrom: () => false };
  const blocks = await blocksOf(peer, lookUp, options);
  const isFrom = (from: string) =>
    isIP(from) !== 0 && blocks.some(({ network, prefix }) => inBlock(from, network, prefix));
  return { user, isFrom };
}

type Place = Exclude<Origin, { readonly anywhere: true } | { readonly key: string }>;

async function blocksOf(peer: Place, lookUp: LookUp, { signal, trace, unanswered }: LookUpOptions) {
  if ("network" in peer) return [peer];
  try {
    const addresses = await Promise.race([lookUp(asciiName(peer.dnsName) ?? peer.dnsName), deadline(signal)]);
    return addresses.map((network) => ({ network, prefix: network.includes(":") ? 128 : 32 }));
  } catch (error) {
    if (signal.aborted || isUnanswered(error)) unanswered.push(peer.dnsName);
    trace(`ssh_peers ${peer.dnsName}: the name does not resolve, so it matches no address in this run`);
    return [];
  }
}

/** Any other error is an answer: there is no such name. */
function isUnanswered(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EAI_AGAIN";
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
