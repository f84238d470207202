/** What needs a person at the end of a month: open alerts, hosts that are still down, disks that are filling up. Pure. */
import { type Alert, alertKinds } from "../../alerts/alert.ts";
import { alertDetail, alertFinding } from "../../alerts/alert-words.ts";
import { causeWords, type Quote } from "../../words/cause.ts";
import { dayWords, instantWords, utcClock } from "../../words/instant.ts";
import type { HostMonth, MonthReport } from "../statistics/month-model.ts";

interface HostNeeds {
  readonly host: string;
  /** `down since 14 Oct 03:10 (ssh:timeout)`, worst first. */
  readonly words: readonly string[];
}

/** The hosts that need a person, worst first. */
export function needsOf(report: MonthReport, quote: Quote): HostNeeds[] {
  const needs = [...alertNeeds(report, quote), ...ongoingNeeds(report, quote), ...diskNeeds(report)];
  const byHost = Map.groupBy(
    needs.toSorted((a, b) => a.rank - b.rank),
    ({ host }) => host,
  );
  return [...byHost].map(([host, found]) => ({ host, words: found.map(({ words }) => words) }));
}

/** The same of one host. */
export function hostNeeds(host: HostMonth, report: MonthReport, quote: Quote): readonly string[] {
  const open = report.open.filter((alert) => alert.host === host.host);
  return needsOf({ ...report, hosts: [host], open }, quote)[0]?.words ?? [];
}

interface Need {
  readonly host: string;
  readonly rank: number;
  readonly words: string;
}

function alertNeeds({ open, from }: MonthReport, quote: Quote): Need[] {
  return open.map((alert) => ({
    host: alert.host,
    rank: alertKinds.indexOf(alert.kind),
    words: alertWords(alert, from, quote),
  }));
}

/** `down since 14 Oct 03:10 (ssh:timeout)`, `8080 is open since 14 Oct 03:10` */
export function alertWords(alert: Alert, near: Date, quote: Quote): string {
  const finding = alert.kind === "down" ? "down" : quote(alertFinding(alert));
  const since = alert.kind === "cert" ? "" : ` since ${instantWords(alert.since, utcClock(near))}`;
  return [
    `${finding}${since}${inBrackets(quote(alertDetail(alert)))}`,
    ...(alert.flapping ? ["comes and goes"] : []),
  ].join(", ");
}

/** An outage that nothing has ended yet, where no alert tells of it. */
function ongoingNeeds({ hosts, open, from }: MonthReport, quote: Quote): Need[] {
  const told = new Set(open.filter(({ kind }) => kind === "down").map(({ host }) => host));
  return hosts.flatMap(({ host, outages }) => {
    const outage = outages.find(({ ongoing }) => ongoing);
    if (outage === undefined || told.has(host)) return [];
    const why = causeWords(outage.errors, quote);
    return [{ host, rank: 0, words: `down since ${instantWords(outage.from, utcClock(from))}${inBrackets(why)}` }];
  });
}

function inBrackets(text: string): string {
  return text === "" ? "" : ` (${text})`;
}

function diskNeeds({ hosts, from }: MonthReport): Need[] {
  return hosts.flatMap(({ host, diskFull }) =>
    diskFull === undefined ? [] : [{ host, rank: alertKinds.length, words: forecastWords(diskFull, from) }],
  );
}

/** `disk full about 14 May` */
export function forecastWords(diskFull: Date, near: Date): string {
  return `disk full about ${dayWords(diskFull, utcClock(near))}`;
}
