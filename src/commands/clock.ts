/** How people are told the times of a run. */
import { type Clock, utcClock } from "../words/instant.ts";
import type { Call } from "./call.ts";

export function clockOf({ now }: Pick<Call, "now">): Clock {
  return utcClock(now);
}
