/** The one list of what needs a person, the worst first: what, since when, what to do, and where its issue is. Pure. */
import { type Alert, type AlertKind, alertKinds } from "../../alerts/alert.ts";
import { alertAdvice, alertFinding, alertSameness, alertStanding } from "../../alerts/alert-words.ts";
import { monitorHost } from "../../alerts/outage.ts";
import { terminalText } from "../../safe-text.ts";
import { count } from "../../words/count.ts";
import { durationWords } from "../../words/duration.ts";
import { type Clock, instantWords } from "../../words/instant.ts";
import { atMost, hostWords, markdownWords } from "../month/markdown.ts";
import { anchorOf } from "../month/month-table.ts";
import { stateLooks } from "../state-looks.ts";

export interface NeedsContext {
  readonly clock: Clock;
  /** A host's name, linked to where more is said of it. */
  readonly hostLink: (host: string) => string;
  /** Where issues are; undefined: there are none. */
  readonly issuesUrl: URL | undefined;
}

const mostItems = 20;
/** The same on more hosts than this is one item. */
const mostAlike = 3;
const mostNamed = 12;

/** `alerts`: the worst first. */
export function needsList(alerts: readonly Alert[], context: NeedsContext): string {
  const byKind = Map.groupBy(alerts, ({ kind }) => kind);
  const kinds = alertKinds.flatMap((kind) => byKind.get(kind) ?? []);
  const items = [...Map.groupBy(kinds, ({ kind }) => kind).values()].flatMap((ofKind) => kindItems(ofKind, context));
  const shown = atMost(mostItems, items, (more) => `- and ${count(more, "more alert")}`);
  return shown.join("\n");
}

/** What to do is said once for all alerts of a kind, below the last of them. */
function kindItems(alerts: readonly Alert[], context: NeedsContext): string[] {
  const alike = [...Map.groupBy(alerts, (alert) => terminalText(alertSameness(alert))).values()];
  const items = alike.flatMap((some) =>
    some.length > mostAlike ? [manyItem(some, context)] : some.map((alert) => alertItem(alert, context)),
  );
  const [first] = alerts;
  const isOver = alerts.every(({ closing }) => closing !== undefined);
  const advice = first === undefined || isOver ? "" : `<br>${alertAdvice(first)}`;
  return items.map((item, index) => (index === items.length - 1 ? `${item}${advice}` : item));
}

/** `- 🟡 **web-1**: port 8080 is open, since 22 Nov 21:02 (over 3 h), [issue](…)` */
function alertItem(alert: Alert, context: NeedsContext): string {
  const { kind, host, flapping, closing } = alert;
  const comes = flapping && closing === undefined ? ", comes and goes" : "";
  const words = `${markdownWords(alertStanding(alert))}${comes}, since ${sinceWords(alert, context.clock)}`;
  const who = host === monitorHost ? "" : `**${context.hostLink(host)}**: `;
  return `- ${signOf(alert)} ${who}${words}${issueLink(kind, host, context)}`;
}

/** `- 🟡 **40 hosts**: package lists are old, since 22 Nov 21:02: a, b, c and 37 more, [issues](…)` */
function manyItem(alerts: readonly Alert[], context: NeedsContext): string {
  const [earliest] = alerts.toSorted((a, b) => a.since.getTime() - b.since.getTime());
  if (earliest === undefined) return "";
  const names = alerts.slice(0, mostNamed).map(({ host }) => context.hostLink(host));
  const more = alerts.length - names.length;
  const all = `${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  const words = `${markdownWords(alertFinding(earliest))}, since ${sinceWords(earliest, context.clock)}`;
  const link = issueLink(earliest.kind, undefined, context);
  return `- ${signOf(earliest)} **${count(alerts.length, "host")}**: ${words}: ${all}${link}`;
}

function signOf({ kind, closing }: Alert): string {
  const isDown = (kind === "down" || kind === "outage") && closing === undefined;
  return (isDown ? stateLooks.down : stateLooks.trouble).sign;
}

const hourMs = 3_600_000;

/** The page stays as it is while nothing changes: only "over" is still true when somebody reads it. */
function sinceWords({ since }: Alert, clock: Clock): string {
  const lastedMs = clock.near.getTime() - since.getTime();
  return `${instantWords(since, clock)}${lastedMs < hourMs ? "" : ` (over ${durationWords(lastedMs)})`}`;
}

/** A search, because an issue has no number yet while this is written. */
function issueLink(kind: AlertKind, host: string | undefined, { issuesUrl }: NeedsContext): string {
  if (issuesUrl === undefined) return "";
  const title = host === undefined ? "" : ` in:title "[${kind}] ${host}:"`;
  const query = encodeURIComponent(`is:open label:"alert:${kind}"${title}`).replace(/[()!'*]/g, encodeSign);
  return `, [${host === undefined ? "issues" : "issue"}](${issuesUrl.href}?q=${query})`;
}

function encodeSign(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16)}`;
}

/** A host's name as a link to its section of a month's page; the name alone without a page. */
export function hostLinks(monthPage: string | undefined): (host: string) => string {
  return (host) => {
    const words = hostWords(host);
    // GitHub breaks names at hyphens, and a table squeezes them there.
    const shown = words.startsWith("`") ? words : words.replaceAll("-", "\u2011");
    return monthPage === undefined ? shown : `[${shown}](${monthPage}#${anchorOf(host)})`;
  };
}
