/**
 * Which boot of the kernel this is: a random number that the kernel draws when it starts.
 *
 *     @server-monitor bootid 1b4e28ba-2fa1-11d2-883f-0016d3cca427        (/proc/sys/kernel/random/boot_id)
 */
import { askProc } from "./ask-proc.ts";
import type { Fact } from "./fact.ts";

/** Its first eight digits. undefined where the system has none, such as BSD and macOS. */
export const bootId: Fact<string | undefined> = {
  types: ["node", "miner"],
  ask: askProc,
  since: 2,
  parse: (answer) => {
    const [told] = answer.lines("bootid");
    if (told === undefined) return undefined;
    const [, digits] = /^([0-9a-f]{8})-[0-9a-f-]{27}$/.exec(told) ?? [];
    if (digits === undefined) throw new Error("/proc/sys/kernel/random/boot_id is no boot id");
    return digits;
  },
};
