/** RESULTS/README.md, the page GitHub shows for the results folder: how every host is, in words and numbers. Pure. */

import type { Alert } from "../../alerts/alert.ts";
import { count } from "../../words/count.ts";
import { markdownWords } from "../month/markdown.ts";
import { alertWords } from "../month/month-needs.ts";
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
import { dayAndTime, hostWords, openingWords } from "./status-words.ts";

/** The page after a run, for any page before it. */
export function statusPageOf(history: StatusHistory, order: StatusOrder) {
  const model = statusModel(history, order);
  const make = (previous: string | undefined) => statusPage(previous, model, history.now);
  return { isOurs: isStatusPage, make };
}

/** The page to be; `previous` itself, if nothing worth reading has changed or the text is no page of ours. */
export function statusPage(previous: string | undefined, model: StatusModel, now: Date): string {
  if (previous !== undefined && !isStatusPage(previous)) return previous;
  const before = previous === undefined ? undefined : readSnapshot(previous);
  const remembered = before === undefined ? model : remember(model, before);
  const snapshot = snapshotOf(remembered, linkedFiles(model.names), now);
  if (previous !== undefined && before !== undefined && !isWorthReading(before, snapshot)) return previous;
  return withSnapshot(pageText(remembered, now), snapshot);
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

function pageText({ hosts, names, alerts }: StatusModel, now: Date): string {
  const sorted = hosts.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  const paragraphs = [
    ...openingWords(sorted, now),
    ...openAlerts(alerts, now),
    ...tables(sorted, now),
    legend,
    origin(now),
    ...monthLinks(names),
  ];
  return `${paragraphs.join("\n\n")}\n\n`;
}

const mostAlerts = 20;

/** Worth a heading of its own: somebody should look at these. */
function openAlerts(alerts: readonly Alert[], now: Date): string[] {
  if (alerts.length === 0) return [];
  const items = alerts.map((alert) => `- **${hostWords(alert.host)}** ${alertWords(alert, now, markdownWords)}`);
  const more = items.length - mostAlerts;
  const shown = [...items.slice(0, mostAlerts), ...(more > 0 ? [`- and ${count(more, "more alert")}`] : [])];
  return [`## ${count(alerts.length, "open alert")}`, shown.join("\n")];
}

function tables(hosts: readonly HostStatus[], now: Date): string[] {
  if (hosts.length <= mostShown) return [statusTable(hosts, now)];
  const [well, rest] = [hosts.filter(({ state }) => state === "up"), hosts.filter(({ state }) => state !== "up")];
  return [...(rest.length > 0 ? [statusTable(rest, now)] : []), ...(well.length > 0 ? [folded(well, now)] : [])];
}

function folded(hosts: readonly HostStatus[], now: Date): string {
  const summary = `<summary>🟢 ${count(hosts.length, "host")} without trouble</summary>`;
  return `<details>\n${summary}\n\n${statusTable(hosts, now)}\n\n</details>`;
}

const legend = [
  "🟢 answers · 🟡 answers, but something is wrong · 🔴 nothing answers · ⚪ no data.",
  "A square is a day, today last: 🟩 well, 🟨 partly in trouble or down, 🟥 mostly down, ⬜ not measured.",
  "▂▂▇▂ is ping over 24 hours, or free disk over 7 days. All times are UTC.",
].join(" ");

function origin(now: Date): string {
  const time = dayAndTime(now, now).replace(/(?= \S+$)/, ` ${now.getUTCFullYear()}`);
  const written = `Written ${time} UTC by server-monitor, which does so when something has changed, and once a day.`;
  return `${written} Every check is a row in these files:`;
}
