/** The tables of a month's mail: outages, figures, what was seen, and hosts that get a line each. Pure. */
import { count } from "../../words.ts";
import { causeWords } from "../cause-words.ts";
import { columnValue, dayAndTime, dayWords, durationWords, percentWords } from "../figure-words.ts";
import { changeWords, verdictWords } from "../month/month-words.ts";
import type { HostMonth, MonthReport, Outage, Sighting } from "../statistics/month-model.ts";
import type { Block, Words } from "./mail-document.ts";

type Row = readonly Words[];

const mostOutages = 8;

/** The newest, where there are many: the older ones have been told of. */
export function outageTable(outages: readonly Outage[], near: Date): Block[] {
  if (outages.length === 0) return [];
  const shown = outages.slice(-mostOutages);
  const rest = outages.slice(0, -mostOutages);
  return [
    { kind: "table", header: ["down", "for", "why"], rows: shown.map((outage) => outageRow(outage, near)) },
    ...(rest.length > 0 ? [earlier(rest)] : []),
  ];
}

function outageRow({ from, to, seconds, errors, ongoing }: Outage, near: Date): Row {
  const sameDay = from.toISOString().slice(0, 10) === to.toISOString().slice(0, 10);
  const end = ongoing ? "still down" : sameDay ? to.toISOString().slice(11, 16) : dayAndTime(to, near);
  return [
    `${unbroken(dayAndTime(from, near))} – ${unbroken(end)}`,
    durationWords(seconds),
    (quote) => causeWords(errors, quote),
  ];
}

function unbroken(words: string): string {
  return words.replaceAll(" ", "\u00a0");
}

function earlier(outages: readonly Outage[]): Block {
  const seconds = outages.reduce((sum, outage) => sum + outage.seconds, 0);
  return {
    kind: "paragraph",
    words: `and ${count(outages.length, "outage")} before, ${durationWords(seconds)}.`,
    quiet: true,
  };
}

const mostSightings = 5;

/** Ports, peers and logins nobody vouched for: how often, and between when. */
export function sightingTable({ ports, peers, logins }: HostMonth, near: Date): Block[] {
  const kinds = [
    { label: "login", seen: logins },
    { label: "peer", seen: peers },
    { label: "port", seen: ports },
  ];
  const rows = kinds.flatMap(({ label, seen }) =>
    seen.slice(0, mostSightings).map((one) => sightingRow(label, one, near)),
  );
  const more = kinds.filter(({ seen }) => seen.length > mostSightings);
  const moreWords = more.map(({ label, seen }) => count(seen.length - mostSightings, `more ${label}`)).join(", ");
  return [
    ...(rows.length > 0 ? [{ kind: "table", header: ["unknown", "checks", "seen"], rows } as const] : []),
    ...(more.length > 0 ? [{ kind: "paragraph", words: `and ${moreWords}.`, quiet: true } as const] : []),
  ];
}

function sightingRow(label: string, { what, rows, first, last }: Sighting, near: Date): Row {
  const days = [first, last].map((time) => unbroken(dayWords(time, near)));
  const when = rows === 1 ? dayAndTime(first, near) : [...new Set(days)].join(" – ");
  return [(quote) => `${label} ${quote(what)}`, String(rows), when];
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
    header: ["host", "up", "ping p50", "lowest disk", ""],
    rows: hosts.map((host) => healthyRow(host, report)),
    dense: true,
  };
}

function healthyRow(host: HostMonth, report: MonthReport): Row {
  const figure = (column: string, value: number | undefined) => (value === undefined ? "" : columnValue(column, value));
  return [
    (quote) => quote(host.host),
    percentWords(host.availability),
    figure("ping_ms", host.columns.get("ping_ms")?.p50),
    figure("disk_avail_mib", host.columns.get("disk_avail_mib")?.min),
    (quote) => [verdictWords(host, report, quote), ...changeWords(host)].filter((words) => words !== "well").join(", "),
  ];
}
