/**
 * Whether a stranger who stays connected is somebody, or somebody who guesses passwords. No row tells: both are one
 * established connection. But guessers do not come alone. Where several addresses came and went within three days without
 * anybody logging in, guessing is under way, and some of them hammer long enough to be seen in many checks running: there,
 * an address must stay for half a day. Where nobody guesses, `confirm` checks are enough, and whoever gets a terminal is
 * told at once in either case.
 *
 * An intruder can buy these hours by making the noise himself, but no more than them.
 */
import type { Track, Tracked } from "./confirmation.ts";
import { isLogin } from "./finders.ts";

const passersBy = 3;
const withinMs = 3 * 86_400_000;
/** Both must be over, for hours alone are few checks where checks are rare. Chosen with bench/false-alarms.ts. */
const patienceMs = 12 * 3_600_000;
const patienceFactor = 12;

export function mayBeGuessing(tracked: Tracked, track: Track, nowMs: number, confirm: number): boolean {
  const stayed = nowMs - tracked.sinceMs >= patienceMs && tracked.streak >= patienceFactor * confirm;
  return !stayed && isUnderWay(track, nowMs);
}

/** Whoever left sooner than that was passing by, told or not. */
function isUnderWay({ past }: Track, nowMs: number): boolean {
  let passed = 0;
  for (const { finding, sinceMs, lastMs } of past.values()) {
    if (nowMs - lastMs > withinMs || lastMs - sinceMs >= patienceMs || isLogin(finding)) continue;
    passed += 1;
    if (passed === passersBy) return true;
  }
  return false;
}
