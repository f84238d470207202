/**
 * Who is connected to the SSH port, other than ourselves and whom the inventory vouches for. The host cannot tell who of
 * them has logged in: a scanner that is trying passwords is one of them.
 */
import { compareAddresses } from "../address.ts";
import { askSockets } from "./ask-sockets.ts";
import type { Fact } from "./fact.ts";
import { ownAddress, readSockets } from "./sockets.ts";

/** Canonical addresses, IPv4 before IPv6, in numeric order. */
export const peers: Fact<readonly string[]> = {
  types: ["node", "miner"],
  ask: askSockets,
  parse: (answer, vouched) => {
    const ourselves = ownAddress(answer);
    const strangers = readSockets(answer).peers.filter((address) => address !== ourselves && !vouched.peer(address));
    return [...new Set(strangers)].sort(compareAddresses);
  },
};
