/** The section of one host in the month page. Pure. */

import { type ColumnKey, columnTable } from "../../row/columns.ts";
import { htmlText } from "../../safe-text.ts";
import { causeWords, statusCause } from "../../words/cause.ts";
import { count } from "../../words/count.ts";
import { durationWords } from "../../words/duration.ts";
import { instantWords, monthBefore, monthWords } from "../../words/instant.ts";
import { percentWords, shareWords } from "../../words/percent.ts";
import { binarySize } from "../../words/size.ts";
import { columnTitle, constantWords, figureWords, measuredWords, toldConstants } from "../column-words.ts";
import { stayWords, toldSightings } from "../passing-ports.ts";
import type { ColumnMonth, Constant, HostMonth, MonthReport, Outage, Sighting } from "../statistics/month-model.ts";
import { atMost, folded, grouped, imageOf, markdownWords, table, unbroken } from "./markdown.ts";
import { clockOf, ongoingWords } from "./month-events.ts";
import { signs } from "./month-table.ts";
import { cameAndLeft, changeWords, meanCoverage, outageCauses, verdictOf, verdictWords } from "./month-words.ts";

const mostOutages = 30;
const mostSightings = 20;
const mostReboots = 12;
/** Eight GPUs have 24. */
const mostColumns = 32;
const mostLines = 20;

/** `picture` is the file's name, beside the page. */
export function hostSection(host: HostMonth, report: MonthReport, picture: string | undefined): string[] {
  return [...summary(host, report), ...image(host, report, picture), ...tables(host, report), ...details(host, report)];
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

/** That nothing was measured of any host is told once for all. */
const noticedCoverage = 0.01;

function summary(host: HostMonth, report: MonthReport): string[] {
  const { availability, coverage, rows, reboots, before, page } = host;
  const ofPage = page === undefined ? "" : `, its page ${percentWords(page.availability)}`;
  const up = availability === undefined ? "Nothing was measured" : `${percentWords(availability)} up${ofPage}`;
  const checks = `${grouped(rows)} ${rows === 1 ? "check" : "checks"}`;
  const isLess = coverage < meanCoverage(report) - noticedCoverage;
  const share = isLess ? [`${percentWords(coverage)} of the time measured`] : [];
  const measured = [...share, checks, ...cameAndLeft(host, report)].join(", ");
  const verdict = verdictOf(host, report);
  const words = verdict === "well" ? "" : `${signs[verdict]} ${verdictWords(host, report, markdownWords)}. `;
  const changes = changeWords(host);
  const was = monthWords(monthBefore(report.month));
  const booted = atMost(
    mostReboots,
    reboots.map((time) => instantWords(time, clockOf(report))),
    (more) => `${more} more`,
  );
  return [
    `${words}${up}; ${measured}.`,
    ...(changes.length > 0 ? [`Compared with ${was}: ${changes.join("; ")}.`] : []),
    ...(before !== undefined && changes.length === 0 ? [`As in ${was}.`] : []),
    ...(reboots.length > 0 ? [`Rebooted ${booted.join(", ")}.`] : []),
  ];
}

function image(host: HostMonth, { month }: MonthReport, picture: string | undefined): string[] {
  return picture === undefined ? [] : [imageOf(picture, `${host.host} in ${monthWords(month)}`)];
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
  const { from, to, seconds } = outage;
  const end = ongoingWords(outage, report) ?? `to ${instantWords(to, clockOf(report))}`;
  const times = [instantWords(from, clockOf(report)), end].map(unbroken).join("<br>");
  return [times, unbroken(durationWords(1000 * seconds)), outageCauses(outage, markdownWords)];
}

function sightingTable({ sightings, rows }: HostMonth, report: MonthReport): string[] {
  const all = [...sightings]
    .filter(([key]) => !toldElsewhere.has(key))
    .flatMap(([key, seen]) => toldSightings(key, seen).map((sighting) => ({ key, sighting })));
  if (all.length === 0) return [];
  const shown = all.slice(0, mostSightings).map(({ key, sighting }) => sightingRow(key, sighting, rows, report));
  const left = all.length - shown.length;
  return [table([["seen", "in checks", "first", "last"], ...shown]), ...(left > 0 ? [`And ${left} more.`] : [])];
}

/** One of those that a column names. */
const kinds: Readonly<Partial<Record<ColumnKey, string>>> = {
  ports: "port",
  logins: "login",
  sshPeers: "SSH peer",
  sshLogins: "SSH login",
};
const toldElsewhere: ReadonlySet<ColumnKey> = new Set(["errors", "silenced"]);

function sightingRow(key: ColumnKey, sighting: Sighting, all: number, report: MonthReport): string[] {
  const { what, rows, first, last } = sighting;
  const often = `${grouped(rows)} (${shareWords(rows / all)})`;
  return [
    `${kinds[key] ?? columnTable[key].title} ${markdownWords(what)}${stayWords(key, sighting)}`,
    ...[often, instantWords(first, clockOf(report)), instantWords(last, clockOf(report))].map(unbroken),
  ];
}

function details(host: HostMonth, report: MonthReport): string[] {
  const parts = [...statistics(host), ...fileSystems(host), ...answers(host), ...constants(host, report)];
  return parts.length === 0 ? [] : [folded("All figures", parts)];
}

const figures = ["mean", "stdev", "min", "p50", "p95", "max"] as const;

/** What never changed needs no statistics, and codes have none. */
function statistics({ columns, constants: same }: HostMonth): string[] {
  const constant = new Set(same.map(({ name }) => name));
  const isConstant = ({ name, key }: ColumnMonth) => constant.has(key === undefined ? name : columnTable[key].name);
  const isCode = ({ key }: ColumnMonth) => key === "httpCode";
  const varied = columns.filter((column) => column.statistics.n > 0 && !isConstant(column) && !isCode(column));
  const rows = varied.slice(0, mostColumns).map(statisticsRow);
  return rows.length === 0 ? [] : [table([["column", ...figures, "checks", "unknown"], ...rows])];
}

function statisticsRow(column: ColumnMonth): string[] {
  const values = figures.map((figure) => {
    const value = column.statistics[figure];
    const words = figure === "stdev" ? figureWords : measuredWords;
    return value === undefined ? "–" : unbroken(words(column.key, value));
  });
  return [titleOf(column), ...values, grouped(column.statistics.n), grouped(column.statistics.nulls)];
}

function titleOf(column: ColumnMonth | Constant): string {
  return unbroken(columnTitle(column) ?? markdownWords(column.name));
}

function fileSystems({ fileSystems: all }: HostMonth): string[] {
  const rows = all.slice(0, mostLines).map(({ mount, leastMib, sizeMib }) => {
    return [markdownWords(mount), ...[leastMib, sizeMib].map((mib) => unbroken(binarySize(mib)))];
  });
  return rows.length === 0 ? [] : [table([["file system", "least free", "size"], ...rows])];
}

/** Of codes, how often each came. That the monitor was offline is told once for all hosts. */
function answers({ sightings, statuses }: HostMonth): string[] {
  const errors = (sightings.get("errors") ?? []).filter(({ what }) => what !== "monitor:offline");
  const rows = [
    ...[...statuses].map(([status, checks]) => [statusCause(status), grouped(checks)]),
    ...errors.map(({ what, rows: checks }) => [causeWords([what], markdownWords), grouped(checks)]),
  ].slice(0, mostLines);
  return rows.length === 0 ? [] : [table([["answers and errors", "checks"], ...rows])];
}

function constants(host: HostMonth, report: MonthReport): string[] {
  const lines = toldConstants(host)
    .slice(0, mostLines)
    .map((constant) => [
      titleOf(constant),
      markdownWords(constantWords(constant, clockOf(report))),
      grouped(constant.rows),
      grouped(host.rows - constant.rows),
    ]);
  return lines.length === 0 ? [] : [table([["never changed", "value", "checks", "unknown"], ...lines])];
}
