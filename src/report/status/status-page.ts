/** RESULTS/README.md, the page GitHub shows for the results folder: how every host is, in words and numbers. Pure. */

import type { Alert } from "../../alerts/alert.ts";
import { htmlText } from "../../safe-text.ts";
import { count } from "../../words/count.ts";
import { type Clock, zonedWords } from "../../words/instant.ts";
import { folded, markdownWords } from "../month/markdown.ts";
import type { StatusHistory } from "./host-history.ts";
import { linkedFiles, monthLinks, newestMonthPage } from "./status-links.ts";
import { type HostStatus, type StatusModel, type StatusOrder, statusModel } from "./status-model.ts";
import { hostLinks, type NeedsContext, needsList } from "./status-needs.ts";
import {
  isStatusPage,
  isWorthReading,
  readSnapshot,
  type Snapshot,
  snapshotOf,
  withSnapshot,
} from "./status-snapshot.ts";
import { statusTable, type TableContext } from "./status-table.ts";
import { openingWords } from "./status-words.ts";

export interface StatusLinks {
  /** Where issues are; undefined: alerts are no issues. */
  readonly issuesUrl?: URL | undefined;
}

/** The page after a run, for any page before it. */
export function statusPageOf(history: StatusHistory, order: StatusOrder & StatusLinks, clock: Clock) {
  const model = statusModel(history, order);
  const make = (previous: string | undefined) => statusPage(previous, model, clock, order);
  return { isOurs: isStatusPage, make };
}

/** The page to be; `previous` itself, if nothing worth reading has changed or the text is no page of ours. */
export function statusPage(
  previous: string | undefined,
  model: StatusModel,
  clock: Clock,
  links: StatusLinks = {},
): string {
  if (previous !== undefined && !isStatusPage(previous)) return previous;
  const before = previous === undefined ? undefined : readSnapshot(previous);
  const remembered = before === undefined ? model : remember(model, before);
  const snapshot = snapshotOf(remembered, linkedFiles(model.names), clock.near);
  if (previous !== undefined && before !== undefined && !isWorthReading(before, snapshot)) return previous;
  return withSnapshot(pageText(remembered, links, clock), snapshot);
}

/** The page before may know since when from rows that are no longer read, and the group of a host of another runner. */
function remember(model: StatusModel, before: Snapshot): StatusModel {
  const hosts = model.hosts.map((seen): HostStatus => {
    const known = before.hosts[seen.host];
    const status = { ...seen, group: seen.group ?? (seen.isOurs ? undefined : (known?.group ?? undefined)) };
    if (!status.sinceBefore || known?.state !== status.state || known.since === null) return status;
    const since = new Date(known.since * 1000);
    if (status.since !== undefined && since >= status.since) return status;
    return { ...status, since, sinceBefore: known.sinceBefore };
  });
  return { ...model, hosts };
}

/** More rows than a person looks at: the healthy ones are folded by group. */
const mostShown = 30;

function pageText(model: StatusModel, { issuesUrl }: StatusLinks, clock: Clock): string {
  const context = { clock, issuesUrl, hostLink: hostLinks(newestMonthPage(model.names)) };
  const paragraphs = [
    openingWords(model, clock),
    ...openAlerts(model.alerts, context),
    ...tables(model.hosts.toSorted(byState), context),
    legend,
    origin(clock),
    ...monthLinks(model.names),
  ];
  return `${paragraphs.join("\n\n")}\n\n`;
}

function openAlerts(alerts: readonly Alert[], context: NeedsContext): string[] {
  return alerts.length === 0 ? [] : [`## ${count(alerts.length, "open alert")}`, needsList(alerts, context)];
}

const order = ["down", "trouble", "unknown", "up"] as const;

function byState(a: HostStatus, b: HostStatus): number {
  return order.indexOf(a.state) - order.indexOf(b.state);
}

/** `hosts`: the worst first. */
function tables(hosts: readonly HostStatus[], context: TableContext): string[] {
  if (hosts.length === 0) return [];
  if (hosts.length <= mostShown) return byGroup(hosts).flatMap((group) => groupTable(group, context));
  const [well, rest] = [hosts.filter(({ state }) => state === "up"), hosts.filter(({ state }) => state !== "up")];
  const folds = byGroup(well).map((group) => fold(group, context));
  return [...(rest.length > 0 ? [statusTable(rest, context)] : []), ...folds];
}

interface Group {
  /** undefined: there are no groups. */
  readonly title: string | undefined;
  readonly hosts: readonly HostStatus[];
}

/** The group of the worst host first; hosts without a group come last. */
function byGroup(hosts: readonly HostStatus[]): Group[] {
  const groups = Map.groupBy(hosts, ({ group }) => group);
  const named = [...groups].flatMap(([title, some]): Group[] => (title === undefined ? [] : [{ title, hosts: some }]));
  const rest = groups.get(undefined) ?? [];
  const title = named.length === 0 ? undefined : "Other hosts";
  return [...named, ...(rest.length === 0 ? [] : [{ title, hosts: rest }])];
}

function groupTable({ title, hosts }: Group, context: TableContext): string[] {
  const table = statusTable(hosts, context);
  return title === undefined ? [table] : [`### ${markdownWords(title)}`, table];
}

function fold({ title, hosts }: Group, context: TableContext): string {
  const name = title === undefined ? "" : `${htmlText(title)}: `;
  return folded(`🟢 ${name}${count(hosts.length, "host")} up`, [statusTable(hosts, context)]);
}

const legend = [
  "🟢 up · 🟡 trouble: it answers, but something is wrong · 🔴 down: nothing answers · ⚪ unknown.",
  "A square is a day, today last: 🟩 up, 🟨 partly in trouble or down, 🟥 mostly down, ⬜ not measured.",
].join(" ");

function origin(clock: Clock): string {
  const days = clock.zone === "UTC" ? "" : " (a square is a UTC day)";
  const written = `Written ${zonedWords(clock.near, clock)}${days} by server-monitor, which does so when something has changed, and once a day.`;
  return `${written} Every check is a row in these files:`;
}
