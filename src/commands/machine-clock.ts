/** Whether this machine's clock may date rows. One that is far off would hide what it writes, or all that was written before. */
import { askDate } from "../probes/clock.ts";
import { listed } from "../words/count.ts";
import { durationWords } from "../words/duration.ts";
import { utcClock, zonedWords } from "../words/instant.ts";
import type { Call } from "./call.ts";

/** Clocks differ by less. */
export const clockToleranceMs = 600_000;
/** Rows that are further off do harm. */
const mostOffMs = 3_600_000;
/** No check was made before. A machine without a clock of its own starts in 1970, or where it was switched off. */
const firstDay = new Date("2026-01-01T00:00:00Z");
const askLimitMs = 5000;

const fix = "set the clock of this machine (sudo timedatectl set-ntp true), then start the check again";

/** Throws before anything is asked or written. */
export function refuseUnsetClock({ now }: Call): void {
  if (now < firstDay) throw new Error(`this machine's clock says ${instant(now)}, which is impossible: ${fix}`);
}

/**
 * GitHub's clock is asked only where the rows make ours doubtful: some are ahead of it, or the newest is far behind. Throws
 * where ours is off; rows that are ahead of a clock that is right are passed over, by name.
 */
export async function checkClock(
  newest: Date | undefined,
  ahead: ReadonlyMap<string, Date>,
  { surroundings, reporter, now }: Call,
): Promise<void> {
  const isLate = newest !== undefined && now.getTime() - newest.getTime() > mostOffMs;
  if (!isLate && ahead.size === 0) return;
  const began = performance.now();
  const theirs = await askDate(surroundings.internet, askLimitMs);
  const off = theirs === undefined ? 0 : now.getTime() + (performance.now() - began) - theirs.getTime();
  if (theirs !== undefined && Math.abs(off) > mostOffMs)
    throw new Error(offWords(now, off, surroundings.internet.host));
  if (ahead.size > 0) reporter.warn(aheadWords(ahead, now));
}

function offWords(now: Date, offMs: number, host: string): string {
  const off = `${durationWords(Math.abs(offMs))} ${offMs > 0 ? "ahead of" : "behind"}`;
  return `no rows are written: this machine's clock says ${instant(now)}, ${off} that of ${host}; ${fix}`;
}

/** `rows of web-1, db-1 and 2 more are up to 36 h ahead of this machine's clock and do not count: …` */
export function aheadWords(ahead: ReadonlyMap<string, Date>, now: Date): string {
  const latest = Math.max(...[...ahead.values()].map((time) => time.getTime()));
  const hosts = listed([...ahead.keys()].sort());
  return `rows of ${hosts} are up to ${durationWords(latest - now.getTime())} ahead of this machine's clock (${instant(new Date(latest))}) and do not count: look at the clock of the machine that wrote them (timedatectl), and delete these lines`;
}

function instant(time: Date): string {
  return zonedWords(time, utcClock(time));
}
