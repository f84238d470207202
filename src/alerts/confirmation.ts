/**
 * From what single rows say to what is so: a finding counts when enough checks running have it, and is over when enough
 * running have it not. One track for each host and kind. Memory is bounded whatever the rows say.
 */
import type { SeenRow, Verdict } from "./verdict.ts";

/** How a kind is confirmed. */
export interface Confirming {
  /** Checks that must agree. */
  readonly confirm: number;
  /** Findings of this kind need no second check. */
  readonly atOnce: boolean;
  /** Whether nothing may open now, or nothing may close. */
  readonly isMuted: (what: "opening" | "closing", ms: number) => boolean;
  /** How long at least what began at a time must last. */
  readonly patienceMs: (sinceMs: number) => number;
  /** Whether coming and going without ever being confirmed is a finding, too. */
  readonly flickers: (finding: Tracked) => boolean;
  /** Checks agree however far apart they are, because what they find is a state. */
  readonly acrossGaps: boolean;
}

export interface Tracked {
  readonly finding: string;
  /** Of the rows that have it. */
  readonly firstMs: number;
  lastMs: number;
  rows: number;
  /** First of the rows running that have it. */
  sinceMs: number;
  /** Rows running that have it; below zero: that have it not, and since when. */
  streak: number;
  absentSinceMs: number;
  confirmed: boolean;
  /** In the newest row that has it. */
  isCertain: boolean;
}

export interface Track {
  /** There is no live finding. */
  isIdle: boolean;
  /** Findings of the newest row, and those that are confirmed. */
  readonly live: Map<string, Tracked>;
  /** Findings that are over, or never came to be. Longest ago first. */
  readonly past: Map<string, Tracked>;
  /** Rows running without a finding. */
  quietRows: number;
  /** Rows that said something, and the newest of them. */
  rows: number;
  lastMs: number;
  /** The latest times that trouble began: after how many rows, and when. */
  readonly spells: { readonly row: number; readonly ms: number }[];
  /** The latest times that a finding came after another had gone, or after there was none. */
  readonly cameMs: number[];
  /** When a confirmed finding was last over. */
  wentMs: number;
  /** Findings come and go: they stay confirmed until they have been absent for a while. */
  flapping: boolean;
  /** Latest rows with a finding, newest first. */
  readonly shown: SeenRow[];
}

const mostLive = 100;
const mostPast = 200;
const mostShown = 5;

const dayMs = 86_400_000;
/** So many times within a day is coming and going; then it must have been quiet for so long. */
const flappingTimes = 3;
const flappingQuietMs = 6 * 3_600_000;
/** Spells of trouble among so many rows. By chance, at one bad row in a hundred every 15 minutes: once in 800 years. */
export const flickerSpells = 6;
const flickerRows = 24;

/** Rows further apart than this many usual intervals: what lies between is not known. */
const gapIntervals = 4;

const none: readonly string[] = [];

export function newTrack(): Track {
  const times = { lastMs: 0, spells: [], cameMs: [], wentMs: Number.NEGATIVE_INFINITY };
  return {
    isIdle: true,
    quietRows: 0,
    rows: 0,
    live: new Map(),
    past: new Map(),
    ...times,
    flapping: false,
    shown: [],
  };
}

/**
 * Takes one row in. true: what is confirmed is no longer the same. `usualMs`: how far apart rows usually are, asked only
 * where it matters.
 */
export function observe(
  track: Track,
  verdict: Verdict,
  seen: SeenRow,
  usualMs: () => number,
  how: Confirming,
): boolean {
  const { findings } = verdict;
  if (findings.length === 0 && track.isIdle) return passOver(track, verdict);
  const { ms } = seen;
  if (track.live.size > 0 && ms - track.lastMs > gapIntervals * usualMs())
    for (const tracked of track.live.values()) afterGap(tracked, ms, how);
  track.rows += 1;
  track.lastMs = ms;
  if (findings.length > 0) show(track, seen);
  const unsure = verdict.unsure ?? none;
  track.quietRows = findings.length > 0 ? 0 : track.quietRows + (unsure.length > 0 ? 0 : 1);
  let changed = !verdict.partial && takeAbsent(track, new Set([...findings, ...unsure]), ms, how);
  for (const finding of findings) {
    const isCertain = how.atOnce || verdict.certain?.includes(finding) === true;
    const isSettled = verdict.unsettled?.includes(finding) !== true;
    changed = present(track, { finding, isCertain, isSettled }, ms, how) || changed;
  }
  track.isIdle = track.live.size === 0;
  return changed;
}

/** Whether the same verdict again, which has no findings, changes nothing but how many rows there are. */
export function isCalm({ live, quietRows }: Track, { unsure = none }: Verdict): boolean {
  return live.size === 0 && quietRows >= flickerRows && unsure.length === 0;
}

export function addCalm(track: Track, rows: number): void {
  track.rows += rows;
  track.quietRows += rows;
}

/** Before new ones come: those that are over must not take their room. */
function takeAbsent(track: Track, findings: ReadonlySet<string>, ms: number, how: Confirming): boolean {
  let changed = false;
  for (const tracked of track.live.values())
    if (!findings.has(tracked.finding) && tracked.lastMs < ms) changed = absent(track, tracked, ms, how) || changed;
  return changed;
}

/** Most rows of most kinds: this touches little memory. After a while, nobody will be shown the rows with a finding any more. */
function passOver(track: Track, { unsure = none }: Verdict): false {
  track.rows += 1;
  if (unsure.length > 0) return false;
  track.quietRows += 1;
  if (track.quietRows === flickerRows) track.shown.length = 0;
  return false;
}

/** A state that is the same before and after a gap counts as confirmed; that it was quiet in between is not known. */
function afterGap(tracked: Tracked, ms: number, how: Confirming): void {
  if (tracked.streak < 0) tracked.absentSinceMs = ms;
  if (!how.acrossGaps && (!tracked.confirmed || tracked.streak < 0)) tracked.streak = 0;
}

function show(track: Track, seen: SeenRow): void {
  if (track.quietRows > 0 || track.rows === 1) {
    track.spells.push({ row: track.rows, ms: seen.ms });
    if (track.spells.length > flickerSpells) track.spells.shift();
  }
  track.shown.unshift(seen);
  if (track.shown.length > mostShown) track.shown.pop();
}

interface Found {
  readonly finding: string;
  /** It needs no second check. */
  readonly isCertain: boolean;
  /** It may be confirmed. */
  readonly isSettled: boolean;
}

function present(track: Track, found: Found, ms: number, how: Confirming): boolean {
  const tracked = track.live.get(found.finding) ?? admit(track, found, ms);
  if (tracked === undefined) return false;
  tracked.streak = Math.max(0, tracked.streak) + 1;
  if (tracked.streak === 1 && !tracked.confirmed) tracked.sinceMs = ms;
  tracked.lastMs = ms;
  tracked.rows += 1;
  tracked.isCertain = found.isCertain;
  if (tracked.confirmed || how.isMuted("opening", ms)) return false;
  if (found.isCertain || (found.isSettled && hasLasted(tracked, ms, how))) return confirmFinding(track, tracked, ms);
  return found.isSettled && isFlickering(track) && how.flickers(tracked) && confirmFlapping(track, tracked, ms);
}

function hasLasted({ streak, sinceMs }: Tracked, ms: number, how: Confirming): boolean {
  return streak >= how.confirm && ms - sinceMs >= how.patienceMs(sinceMs);
}

/** undefined: there are too many already. */
function admit(track: Track, { finding, isCertain }: Found, ms: number): Tracked | undefined {
  if (track.live.size >= mostLive && !(isCertain && makeRoom(track))) return undefined;
  const tracked = track.past.get(finding) ?? newTracked(finding, ms);
  track.past.delete(finding);
  track.live.set(finding, tracked);
  return tracked;
}

/** A hundred addresses that try passwords must not hide who has logged in. */
function makeRoom(track: Track): boolean {
  for (const tracked of track.live.values()) if (!tracked.isCertain) return retire(track, tracked);
  return false;
}

function newTracked(finding: string, ms: number): Tracked {
  const times = { firstMs: ms, lastMs: ms, sinceMs: ms, absentSinceMs: ms };
  return { finding, ...times, rows: 0, streak: 0, confirmed: false, isCertain: false };
}

function confirmFinding(track: Track, tracked: Tracked, ms: number): true {
  if (!isAny(track) || ms - track.wentMs <= dayMs) countComing(track, ms);
  tracked.confirmed = true;
  return true;
}

function isAny({ live }: Track): boolean {
  for (const { confirmed } of live.values()) if (confirmed) return true;
  return false;
}

/** A second finding that comes while nothing has gone is no coming and going. */
function countComing(track: Track, ms: number): void {
  const { cameMs } = track;
  track.wentMs = Number.NEGATIVE_INFINITY;
  cameMs.push(ms);
  if (cameMs.length > flappingTimes) cameMs.shift();
  const [earliest = ms] = cameMs;
  track.flapping = cameMs.length === flappingTimes && ms - earliest <= dayMs;
}

function isFlickering({ spells, rows }: Track): boolean {
  const [earliest] = spells;
  return earliest !== undefined && spells.length === flickerSpells && rows - earliest.row < flickerRows;
}

function confirmFlapping(track: Track, tracked: Tracked, ms: number): true {
  confirmFinding(track, tracked, ms);
  track.flapping = true;
  tracked.sinceMs = track.spells[0]?.ms ?? ms;
  return true;
}

/** A finding that the row has not. */
function absent(track: Track, tracked: Tracked, ms: number, how: Confirming): boolean {
  if (!tracked.confirmed) return retire(track, tracked) && false;
  tracked.streak = Math.min(0, tracked.streak) - 1;
  if (tracked.streak === -1) tracked.absentSinceMs = ms;
  const quiet = !track.flapping || ms - tracked.absentSinceMs >= flappingQuietMs;
  if (-tracked.streak < how.confirm || !quiet || how.isMuted("closing", ms)) return false;
  // What has been told is not held against the host a second time.
  track.spells.length = 0;
  track.wentMs = ms;
  retire(track, tracked);
  track.flapping &&= isAnyAbsent(track);
  return true;
}

function isAnyAbsent({ live }: Track): boolean {
  for (const { confirmed, streak } of live.values()) if (confirmed && streak < 0) return true;
  return false;
}

function retire({ live, past }: Track, tracked: Tracked): true {
  tracked.confirmed = false;
  tracked.streak = 0;
  live.delete(tracked.finding);
  past.set(tracked.finding, tracked);
  const [longestAgo] = past.keys();
  if (past.size > mostPast && longestAgo !== undefined) past.delete(longestAgo);
  return true;
}
