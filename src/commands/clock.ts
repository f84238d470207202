/** How people are told the times of a run. */
import type { Clock } from "../words/instant.ts";
import type { Call } from "./call.ts";

export function clockOf({ now, inputs }: Pick<Call, "now" | "inputs">): Clock {
  return { near: now, zone: inputs.timeZone };
}
