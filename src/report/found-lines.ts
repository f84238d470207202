/** What a check found, for a terminal: a line for each, with the alert that tells of it. Pure. */
import { type Alert, identityOf } from "../alerts/alert.ts";
import { alertFinding } from "../alerts/alert-words.ts";
import { detailsFor } from "../alerts/finding-details.ts";
import { inventoryLines } from "../alerts/issue-advice.ts";
import { terminalText } from "../safe-text.ts";
import { type Clock, zonedWords } from "../words/instant.ts";
import { extended, newsLines, opened, type RunAlerts } from "./alert-news.ts";
import type { CheckedHost } from "./host-now.ts";
import { alertsOfFindings, findingLines } from "./summary.ts";

export interface FoundLines {
  /** `web-1 (alert opened): port 8080 is open` */
  readonly findings: readonly string[];
  /** Of the alerts that none of these tells of. */
  readonly news: readonly string[];
}

export function foundLines(hosts: readonly CheckedHost[], alerts: RunAlerts, clock: Clock): FoundLines {
  const told = new Set<string>();
  const firstTime = (alert: Alert | undefined) => {
    if (alert === undefined || told.has(identityOf(alert))) return undefined;
    told.add(identityOf(alert));
    return alert;
  };
  const findings = hosts.flatMap((host) => {
    const ofFindings = alertsOfFindings(host);
    return findingLines(host, terminalText).flatMap((line, at) => {
      const alert = firstTime(ofFindings[at]);
      if (alert === undefined) return [`${host.host}: ${line}`];
      return [`${host.host} (${alertWords(alert, alerts, clock)}): ${line}`, ...accepting(alert, alerts)];
    });
  });
  const isUntold = (alert: Alert) => !told.has(identityOf(alert));
  const open = alerts.open.filter(isUntold);
  const changes = alerts.changes.filter(({ what, alert }) => what === "resolved" || isUntold(alert));
  return { findings, news: newsLines({ ...alerts, open, changes }, clock) };
}

/** `alert opened`, `alert open since 22 Nov 2026 21:02 UTC, with a new finding: port 9000 is open` */
function alertWords(alert: Alert, alerts: RunAlerts, clock: Clock): string {
  const isIt = (each: Alert) => identityOf(each) === identityOf(alert);
  const url = alerts.issueUrl(alert);
  const link = url === undefined ? "" : `, ${url}`;
  if (opened(alerts).some(isIt)) return `alert opened${link}`;
  const since = `alert open since ${zonedWords(alert.since, clock)}`;
  const added = extended(alerts).find(isIt);
  return added === undefined ? since : `${since}, with a new finding: ${terminalText(alertFinding(added))}${link}`;
}

/** The lines of the inventory that an issue would have. What an unknown key needs is said with it. */
function accepting(alert: Alert, alerts: RunAlerts): string[] {
  const isNew = [...opened(alerts), ...extended(alerts)].some((each) => identityOf(each) === identityOf(alert));
  if (!isNew || alert.kind === "host-key" || alerts.issueUrl(alert) !== undefined) return [];
  const lines = inventoryLines(alert, detailsFor(alert, alerts.details ?? new Map()));
  const words = "  if it may stay, add to its entry in the inventory (each key once):";
  return lines.length === 0 ? [] : [words, ...lines.map((line) => `    ${line}`)];
}
