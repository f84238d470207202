/** Listeners that the inventory does not vouch for and that can be reached from outside. */
import { isLoopback } from "../address.ts";
import type { Answer } from "./answer.ts";
import { askProc } from "./ask-proc.ts";
import { isPassing } from "./ephemeral-ports.ts";
import type { Fact, Vouched } from "./fact.ts";
import { type Listener, readSockets } from "./sockets.ts";

export interface Port {
  readonly port: number;
  readonly protocol: "tcp" | "udp";
}

/** Sorted by number, TCP first. A port bound to several addresses counts once, and unless all of them are loopback. */
export const ports: Fact<readonly Port[]> = {
  types: ["node"],
  ask: askProc,
  parse: (answer, vouched) => {
    const unknown = unknownListeners(answer, vouched);
    const distinct = new Map(unknown.map(({ port, protocol }) => [portKey({ port, protocol }), { port, protocol }]));
    return [...distinct.values()].sort(byNumber);
  },
};

/** The listeners behind the ports of the column. */
export function unknownListeners(answer: Answer, vouched: Vouched): readonly Listener[] {
  const passing = isPassing(answer);
  return readSockets(answer).listeners.filter(
    (listener) => reachable(listener) && !vouched.port(listener.port, listener.protocol) && !passing(listener),
  );
}

export function portKey({ port, protocol }: Port): string {
  return `${port}/${protocol}`;
}

/** A UDP socket that is bound without a port yet is listed with port 0. */
function reachable({ address, port, onLoopbackInterface }: Listener): boolean {
  return port > 0 && !isLoopback(address) && onLoopbackInterface !== true;
}

function byNumber(a: Port, b: Port): number {
  return a.port - b.port || (a.protocol < b.protocol ? -1 : 1);
}
