/**
 * Who is connected to the SSH port, other than ourselves, the machine itself and whom the inventory vouches for. The host
 * cannot tell who of them has logged in: a scanner that is trying passwords is one of them.
 */
import { canonicalAddress, compareAddresses } from "../address.ts";
import type { Answer } from "./answer.ts";
import { askProc } from "./ask-proc.ts";
import { mostPortsOfPeer } from "./awk-pass.ts";
import type { Fact, Vouched } from "./fact.ts";
import { listedSessions } from "./sessions.ts";
import { ownAddress, type Peer, readPeers } from "./sockets.ts";
import { keyedLogins } from "./ssh-logins.ts";

/** Canonical addresses, IPv4 before IPv6, in numeric order. */
export const peers: Fact<readonly string[]> = {
  types: ["node", "miner"],
  ask: askProc,
  parse: (answer, vouched) => strangers(answer, vouched).map(({ address }) => address),
};

/** The source ports of each of `peers`, in its order; a port tells one connection from the next of the same address. */
export const peerPorts: Fact<readonly (readonly number[])[]> = {
  types: ["node", "miner"],
  ask: askProc,
  since: 2,
  parse: (answer, vouched) => strangers(answer, vouched).map(({ ports }) => ports),
};

/** Each address once, its ports in numeric order. */
export function strangers(answer: Answer, vouched: Vouched): readonly Peer[] {
  const ourselves = ownAddress(answer);
  const { isKeyed } = keyedLogins(answer, vouched);
  const unknown = readPeers(answer)
    .filter(({ address }) => address !== ourselves && !vouched.peer(address))
    .map(({ address, ports }) => ({ address, ports: ports.filter((port) => !isKeyed(address, port)), all: ports }))
    .filter(({ ports, all }) => ports.length > 0 || all.length === 0);
  return [...Map.groupBy(unknown, ({ address }) => address)]
    .map(([address, of]) => ({ address, ports: distinctPorts(of) }))
    .filter(({ address, ports }) => !isExpected(address, ports.length, answer, vouched))
    .sort((a, b) => compareAddresses(a.address, b.address));
}

/** Every connection of the address is a session that logind lists, and of a user who is expected from there. */
function isExpected(address: string, connections: number, answer: Answer, vouched: Vouched): boolean {
  const sessions = listedSessions(answer).filter(({ from }) => canonicalAddress(from) === address);
  return sessions.length >= Math.max(1, connections) && sessions.every(({ user }) => vouched.peer(address, user));
}

function distinctPorts(peers: readonly Peer[]): readonly number[] {
  const ports = new Set(peers.flatMap((peer) => peer.ports));
  return [...ports].sort((a, b) => a - b).slice(0, mostPortsOfPeer);
}
