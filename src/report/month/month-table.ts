/** The hosts of a month as a Markdown table: what a phone has room for first. Pure. */
import type { ColumnKey } from "../../row/columns.ts";
import { count } from "../../words/count.ts";
import { percentWords } from "../../words/percent.ts";
import { freeOf } from "../../words/size.ts";
import { statisticsOf, twoFigures } from "../column-words.ts";
import { stateLooks } from "../state-looks.ts";
import type { HostMonth, MonthReport } from "../statistics/month-model.ts";
import { folded, markdownWords, table, unbroken, unbrokenName } from "./markdown.ts";
import { type Verdict, verdictOf, verdictWords } from "./month-words.ts";

/** More than a person reads: those that were well are folded away. */
const mostShown = 30;
/** Only somebody who writes into our files has as many hosts. */
const mostRows = 1000;

export const signs: Readonly<Record<Verdict, string>> = {
  down: stateLooks.down.sign,
  needs: "🟠",
  outages: stateLooks.trouble.sign,
  trouble: stateLooks.trouble.sign,
  unknown: stateLooks.unknown.sign,
  well: stateLooks.up.sign,
};

/** One table, or two. `linked` are the hosts that have a section of their own in sight. */
export function hostTables(report: MonthReport, linked: ReadonlySet<HostMonth>): string[] {
  const hosts = report.hosts.slice(0, mostRows);
  const left = report.hosts.length - hosts.length;
  const more = left > 0 ? [`And ${count(left, "more host")}.`] : [];
  const show = (some: readonly HostMonth[]) => hostTable(some, report, linked);
  if (hosts.length <= mostShown) return hosts.length === 0 ? [] : [show(hosts), ...more];
  const [well, rest] = [hosts.filter((host) => isWell(host, report)), hosts.filter((host) => !isWell(host, report))];
  return [
    ...(rest.length > 0 ? [show(rest)] : []),
    ...(well.length > 0 ? [folded(`${signs.well} ${count(well.length, "host")} without trouble`, [show(well)])] : []),
    ...more,
  ];
}

function isWell(host: HostMonth, report: MonthReport): boolean {
  return verdictOf(host, report) === "well";
}

interface Column {
  readonly title: string;
  readonly text: (host: HostMonth, report: MonthReport) => string;
}

const columns: readonly Column[] = [
  { title: "up", text: ({ availability }) => unbroken(percentWords(availability)) },
  { title: "page up", text: ({ page }) => (page === undefined ? "" : unbroken(percentWords(page.availability))) },
  {
    title: "the month",
    text: (host, report) =>
      `${signs[verdictOf(host, report)]}\u00a0${inParts(verdictWords(host, report, markdownWords))}`,
  },
  { title: unbroken("ping p50 / p95"), text: pingText },
  { title: unbroken("least memory"), text: (host) => least(host, "memAvailMib", "memTotalMib") },
  { title: unbroken("least disk"), text: (host) => least(host, "diskAvailMib", "diskSizeMib") },
  { title: "group", text: ({ group }) => (group === undefined ? "" : markdownWords(group)) },
];

const longestPart = 30;

/** On a phone a cell is as narrow as it may be: broken between parts of a sentence, not between words. */
function inParts(words: string): string {
  const parts = words.split(/(?<=,) | (?=\(|since |for )/);
  return parts.map((part) => (part.length > longestPart ? part : unbroken(part))).join(" ");
}

/** A column only where a host has something to say in it. */
function hostTable(hosts: readonly HostMonth[], report: MonthReport, linked: ReadonlySet<HostMonth>): string {
  const cells = columns.map(({ title, text }) => ({ title, texts: hosts.map((host) => text(host, report)) }));
  const shown = cells.filter(({ texts }) => texts.some((text) => text !== ""));
  const rows = hosts.map((host, index) => [nameOf(host, linked), ...shown.map(({ texts }) => texts[index] ?? "")]);
  return table([["host", ...shown.map(({ title }) => title)], ...rows]);
}

function nameOf(host: HostMonth, linked: ReadonlySet<HostMonth>): string {
  const [words, name] = [markdownWords(host.host), unbrokenName(host.host)];
  return linked.has(host) && !words.startsWith("`") ? `[${name}](#${anchorOf(words)})` : name;
}

/** As GitHub makes it of a heading. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w -]/g, "")
    .replaceAll(" ", "-");
}

function pingText(host: HostMonth): string {
  const { p50, p95 } = statisticsOf(host, "pingMs");
  if (p50 === undefined || p95 === undefined) return "";
  return unbroken(twoFigures("pingMs", p50, "/", p95));
}

/** `11 of 117 GiB` */
function least(host: HostMonth, key: ColumnKey, sizeKey: ColumnKey): string {
  const [{ min }, { max: size }] = [statisticsOf(host, key), statisticsOf(host, sizeKey)];
  if (min === undefined) return "";
  return unbroken(freeOf(min, size));
}
