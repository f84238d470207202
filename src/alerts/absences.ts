/**
 * How long a host, its page or its session is usually away, so that what is usual raises no alert: a laptop that sleeps, a
 * weak radio link, a page that does not answer while a backup runs. Pure; what it remembers is bounded.
 */

/** Less than the days that are replayed. */
const rememberedMs = 8 * 86_400_000;
const mostRemembered = 1000;
/** Third-longest: two long outages in the week change nothing. */
const rank = 3;
const factor = 1.5;
const longestPatienceMs = 12 * 3_600_000;
const dayMs = 86_400_000;
/** What begins so close to the time of day of another is at the same hour. */
const sameHourMs = 5_400_000;
/** So many in the days that are remembered, three a day: coming and going is usual. */
const usuallyMany = 24;

/** So many in these days are no series of outages, but a habit. */
const usuallyAway = 6;

interface Absence {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Absences {
  /** Takes one row in that says whether it was away. */
  readonly add: (isAway: boolean, ms: number) => void;
  /** How long an absence that began at a time may last before it is unusual. 0: there is nothing to compare it with. */
  readonly patienceMs: (fromMs: number) => number;
  /** Whether it is away nearly every day. */
  readonly areUsual: () => boolean;
  /** Whether it usually comes and goes. */
  readonly areMany: () => boolean;
}

/** `sameHours`: only those compare that began at about the same time of day. */
export function newAbsences(sameHours: boolean): Absences {
  const past: Absence[] = [];
  let [awaySinceMs, wasThere]: [number | undefined, boolean] = [undefined, false];
  return {
    add: (isAway, ms) => {
      // Of what was away in the first row nobody knows since when.
      if (isAway && wasThere) awaySinceMs ??= ms;
      if (isAway) return;
      if (awaySinceMs !== undefined) past.push({ fromMs: awaySinceMs, toMs: ms });
      [awaySinceMs, wasThere] = [undefined, true];
      forget(past, ms);
    },
    patienceMs: (fromMs) => {
      const alike = sameHours ? past.filter((absence) => isAtSameHour(absence, fromMs)) : past;
      const longest = alike.map((absence) => absence.toMs - absence.fromMs).sort((a, b) => b - a);
      return Math.min(longestPatienceMs, factor * (longest[rank - 1] ?? 0));
    },
    areUsual: () => past.length >= usuallyAway,
    areMany: () => past.length >= usuallyMany,
  };
}

function forget(past: Absence[], ms: number): void {
  while (past.length > mostRemembered || (past[0] !== undefined && ms - past[0].fromMs > rememberedMs)) past.shift();
}

function isAtSameHour(absence: Absence, fromMs: number): boolean {
  const apartMs = Math.abs(absence.fromMs - fromMs) % dayMs;
  return Math.min(apartMs, dayMs - apartMs) <= sameHourMs;
}
