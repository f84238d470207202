/** What a run has to tell of its alerts, the worst first and equal things together: for mails and notifications. Pure. */
import { type Alert, type AlertChange, limitedTo } from "../alerts/alert.ts";
import {
  alertRecovered,
  alertSameness,
  alertStanding,
  hostsRecovery,
  hostsTitle,
  worstFirst,
} from "../alerts/alert-words.ts";
import { terminalText } from "../safe-text.ts";
import type { Quote } from "../words/cause.ts";
import { durationWords } from "../words/duration.ts";
import { type Clock, timeOrInstant } from "../words/instant.ts";
import { isNews } from "./alert-news.ts";

/** An alert with what is new of it. */
export interface News {
  readonly alert: Alert;
  /** What was told of it before; undefined: it has just opened. */
  readonly before: Alert | undefined;
}

/** Equal items of several hosts, in a row. Never empty. */
export type Group<Item> = readonly [Item, ...Item[]];

export interface RunNews {
  readonly news: readonly Group<News>[];
  readonly resolved: readonly Group<AlertChange>[];
}

export function newsOfRun(changes: readonly AlertChange[]): RunNews {
  const news = changes.filter((change) => change.what !== "resolved" && isNews(change)).map(newsOf);
  const resolved = changes.filter((change) => change.what === "resolved" && isNews(change));
  return {
    news: grouped(urgentFirst(news), ({ alert, before }) => `${before === undefined} ${finding(alert)}`),
    resolved: grouped(urgentFirst(resolved), ({ alert, reason }) => `${reason} ${terminalText(alertRecovered(alert))}`),
  };
}

function newsOf({ what, alert, added }: AlertChange): News {
  if (what === "opened") return { alert, before: undefined };
  const isAdded = (finding: string) => added.includes(finding);
  return { alert: limitedTo(alert, isAdded), before: limitedTo(alert, (finding) => !isAdded(finding)) };
}

function finding(alert: Alert): string {
  return terminalText(alertSameness(alert));
}

export function urgentFirst<Item extends { readonly alert: Alert }>(items: readonly Item[]): Item[] {
  const order = worstFirst(items.map(({ alert }) => alert));
  return items.toSorted((a, b) => order.indexOf(a.alert) - order.indexOf(b.alert));
}

/** The worst first. */
export function groupedAlerts(alerts: readonly Alert[]): Group<Alert>[] {
  const items = worstFirst(alerts).map((alert) => ({ alert }));
  return grouped(items, ({ alert }) => terminalText(alertStanding(alert))).map(alertsOf);
}

/** Of one kind, and in the same words. */
function grouped<Item extends { readonly alert: Alert }>(
  items: readonly Item[],
  wordsOf: (item: Item) => string,
): Group<Item>[] {
  const groups = Map.groupBy(items, (item) => `${item.alert.kind} ${wordsOf(item)}`);
  return [...groups.values()].flatMap(([first, ...others]) => (first === undefined ? [] : [[first, ...others]]));
}

/** `[down] db-1: nothing answers since 14:10 UTC, and 2 more`; `resolved: db-1: answers again after 43 min` */
export function headlineOf({ news, resolved }: RunNews, clock: Clock, quote: Quote): string {
  const [worst, ...others] = news;
  if (worst !== undefined) return `${newsTitle(worst, clock, quote)} ${clock.zone}${andMore(others)}`;
  const [first, ...rest] = resolved;
  return first === undefined ? "" : `resolved: ${recoveryTitle(first, quote)}${andMore(rest)}`;
}

/** `[down] 7 hosts: nothing answers since 14:10` */
export function newsTitle(group: Group<News>, clock: Clock, quote: Quote): string {
  const since = new Date(Math.min(...group.map(({ alert }) => alert.since.getTime())));
  return `${quote(hostsTitle(alertsOf(group)))} since ${timeOrInstant(since, clock)}`;
}

/** `db-1: answers again after 43 min`, `7 hosts: answer again after up to 43 min` */
export function recoveryTitle(group: Group<AlertChange>, quote: Quote): string {
  const [{ reason }] = group;
  const lastedMs = group.map(({ alert, time }) => time.getTime() - alert.since.getTime());
  const after = `${group.length > 1 ? "up to " : ""}${durationWords(Math.max(...lastedMs))}`;
  const alerts = alertsOf(group);
  if (reason === "gone") return `${quote(hostsTitle(alerts))}: no longer watched, after ${after}`;
  if (reason === "left") return `${quote(hostsTitle(alerts))}: no longer in the inventory, after ${after}`;
  return `${quote(hostsRecovery(alerts))} after ${after}`;
}

function alertsOf([first, ...others]: Group<{ readonly alert: Alert }>): Group<Alert> {
  return [first.alert, ...others.map(({ alert }) => alert)];
}

function andMore(groups: readonly Group<unknown>[]): string {
  const more = groups.flat().length;
  return more > 0 ? `, and ${more} more` : "";
}
