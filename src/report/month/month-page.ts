/**
 * RESULTS/YYYY-MM.md, what a month was like, as GitHub shows it, and the pictures beside it. What needs a person comes
 * first; what was well is folded away. Pure.
 */
import { alertAdvice, worstFirst } from "../../alerts/alert-words.ts";
import { count } from "../../words/count.ts";
import { instantWords, monthWords, utcClock } from "../../words/instant.ts";
import { percentWords } from "../../words/percent.ts";
import type { HostMonth, MonthReport } from "../statistics/month-model.ts";
import { atMost, folded, grouped, markdownWords, table, unbroken } from "./markdown.ts";
import { hostPicture } from "./month-charts.ts";
import { alertDuration, alertEnd, gapWords, pastAlertWords } from "./month-events.ts";
import { hostLine, hostSection } from "./month-host.ts";
import { alertWords } from "./month-needs.ts";
import { overviewPicture } from "./month-overview.ts";
import { hostTables } from "./month-table.ts";
import { openingSentence, overallAvailability, verdictOf } from "./month-words.ts";
import { pictureNames } from "./picture-names.ts";

export interface MonthPageOptions {
  /** Months that have pages, `2026-09`. */
  readonly previous?: string | undefined;
  readonly next?: string | undefined;
  /** What lies beside the page: the month's rows, and its figures as JSON. */
  readonly files: readonly string[];
}

export interface MonthPage {
  readonly markdown: string;
  /** Beside the page, `2026-10/web-1.svg`. */
  readonly pictures: readonly Picture[];
}

interface Picture {
  readonly name: string;
  readonly svg: string;
}

/** Sections make a page long, and pictures a repository large: where hosts are many, a row must do for those that were well. */
const mostSections = 40;
/** Where hosts are more, only those that were not well are in the overview. */
const mostOverview = 20;
const mostAlerts = 30;
const mostDamage = 20;

export function monthPage(report: MonthReport, options: MonthPageOptions): MonthPage {
  const hosts = withSection(report);
  const overview = overviewOf(report);
  const pictures = picturesOf(report, hosts);
  const paragraphs = [
    `# ${monthWords(report.month)}${report.running ? " so far" : ""}`,
    `**${openingSentence(report, markdownWords)}**`,
    ...damage(report),
    ...openAlerts(report),
    ...pastAlerts(report),
    ...gaps(report),
    ...figures(report),
    ...overview.map(({ name }) => `![Availability by day](${name})`),
    ...hostTables(report, new Set(hosts.filter((host) => isInSight(host, report)))),
    ...hosts.flatMap((host) => section(host, report, pictures.get(host)?.name)),
    ...origin(report, options),
  ];
  return { markdown: `${paragraphs.join("\n\n")}\n`, pictures: [...overview, ...pictures.values()] };
}

function withSection(report: MonthReport): readonly HostMonth[] {
  if (report.hosts.length <= mostSections) return report.hosts;
  return report.hosts.filter((host) => verdictOf(host, report) !== "well").slice(0, mostSections);
}

/** The picture of a lone host shows its days already. */
function overviewOf(report: MonthReport): Picture[] {
  const { hosts, month } = report;
  const shown = hosts.length > mostOverview ? hosts.filter((host) => verdictOf(host, report) !== "well") : hosts;
  if (hosts.length < 2 || shown.length === 0) return [];
  return [{ name: `${month}/overview.svg`, svg: overviewPicture(shown, report) }];
}

function picturesOf(report: MonthReport, hosts: readonly HostMonth[]): Map<HostMonth, Picture> {
  const names = pictureNames(
    report.month,
    hosts.map(({ host }) => host),
  );
  const drawn = hosts.flatMap((host, index): [HostMonth, Picture][] => {
    const [name, svg] = [names[index], hostPicture(host, report)];
    return name === undefined || svg === undefined ? [] : [[host, { name, svg }]];
  });
  return new Map(drawn);
}

/** Words of ours, but they may quote what a file holds. */
function damage({ damage: all }: MonthReport): string[] {
  if (all.length === 0) return [];
  const lines = atMost(mostDamage, all.map(markdownWords), (more) => `and ${more} more`);
  const what = `The report lacks what could not be read (${count(all.length, "fault")}):`;
  return [["[!WARNING]", what, ...lines.map((line) => `- ${line}`)].map((line) => `> ${line}`).join("\n")];
}

function openAlerts({ open: alerts, from }: MonthReport): string[] {
  if (alerts.length === 0) return [];
  const lines = worstFirst(alerts).map(
    (alert) => `- **${markdownWords(alert.host)}** ${alertWords(alert, from, markdownWords)}. ${alertAdvice(alert)}`,
  );
  const shown = atMost(mostAlerts, lines, (more) => `- and ${count(more, "more alert")}`);
  return [`## ${count(alerts.length, "open alert")}`, shown.join("\n")];
}

const mostPastAlerts = 100;

function pastAlerts(report: MonthReport): string[] {
  const { alerts, from } = report;
  if (alerts.length === 0) return [];
  const rows = alerts
    .slice(-mostPastAlerts)
    .map((alert) => [
      markdownWords(alert.host),
      pastAlertWords(alert, markdownWords),
      [instantWords(alert.from, utcClock(from)), alertEnd(alert, report)].map(unbroken).join("<br>"),
      unbroken(alertDuration(alert, report)),
    ]);
  const left = alerts.length - rows.length;
  return [
    "## Alerts of the month",
    table([["host", "alert", "from", "for"], ...rows]),
    ...(left > 0 ? [`And ${count(left, "alert")} before.`] : []),
  ];
}

const mostGaps = 20;

/** When nothing is known of any host. A month without rows has said so already. */
function gaps({ gaps: all, rows, from }: MonthReport): string[] {
  if (all.length === 0 || rows === 0) return [];
  const lines = all.map((gap) => `- ${gapWords(gap, from)}`);
  return ["## Gaps in monitoring", atMost(mostGaps, lines, (more) => `- and ${count(more, "more gap")}`).join("\n")];
}

/** `5 hosts · 97.4 % up · 14,880 checks · 99.8 % of the time measured` */
function figures(report: MonthReport): string[] {
  const { hosts, rows, running, to, from } = report;
  if (rows === 0) return [];
  const coverage = hosts.reduce((sum, host) => sum + host.coverage, 0) / hosts.length;
  const up = overallAvailability(report);
  const words = [
    up === undefined ? "no data" : `${percentWords(up)} up`,
    `${grouped(rows)} ${rows === 1 ? "check" : "checks"}`,
    `${percentWords(coverage)} of the time measured`,
    ...(running ? [`so far, until ${instantWords(to, utcClock(from))}`] : []),
  ];
  return [`## ${count(hosts.length, "host")}`, words.join(" · ")];
}

/** What was well is folded away, unless there is nothing else to see. */
function isInSight(host: HostMonth, report: MonthReport): boolean {
  return report.hosts.length === 1 || verdictOf(host, report) !== "well";
}

function section(host: HostMonth, report: MonthReport, picture: string | undefined): string[] {
  const paragraphs = hostSection(host, report, picture);
  if (isInSight(host, report)) return [`## ${markdownWords(host.host)}`, ...paragraphs];
  return [folded(hostLine(host), paragraphs)];
}

function origin(report: MonthReport, { previous, next, files }: MonthPageOptions): string[] {
  const names = files.filter((name) => /^[\w.-]+$/.test(name)).map((name) => `[${name}](${name})`);
  const beside = names.length === 0 ? "" : ` The rows, and what else was made of them: ${names.join(" · ")}.`;
  const links = [
    ...(previous === undefined ? [] : [`← [${monthWords(previous)}](${previous}.md)`]),
    "[Now](README.md)",
    ...(next === undefined ? [] : [`[${monthWords(next)}](${next}.md) →`]),
  ];
  return ["---", `${legend(report)}Written by server-monitor.${beside}`, links.join(" · ")];
}

function legend(report: MonthReport): string {
  if (report.rows === 0) return "";
  const left = report.hosts.length - withSection(report).length;
  const fewer = left > 0 ? `${count(left, "host")} that needed none have no section of their own. ` : "";
  return `${fewer}${legendWords} `;
}

const legendWords = [
  "Up is what answered, of the time that was measured.",
  "In the pictures green is up, red is down, grey is not measured. All times are UTC.",
].join(" ");
