/** The section of one host in the month page. Pure. */

import { type ColumnKey, columnTable } from "../../row/columns.ts";
import { htmlText } from "../../safe-text.ts";
import { causeWords } from "../../words/cause.ts";
import { count } from "../../words/count.ts";
import { durationWords } from "../../words/duration.ts";
import { instantWords, monthWords, utcClock } from "../../words/instant.ts";
import { percentWords } from "../../words/percent.ts";
import { columnTitle, constantWords, figureWords } from "../column-words.ts";
import { sentenceStart } from "../mail/mail-document.ts";
import type { ColumnMonth, Constant, HostMonth, MonthReport, Outage, Sighting } from "../statistics/month-model.ts";
import { atMost, folded, grouped, markdownWords, table, unbroken } from "./markdown.ts";
import { silenceWords } from "./month-events.ts";
import { signs } from "./month-table.ts";
import { changeWords, outageCauses, verdictOf, verdictWords } from "./month-words.ts";

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
  const { availability, coverage, rows, reboots, before, page } = host;
  const ofPage = page === undefined ? "" : `, its page ${percentWords(page.availability)}`;
  const up = availability === undefined ? "Nothing was measured" : `${percentWords(availability)} up${ofPage}`;
  const measured = `${percentWords(coverage)} of the time measured, ${grouped(rows)} ${rows === 1 ? "check" : "checks"}`;
  const verdict = verdictOf(host, report);
  const words = verdict === "well" ? "" : `${signs[verdict]} ${verdictWords(host, report, markdownWords)}. `;
  const [changes, silenced] = [changeWords(host), silenceWords(host.host, report, markdownWords)];
  const booted = atMost(
    mostReboots,
    reboots.map((time) => instantWords(time, utcClock(report.from))),
    (more) => `${more} more`,
  );
  return [
    `${words}${up}; ${measured}.`,
    ...(changes.length > 0 ? [`Against ${monthWords(monthBefore(report))}: ${changes.join("; ")}.`] : []),
    ...(before !== undefined && changes.length === 0 ? [`As in ${monthWords(monthBefore(report))}.`] : []),
    ...(reboots.length > 0 ? [`Rebooted ${booted.join(", ")}.`] : []),
    ...(silenced === undefined ? [] : [`${sentenceStart(silenced)}.`]),
  ];
}

function monthBefore({ from }: MonthReport): string {
  return new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
}

function image(host: HostMonth, { month }: MonthReport, picture: string | undefined): string[] {
  return picture === undefined ? [] : [`![${markdownWords(host.host)} in ${monthWords(month)}](${picture})`];
}

function tables(host: HostMonth, report: MonthReport): string[] {
  return [
    ...outageTable("down", host.outages, report),
    ...outageTable("page down", host.page?.outages ?? [], report),
    ...sightingTable(host, report),
  ];
}

function outageTable(what: string, outages: readonly Outage[], report: MonthReport): string[] {
  if (outages.length === 0) return [];
  const shown = outages.slice(-mostOutages);
  const left = outages.length - shown.length;
  const header = [`${what} from`, "for", "why"];
  return [
    table([header, ...shown.map((outage) => outageRow(outage, report))]),
    ...(left > 0 ? [`And ${count(left, "outage")} before.`] : []),
  ];
}

/** Two lines for the times: a phone is narrow. */
function outageRow(outage: Outage, report: MonthReport): string[] {
  const { from, to, seconds, ongoing } = outage;
  const end = ongoing ? "still down" : `to ${instantWords(to, utcClock(report.from))}`;
  const times = [instantWords(from, utcClock(report.from)), end].map(unbroken).join("<br>");
  return [times, unbroken(durationWords(1000 * seconds)), outageCauses(outage, markdownWords)];
}

function sightingTable({ sightings, rows }: HostMonth, report: MonthReport): string[] {
  const all = [...sightings]
    .filter(([key]) => !toldElsewhere.has(key))
    .flatMap(([key, seen]) => seen.map((sighting) => ({ kind: kinds[key] ?? columnTable[key].title, sighting })));
  if (all.length === 0) return [];
  const shown = all.slice(0, mostSightings).map(({ kind, sighting }) => sightingRow(kind, sighting, rows, report));
  const left = all.length - shown.length;
  return [table([["seen", "in checks", "first", "last"], ...shown]), ...(left > 0 ? [`And ${left} more.`] : [])];
}

/** One of those that a column names. */
const kinds: Readonly<Partial<Record<ColumnKey, string>>> = { ports: "port", logins: "login", sshPeers: "SSH peer" };
const toldElsewhere: ReadonlySet<ColumnKey> = new Set(["errors", "silenced"]);

function sightingRow(
  kind: string,
  { what, rows, first, last }: Sighting,
  all: number,
  { from }: MonthReport,
): string[] {
  const often = `${grouped(rows)} (${percentWords(rows / all)})`;
  return [
    `${kind} ${markdownWords(what)}`,
    ...[often, instantWords(first, utcClock(from)), instantWords(last, utcClock(from))].map(unbroken),
  ];
}

function details(host: HostMonth): string[] {
  const parts = [...statistics(host), ...errors(host), ...constants(host)];
  return parts.length === 0 ? [] : [folded("All figures", parts)];
}

const figures = ["mean", "stdev", "min", "p50", "p95", "max"] as const;

/** What never changed needs no statistics. */
function statistics({ columns, constants: same }: HostMonth): string[] {
  const constant = new Set(same.map(({ name }) => name));
  const isConstant = ({ name, key }: ColumnMonth) => constant.has(key === undefined ? name : columnTable[key].name);
  const varied = columns.filter((column) => column.statistics.n > 0 && !isConstant(column));
  const rows = varied.slice(0, mostColumns).map(statisticsRow);
  return rows.length === 0 ? [] : [table([["column", ...figures, "values", "empty"], ...rows])];
}

function statisticsRow(column: ColumnMonth): string[] {
  const values = figures.map((figure) => {
    const value = column.statistics[figure];
    return value === undefined ? "–" : unbroken(figureWords(column.key, value));
  });
  return [titleOf(column), ...values, grouped(column.statistics.n), grouped(column.statistics.nulls)];
}

function titleOf(column: ColumnMonth | Constant): string {
  return unbroken(columnTitle(column) ?? markdownWords(column.name));
}

function errors({ sightings }: HostMonth): string[] {
  const rows = (sightings.get("errors") ?? []).slice(0, mostLines);
  if (rows.length === 0) return [];
  const lines = rows.map(({ what, rows: number }) => [causeWords([what], markdownWords), grouped(number)]);
  return [table([["error", "checks"], ...lines])];
}

function constants({ constants: all, rows }: HostMonth): string[] {
  // What has a table of its own is not told twice.
  const others = all.filter(({ key }) => key === undefined || columnTable[key].month !== "sightings");
  const lines = others
    .slice(0, mostLines)
    .map((constant) => [
      titleOf(constant),
      markdownWords(constantWords(constant)),
      grouped(constant.rows),
      grouped(rows - constant.rows),
    ]);
  return lines.length === 0 ? [] : [table([["never changed", "value", "values", "empty"], ...lines])];
}
