/**
 * Which issue tells which finding, for hosts that are or were new. The rows tell for a week that a host was new; its issue
 * remembers it. So a finding stays with the open issue that lists it, be it `new-host` or one of its own kind, and only
 * others go where the rules say. Pure.
 */
import {
  type Alert,
  type AlertKind,
  firstDayKinds,
  isFirstDayKind,
  isToConfirm,
  limitedTo,
  newHostAlert,
  partFinding,
} from "./alert.ts";

/** An issue, as far as it says who tells of a finding. */
export interface Lister {
  readonly kind: AlertKind;
  readonly host: string;
  readonly lists: (finding: string) => boolean;
}

/** The same findings as alerts of the issues that list them. */
export function placed(alerts: readonly Alert[], listers: readonly Lister[]): Alert[] {
  const isOurs = ({ kind }: { readonly kind: AlertKind }) => kind === "new-host" || isFirstDayKind(kind);
  const hosts = new Set(listers.filter(isOurs).map(({ host }) => host));
  const moved = Map.groupBy(
    alerts.filter((alert) => isOurs(alert) && hosts.has(alert.host)),
    ({ host }) => host,
  );
  const others = alerts.filter((alert) => moved.get(alert.host)?.includes(alert) !== true);
  return [...others, ...[...moved].flatMap(([host, some]) => placedOf(some, ofHost(listers, host)))];
}

function ofHost(listers: readonly Lister[], host: string): Lister[] {
  return listers.filter((lister) => lister.host === host);
}

function placedOf(alerts: readonly Alert[], listers: readonly Lister[]): Alert[] {
  const [first] = alerts;
  if (first === undefined) return [];
  const pieces = alerts.flatMap((alert) =>
    (alert.parts ?? [alert]).map((part) => ({ part, isNew: alert.kind === "new-host" })),
  );
  const isListed = (kind: AlertKind, finding: string) =>
    listers.some((lister) => lister.kind === kind && lister.lists(finding));
  const goesToNew = (kind: AlertKind, finding: string, isNew: boolean) =>
    isListed("new-host", partFinding(kind, finding)) || (isNew && !isListed(kind, finding));
  const of = (kind: AlertKind, wanted: boolean) =>
    joined(
      pieces
        .filter(({ part }) => part.kind === kind)
        .map(({ part, isNew }) => limitedTo(part, (finding) => goesToNew(kind, finding, isNew) === wanted)),
    );
  const all = [
    newHostAlert(
      first,
      firstDayKinds.flatMap((kind) => of(kind, true)),
    ),
    ...firstDayKinds.flatMap((kind) => of(kind, false)),
  ];
  return all.filter(isToConfirm);
}

/** Alerts of one identity as one. */
function joined(alerts: readonly Alert[]): Alert[] {
  const [first, ...others] = alerts.filter(({ findings }) => findings.length > 0);
  if (first === undefined || others.length === 0) return first === undefined ? [] : [first];
  const all = [first, ...others];
  return [
    {
      ...first,
      findings: [...new Set(all.flatMap(({ findings }) => findings))].sort(),
      sightings: all.flatMap(({ sightings }) => sightings),
      since: new Date(Math.min(...all.map(({ since }) => since.getTime()))),
      flapping: all.some(({ flapping }) => flapping),
    },
  ];
}
