/** The section of one host in the month page. Pure. */
import { htmlText } from "../../safe-text.ts";
import { count } from "../../words.ts";
import { causeWords } from "../cause-words.ts";
import { columnTitle, columnValue, dayAndTime, durationWords, monthWords, percentWords } from "../figure-words.ts";
import type { ColumnStatistics, HostMonth, MonthReport, Outage, Sighting } from "../statistics/month-model.ts";
import { atMost, folded, grouped, markdownWords, table, unbroken } from "./markdown.ts";
import { signs } from "./month-table.ts";
import { changeWords, verdictOf, verdictWords } from "./month-words.ts";

const mostOutages = 30;
const mostSightings = 20;
const mostReboots = 12;
/** Eight GPUs have 24. */
const mostColumns = 32;
const mostLines = 20;

/** `picture` is the file's name, beside the page. */
export function hostSection(host: HostMonth, report: MonthReport, picture: string | undefined): string[] {
  return [...summary(host, report), ...image(host, report, picture), ...tables(host, report), ...details(host)];
}

/** What stands on the fold of a host that was well. */
export function hostLine({ host, availability }: HostMonth): string {
  return `${signs.well} ${htmlName(host)}: ${percentWords(availability)} up`;
}

/** Within a summary, Markdown is not read. */
function htmlName(host: string): string {
  const words = markdownWords(host);
  return words.startsWith("`") ? `<code>${htmlText(words.slice(1, -1))}</code>` : words;
}

function summary(host: HostMonth, report: MonthReport): string[] {
  const { availability, coverage, rows, reboots, before } = host;
  const up = availability === undefined ? "Nothing was measured" : `${percentWords(availability)} up`;
  const measured = `${percentWords(coverage)} of the time measured, ${grouped(rows)} ${rows === 1 ? "check" : "checks"}`;
  const verdict = verdictOf(host, report);
  const words = verdict === "well" ? "" : `${signs[verdict]} ${verdictWords(host, report, markdownWords)}. `;
  const changes = changeWords(host);
  const booted = atMost(
    mostReboots,
    reboots.map((time) => dayAndTime(time, report.from)),
    (more) => `${more} more`,
  );
  return [
    `${words}${up}; ${measured}.`,
    ...(changes.length > 0 ? [`Against ${monthWords(monthBefore(report))}: ${changes.join("; ")}.`] : []),
    ...(before !== undefined && changes.length === 0 ? [`As in ${monthWords(monthBefore(report))}.`] : []),
    ...(reboots.length > 0 ? [`Rebooted ${booted.join(", ")}.`] : []),
  ];
}

function monthBefore({ from }: MonthReport): string {
  return new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
}

function image(host: HostMonth, { month }: MonthReport, picture: string | undefined): string[] {
  return picture === undefined ? [] : [`![${markdownWords(host.host)} in ${monthWords(month)}](${picture})`];
}

function tables(host: HostMonth, report: MonthReport): string[] {
  return [...outageTable(host, report), ...sightingTable(host, report)];
}

function outageTable({ outages }: HostMonth, report: MonthReport): string[] {
  if (outages.length === 0) return [];
  const shown = outages.slice(-mostOutages);
  const left = outages.length - shown.length;
  const header = ["down from", "for", "why"];
  return [
    table([header, ...shown.map((outage) => outageRow(outage, report))]),
    ...(left > 0 ? [`And ${count(left, "outage")} before.`] : []),
  ];
}

/** Two lines for the times: a phone is narrow. */
function outageRow({ from, to, seconds, errors, ongoing }: Outage, report: MonthReport): string[] {
  const end = ongoing ? "still down" : `to ${dayAndTime(to, report.from)}`;
  const times = [dayAndTime(from, report.from), end].map(unbroken).join("<br>");
  return [times, unbroken(durationWords(seconds)), causeWords(errors, markdownWords)];
}

function sightingTable({ ports, peers, logins, rows }: HostMonth, report: MonthReport): string[] {
  const all = [
    ...ports.map((sighting) => ({ kind: "port", sighting })),
    ...logins.map((sighting) => ({ kind: "login", sighting })),
    ...peers.map((sighting) => ({ kind: "SSH peer", sighting })),
  ];
  if (all.length === 0) return [];
  const shown = all.slice(0, mostSightings).map(({ kind, sighting }) => sightingRow(kind, sighting, rows, report));
  const left = all.length - shown.length;
  return [table([["unknown", "in checks", "first", "last"], ...shown]), ...(left > 0 ? [`And ${left} more.`] : [])];
}

function sightingRow(
  kind: string,
  { what, rows, first, last }: Sighting,
  all: number,
  { from }: MonthReport,
): string[] {
  const often = `${grouped(rows)} (${percentWords(rows / all)})`;
  return [`${kind} ${markdownWords(what)}`, ...[often, dayAndTime(first, from), dayAndTime(last, from)].map(unbroken)];
}

function details(host: HostMonth): string[] {
  const parts = [...statistics(host), ...errors(host), ...constants(host)];
  return parts.length === 0 ? [] : [folded("All figures", parts)];
}

const figures = ["mean", "stdev", "min", "p50", "p95", "max"] as const;

/** What never changed needs no statistics. */
function statistics({ columns, constants: same }: HostMonth): string[] {
  const varied = [...columns].filter(([column, { n }]) => n > 0 && !same.has(column));
  const rows = varied.slice(0, mostColumns).map(([column, all]) => statisticsRow(column, all));
  return rows.length === 0 ? [] : [table([["column", ...figures, "values", "empty"], ...rows])];
}

function statisticsRow(column: string, all: ColumnStatistics): string[] {
  const values = figures.map((figure) => {
    const value = all[figure];
    return value === undefined ? "–" : unbroken(columnValue(column, value));
  });
  return [titleOf(column), ...values, grouped(all.n), grouped(all.nulls)];
}

function titleOf(column: string): string {
  return unbroken(columnTitle(column) ?? markdownWords(column));
}

function errors({ errors: all }: HostMonth): string[] {
  const rows = [...all].toSorted((a, b) => b[1] - a[1]).slice(0, mostLines);
  if (rows.length === 0) return [];
  return [
    table([["error", "checks"], ...rows.map(([code, number]) => [causeWords([code], markdownWords), grouped(number)])]),
  ];
}

/** What has a table of its own is not told twice. */
const toldAbove = new Set(["ports", "ssh_peers", "logins", "errors"]);

function constants({ constants: all, columns }: HostMonth): string[] {
  const others = [...all].filter(([column]) => !toldAbove.has(column));
  const rows = others.slice(0, mostLines).map(([column, value]) => {
    const { n, nulls } = columns.get(column) ?? {};
    const counts = [n, nulls].map((number) => (number === undefined ? "" : grouped(number)));
    return [titleOf(column), markdownWords(constantText(column, value)), ...counts];
  });
  return rows.length === 0 ? [] : [table([["never changed", "value", "values", "empty"], ...rows])];
}

/** Sizes as people read them; all else as the cell says it. */
function constantText(column: string, value: string): string {
  return column.endsWith("_mib") && /^\d+$/.test(value) ? columnValue(column, Number(value)) : value;
}
