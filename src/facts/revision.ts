/**
 * Which probe answered: an installed copy may be older than the one that is sent. No column: a word in the summary.
 *
 *     @server-monitor probe 4                            (not said by the first revision)
 */
import { askProc } from "./ask-proc.ts";
import type { Fact } from "./fact.ts";

export const revision: Fact<number> = { types: ["node", "miner"], ask: askProc, parse: (answer) => answer.revision };
