/**
 * Memory that programs could still get, as `free` counts "available", and the size of memory.
 *
 *     @server-monitor mem MemTotal:2025476 MemFree:161840 MemAvailable:797396 Buffers:208932 …           (KiB, Linux)
 *     @server-monitor sysctl vm.stats.vm.v_free_count: 518559                                             (FreeBSD)
 *     @server-monitor sysctl hw.physmem: 4248858624        (FreeBSD; OpenBSD with `=`; macOS calls it hw.memsize)
 *     @server-monitor vmstat 668420 pages free                                                            (OpenBSD)
 *     @server-monitor vmstat Pages free: 123456.                                                          (macOS)
 *
 * BSD and macOS are written from documentation and cited captures: untested on a real system.
 */
import { onceForEach } from "../once-for-each.ts";
import { type Answer, onlyLine } from "./answer.ts";
import { askProc } from "./ask-proc.ts";
import type { Fact } from "./fact.ts";

export const memory: Fact<number> = {
  types: ["node", "miner"],
  ask: askProc,
  parse: (answer) => wholeMib(availableBytes(answer)),
};

/** undefined: the host does not say. */
export const memoryTotal: Fact<number | undefined> = {
  types: ["node", "miner"],
  ask: askProc,
  since: 2,
  parse: (answer) => {
    const kib = answer.lines("mem").length > 0 ? meminfo(answer).get("MemTotal") : undefined;
    const bytes = kib === undefined ? toldBytes(answer) : 1024 * kib;
    return bytes === undefined ? undefined : wholeMib(bytes);
  },
};

/** What macOS has as hw.physmem is cut to 31 bits. */
function toldBytes(answer: Answer): number | undefined {
  const names = [/^hw\.memsize[:=] ?(\d{1,18})$/, /^hw\.physmem[:=] ?(\d{1,18})$/];
  return names.flatMap((name) => pagesNamed(answer.lines("sysctl"), name) ?? [])[0];
}

/** 1 EiB. */
const mostMib = 2 ** 40;

/** Cut, not rounded, as `free -m` does. Throws on what no machine has. */
export function wholeMib(bytes: number): number {
  const mib = Math.floor(bytes / 2 ** 20);
  if (!(mib >= 0 && mib <= mostMib)) throw new Error("the host told a size that no machine has");
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

/** The figures of /proc/meminfo, in KiB. NaN for what is no size: it spoils what is made of it, and nothing else. */
export const meminfo = onceForEach((answer: Answer): ReadonlyMap<string, number> => {
  const figures = onlyLine(answer, "mem").split(" ").map(figure);
  return new Map(figures);
});

/** lxcfs has told sizes below zero, which look like 18446744073709346016 kB. */
function figure(text: string): [name: string, kib: number] {
  const [name = "", kib = ""] = text.split(":");
  return [name, /^\d{1,12}$/.test(kib) ? Number(kib) : Number.NaN];
}

/** Kernels before 3.14 do not tell: what is free, and what the kernel would give up. Shared memory is not given up. */
function linuxAvailableKib(figures: ReadonlyMap<string, number>): number {
  const total = figures.get("MemTotal") ?? Number.POSITIVE_INFINITY;
  const told = figures.get("MemAvailable");
  if (told !== undefined && told <= total) return told;
  const free = figures.get("MemFree");
  if (free === undefined) throw new Error("/proc/meminfo has neither MemAvailable nor MemFree that can be true");
  const caches = ["Buffers", "Cached", "SReclaimable"].map((name) => figures.get(name) ?? 0);
  const kib = caches.reduce((sum, each) => sum + each, free) - (figures.get("Shmem") ?? 0);
  if (kib > total) throw new Error("/proc/meminfo has more memory available than there is");
  return Math.max(0, kib);
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
