/** RESULTS/README.md, the page GitHub shows for the results folder: how every host is, in words and numbers. Pure. */

import type { Alert } from "../../alerts/alert.ts";
import { alertStanding } from "../../alerts/alert-words.ts";
import { count } from "../../words/count.ts";
import { type Clock, instantWords, zonedWords } from "../../words/instant.ts";
import { hostWords, markdownWords } from "../month/markdown.ts";
import type { StatusHistory } from "./host-history.ts";
import { linkedFiles, monthLinks } from "./status-links.ts";
import { type HostStatus, type StatusModel, type StatusOrder, statusModel } from "./status-model.ts";
import {
  isStatusPage,
  isWorthReading,
  readSnapshot,
  type Snapshot,
  snapshotOf,
  withSnapshot,
} from "./status-snapshot.ts";
import { statusTable } from "./status-table.ts";
import { openingWords } from "./status-words.ts";

/** The page after a run, for any page before it. */
export function statusPageOf(history: StatusHistory, order: StatusOrder, clock: Clock) {
  const model = statusModel(history, order);
  const make = (previous: string | undefined) => statusPage(previous, model, clock);
  return { isOurs: isStatusPage, make };
}

/** The page to be; `previous` itself, if nothing worth reading has changed or the text is no page of ours. */
export function statusPage(previous: string | undefined, model: StatusModel, clock: Clock): string {
  if (previous !== undefined && !isStatusPage(previous)) return previous;
  const before = previous === undefined ? undefined : readSnapshot(previous);
  const remembered = before === undefined ? model : remember(model, before);
  const snapshot = snapshotOf(remembered, linkedFiles(model.names), clock.near);
  if (previous !== undefined && before !== undefined && !isWorthReading(before, snapshot)) return previous;
  return withSnapshot(pageText(remembered, clock), snapshot);
}

/** The page before may know since when from rows that are no longer read. */
function remember(model: StatusModel, before: Snapshot): StatusModel {
  const hosts = model.hosts.map((status): HostStatus => {
    const known = before.hosts[status.host];
    if (!status.sinceBefore || known?.state !== status.state || known.since === null) return status;
    const since = new Date(known.since * 1000);
    if (status.since !== undefined && since >= status.since) return status;
    return { ...status, since, sinceBefore: known.sinceBefore };
  });
  return { ...model, hosts };
}

const order = ["down", "trouble", "unknown", "up"] as const;
/** More rows than a person looks at: the healthy ones are folded away. */
const mostShown = 30;

function pageText({ hosts, names, alerts }: StatusModel, clock: Clock): string {
  const sorted = hosts.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  const paragraphs = [
    ...openingWords(sorted, clock),
    ...openAlerts(alerts, clock),
    ...tables(sorted, clock),
    legend(clock),
    origin(clock),
    ...monthLinks(names),
  ];
  return `${paragraphs.join("\n\n")}\n\n`;
}

const mostAlerts = 20;

/** Worth a heading of its own: somebody should look at these. */
function openAlerts(alerts: readonly Alert[], clock: Clock): string[] {
  if (alerts.length === 0) return [];
  const items = alerts.map((alert) => `- **${hostWords(alert.host)}** ${alertWords(alert, clock)}`);
  const more = items.length - mostAlerts;
  const shown = [...items.slice(0, mostAlerts), ...(more > 0 ? [`- and ${count(more, "more alert")}`] : [])];
  return [`## ${count(alerts.length, "open alert")}`, shown.join("\n")];
}

/** `the certificate expires soon (8 days left), open since 22 Nov 21:02` */
function alertWords(alert: Alert, clock: Clock): string {
  const flapping = alert.flapping && alert.closing === undefined ? ", comes and goes" : "";
  return `${markdownWords(alertStanding(alert))}${flapping}, open since ${instantWords(alert.since, clock)}`;
}

function tables(hosts: readonly HostStatus[], clock: Clock): string[] {
  if (hosts.length <= mostShown) return [statusTable(hosts, clock)];
  const [well, rest] = [hosts.filter(({ state }) => state === "up"), hosts.filter(({ state }) => state !== "up")];
  return [...(rest.length > 0 ? [statusTable(rest, clock)] : []), ...(well.length > 0 ? [folded(well, clock)] : [])];
}

function folded(hosts: readonly HostStatus[], clock: Clock): string {
  const summary = `<summary>🟢 ${count(hosts.length, "host")} without trouble</summary>`;
  return `<details>\n${summary}\n\n${statusTable(hosts, clock)}\n\n</details>`;
}

function legend({ zone }: Clock): string {
  return [
    "🟢 up · 🟡 trouble: it answers, but something is wrong · 🔴 down: nothing answers · ⚪ unknown.",
    "A square is a day (UTC), today last: 🟩 up, 🟨 partly in trouble or down, 🟥 mostly down, ⬜ not measured.",
    `▂▂▇▂ is ping over 24 hours, or free disk over 7 days. All times are ${zone}.`,
  ].join(" ");
}

function origin(clock: Clock): string {
  const written = `Written ${zonedWords(clock.near, clock)} by server-monitor, which does so when something has changed, and once a day.`;
  return `${written} Every check is a row in these files:`;
}
