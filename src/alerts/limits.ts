/** Where alerts begin: what the inventory says at a host, else the defaults. Pure. */
import type { Threshold, Thresholds } from "../inventory/host.ts";

/** Logs that are rotated and written again must not raise an alert each time: it takes this much more to be well. */
const relief = 1.2;

/** unsure: not enough less to open an alert, and not enough more to close one. */
export type Level = "low" | "unsure" | "well";

/** Of what is left, in the unit of the limit. */
export function levelOf(left: number, limit: number): Level {
  if (left < limit) return "low";
  return left < relief * limit ? "unsure" : "well";
}

const diskShare = 0.05;
const diskMostMib = 1024;
const inodesPct = 5;
const memoryShare = 0.02;
const certDays = 14;
/** A fifth of the lifetime: certificates that live for a week are renewed two days before they expire. */
const certLifeParts = 5;
const clockSeconds = 10;

/** MiB of a file system that must be left. Without a size of it, a share cannot be told. undefined: it is not watched. */
export function diskLimit(mount: string, sizeMib: number | undefined, thresholds: Thresholds): number | undefined {
  const threshold = ownDiskThreshold(mount, thresholds) ?? thresholds.get("disk");
  if (threshold === undefined) return sizeMib === undefined ? diskMostMib : Math.min(diskMostMib, diskShare * sizeMib);
  return amount(threshold, sizeMib);
}

function ownDiskThreshold(mount: string, thresholds: Thresholds): Threshold | undefined {
  for (const [name, threshold] of thresholds)
    if (name.startsWith("disk /") && mountCell(name.slice(5)) === mount) return threshold;
  return undefined;
}

/** As the column has it. */
function mountCell(mount: string): string {
  return mount.replace(/[\s+,:"]/g, "?");
}

export function memoryLimit(totalMib: number | undefined, thresholds: Thresholds): number | undefined {
  return amount(thresholds.get("memory") ?? { share: memoryShare }, totalMib);
}

/** Percent. */
export function inodesLimit(thresholds: Thresholds): number | undefined {
  const threshold = thresholds.get("inodes") ?? { share: inodesPct / 100 };
  return amount(threshold, 100);
}

export function certLimit(lifeDays: number | undefined, thresholds: Thresholds): number | undefined {
  const threshold = thresholds.get("cert");
  if (threshold !== undefined) return threshold !== "off" && "days" in threshold ? threshold.days : undefined;
  return lifeDays === undefined ? certDays : Math.min(certDays, lifeDays / certLifeParts);
}

export function clockLimit(thresholds: Thresholds): number | undefined {
  const threshold = thresholds.get("clock") ?? { seconds: clockSeconds };
  return threshold !== "off" && "seconds" in threshold ? threshold.seconds : undefined;
}

function amount(threshold: Threshold, whole: number | undefined): number | undefined {
  if (threshold === "off") return undefined;
  if ("mib" in threshold) return threshold.mib;
  return "share" in threshold && whole !== undefined ? threshold.share * whole : undefined;
}
