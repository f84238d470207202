/**
 * UDP ports in the range that programs get at random raise no alert. What stays open there for a day is a service, and the
 * month tells of it; the others are left out. Pure.
 */
import type { ColumnKey } from "../row/columns.ts";
import { isEphemeralUdp } from "../row/values.ts";
import { durationWords } from "../words/duration.ts";
import type { Sighting } from "./statistics/month-model.ts";

const daySeconds = 86_400;

export function toldSightings(key: ColumnKey, seen: readonly Sighting[]): readonly Sighting[] {
  if (key !== "ports") return seen;
  return seen.filter(({ what, staySeconds }) => !isEphemeralUdp(what) || staySeconds >= daySeconds);
}

/** `, open for 6 days: UDP from 32768 raises no alert`, or nothing. */
export function stayWords(key: ColumnKey, { what, staySeconds }: Sighting): string {
  if (key !== "ports" || !isEphemeralUdp(what)) return "";
  return `, open for ${durationWords(1000 * staySeconds)}: UDP from 32768 raises no alert`;
}
