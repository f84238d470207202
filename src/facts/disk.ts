/**
 * Space left on `/`, as `df` counts "avail", and the size of it. Other filesystems are not asked: one dead network mount
 * would hang `df`.
 *
 *     @server-monitor disk Filesystem     1024-blocks     Used Available Capacity Mounted on
 *     @server-monitor disk /dev/vda         264212084 41158820  65232092      39% /
 */
import type { Answer } from "./answer.ts";
import type { Fact } from "./fact.ts";
import { wholeMib } from "./memory.ts";

/** Blocks, used, available, capacity and mount point. What stands before them is the device's, blanks and all. */
const rootRow = / (\d+) +-?\d+ +(-?\d+) +(?:-|\d+%) +\/$/;

const question: Omit<Fact<number>, "parse"> = {
  types: ["node", "miner"],
  ask: "within 5 df -Pk / 2>/dev/null | lines disk 5",
  mayHang: true,
};

/** BSD counts below zero where root has written into its reserve. */
export const disk: Fact<number> = {
  ...question,
  parse: (answer) => wholeMib(1024 * Math.max(0, root(answer).availableKib)),
};

/** What an alert measures the space left by. */
export const diskSize: Fact<number> = { ...question, parse: (answer) => wholeMib(1024 * root(answer).sizeKib) };

function root(answer: Answer): { sizeKib: number; availableKib: number } {
  const row = answer.lines("disk").flatMap((line) => rootRow.exec(line) ?? []);
  const [, sizeKib, availableKib] = row;
  if (sizeKib === undefined || availableKib === undefined) throw new Error("df did not answer for /");
  return { sizeKib: Number(sizeKib), availableKib: Number(availableKib) };
}
