/** Wall clock times of a time zone ⇄ instants, daylight saving time included. Pure. */
import { zonedFormats } from "../words/instant.ts";

/** Minutes since 1970 as a clock in the zone shows them. */
export type WallMinutes = number;

const minuteMs = 60_000;
const dayMinutes = 1440;

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export function wallMinutes(time: Date, zone: string): WallMinutes {
  if (zone === "UTC") return Math.floor(time.getTime() / minuteMs);
  const parts = formatOf(zone).formatToParts(time);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  const ms = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
  return ms / minuteMs;
}

/** Of a time that clocks show twice, the first; of one that they skip, an instant before the jump. */
export function earliestInstant(wall: WallMinutes, zone: string): number {
  const [first, last] = candidates(wall, zone);
  return shows(first, wall, zone) ? first : last;
}

/** Of a time that clocks show twice, the second; of one that they skip, an instant after the jump. */
export function latestInstant(wall: WallMinutes, zone: string): number {
  const [first, last] = candidates(wall, zone);
  return shows(last, wall, zone) ? last : first;
}

/** By the zone's offsets of the day before and of the day after, in milliseconds. The same but where clocks change. */
function candidates(wall: WallMinutes, zone: string): readonly [number, number] {
  const offset = (day: number) => {
    const ms = (wall + day * dayMinutes) * minuteMs;
    return wallMinutes(new Date(ms), zone) * minuteMs - ms;
  };
  const [before, after] = [offset(-1), offset(1)];
  return [wall * minuteMs - before, wall * minuteMs - after];
}

function shows(ms: number, wall: WallMinutes, zone: string): boolean {
  return wallMinutes(new Date(ms), zone) === wall;
}

const formatOf = zonedFormats({
  ...{ year: "numeric", month: "numeric", day: "numeric" },
  ...{ hour: "numeric", minute: "numeric", hourCycle: "h23", calendar: "gregory" },
});
