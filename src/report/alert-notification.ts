/** The notification of a run in which alerts opened, changed or closed. Pure. */
import { type AlertChange, limitedTo } from "../alerts/alert.ts";
import { alertAdvice, alertDetail, alertFinding, alertRecovered } from "../alerts/alert-words.ts";
import type { Notification, NotifiedAlert } from "../notify/notification.ts";
import { terminalText } from "../safe-text.ts";
import type { Clock } from "../words/instant.ts";
import {
  type Group,
  headlineOf,
  type News,
  newsOfRun,
  newsTitle,
  type RunNews,
  recoveryTitle,
  urgentFirst,
} from "./alert-headline.ts";
import { isNews, type RunAlerts } from "./alert-news.ts";

export interface NotificationOptions {
  readonly clock: Clock;
  /** Of the results folder. */
  readonly pageUrl: URL | undefined;
}

/** undefined: there is nothing to tell. */
export function notificationOf(alerts: RunAlerts, { clock, pageUrl }: NotificationOptions): Notification | undefined {
  const changes = alerts.changes.filter(isNews);
  const [only, ...others] = changes;
  if (only === undefined) return undefined;
  const news = newsOfRun(changes);
  return {
    title: headlineOf(news, clock, terminalText),
    lines: linesOf(news, clock),
    url: (others.length === 0 ? alerts.issueUrl(only.alert) : undefined) ?? pageUrl?.href,
    tone: news.news.length > 0 ? "bad" : "good",
    alerts: urgentFirst(changes).map(notified),
  };
}

function linesOf({ news, resolved }: RunNews, clock: Clock): string[] {
  const advice = news.length === 1 ? news.map(([{ alert }]) => `To do: ${alertAdvice(alert)}`) : [];
  return [
    ...news.map((group) => `${newsTitle(group, clock, terminalText)}${more(group)}`),
    ...resolved.map((group) => `resolved: ${recoveryTitle(group, terminalText)}`),
    ...advice,
  ];
}

const mostHostsNamed = 20;

/** What the rows say of all its hosts, and the names of many. */
function more(group: Group<News>): string {
  const [detail = "", ...others] = new Set(group.map(({ alert }) => terminalText(alertDetail(alert))));
  const why = detail === "" || others.length > 0 ? "" : ` (${detail})`;
  const names = group.slice(0, mostHostsNamed).map(({ alert }) => terminalText(alert.host));
  const left = group.length - names.length;
  return group.length > 3 ? `${why}: ${names.join(", ")}${left > 0 ? ` and ${left} more` : ""}` : why;
}

function notified({ what, added, alert }: AlertChange): NotifiedAlert {
  const isMore = what === "changed" || what === "reopened";
  const news = isMore ? limitedTo(alert, (finding) => added.includes(finding)) : alert;
  return {
    kind: alert.kind,
    host: terminalText(alert.host),
    what: terminalText(what === "resolved" ? alertRecovered(alert) : alertFinding(news)),
    findings: news.findings.map(terminalText),
    change: isMore ? "changed" : what === "resolved" ? "closed" : what,
  };
}
