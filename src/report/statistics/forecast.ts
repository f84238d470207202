/**
 * When a disk is full, if a month of free space says so: the median of the slopes between all pairs of days (Theil and
 * Sen), which a few odd days do not move. Where the days do not lie along one steady line there is no forecast. Pure.
 */
import { median } from "d3-array";

/** Free space on a day of the month. `day` may be a fraction. */
export interface DayFree {
  readonly day: number;
  readonly mib: number;
}

const fewestDays = 10;
const mostDaysAhead = 365;
/** Of the pairs of days, those in which the later one has less. */
const leastAgreement = 0.9;
/** Of the whole decline: how far a day lies off the line, the median of all and the newest. */
const mostOff = { median: 0.1, newest: 0.2 };

/** The day on which nothing is left, counted as the days are. undefined where the month does not support a date. */
export function dayOfFullDisk(days: readonly DayFree[], today: number): number | undefined {
  const [first, newest] = [days[0], days.at(-1)];
  if (days.length < fewestDays || first === undefined || newest === undefined) return undefined;
  const slopes = slopesOf(days);
  const slope = median(slopes) ?? 0;
  const falling = slopes.filter((each) => each < 0).length / slopes.length;
  if (!(slope < 0) || falling < leastAgreement) return undefined;
  const level = median(days.map(({ day, mib }) => mib - slope * day)) ?? 0;
  const decline = -slope * (newest.day - first.day);
  const off = ({ day, mib }: DayFree) => Math.abs(mib - level - slope * day) / decline;
  if ((median(days.map(off)) ?? 0) > mostOff.median || off(newest) > mostOff.newest) return undefined;
  const full = -level / slope;
  return full > today && full <= today + mostDaysAhead ? full : undefined;
}

function slopesOf(days: readonly DayFree[]): Float64Array {
  const slopes = new Float64Array((days.length * (days.length - 1)) / 2);
  let size = 0;
  for (const [index, a] of days.entries())
    for (const b of days.slice(index + 1)) {
      slopes[size] = (b.mib - a.mib) / (b.day - a.day);
      size += 1;
    }
  return slopes;
}
