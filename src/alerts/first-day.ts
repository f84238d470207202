/**
 * A host that is new in the inventory. Its open ports, logins and accounts are usually meant to be so, and are to be
 * confirmed once: ports and logins that are found together within a day of its first login are one alert, `new-host`, which
 * also lists the accounts. It stays that alert until nothing of it is left, and takes in what else that day finds. Where only
 * ports or only logins are found, and later than that day, each is an alert of its own kind, as on any host.
 */
import {
  type Alert,
  type AlertChange,
  type AlertKind,
  firstDayKinds,
  isFirstDayKind,
  isToConfirm,
  limitedTo,
  newHostAlert,
  opensAlone,
  partFinding,
  type Standing,
} from "./alert.ts";
import type { newHostWatch } from "./host-watch.ts";
import type { SeenRow } from "./verdict.ts";

export type HostWatch = ReturnType<typeof newHostWatch>;

const dayMs = 86_400_000;
/** A host whose first login comes later than this is not new any more: the rows that are replayed do not reach back further. */
const newForMs = 6 * dayMs;

/** The same watch, with one alert for the first day. `watch` is of a host without earlier rows. */
export function firstDayWatch(watch: HostWatch): HostWatch {
  const day = newFirstDay();
  const told = newAnnouncements();
  const isJoint = (kinds: readonly AlertKind[]) =>
    told.hasOpened("new-host") || (kinds.length > 1 && !kinds.some((kind) => told.isOpen(kind)));
  const split = (alerts: readonly Alert[]) => splitAlerts(alerts, day.has, isJoint);
  const add: HostWatch["add"] = (seen, ms, watchedMs) => {
    const changes = watch.add(seen, ms, watchedMs);
    if (seen !== undefined) day.add(seen, told.isOpen("new-host"));
    const ours = changes.filter(({ alert }) => isFirstDayKind(alert.kind));
    if (ours.length === 0) return changes;
    const now = new Map(split(watch.open()).map((alert) => [alert.kind, alert]));
    const others = changes.filter((change) => !ours.includes(change));
    const kinds: readonly AlertKind[] = ["new-host", ...firstDayKinds];
    return [...others, ...kinds.flatMap((kind) => told.change(kind, now.get(kind), ours) ?? [])];
  };
  return {
    ...watch,
    add,
    open: () => split(watch.open()),
    standing: (kind): Standing => {
      const standing = watch.standing(kind);
      return isFirstDayKind(kind) && standing === "open" && !told.isOpen(kind) ? "well" : standing;
    },
  };
}

/** When it was, and what was first found on it. */
function newFirstDay() {
  let [rowMs, loginMs, isOver]: [number | undefined, number, boolean] = [undefined, Number.NaN, false];
  return {
    add: ({ row, ms }: SeenRow, isOpen: boolean): void => {
      rowMs ??= ms;
      const isAnswer = [row.ports, row.sshPeers, row.logins, row.accounts].some((list) => list !== undefined);
      if (Number.isNaN(loginMs) && isAnswer && ms - rowMs < newForMs) loginMs = ms;
      isOver ||= ms - loginMs >= dayMs && !isOpen;
    },
    /** Accounts of the first day never become an alert of their own. */
    has: (kind: AlertKind, first: Date): boolean => {
      const sinceMs = first.getTime() - loginMs;
      return sinceMs >= 0 && sinceMs < dayMs && (!isOver || kind === "account");
    },
  };
}

type IsOfFirstDay = ReturnType<typeof newFirstDay>["has"];

/** What was found on the first day as one alert, and the rest as it is. `isJoint`: whether findings of these kinds are one. */
function splitAlerts(
  alerts: readonly Alert[],
  isOfFirstDay: IsOfFirstDay,
  isJoint: (kinds: readonly AlertKind[]) => boolean,
): Alert[] {
  const others = alerts.filter(({ kind }) => !isFirstDayKind(kind));
  const ours = firstDayKinds.flatMap((kind) => alerts.filter((alert) => alert.kind === kind));
  const [first] = ours;
  if (first === undefined) return others;
  const limited = (isKept: (isOf: boolean) => boolean) =>
    ours.map((alert) => {
      const isOf = new Map(alert.sightings.map(({ finding, first: at }) => [finding, isOfFirstDay(alert.kind, at)]));
      return limitedTo(alert, (finding) => isKept(isOf.get(finding) === true));
    });
  const [firstDay, later] = [limited((isOf) => isOf), limited((isOf) => !isOf)];
  const found = firstDay.filter(({ findings }) => findings.length > 0).filter(opensAlone);
  const all = isJoint(found.map(({ kind }) => kind))
    ? [newHostAlert(first, firstDay), ...later]
    : [...ours.filter(opensAlone), ...later.filter((alert) => !opensAlone(alert))];
  return [...others, ...all.filter(isToConfirm)];
}

interface Announced {
  /** undefined: it is closed. */
  readonly alert: Alert | undefined;
  readonly closedMs: number;
  readonly isTold: boolean;
}

/** What was said of each kind of alert. */
function newAnnouncements() {
  const announced = new Map<AlertKind, Announced>();
  return {
    hasOpened: (kind: AlertKind): boolean => announced.has(kind),
    isOpen: (kind: AlertKind): boolean => announced.get(kind)?.alert !== undefined,
    /** `now`: the alert as it is; undefined: there is none. `changes`: of the alerts that it is made of. */
    change: (kind: AlertKind, now: Alert | undefined, changes: readonly AlertChange[]): AlertChange | undefined => {
      const [before, time] = [announced.get(kind), changes[0]?.time ?? new Date(Number.NaN)];
      if (now === undefined) {
        if (before?.alert === undefined) return undefined;
        announced.set(kind, { alert: undefined, closedMs: time.getTime(), isTold: false });
        return resolved(before, kind, changes, time);
      }
      const change = { ...turnOf(before, now, changes, time), alert: now, time };
      const isTold = before?.isTold === true || change.added.length > 0;
      announced.set(kind, { alert: now, closedMs: Number.NaN, isTold });
      return change.what === "changed" && isSame(before?.alert, now) ? undefined : change;
    },
  };
}

function resolved({ alert, isTold }: Announced, kind: AlertKind, changes: readonly AlertChange[], time: Date) {
  if (alert === undefined) return undefined;
  const own = changes.filter((change) => kind === "new-host" || change.alert.kind === kind);
  const reason = own.every((change) => change.reason === "gone") ? "gone" : "recovered";
  return { what: "resolved", added: [], alert, time, reason, quiet: isTold ? undefined : true } as const;
}

function turnOf(before: Announced | undefined, now: Alert, changes: readonly AlertChange[], time: Date) {
  const isBack = before !== undefined && time.getTime() - before.closedMs < dayMs;
  if (before?.alert === undefined && !isBack) return { what: "opened", added: now.findings } as const;
  const nameIn = (kind: AlertKind, finding: string) => (now.parts === undefined ? finding : partFinding(kind, finding));
  const news = changes.flatMap(({ alert: { kind }, added }) =>
    now.parts === undefined && kind !== now.kind ? [] : added.map((finding) => nameIn(kind, finding)),
  );
  const added = now.findings.filter((finding) => news.includes(finding));
  return { what: isBack ? "reopened" : "changed", added } as const;
}

function isSame(before: Alert | undefined, now: Alert): boolean {
  return before?.findings.join("\n") === now.findings.join("\n") && before.flapping === now.flapping;
}
