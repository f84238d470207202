/** The alerts of a run, for its commit, its log and its page: what is new, what was resolved, what is still open. Pure. */
import { type Alert, type AlertChange, identityOf, limitedTo } from "../alerts/alert.ts";
import { alertLine, alertRecovery, alertStanding, alertTitle, hostsTitle, worstFirst } from "../alerts/alert-words.ts";
import type { FindingDetails } from "../alerts/finding-details.ts";
import { markdownCode, type Shown, subjectText, terminalText } from "../safe-text.ts";
import { count } from "../words/count.ts";
import { type Clock, zonedWords } from "../words/instant.ts";

export interface RunAlerts {
  /** Open after the run, of the hosts that it answers for. */
  readonly open: readonly Alert[];
  /** What its rows opened, changed and resolved. */
  readonly changes: readonly AlertChange[];
  /** undefined: the alert has no issue. */
  readonly issueUrl: (alert: Alert) => string | undefined;
  /** What the run knows of the findings beyond its rows. */
  readonly details?: FindingDetails | undefined;
}

type Changes = Pick<RunAlerts, "changes">;

export function opened({ changes }: Changes): Alert[] {
  return worstFirst(changes.filter(({ what }) => what === "opened").map(({ alert }) => alert));
}

/** Of alerts that were open already, or have reopened: each with its new findings alone. */
export function extended({ changes }: Changes): Alert[] {
  const some = changes.filter(({ what, added }) => (what === "changed" || what === "reopened") && added.length > 0);
  return worstFirst(some.map(({ alert, added }) => limitedTo(alert, (finding) => added.includes(finding))));
}

export function resolved({ changes }: Changes): AlertChange[] {
  return changes.filter((change) => change.what === "resolved" && isNews(change));
}

/** Whether there is anything that people should be told. */
export function isNews({ what, added, quiet }: AlertChange): boolean {
  return what === "resolved" ? quiet !== true : what === "opened" || added.length > 0;
}

/** `; opened [down] db-1: nothing answers and 2 more; resolved web-1 is back`, for the end of a commit's subject. */
export function newsForSubject(alerts: Changes): string {
  const news: [string, Shown[]][] = [
    ["opened", opened(alerts).map(alertTitle)],
    ["new finding", extended(alerts).map(alertTitle)],
    ["resolved", resolved(alerts).map(recovery)],
  ];
  return news
    .filter(([, titles]) => titles.length > 0)
    .map(([what, [first = "", ...others]]) => `; ${what} ${subjectText(first)}${andMore(others.length)}`)
    .join("");
}

function andMore(more: number): string {
  return more === 0 ? "" : ` and ${more} more`;
}

function recovery({ alert, reason }: AlertChange): Shown {
  if (reason !== "gone" && reason !== "left") return alertRecovery(alert);
  const why = reason === "left" ? "the host is no longer in the inventory" : "no longer watched";
  return { untrusted: `${terminalText(alertTitle(alert))}: ${why}` };
}

const mostShown = 20;

/** Lines for a terminal. */
export function newsLines(alerts: RunAlerts, clock: Clock): string[] {
  return [
    ...opened(alerts).map((alert) => `alert opened: ${terminalText(alertLine(alert))}${at(alerts.issueUrl(alert))}`),
    ...extended(alerts).map((alert) => `new finding: ${terminalText(alertLine(alert))}${at(alerts.issueUrl(alert))}`),
    ...resolved(alerts).map((change) => `alert resolved: ${terminalText(recovery(change))}`),
    ...lasting(alerts)
      .slice(0, mostShown)
      .map((alert) => `alert open since ${zonedWords(alert.since, clock)}: ${terminalText(alertLine(alert))}`),
  ];
}

function at(url: string | undefined): string {
  return url === undefined ? "" : ` (${url})`;
}

/** Open before this run, too. */
function lasting(alerts: RunAlerts): Alert[] {
  const fresh = new Set(opened(alerts).map(identityOf));
  return worstFirst(alerts.open.filter((alert) => !fresh.has(identityOf(alert))));
}

/** A list for the page of a job; empty where there is nothing to tell. */
export function newsMarkdown(alerts: RunAlerts, clock: Clock): string[] {
  const old = lasting(alerts);
  const items = [
    ...sameAlerts(opened(alerts)).map((group) => `- 🔔 opened: ${linkedGroup(group, alerts)}`),
    ...extended(alerts).map((alert) => `- 🔔 new finding: ${linked(alert, alerts)}`),
    ...resolved(alerts).map((change) => `- ✅ resolved: ${markdownCode(recovery(change))}`),
    ...old
      .slice(0, mostShown)
      .map((alert) => `- open since ${zonedWords(alert.since, clock)}: ${linked(alert, alerts)}`),
    ...(old.length > mostShown ? [`- and ${count(old.length - mostShown, "more alert")} open`] : []),
  ];
  return items.length === 0 ? [] : ["**Alerts**", "", ...items, ""];
}

const fewHosts = 3;
const mostHosts = 50;

/** `[down] 15 hosts: nothing answers`: web-1, db-1, …, each a link to its issue */
function linkedGroup(group: SameAlerts, alerts: RunAlerts): string {
  const hosts = group.slice(0, mostHosts).map((alert) => {
    const [name, url] = [markdownCode(alert.host), alerts.issueUrl(alert)];
    return url === undefined ? name : `[${name}](${url})`;
  });
  const more = group.length > hosts.length ? ` and ${group.length - hosts.length} more` : "";
  return group.length === 1
    ? linked(group[0], alerts)
    : `${markdownCode(hostsTitle(group))}: ${hosts.join(", ")}${more}`;
}

type SameAlerts = readonly [Alert, ...Alert[]];

/** More than a few that say the same are one item. */
function sameAlerts(worst: readonly Alert[]): SameAlerts[] {
  const groups = Map.groupBy(worst, (alert) => `${alert.kind} ${terminalText(alertStanding(alert))}`);
  return [...groups.values()].flatMap(([first, ...others]): SameAlerts[] => {
    if (first === undefined) return [];
    return others.length < fewHosts ? [first, ...others].map((alert) => [alert]) : [[first, ...others]];
  });
}

function linked(alert: Alert, { issueUrl }: RunAlerts): string {
  const [words, url] = [markdownCode(alertLine(alert)), issueUrl(alert)];
  return url === undefined ? words : `[${words}](${url})`;
}
