/**
 * Space that is low, and space that is on its way out: a file system that fills up within the next two checks, at the pace
 * of the last three, is an alert now. One that falls as low every night, or nearly so, is none. By file system, and `inodes`, of which the
 * row does not say whose they are.
 */
import type { Thresholds } from "../inventory/host.ts";
import { diskLimit, inodesLimit, type Level, levelOf } from "./limits.ts";
import { type Finder, unasked, well } from "./verdict.ts";

const dayMs = 86_400_000;
/** Less than the days that are replayed. */
const daysRemembered = 7;
const checksAhead = 2;
const mostSystems = 100;

export function newDiskFinder(thresholds: Thresholds): Finder {
  const trends = new Map<string, Trend>();
  return ({ row, ms, session }) => {
    const { diskAvailMib, diskSizeMib, disks, inodesFreePct } = row;
    if (diskAvailMib === undefined && disks === undefined && inodesFreePct === undefined)
      return session === "unasked" ? unasked : undefined;
    const [low, unsure, filling]: [string[], string[], string[]] = [[], diskAvailMib === undefined ? ["/"] : [], []];
    const note = (what: string, level: Level) => {
      if (level === "low") low.push(what);
      if (level === "unsure") unsure.push(what);
    };
    const add = (mount: string, availMib: number, sizeMib: number | undefined) => {
      const limitMib = diskLimit(mount, sizeMib, thresholds);
      if (limitMib === undefined) return;
      const isSoonFull = isFilling(trends, mount, availMib, ms);
      if (isSoonFull) filling.push(mount);
      note(mount, isSoonFull ? "low" : levelOf(availMib, limitMib));
    };
    if (diskAvailMib !== undefined) add("/", diskAvailMib, diskSizeMib);
    for (const { mount, availMib, sizeMib } of disks ?? []) add(mount, availMib, sizeMib);
    const inodesPct = inodesLimit(thresholds);
    if (inodesFreePct !== undefined && inodesPct !== undefined) note("inodes", levelOf(inodesFreePct, inodesPct));
    if (low.length === 0 && unsure.length === 0 && session !== "failed") return well;
    return { findings: low, certain: filling, unsure, partial: session === "failed", asked: true };
  };
}

interface Reading {
  readonly ms: number;
  readonly availMib: number;
}

interface Trend {
  /** The last three, the newest last. */
  readonly readings: Reading[];
  /** The least of each day, before these. */
  readonly lowest: Map<number, number>;
}

function isFilling(trends: Map<string, Trend>, mount: string, availMib: number, ms: number): boolean {
  const trend = trends.get(mount) ?? newTrend(trends, mount);
  if (trend === undefined) return false;
  trend.readings.push({ ms, availMib });
  const passed = trend.readings.length > 3 ? trend.readings.shift() : undefined;
  if (passed !== undefined) remember(trend.lowest, passed);
  return willBeFull(trend);
}

function newTrend(trends: Map<string, Trend>, mount: string): Trend | undefined {
  if (trends.size >= mostSystems) return undefined;
  const trend: Trend = { readings: [], lowest: new Map() };
  trends.set(mount, trend);
  return trend;
}

function remember(lowest: Map<number, number>, { ms, availMib }: Reading): void {
  const day = Math.floor(ms / dayMs);
  const known = lowest.get(day);
  if (known === undefined || availMib < known) lowest.set(day, availMib);
  if (known === undefined) for (const each of lowest.keys()) if (day - each >= daysRemembered) lowest.delete(each);
}

/** The slower of the two steps counts: a file that was copied in one go is no trend. */
function willBeFull({ readings: [first, second, third], lowest }: Trend): boolean {
  if (first === undefined || second === undefined || third === undefined) return false;
  const pace = Math.min(paceOf(first, second), paceOf(second, third));
  if (pace <= 0 || third.availMib > checksAhead * pace * (third.ms - second.ms)) return false;
  return lowest.size > 1 && [...lowest.values()].every((leastMib) => third.availMib < leastMib / 2);
}

/** MiB per millisecond that are used up. */
function paceOf(before: Reading, after: Reading): number {
  return after.ms > before.ms ? (before.availMib - after.availMib) / (after.ms - before.ms) : 0;
}
