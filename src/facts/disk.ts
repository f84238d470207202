/**
 * Space left on `/`, as `df` counts "avail". Other filesystems are not asked: one dead network mount would hang `df`.
 *
 *     @server-monitor disk Filesystem     1024-blocks     Used Available Capacity Mounted on
 *     @server-monitor disk /dev/vda         264212084 41158820  65232092      39% /
 */
import type { Fact } from "./fact.ts";
import { wholeMib } from "./memory.ts";

/** Blocks, used, available, capacity and mount point. What stands before them is the device's, blanks and all. */
const rootRow = / \d+ +-?\d+ +(-?\d+) +(?:-|\d+%) +\/$/;

export const disk: Fact<number> = {
  types: ["node", "miner"],
  ask: "within 5 df -Pk / 2>/dev/null | lines disk 5",
  mayHang: true,
  parse: (answer) => {
    const [availableKib] = answer.lines("disk").flatMap((line) => rootRow.exec(line)?.[1] ?? []);
    if (availableKib === undefined) throw new Error("df did not answer for /");
    // BSD counts below zero where root has written into its reserve.
    return wholeMib(1024 * Math.max(0, Number(availableKib)));
  },
};
