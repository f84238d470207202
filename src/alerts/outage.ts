/**
 * Many hosts that turn bad in one run: one alert that names them, instead of one for each. It lasts until fewer than three
 * of them are bad; so long, but for an hour at most, they open no `down`, `http` and `ssh` of their own. Pure.
 */
import type { Alert, AlertChange, Standing } from "./alert.ts";
import { isFailing, type RowKind } from "./finders.ts";
import type { SeenRow } from "./verdict.ts";

/** The host of alerts about the monitor itself, or about many hosts. */
export const monitorHost = "monitor";

const leastHosts = 3;
const heldForMs = 3_600_000;
const heldKinds: readonly RowKind[] = ["down", "http", "ssh"];

/** Whether so many of those that were up turn bad at once that the reason may be one. */
export function isMass({ turned, wereUp }: { readonly turned: number; readonly wereUp: number }): boolean {
  return turned >= leastHosts && 2 * turned >= wereUp;
}

interface Member {
  /** When it turned bad. */
  readonly sinceMs: number;
  rows: number;
}

/** Hosts that turned bad together. */
interface Group {
  readonly sinceMs: number;
  readonly members: Map<string, Member>;
  /** What people were told of. */
  readonly told: Set<string>;
}

interface Outage extends Group {
  /** As it was after the newest run. */
  readonly alert: Alert;
}

/** `isUsuallyAway`: that such a host turns bad tells nothing. */
export function newOutageWatch(isUsuallyAway: (host: string) => boolean = () => false) {
  const badHosts = new Map<string, boolean>();
  let outage: Outage | undefined;
  let seenMs = Number.NaN;
  return {
    /** Takes the rows of one run in, before those who ask `holds`. */
    add: (run: readonly SeenRow[]): readonly AlertChange[] => {
      const rows = run.filter(({ muting }) => muting === "nothing");
      // What a silenced host was before is no longer known: it cannot turn bad in the row after.
      for (const { row, muting } of run) if (muting !== "nothing") badHosts.delete(row.host);
      const [first] = rows;
      if (first === undefined || first.ms < seenMs) return [];
      seenMs = first.ms;
      const states = rows.map((seen) => ({ host: seen.row.host, isBad: isBad(seen) }));
      const turned = turnedIn(states, badHosts, isUsuallyAway);
      for (const state of states) note(state, badHosts, outage);
      const [before, grown] = [outage?.alert, turned.length > 0 ? joined(outage, turned, seenMs) : outage];
      outage = grown && grown.members.size >= leastHosts ? { ...grown, alert: alertOf(grown, seenMs) } : undefined;
      return changesBetween(before, outage, new Date(seenMs));
    },
    /** The host is no longer watched. */
    forget: (host: string): void => {
      badHosts.delete(host);
      outage?.members.delete(host);
    },
    /** Whether this is told by the outage for now. */
    holds: (kind: RowKind, host: string, ms: number): boolean => {
      const member = outage?.members.get(host);
      return member !== undefined && heldKinds.includes(kind) && ms - member.sinceMs < heldForMs;
    },
    open: (): Alert[] => (outage === undefined ? [] : [outage.alert]),
    standing: (): Standing => {
      if (outage !== undefined) return "open";
      const bad = [...badHosts.values()].filter(Boolean).length;
      return badHosts.size > 0 && bad < leastHosts ? "well" : "unknown";
    },
  };
}

function isBad(seen: SeenRow): boolean {
  return seen.isDown || isFailing(seen);
}

interface State {
  readonly host: string;
  readonly isBad: boolean;
}

/** Those that turned bad in this run, where they are many. */
function turnedIn(
  states: readonly State[],
  badHosts: ReadonlyMap<string, boolean>,
  isUsuallyAway: (host: string) => boolean,
): readonly string[] {
  const wereUp = states.filter(({ host }) => badHosts.get(host) === false);
  const turned = wereUp.filter((state) => state.isBad).map(({ host }) => host);
  if (turned.length < leastHosts) return [];
  const telling = turned.filter((host) => !isUsuallyAway(host));
  const others = wereUp.length - turned.length;
  return isMass({ turned: telling.length, wereUp: telling.length + others }) ? telling : [];
}

function note({ host, isBad: isBadNow }: State, badHosts: Map<string, boolean>, outage: Outage | undefined): void {
  badHosts.set(host, isBadNow);
  const member = outage?.members.get(host);
  if (member === undefined) return;
  member.rows += 1;
  if (!isBadNow) outage?.members.delete(host);
}

function joined(outage: Group | undefined, turned: readonly string[], ms: number): Group {
  const grown = outage ?? { sinceMs: ms, members: new Map(), told: new Set() };
  for (const host of turned) grown.members.set(host, { sinceMs: ms, rows: 1 });
  return grown;
}

function alertOf({ sinceMs, members }: Group, seenMs: number): Alert {
  const hosts = [...members].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    kind: "outage",
    host: monitorHost,
    findings: hosts.map(([host]) => host),
    since: new Date(sinceMs),
    seen: new Date(seenMs),
    flapping: false,
    evidence: [],
    sightings: hosts.map(([finding, { sinceMs: ms, rows }]) => {
      return { finding, first: new Date(ms), rows, since: new Date(ms) };
    }),
  };
}

function changesBetween(before: Alert | undefined, outage: Outage | undefined, time: Date): readonly AlertChange[] {
  if (outage === undefined)
    return before === undefined ? [] : [{ what: "resolved", added: [], alert: before, time, reason: "recovered" }];
  const { alert, told } = outage;
  const added = alert.findings.filter((host) => !told.has(host));
  for (const host of added) told.add(host);
  const isSame = before?.findings.join("+") === alert.findings.join("+");
  return isSame ? [] : [{ what: before === undefined ? "opened" : "changed", added, alert, time }];
}
