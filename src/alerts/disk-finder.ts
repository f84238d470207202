/**
 * Space that is low, and space that is on its way out: a file system that fills up within the next two checks, at the pace
 * of the last three, is an alert now. One that falls as low every night is none. By file system, and `inodes`, of which the
 * row does not say whose they are.
 */
import type { Thresholds } from "../inventory/host.ts";
import type { Row } from "../row/row.ts";
import { diskLimit, inodesLimit, type Level, levelOf } from "./limits.ts";
import { type Finder, unasked } from "./verdict.ts";

const dayMs = 86_400_000;
/** Less than the days that are replayed. */
const daysRemembered = 7;
const checksAhead = 2;
const mostSystems = 100;

export function newDiskFinder(thresholds: Thresholds): Finder {
  const trends = new Map<string, Trend>();
  return ({ row, ms, session }) => {
    if (row.diskAvailMib === undefined && row.disks === undefined && row.inodesFreePct === undefined)
      return session === "unasked" ? unasked : undefined;
    const [low, filling]: [string[], string[]] = [[], []];
    const unsure = row.diskAvailMib === undefined ? ["/"] : [];
    const add = (name: string, level: Level, fills: boolean) => {
      if (fills) filling.push(name);
      if (fills || level === "low") low.push(name);
      if (level === "unsure") unsure.push(name);
    };
    const addSpace = (mount: string, availMib: number, sizeMib: number | undefined) => {
      const limitMib = diskLimit(mount, sizeMib, thresholds);
      if (limitMib !== undefined) add(mount, levelOf(availMib, limitMib), isFilling(trends, mount, availMib, ms));
    };
    if (row.diskAvailMib !== undefined) addSpace("/", row.diskAvailMib, row.diskSizeMib);
    for (const { mount, availMib, sizeMib } of row.disks ?? none) addSpace(mount, availMib, sizeMib);
    const inodesPct = inodesLimit(thresholds);
    if (row.inodesFreePct !== undefined && inodesPct !== undefined)
      add("inodes", levelOf(row.inodesFreePct, inodesPct), false);
    return { findings: low, certain: filling, unsure, partial: session === "failed", asked: true };
  };
}

const none: NonNullable<Row["disks"]> = [];

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
  const trend: Trend = trends.get(mount) ?? { readings: [], lowest: new Map() };
  if (trends.size < mostSystems) trends.set(mount, trend);
  trend.readings.push({ ms, availMib });
  const passed = trend.readings.length > 3 ? trend.readings.shift() : undefined;
  if (passed !== undefined) remember(trend.lowest, passed);
  return willBeFull(trend);
}

function remember(lowest: Map<number, number>, { ms, availMib }: Reading): void {
  const day = Math.floor(ms / dayMs);
  const least = lowest.get(day);
  if (least === undefined) for (const known of lowest.keys()) if (day - known >= daysRemembered) lowest.delete(known);
  if (least === undefined || availMib < least) lowest.set(day, availMib);
}

/** The slower of the two steps counts: a file that was copied in one go is no trend. */
function willBeFull({ readings: [first, second, third], lowest }: Trend): boolean {
  if (first === undefined || second === undefined || third === undefined) return false;
  const pace = Math.min(paceOf(first, second), paceOf(second, third));
  if (pace <= 0 || third.availMib > checksAhead * pace * (third.ms - second.ms)) return false;
  return lowest.size > 1 && [...lowest.values()].every((leastMib) => third.availMib < leastMib);
}

/** MiB per millisecond that are used up. */
function paceOf(before: Reading, after: Reading): number {
  return after.ms > before.ms ? (before.availMib - after.availMib) / (after.ms - before.ms) : 0;
}
