/** The status website as data: which hosts, each as it is now and was on the last days, and what happened. Pure. */
import type { Alert } from "../../alerts/alert.ts";
import { monitorHost } from "../../alerts/outage.ts";
import type { HostState } from "../../row/state.ts";
import { withoutAccepted } from "../statistics/month-alerts.ts";
import type { MonthAlert } from "../statistics/month-model.ts";
import { type HostStatus, statusModel } from "../status/status-model.ts";
import { availabilityKinds, daysShown, type PageLog, startOfPage } from "./page-log.ts";
import { type NamedHost, publicNames } from "./page-names.ts";
import { type DayTimes, dayMs, type Uptime, UptimeLog } from "./uptime.ts";

/** names: names and availability. full: also causes, figures, addresses and all alerts. */
export type Detail = "names" | "full";

export interface PageHost {
  /** What visitors call it. May be a host's own words. */
  readonly name: string;
  readonly group: string | undefined;
  readonly status: HostStatus;
  /** One per UTC day, today last. */
  readonly days: readonly DayTimes[];
  readonly uptime: Readonly<Record<UptimeSpan, Uptime>>;
}

export const uptimeSpans = { "7 days": 7, "30 days": 30, "90 days": daysShown } as const;
export type UptimeSpan = keyof typeof uptimeSpans;

export interface Incident {
  readonly kind: Alert["kind"];
  /** What visitors call the hosts. */
  readonly names: readonly string[];
  readonly from: Date;
  /** undefined: it lasts. */
  readonly to: Date | undefined;
  /** As it was last. */
  readonly alert: Alert;
}

export interface PageModel {
  readonly now: Date;
  /** The start of the first day. */
  readonly from: Date;
  /** The time of the newest row; undefined: there is none. */
  readonly newest: Date | undefined;
  readonly detail: Detail;
  /** The worst first, else in the order of the inventory. */
  readonly hosts: readonly PageHost[];
  /** The newest first. */
  readonly open: readonly Incident[];
  readonly past: readonly Incident[];
}

/** A host as the inventory has it. */
export interface ListedHost extends NamedHost {
  readonly group?: string | undefined;
}

export interface PageOrder {
  readonly log: PageLog;
  /** undefined: there is no inventory at hand. */
  readonly inventory: readonly ListedHost[] | undefined;
  /** Open now, without what people have accepted. */
  readonly open: readonly Alert[];
  readonly detail: Detail;
}

/** Down, trouble, unknown, up. */
export const worstStates: readonly HostState[] = ["down", "trouble", "unknown", "up"];

export function pageModel({ log, inventory, open, detail }: PageOrder): PageModel {
  const { now } = log.status;
  const listed = inventory ?? watchedLately(log.newest);
  const order = { inventory: listed.map(({ host }) => host), alerts: open, names: [], isOurs: () => true };
  const { hosts } = statusModel(log.status, order);
  const byHost = new Map(listed.map((each) => [each.host, each]));
  const all = hosts.map(({ host }) => byHost.get(host) ?? { host, isNamed: undefined });
  const names = detail === "full" ? new Map(all.map(({ host }) => [host, host])) : publicNames(all);
  const alerts = withoutAccepted(log.alerts(), open);
  const alertsOf = Map.groupBy(alerts, ({ host }) => host);
  const pageHosts = hosts.map((status) => {
    const { host } = status;
    const days = endedLog(log, host, alertsOf.get(host) ?? []);
    return pageHost(status, { name: names.get(host) ?? "host", group: byHost.get(host)?.group }, days);
  });
  const shown = alerts.filter(({ kind }) => detail === "full" || availabilityKinds.includes(kind));
  const told = shown.filter((alert) => !isPartOfOutage(alert, shown));
  const incidents = together(told.flatMap((alert) => incidentOf(alert, names))).reverse();
  return {
    ...{ now, from: startOfPage(now), newest: latest(log.newest.values()), detail },
    hosts: pageHosts.sort((a, b) => worstStates.indexOf(a.status.state) - worstStates.indexOf(b.status.state)),
    open: incidents.filter(({ to }) => to === undefined),
    past: incidents.filter(({ to }) => to !== undefined),
  };
}

/** Where nothing else tells which hosts there are. A host that has left has no rows when others have. */
function watchedLately(newest: ReadonlyMap<string, Date>): ListedHost[] {
  const lastMs = latest(newest.values())?.getTime() ?? 0;
  const lately = [...newest].filter(([, time]) => lastMs - time.getTime() <= dayMs);
  return lately.map(([host]) => ({ host, isNamed: undefined })).sort((a, b) => (a.host < b.host ? -1 : 1));
}

function latest(times: Iterable<Date>): Date | undefined {
  let last: Date | undefined;
  for (const time of times) if (last === undefined || time > last) last = time;
  return last;
}

function endedLog({ uptimes, status: { now } }: PageLog, host: string, alerts: readonly MonthAlert[]) {
  const log = uptimes.get(host) ?? new UptimeLog(startOfPage(now).getTime(), daysShown);
  log.end(now.getTime(), alerts);
  return { days: log.days, uptime: (span: UptimeSpan) => log.uptime(uptimeSpans[span], now.getTime()) };
}

function pageHost(
  status: HostStatus,
  words: Pick<PageHost, "name" | "group">,
  { days, uptime }: ReturnType<typeof endedLog>,
): PageHost {
  return {
    ...{ ...words, status, days },
    uptime: { "7 days": uptime("7 days"), "30 days": uptime("30 days"), "90 days": uptime("90 days") },
  };
}

/** Whether an alert of many hosts tells it already. */
function isPartOfOutage({ kind, host, from, to }: MonthAlert, alerts: readonly MonthAlert[]): boolean {
  if (kind !== "down" && kind !== "http") return false;
  const endMs = (time: Date | undefined) => time?.getTime() ?? Number.POSITIVE_INFINITY;
  return alerts.some(
    (outage) =>
      outage.kind === "outage" &&
      outage.findings.includes(host) &&
      outage.from <= from &&
      endMs(outage.to) >= endMs(to),
  );
}

/** Hosts to which the same happened at the same time are one incident, if nothing more is told of it. */
function together(incidents: readonly Incident[]): Incident[] {
  const what = ({ kind, from, to, alert }: Incident) =>
    [kind, from.getTime(), to?.getTime() ?? alert.closing, kind === "down" ? "" : alert.findings.join("+")].join(" ");
  return [...Map.groupBy(incidents, what).values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ ...first, names: [first, ...others].flatMap(({ names }) => names) }],
  );
}

/** Of a host on the page. */
function incidentOf(
  { kind, host, from, to, findings, latest: alert }: MonthAlert,
  names: ReadonlyMap<string, string>,
): Incident[] {
  const about = host === monitorHost ? findings : [host];
  const known = about.flatMap((each) => names.get(each) ?? []);
  return known.length === 0 ? [] : [{ kind, names: known, from, to, alert }];
}
