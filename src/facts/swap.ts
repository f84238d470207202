/**
 * Swap space that is free. A host without swap has 0 of it.
 *
 *     @server-monitor mem … SwapTotal:65532 SwapFree:65532               (KiB, Linux)
 *     @server-monitor swap /dev/sd0b 2342760 0 2342760 0% 0              (KiB, FreeBSD and OpenBSD)
 *     @server-monitor sysctl vm.swapusage: total = … free = 1924.75M     (macOS)
 */
import type { Answer } from "./answer.ts";
import { askProc } from "./ask-proc.ts";
import type { Fact } from "./fact.ts";
import { meminfo, wholeMib } from "./memory.ts";

export const swap: Fact<number> = {
  types: ["node"],
  ask: askProc,
  parse: (answer) => {
    const bytes = bytesOf(answer, "free");
    if (bytes === undefined) throw new Error("nothing on the host tells its swap");
    return wholeMib(bytes);
  },
};

/** Size of the swap space. undefined: the host does not say. */
export const swapTotal: Fact<number | undefined> = {
  types: ["node", "miner"],
  ask: askProc,
  since: 2,
  parse: (answer) => {
    const bytes = bytesOf(answer, "total");
    return bytes === undefined ? undefined : wholeMib(bytes);
  },
};

type Figure = "total" | "free";

function bytesOf(answer: Answer, figure: Figure): number | undefined {
  if (answer.lines("mem").length > 0)
    return kibToBytes(figure === "free" ? linuxFreeKib(answer) : linuxTotalKib(answer));
  const macos = answer
    .lines("sysctl")
    .flatMap((line) => new RegExp(`^vm\\.swapusage: .*\\b${figure} = (\\d{1,12}\\.\\d+)M`).exec(line)?.[1] ?? []);
  if (macos[0] !== undefined) return Number(macos[0]) * 2 ** 20;
  const table = answer.lines("swap");
  if (!table.some((line) => line.startsWith("Device "))) return undefined;
  return 1024 * table.map((line) => deviceKib(line, figure)).reduce((sum, kib) => sum + kib, 0);
}

function kibToBytes(kib: number | undefined): number | undefined {
  return kib === undefined ? undefined : 1024 * kib;
}

function linuxTotalKib(answer: Answer): number | undefined {
  return meminfo(answer).get("SwapTotal");
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
function deviceKib(line: string, figure: Figure): number {
  const [, total, free] = /^\/\S+ +(\d{1,15}) +\d+ +(\d{1,15}) /.exec(line) ?? [];
  return Number((figure === "total" ? total : free) ?? 0);
}
