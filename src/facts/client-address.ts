/** Where we come from, as the host sees it: our public address for a host on the internet. undefined where it did not say. */
import { askProc } from "./ask-proc.ts";
import type { Fact } from "./fact.ts";
import { ownAddress } from "./sockets.ts";

export const clientAddress: Fact<string | undefined> = {
  types: ["node", "miner"],
  ask: askProc,
  parse: ownAddress,
};
