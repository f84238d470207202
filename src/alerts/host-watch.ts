/** One host: its rows go to each kind of alert, and what is confirmed comes back as an alert. */
import type { HostType } from "../inventory/host.ts";
import type { Muting } from "../row/state.ts";
import { type Absences, newAbsences } from "./absences.ts";
import type { Alert, AlertChange, AlertKind, Standing } from "./alert.ts";
import {
  addCalm,
  type Confirming,
  flickerSpells,
  isCalm,
  newTrack,
  observe,
  type Track,
  type Tracked,
} from "./confirmation.ts";
import { type FinderSettings, isRowKind, newFinders, type RowKind, rowKinds, typesOf } from "./finders.ts";
import type { Finder, SeenRow, Verdict } from "./verdict.ts";

interface KindWatch {
  readonly find: Finder;
  /** Of kinds that are usually away now and then. */
  readonly absences: Absences | undefined;
  /** What rows have said for long. More of them are only counted, which most rows of most kinds are. */
  calm: Verdict | undefined;
  calmRows: number;
  readonly kind: RowKind;
  readonly types: readonly HostType[];
  readonly how: Confirming;
  readonly track: Track;
  alert: OpenAlert | undefined;
  /** The alert before, of kinds that reopen. */
  closed: ClosedAlert | undefined;
  /** Whether the newest row that said something came of asking. */
  asked: boolean;
}

interface OpenAlert {
  readonly findings: readonly Tracked[];
  readonly sinceMs: number;
  readonly flapping: boolean;
  /** What people were told of since it opened, and when it was last seen. Longest ago first. */
  readonly told: Map<string, number>;
  /** Whether anything was told since it opened or reopened. */
  readonly isTold: boolean;
}

type Known = Pick<OpenAlert, "findings" | "told">;

interface ClosedAlert extends Known {
  readonly ms: number;
}

const none: readonly AlertChange[] = [];
/** So many intervals tell which is usual. */
const intervalsKept = 7;
/** What was told and has not been seen for so long is told again. Less than the days that are replayed. */
const toldForMs = 7 * 86_400_000;
const mostTold = 500;
/** Kinds that one row tells for sure. */
const atOnce: readonly RowKind[] = ["host-key", "oom", "reboots"];
/** What a parent takes away, and what is usually away now and then. */
const reachKinds: readonly RowKind[] = ["down", "http", "ssh"];
/** Deploys and restarts: one that is back within a day of its closing is the same alert. */
const reopeningKinds: readonly RowKind[] = ["port", "peer"];
const reopensForMs = 86_400_000;
/** It must have been there so often: other ones each time are none that comes and goes. */
const leastFlickers: Readonly<Partial<Record<RowKind, number>>> = { port: 3, peer: flickerSpells };

/** Whether an alert of this kind is not to open now, because another one tells it. */
type Holds = (kind: RowKind, host: string, ms: number) => boolean;

interface HostSettings extends FinderSettings {
  readonly holds: Holds;
}

export function newHostWatch(host: string, { holds, ...settings }: HostSettings) {
  const { confirm } = settings;
  const finders = newFinders(settings);
  const mute = newMute();
  const isMuted = (kind: RowKind, what: "opening" | "closing", ms: number) =>
    mute.covers(kind, what) || (what === "opening" && holds(kind, host, ms));
  const kinds = rowKinds.map((kind) => newKindWatch(kind, finders[kind], confirm, isMuted));
  const intervalsMs: number[] = [];
  const usualMs = () => median(intervalsMs);
  const down = kinds.filter(({ kind }) => kind === "down");
  let [type, asked]: [HostType | undefined, readonly KindWatch[]] = [undefined, []];
  let [lastMs, seenMs, watchedMs] = [Number.NaN, 0, 0];
  const add = (seen: SeenRow | undefined, ms: number, watched: number): readonly AlertChange[] => {
    // Files of the seed's beside ours: what is told late changes nothing.
    if (ms < lastMs) return none;
    if (ms > lastMs) keep(intervalsMs, ms - lastMs);
    lastMs = ms;
    watchedMs = watched;
    if (seen === undefined) return none;
    seenMs = ms;
    mute.add(seen.muting);
    if (seen.row.type !== type) [type, asked] = [seen.row.type, askedOf(kinds, seen.row.type)];
    let changes = none;
    // While nothing answers, nothing else can be told: the other kinds rest.
    for (const watch of seen.isDown ? down : asked) {
      const change = changeOf(watch, seen, usualMs, host);
      if (change !== undefined) changes = [...changes, change];
    }
    // Most rows change nothing.
    if (changes !== none) asked = askedOf(kinds, seen.row.type);
    return changes;
  };
  return {
    add,
    /** It goes away nearly every day, such as a laptop at night. */
    isUsuallyAway: () => kinds.some(({ kind, absences }) => kind === "down" && absences?.areUsual() === true),
    /** What the clock of the rows said at its newest row. */
    watchedMs: () => watchedMs,
    open: () =>
      kinds.flatMap((watch) => (watch.alert ? [heldOpen(alertOf(watch, watch.alert, host, seenMs), mute.covers)] : [])),
    standing: (kind: AlertKind) =>
      standingOf(
        kinds.find((watch) => watch.kind === kind),
        confirm,
      ),
  };
}

/** Nothing opens from the first silenced row to one row after the last, and nothing closes during maintenance. */
function newMute() {
  let [now, before]: [Muting, Muting] = ["nothing", "nothing"];
  const covers = (muting: Muting, kind: RowKind) =>
    muting === "everything" || (muting === "reach" && reachKinds.includes(kind));
  return {
    add: (muting: Muting): void => {
      [now, before] = [muting, now];
    },
    covers: (kind: RowKind, what: "opening" | "closing"): boolean =>
      what === "closing" ? now === "everything" : covers(now, kind) || covers(before, kind),
  };
}

type IsMuted = (kind: RowKind, what: "opening" | "closing", ms: number) => boolean;

function newKindWatch(kind: RowKind, find: Finder, confirm: number, isMuted: IsMuted): KindWatch {
  const absences = reachKinds.includes(kind) ? newAbsences(kind !== "down") : undefined;
  const how: Confirming = {
    confirm,
    atOnce: atOnce.includes(kind),
    isMuted: (what, ms) => isMuted(kind, what, ms),
    patienceMs: (sinceMs) => absences?.patienceMs(sinceMs) ?? 0,
    flickers: ({ rows }) =>
      absences ? !absences.areMany() : rows >= (leastFlickers[kind] ?? Number.POSITIVE_INFINITY),
    acrossGaps: kind !== "peer",
  };
  return {
    ...{ find, absences, calm: undefined, calmRows: 0, kind, types: typesOf[kind], how },
    ...{ track: newTrack(), alert: undefined, closed: undefined, asked: true },
  };
}

/** A host that has changed its type is still asked for what is open, so that it can be over. */
function askedOf(kinds: readonly KindWatch[], type: HostType): readonly KindWatch[] {
  return kinds.filter(({ types, alert }) => alert !== undefined || types.includes(type));
}

function changeOf(watch: KindWatch, seen: SeenRow, usualMs: () => number, host: string): AlertChange | undefined {
  const verdict = watch.find(seen);
  if (verdict === undefined) return undefined;
  watch.absences?.add(verdict.findings.length > 0 && seen.muting === "nothing", seen.ms);
  if (verdict === watch.calm) {
    watch.calmRows += 1;
    return undefined;
  }
  endCalm(watch);
  watch.asked = verdict.asked;
  const isChanged = observe(watch.track, verdict, seen, usualMs, watch.how);
  if (isCalm(watch.track, verdict)) watch.calm = verdict;
  return isChanged ? turn(watch, verdict, seen, host) : undefined;
}

function endCalm(watch: KindWatch): void {
  addCalm(watch.track, watch.calmRows);
  watch.calm = undefined;
  watch.calmRows = 0;
}

function turn(watch: KindWatch, verdict: Verdict, { ms }: SeenRow, host: string): AlertChange {
  const [before, time] = [watch.alert, new Date(ms)];
  const findings = [...watch.track.live.values()].filter(({ confirmed }) => confirmed).sort(byFinding);
  if (before !== undefined && findings.length === 0) {
    close(watch, before, ms);
    const reason = verdict.asked ? "recovered" : "gone";
    const quiet = before.isTold ? undefined : true;
    return { what: "resolved", added: [], alert: alertOf(watch, before, host, ms), time, reason, quiet };
  }
  const sinceMs = before?.sinceMs ?? Math.min(...findings.map((tracked) => tracked.sinceMs));
  const back = before ?? reopenable(watch, ms);
  const { told, added } = tell(back, findings, ms);
  const isTold = before?.isTold === true || added.length > 0;
  watch.alert = { findings, sinceMs, flapping: watch.track.flapping, told, isTold };
  const what = before ? "changed" : back ? "reopened" : "opened";
  return { what, added, alert: alertOf(watch, watch.alert, host, ms), time };
}

function close(watch: KindWatch, before: OpenAlert, ms: number): void {
  watch.alert = undefined;
  if (reopeningKinds.includes(watch.kind)) watch.closed = { ms, findings: [], told: tell(before, [], ms).told };
}

function reopenable({ closed }: KindWatch, ms: number): ClosedAlert | undefined {
  return closed !== undefined && ms - closed.ms < reopensForMs ? closed : undefined;
}

/** What comes and goes within one alert is told once. */
function tell(before: Known | undefined, findings: readonly Tracked[], ms: number) {
  const told = before?.told ?? new Map<string, number>();
  for (const { finding, lastMs } of before?.findings ?? []) remember(told, finding, lastMs);
  const isTold = (tracked: Tracked) =>
    before?.findings.includes(tracked) || ms - (told.get(tracked.finding) ?? Number.NEGATIVE_INFINITY) < toldForMs;
  const added = findings.filter((tracked) => !isTold(tracked)).map(({ finding }) => finding);
  for (const finding of added) remember(told, finding, ms);
  return { told, added };
}

function remember(told: Map<string, number>, finding: string, ms: number): void {
  told.delete(finding);
  told.set(finding, ms);
  const [longestAgo] = told.keys();
  if (told.size > mostTold && longestAgo !== undefined) told.delete(longestAgo);
}

function alertOf({ kind, track, how }: KindWatch, open: OpenAlert, host: string, seenMs: number): Alert {
  const { findings, sinceMs, flapping } = open;
  return {
    kind,
    host,
    findings: findings.map(({ finding }) => finding),
    since: new Date(sinceMs),
    seen: new Date(seenMs),
    flapping,
    closing: closingOf(open, how),
    evidence: track.shown.map(({ row }) => row),
    sightings: findings.map(sightingOf),
  };
}

function heldOpen(alert: Alert, covers: ReturnType<typeof newMute>["covers"]): Alert {
  const waits = alert.closing !== undefined && isRowKind(alert.kind) && covers(alert.kind, "closing");
  return waits ? { ...alert, closing: "after maintenance" } : alert;
}

function closingOf({ findings, flapping }: OpenAlert, { confirm }: Confirming): Alert["closing"] {
  if (!findings.every(({ streak }) => streak < 0)) return undefined;
  return flapping ? "when quiet" : Math.max(1, ...findings.map(({ streak }) => confirm + streak));
}

function sightingOf({ finding, firstMs, rows, sinceMs }: Tracked): Alert["sightings"][number] {
  return { finding, first: new Date(firstMs), rows, since: new Date(sinceMs) };
}

function standingOf(watch: KindWatch | undefined, confirm: number): Standing {
  if (watch === undefined) return "unknown";
  if (watch.alert !== undefined) return "open";
  if (watch.track.quietRows + watch.calmRows < confirm) return "unknown";
  return watch.asked ? "well" : "gone";
}

function keep(intervalsMs: number[], intervalMs: number): void {
  intervalsMs.push(intervalMs);
  if (intervalsMs.length > intervalsKept) intervalsMs.shift();
}

/** Without an interval there is no gap either. */
function median(intervalsMs: readonly number[]): number {
  return intervalsMs.toSorted((a, b) => a - b)[Math.floor(intervalsMs.length / 2)] ?? Number.POSITIVE_INFINITY;
}

function byFinding(a: Tracked, b: Tracked): number {
  return a.finding < b.finding ? -1 : 1;
}
