/** The tables of a month's mail: outages, figures, what was seen, and hosts that get a line each. Pure. */

import type { ColumnKey } from "../../row/columns.ts";
import { count } from "../../words/count.ts";
import { durationWords } from "../../words/duration.ts";
import { type Clock, dayWords, instantWords, timeOrInstant } from "../../words/instant.ts";
import { percentWords } from "../../words/percent.ts";
import { measuredWords, statisticsOf } from "../column-words.ts";
import { alertDuration, alertEnd, clockOf, ongoingWords, pastAlertWords } from "../month/month-events.ts";
import { changeWords, outageCauses, verdictWords } from "../month/month-words.ts";
import { stayWords, toldSightings } from "../passing-ports.ts";
import type { HostMonth, MonthAlert, MonthReport, Outage, Sighting } from "../statistics/month-model.ts";
import type { Block, Words } from "./mail-document.ts";
import { fitting, weightOf } from "./mail-message.ts";

type Row = readonly Words[];

const mostOutages = 8;

/** The newest, where there are many: the older ones have been told of. */
export function outageTable(what: string, outages: readonly Outage[], report: MonthReport): Block[] {
  if (outages.length === 0) return [];
  const shown = outages.slice(-mostOutages);
  const rest = outages.slice(0, -mostOutages);
  return [
    { kind: "table", header: [what, "for", "why"], rows: shown.map((outage) => outageRow(outage, report)) },
    ...(rest.length > 0 ? [earlier(rest)] : []),
  ];
}

function outageRow(outage: Outage, report: MonthReport): Row {
  const { from, to, seconds } = outage;
  const clock = clockOf(report);
  const end = ongoingWords(outage, report) ?? timeOrInstant(to, { ...clock, near: from });
  return [
    `${unbroken(instantWords(from, clock))} – ${unbroken(end)}`,
    durationWords(1000 * seconds),
    (quote) => outageCauses(outage, quote),
  ];
}

function unbroken(words: string): string {
  return words.replaceAll(" ", "\u00a0");
}

function earlier(outages: readonly Outage[]): Block {
  const seconds = outages.reduce((sum, outage) => sum + outage.seconds, 0);
  return {
    kind: "paragraph",
    words: `and ${count(outages.length, "outage")} before, ${durationWords(1000 * seconds)}.`,
    quiet: true,
  };
}

const mostSightings = 5;

const labels: readonly (readonly [key: ColumnKey, label: string])[] = [
  ["logins", "login"],
  ["sshLogins", "SSH login"],
  ["sshPeers", "peer"],
  ["ports", "port"],
];

/** Ports, peers and logins nobody vouched for: how often, and between when. */
export function sightingTable({ sightings }: HostMonth, clock: Clock): Block[] {
  const kinds = labels.map(([key, label]) => ({ key, label, seen: toldSightings(key, sightings.get(key) ?? []) }));
  const rows = kinds.flatMap(({ key, label, seen }) =>
    seen.slice(0, mostSightings).map((one) => sightingRow(label, one, stayWords(key, one), clock)),
  );
  const more = kinds.filter(({ seen }) => seen.length > mostSightings);
  const moreWords = more.map(({ label, seen }) => count(seen.length - mostSightings, `more ${label}`)).join(", ");
  return [
    ...(rows.length > 0 ? [{ kind: "table", header: ["unknown", "checks", "seen"], rows } as const] : []),
    ...(more.length > 0 ? [{ kind: "paragraph", words: `and ${moreWords}.`, quiet: true } as const] : []),
  ];
}

function sightingRow(label: string, { what, rows, first, last }: Sighting, stays: string, clock: Clock): Row {
  const days = [first, last].map((time) => unbroken(dayWords(time, clock)));
  const when = rows === 1 ? instantWords(first, clock) : [...new Set(days)].join(" – ");
  return [(quote) => `${label} ${quote(what)}${stays}`, String(rows), when];
}

const mostAlerts = 20;

/** The alerts of a month; where there is no room for all of them, the newest. */
export function alertTable(report: MonthReport, room: number): Block[] {
  const { alerts } = report;
  if (alerts.length === 0) return [];
  const weight = (alert: MonthAlert) => weightOf([tableOf([alert], report)]);
  const { shown } = fitting(alerts.slice(-mostAlerts).reverse(), room, weight);
  const left = alerts.length - shown.length;
  return [
    { kind: "heading", words: "Alerts of the month" },
    ...(shown.length > 0 ? [tableOf(shown.toReversed(), report)] : []),
    ...(left > 0 ? [{ kind: "paragraph", words: `and ${count(left, "alert")} before.`, quiet: true } as const] : []),
  ];
}

function tableOf(alerts: readonly MonthAlert[], report: MonthReport): Block {
  const rows = alerts.map((alert): Row => {
    const when = `${unbroken(instantWords(alert.from, clockOf(report)))} ${unbroken(alertEnd(alert, report))}`;
    return [
      (quote) => quote(alert.host),
      alertDuration(alert, report),
      (quote) => `${pastAlertWords(alert, quote)}, ${when}`,
    ];
  });
  return { kind: "table", header: ["host", "for", "alert"], rows };
}

/** Hosts in trouble for whose details there was no room. */
export function troubleTable(hosts: readonly HostMonth[], report: MonthReport): Block {
  const rows = hosts.map(
    (host): Row => [
      (quote) => quote(host.host),
      percentWords(host.availability),
      (quote) => verdictWords(host, report, quote),
    ],
  );
  return { kind: "table", header: ["host", "up", "what"], rows, dense: true };
}

/** Hosts of which there is little to say. */
export function healthyTable(hosts: readonly HostMonth[], report: MonthReport): Block {
  return {
    kind: "table",
    header: ["host", "up", "page up", "ping p50", "lowest disk", ""],
    rows: hosts.map((host) => healthyRow(host, report)),
    dense: true,
  };
}

function healthyRow(host: HostMonth, report: MonthReport): Row {
  const figure = (key: ColumnKey, value: number | undefined) => (value === undefined ? "" : measuredWords(key, value));
  return [
    (quote) => quote(host.host),
    percentWords(host.availability),
    host.page === undefined ? "" : percentWords(host.page.availability),
    figure("pingMs", statisticsOf(host, "pingMs").p50),
    figure("diskAvailMib", statisticsOf(host, "diskAvailMib").min),
    (quote) => [verdictWords(host, report, quote), ...changeWords(host)].filter((words) => words !== "well").join(", "),
  ];
}
