/**
 * Space that is low, and space that is on its way out: a file system that fills up within the next two checks, at the pace
 * of the last three, is an alert now. One that falls as low every night is none. By file system, and `inodes`, of which the
 * row does not say whose they are.
 */
import type { Thresholds } from "../inventory/host.ts";
import type { Row } from "../row/row.ts";
import { diskLimit, inodesLimit, type Level, levelOf } from "./limits.ts";
import { type Finder, found, unasked } from "./verdict.ts";

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
    const spaces = spacesOf(row, thresholds);
    const levels = [...spaces.map(({ mount, level }) => [mount, level] as const), ...inodeLevels(row, thresholds)];
    const named = (wanted: Level) => levels.flatMap(([name, level]) => (level === wanted ? [name] : []));
    const filling = spaces.flatMap(({ mount, availMib }) => (isFilling(trends, mount, availMib, ms) ? [mount] : []));
    const unsure = [...named("unsure"), ...(row.diskAvailMib === undefined ? ["/"] : [])];
    const low = [...new Set([...named("low"), ...filling])];
    return { ...found(...low), certain: filling, unsure, partial: session === "failed" };
  };
}

interface Space {
  readonly mount: string;
  readonly availMib: number;
  readonly level: Level;
}

function spacesOf(row: Row, thresholds: Thresholds): Space[] {
  const root =
    row.diskAvailMib === undefined ? [] : [{ mount: "/", availMib: row.diskAvailMib, sizeMib: row.diskSizeMib }];
  return [...root, ...(row.disks ?? [])].flatMap(({ mount, availMib, sizeMib }) => {
    const limitMib = diskLimit(mount, sizeMib, thresholds);
    return limitMib === undefined ? [] : [{ mount, availMib, level: levelOf(availMib, limitMib) }];
  });
}

function inodeLevels({ inodesFreePct }: Row, thresholds: Thresholds): (readonly [name: string, level: Level])[] {
  const limitPct = inodesLimit(thresholds);
  if (inodesFreePct === undefined || limitPct === undefined) return [];
  return [["inodes", levelOf(inodesFreePct, limitPct)]];
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
  const trend: Trend = trends.get(mount) ?? { readings: [], lowest: new Map() };
  if (trends.size < mostSystems) trends.set(mount, trend);
  trend.readings.push({ ms, availMib });
  const passed = trend.readings.length > 3 ? trend.readings.shift() : undefined;
  if (passed !== undefined) remember(trend.lowest, passed);
  return willBeFull(trend);
}

function remember(lowest: Map<number, number>, { ms, availMib }: Reading): void {
  const day = Math.floor(ms / dayMs);
  lowest.set(day, Math.min(availMib, lowest.get(day) ?? availMib));
  for (const known of lowest.keys()) if (day - known >= daysRemembered) lowest.delete(known);
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
