/**
 * Swap space that is free. A host without swap has 0 of it.
 *
 *     @server-monitor mem … SwapTotal:65532 SwapFree:65532               (KiB, Linux)
 *     @server-monitor swap /dev/sd0b 2342760 0 2342760 0% 0              (KiB, FreeBSD and OpenBSD)
 *     @server-monitor sysctl vm.swapusage: total = … free = 1924.75M     (macOS)
 */
import type { Answer } from "./answer.ts";
import type { Fact } from "./fact.ts";
import { askMemory, meminfo, wholeMib } from "./memory.ts";

export const swap: Fact<number> = {
  types: ["node"],
  ask: askMemory,
  parse: (answer) => wholeMib(freeBytes(answer)),
};

function freeBytes(answer: Answer): number {
  if (answer.lines("mem").length > 0) return 1024 * linuxFreeKib(answer);
  const [macos] = answer
    .lines("sysctl")
    .flatMap((line) => /^vm\.swapusage: .*\bfree = (\d+\.\d+)M/.exec(line)?.[1] ?? []);
  if (macos !== undefined) return Number(macos) * 2 ** 20;
  const table = answer.lines("swap");
  if (!table.some((line) => line.startsWith("Device "))) throw new Error("nothing on the host tells its swap");
  return 1024 * table.map(deviceFreeKib).reduce((sum, kib) => sum + kib, 0);
}

function linuxFreeKib(answer: Answer): number {
  const figures = meminfo(answer);
  const total = figures.get("SwapTotal") ?? Number.POSITIVE_INFINITY;
  if (total === 0) return 0;
  const free = figures.get("SwapFree");
  if (free === undefined || !(free <= total)) throw new Error("/proc/meminfo has no SwapFree that can be true");
  return free;
}

/** Columns: device, blocks, used, available. The heading and the total of several devices are none. */
function deviceFreeKib(line: string): number {
  return Number(/^\/\S+ +\d+ +\d+ +(\d+) /.exec(line)?.[1] ?? 0);
}
