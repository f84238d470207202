/**
 * Memory that programs could still get, as `free` counts "available", and the lines that ask for memory and swap at once.
 *
 *     @server-monitor mem MemFree:161840 MemAvailable:797396 Buffers:208932 Cached:1066184 Shmem:388 …   (KiB, Linux)
 *     @server-monitor sysctl vm.stats.vm.v_free_count: 518559                                             (FreeBSD)
 *     @server-monitor vmstat 668420 pages free                                                            (OpenBSD)
 *     @server-monitor vmstat Pages free: 123456.                                                          (macOS)
 *
 * BSD and macOS are written from documentation and cited captures: untested on a real system.
 */
import { type Answer, onlyLine } from "./answer.ts";
import type { Fact } from "./fact.ts";

export const askMemory = `\
if [ -r $proc/meminfo ]; then
  figures=
  while read -r name kib unit; do
    case $name in
      MemFree: | MemAvailable: | Buffers: | Cached: | SReclaimable: | Shmem: | SwapFree:) figures="$figures $name$kib" ;;
    esac
  done <$proc/meminfo
  say mem $figures
else
  stats=vm.stats.vm.v_
  sysctl hw.pagesize \${stats}free_count \${stats}inactive_count \${stats}laundry_count \${stats}cache_count \\
    kstat.zfs.misc.arcstats.size kstat.zfs.misc.arcstats.c_min vm.swapusage 2>/dev/null | lines sysctl 20
  { vm_stat || vmstat -s; } 2>/dev/null | lines vmstat 80
  { swapinfo -k || swapctl -lk; } 2>/dev/null | lines swap 30
fi`;

export const memory: Fact<number> = {
  types: ["node", "miner"],
  ask: askMemory,
  parse: (answer) => wholeMib(availableBytes(answer)),
};

/** Cut, not rounded, as `free -m` does. Throws on what no machine has. */
export function wholeMib(bytes: number): number {
  const mib = Math.floor(bytes / 2 ** 20);
  if (!Number.isSafeInteger(mib) || mib < 0) throw new Error("the host told a size that no machine has");
  return mib;
}

function availableBytes(answer: Answer): number {
  if (answer.lines("mem").length > 0) return 1024 * linuxAvailableKib(meminfo(answer));
  const free = pagesNamed(answer.lines("sysctl"), /^vm\.stats\.vm\.v_(?:free|inactive|laundry|cache)_count: (\d+)$/);
  if (free !== undefined) return free * pageSize(answer) + shrinkableArcBytes(answer);
  const spare = pagesNamed(answer.lines("vmstat"), sparePages);
  if (spare !== undefined) return spare * pageSize(answer);
  throw new Error("neither /proc/meminfo nor sysctl, vm_stat or vmstat answered");
}

const sparePages = /^(?:(\d+) pages (?:free|inactive)|Pages (?:free|inactive|speculative|purgeable): +(\d+)\.)$/;

/** The figures of /proc/meminfo, in KiB. */
export function meminfo(answer: Answer): ReadonlyMap<string, number> {
  const figures = onlyLine(answer, "mem").split(" ").map(figure);
  return new Map(figures);
}

function figure(text: string): [name: string, kib: number] {
  const [, name = "", kib] = /^(\w+):(\d{1,12})$/.exec(text) ?? [];
  if (kib === undefined) throw new Error("/proc/meminfo has a figure that is no number");
  return [name, Number(kib)];
}

/** Kernels before 3.14 do not tell: what is free, and what the kernel would give up. Shared memory is not given up. */
function linuxAvailableKib(figures: ReadonlyMap<string, number>): number {
  const told = figures.get("MemAvailable");
  if (told !== undefined) return told;
  const free = figures.get("MemFree");
  if (free === undefined) throw new Error("/proc/meminfo has neither MemAvailable nor MemFree");
  const caches = ["Buffers", "Cached", "SReclaimable"].map((name) => figures.get(name) ?? 0);
  return Math.max(0, caches.reduce((sum, kib) => sum + kib, free) - (figures.get("Shmem") ?? 0));
}

/** The sum of the numbers in the lines that match. undefined if none does. */
function pagesNamed(lines: readonly string[], name: RegExp): number | undefined {
  const pages = lines.flatMap((line) => name.exec(line)?.slice(1).find(Boolean) ?? []).map(Number);
  return pages.length === 0 ? undefined : pages.reduce((sum, count) => sum + count, 0);
}

function pageSize(answer: Answer): number {
  const [bytes] = [...answer.lines("vmstat"), ...answer.lines("sysctl")].flatMap(
    (line) => pagesNamed([line], pageBytes) ?? [],
  );
  if (bytes === undefined) throw new Error("the host did not say how large a page is");
  return bytes;
}

const pageBytes = /^(?:hw\.pagesize[:=] ?(\d+)|(\d+) bytes per page|Mach.*page size of (\d+) bytes\))$/;

/** ZFS gives its cache back down to a minimum. */
function shrinkableArcBytes(answer: Answer): number {
  const size = pagesNamed(answer.lines("sysctl"), /^kstat\.zfs\.misc\.arcstats\.size: (\d+)$/) ?? 0;
  const minimum = pagesNamed(answer.lines("sysctl"), /^kstat\.zfs\.misc\.arcstats\.c_min: (\d+)$/) ?? 0;
  return Math.max(0, size - minimum);
}
