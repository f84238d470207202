/**
 * A fortnight of a monitor of which something fails, on GitHub's schedule as it is: of its ticks 7 % never come, the others
 * begin up to six hours late, and for three days none comes. When does the first word of the silence reach a person, on each of
 * the ways that it can take? The other monitor of the folder, and the limits, are the product's own.
 */
import { newSilenceWatch, watchdogMaxAgeMs } from "../../src/alerts/silence.ts";
import { seededRandom } from "./random.ts";
import { well } from "./rows.ts";
import { typedRow } from "./typed-row.ts";

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
export const maxAgeMs = 3 * hourMs;
const startMs = Date.parse("2026-11-02T00:00:00Z");
const endMs = startMs + 14 * dayMs;
/** No tick of the schedule comes. */
const silentDays = [startMs + 6 * dayMs, startMs + 9 * dayMs] as const;

/** As in docs/alerts.md: a ping is missed after the period and the grace time. */
const heartbeatMs = 4 * hourMs;
/** As in check.yml. */
const minIntervalMs = 10 * minuteMs;
/** From asking for a run to the row, or to the issue. */
const runMs = 2 * minuteMs;

/** What is still there after the fault. */
export interface Left {
  /** The runner takes jobs. */
  readonly runner: boolean;
  /** The timers of its machine ask for checks and for the watchdog. */
  readonly timers: boolean;
  /** The workflow of the watchdog is enabled. */
  readonly watchdog: boolean;
}

/** The ways of the word. */
export const ways = ["heartbeat", "site", "timer", "schedule"] as const;
export type Way = (typeof ways)[number];

/** A silence of more than `max-age`: how long after the newest row the word came. undefined: never in the fortnight. */
export interface Silence {
  readonly words: Readonly<Record<Way, number | undefined>>;
  /** How long no row came. */
  readonly lastedMs: number;
}

type Random = () => number;

/** What happens in a fortnight in which the fault comes at that time. Silences before it are the schedule's, and do not count. */
export function silencesOf(seed: number, faultMs: number, left: Left): Silence[] {
  const random = seededRandom(seed);
  const [checks, watchdogs] = [scheduled(7, 20, random), scheduled(37, 120, random)];
  const [timed, timedWatchdogs] = [timerRuns(7, 20, random), timerRuns(112, 120, random)];
  const until = (isLeft: boolean, times: readonly number[]) => times.filter((ms) => isLeft || ms < faultMs);
  const rows = apart(until(left.runner, [...checks, ...until(left.timers, timed)]));
  const byTimer = left.watchdog ? until(left.timers, timedWatchdogs) : [];
  const bySchedule = left.watchdog ? watchdogs : [];
  return gapsOf(rows)
    .filter(({ toMs }) => toMs > faultMs)
    .map(({ fromMs, toMs }) => ({
      lastedMs: toMs - fromMs,
      words: {
        heartbeat: wordAt([fromMs + heartbeatMs], fromMs, toMs),
        site: wordAt(otherSite(rows, fromMs, toMs, random), fromMs, toMs),
        timer: wordAt(late(byTimer, fromMs), fromMs, toMs),
        schedule: wordAt(late(bySchedule, fromMs), fromMs, toMs),
      },
    }));
}

/** When a watchdog that never runs is told, after the first row. */
export function watchdogToldAfter(seed: number): number {
  const random = seededRandom(seed);
  const rows = apart([...scheduled(7, 20, random), ...timerRuns(7, 20, random)]);
  const firstOfHour = rows.filter((ms, at) => Math.floor(ms / hourMs) !== Math.floor((rows[at - 1] ?? 0) / hourMs));
  const first = rows[0] ?? Number.NaN;
  const told = firstOfHour.find((ms) => ms - first > watchdogMaxAgeMs) ?? Number.NaN;
  return told + runMs - first;
}

/** At all times of the day, and at all of the two hours of the watchdog. */
export const faultTimes = Array.from({ length: 110 }, (_, at) => startMs + dayMs + at * 145 * minuteMs);

/** Ticks of GitHub's schedule, when they begin. */
function scheduled(offsetMinutes: number, everyMinutes: number, random: Random): number[] {
  return ticks(offsetMinutes, everyMinutes).flatMap((ms) => {
    const [isDropped, lateMs] = [random() < 0.07, lateness(random)];
    const isSilent = ms >= silentDays[0] && ms < silentDays[1];
    return isDropped || isSilent ? [] : [ms + lateMs];
  });
}

/** Most begin within a quarter of an hour, some up to two hours late, one in ten up to six. */
function lateness(random: Random): number {
  const [share, part] = [random(), random()];
  const [least, most] = share < 0.6 ? [1, 15] : share < 0.9 ? [15, 120] : [120, 360];
  return (least + part * (most - least)) * minuteMs;
}

/** RandomizedDelaySec= is a minute for checks, five for the watchdog. */
function timerRuns(offsetMinutes: number, everyMinutes: number, random: Random): number[] {
  const delayMs = (everyMinutes === 20 ? 1 : 5) * minuteMs;
  return ticks(offsetMinutes, everyMinutes).map((ms) => ms + random() * delayMs);
}

function ticks(offsetMinutes: number, everyMinutes: number): number[] {
  const first = startMs + offsetMinutes * minuteMs;
  const count = Math.floor((endMs - first) / (everyMinutes * minuteMs));
  return Array.from({ length: count }, (_, at) => first + at * everyMinutes * minuteMs);
}

/** Runs that write rows: not sooner after the newest than `min-interval`. */
function apart(starts: readonly number[]): number[] {
  const rows: number[] = [];
  for (const ms of starts.toSorted((a, b) => a - b))
    if (ms - (rows.at(-1) ?? Number.NEGATIVE_INFINITY) >= minIntervalMs) rows.push(ms);
  return rows;
}

/** Where no row came for more than `max-age`. The last one is open at the end of the fortnight. */
function gapsOf(rows: readonly number[]): { fromMs: number; toMs: number }[] {
  const gaps = rows.map((fromMs, at) => ({ fromMs, toMs: rows[at + 1] ?? endMs }));
  return gaps.filter(({ fromMs, toMs }) => toMs - fromMs > maxAgeMs);
}

function late(runs: readonly number[], fromMs: number): number[] {
  return runs.filter((ms) => ms - fromMs > maxAgeMs).map((ms) => ms + runMs);
}

/** Checks of another monitor in the folder, by its own timer: which of them tell the silence. */
function otherSite(rows: readonly number[], fromMs: number, toMs: number, random: Random): number[] {
  const watch = newSilenceWatch();
  for (const ms of rows.filter((each) => each > fromMs - dayMs && each <= fromMs))
    watch.add([typedRow(new Date(ms), "b-1", well, "node")]);
  const checks = timerRuns(17, 20, random).filter((ms) => ms > fromMs && ms < toMs);
  const isMine = (host: string) => host !== "b-1";
  const told = checks.find((ms) => watch.silentAt({ now: new Date(ms), isMine, maxAgeMs }).length > 0);
  return told === undefined ? [] : [told + runMs];
}

/** Of the words that come, the first one, while there is silence. */
function wordAt(words: readonly number[], fromMs: number, toMs: number): number | undefined {
  const first = words.reduce((least, ms) => Math.min(least, ms), Number.POSITIVE_INFINITY);
  return first < toMs ? first - fromMs : undefined;
}
