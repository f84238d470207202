/** Listeners that the inventory does not vouch for and that can be reached from outside. */
import { isLoopback } from "../address.ts";
import { askSockets } from "./ask-sockets.ts";
import type { Fact } from "./fact.ts";
import { type Listener, readSockets } from "./sockets.ts";

export interface Port {
  readonly port: number;
  readonly protocol: "tcp" | "udp";
}

/** Sorted by number, TCP first. A port bound to several addresses counts once, and unless all of them are loopback. */
export const ports: Fact<readonly Port[]> = {
  types: ["node"],
  ask: askSockets,
  parse: (answer, vouched) => {
    const open = readSockets(answer).listeners.filter(reachable);
    const unknown = open.filter(({ port, protocol }) => !vouched.port(port, protocol));
    const distinct = new Map(unknown.map(({ port, protocol }) => [`${port}/${protocol}`, { port, protocol }]));
    return [...distinct.values()].sort(byNumber);
  },
};

/** A UDP socket that is bound without a port yet is listed with port 0. */
function reachable({ address, port, onLoopbackInterface }: Listener): boolean {
  return port > 0 && !isLoopback(address) && onLoopbackInterface !== true;
}

function byNumber(a: Port, b: Port): number {
  return a.port - b.port || (a.protocol < b.protocol ? -1 : 1);
}
