/** The finders for the health of a host: space, memory, arrays, units, checks, clock. */
import type { Thresholds } from "../inventory/host.ts";
import { newDiskFinder } from "./disk-finder.ts";
import { clockLimit, levelOf, memoryLimit } from "./limits.ts";
import { type Finder, found, listed, type SeenRow, unasked, type Verdict, well } from "./verdict.ts";

export type HealthKind = "readonly" | "raid" | "check" | "unit" | "power" | "disk" | "memory" | "clock" | "patch";

export function healthFinders(thresholds: Thresholds): Readonly<Record<HealthKind, Finder>> {
  return {
    readonly: (seen) => listed(seen, seen.row.readonly ?? []),
    raid: (seen) => listed(seen, seen.row.raid ?? []),
    check: (seen) => listed(seen, seen.row.checks ?? []),
    unit: (seen) => listed(seen, seen.row.failedUnits ?? []),
    power: (seen) => listed(seen, seen.row.power ?? []),
    disk: newDiskFinder(thresholds),
    memory: (seen) => memory(seen, thresholds),
    clock: (seen) => clock(seen, thresholds),
    patch,
  };
}

const swapShare = 0.05;

/** Little memory is not yet a shortage where swap is left. Where nobody tells how much swap is left, nothing is known. */
function memory({ row, session }: SeenRow, thresholds: Thresholds): Verdict | undefined {
  const { memAvailMib, memTotalMib, swapFreeMib, swapTotalMib } = row;
  const limitMib = memoryLimit(memTotalMib, thresholds);
  if (memAvailMib === undefined || limitMib === undefined) return session === "failed" ? undefined : unasked;
  const levels = [levelOf(memAvailMib, limitMib)];
  // A miner's row does not tell how much swap is left.
  if (levels[0] !== "well" && swapTotalMib !== 0 && row.type !== "miner") {
    if (swapFreeMib === undefined || swapTotalMib === undefined) return undefined;
    levels.push(levelOf(swapFreeMib, swapShare * swapTotalMib));
  }
  if (levels.includes("well")) return well;
  return levels.includes("unsure") ? undefined : found("memory");
}

function clock({ row, session }: SeenRow, thresholds: Thresholds): Verdict | undefined {
  const limitS = clockLimit(thresholds);
  if (row.clockS === undefined || limitS === undefined) return session === "failed" ? undefined : unasked;
  return Math.abs(row.clockS) > limitS ? found("clock") : well;
}

const mostListDays = 10;
const mostRebootDays = 7;

function patch({ row, session }: SeenRow): Verdict | undefined {
  const { packagesDays, rebootDays } = row;
  if (packagesDays === undefined && rebootDays === undefined) return session === "failed" ? undefined : unasked;
  const isOld = packagesDays !== undefined && packagesDays > mostListDays;
  const isPending = typeof rebootDays === "number" && rebootDays > mostRebootDays;
  return isOld || isPending ? found(...(isOld ? ["package lists"] : []), ...(isPending ? ["reboot"] : [])) : well;
}
