/**
 * RESULTS/YYYY-MM.md, what a month was like, as GitHub shows it, and the pictures beside it. What needs a person comes
 * first; what was well is folded away. Pure.
 */
import { count } from "../../words/count.ts";
import { instantWords, monthWords } from "../../words/instant.ts";
import { percentWords } from "../../words/percent.ts";
import type { HostMonth, MonthReport } from "../statistics/month-model.ts";
import { atMost, folded, grouped, imageOf, markdownWords, table, unbroken, unbrokenName } from "./markdown.ts";
import { hostPicture, isDrawn } from "./month-charts.ts";
import { alertDuration, alertEnd, clockOf, gapWords, lasted, pastAlertWords, whyWords } from "./month-events.ts";
import { hostLine, hostSection } from "./month-host.ts";
import { needsOf } from "./month-needs.ts";
import { overviewPicture } from "./month-overview.ts";
import { anchorOf, hostTables } from "./month-table.ts";
import { meanCoverage, openingSentence, overallAvailability, verdictOf } from "./month-words.ts";
import { pictureNames } from "./picture-names.ts";

export interface MonthPageOptions {
  /** Months that have pages, `2026-09`. */
  readonly previous?: string | undefined;
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
const mostNeeds = 30;
const mostDamage = 20;

export function monthPage(report: MonthReport, options: MonthPageOptions): MonthPage {
  const hosts = withSection(report);
  const overview = overviewOf(report);
  const pictures = picturesOf(report, hosts);
  const paragraphs = [
    `# ${monthWords(report.month)}${report.running ? " so far" : ""}`,
    `**${openingSentence(report, markdownWords)}**`,
    ...damage(report),
    ...needs(report),
    ...pastAlerts(report),
    ...gaps(report),
    ...silences(report),
    ...figures(report),
    ...overview.map(({ name }) => imageOf(name, "Availability by day")),
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
  const drawn = hosts.filter(isDrawn);
  const shown = drawn.length > mostOverview ? drawn.filter((host) => verdictOf(host, report) !== "well") : drawn;
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

/** What to do about each host that needs somebody, the worst first. */
function needs(report: MonthReport): string[] {
  const lines = needsOf(report, markdownWords).map(({ host, words, advice }) => {
    return `- **${markdownWords(host)}** ${[`${words.join(", ")}.`, ...advice].join(" ")}`;
  });
  if (lines.length === 0) return [];
  const title = report.running
    ? "needs attention"
    : `needed attention at the end of ${monthWords(report.month).split(" ")[0]}`;
  const [heading, shown] = [
    `## ${lines.length === 1 ? `1 host ${title}` : `${lines.length} hosts ${title.replace("needs", "need")}`}`,
    atMost(mostNeeds, lines, (more) => `- and ${count(more, "more host")}`),
  ];
  return [heading, shown.join("\n")];
}

const mostPastAlerts = 100;

function pastAlerts(report: MonthReport): string[] {
  const { alerts } = report;
  if (alerts.length === 0) return [];
  const rows = alerts
    .slice(-mostPastAlerts)
    .map((alert) => [
      `**${unbrokenName(alert.host)}**<br>${pastAlertWords(alert, markdownWords)}`,
      [instantWords(alert.from, clockOf(report)), alertEnd(alert, report)].map(unbroken).join("<br>"),
      unbroken(alertDuration(alert, report)),
    ]);
  const left = alerts.length - rows.length;
  return [
    `## ${count(alerts.length, "alert")} in the month`,
    table([["alert", "from", "for"], ...rows]),
    ...(left > 0 ? [`And ${count(left, "alert")} before.`] : []),
  ];
}

const mostGaps = 20;

/** When nothing is known of any host. A month without rows has said so already. */
function gaps(report: MonthReport): string[] {
  const { gaps: all, rows } = report;
  if (all.length === 0 || rows === 0) return [];
  const lines = all.map((gap) => `- ${gapWords(gap, report)}`);
  return ["## Gaps in monitoring", atMost(mostGaps, lines, (more) => `- and ${count(more, "more gap")}`).join("\n")];
}

const mostSilences = 40;

function silences(report: MonthReport): string[] {
  const { silences: all } = report;
  if (all.length === 0) return [];
  const rows = all.slice(0, mostSilences).map((silence) => {
    const from = instantWords(silence.from, clockOf(report));
    return [
      unbrokenName(silence.host),
      [from, `to ${instantWords(silence.to, clockOf(report))}`].map(unbroken).join("<br>"),
      unbroken(lasted(silence.from, silence.to)),
      [whyWords(silence, markdownWords), ...(silence.reason ? [markdownWords(silence.reason)] : [])].join(": "),
    ];
  });
  const left = all.length - rows.length;
  return [
    "## Planned silence",
    "No alert opens in this time, and it counts neither as up nor as down.",
    table([["host", "from", "for", "why"], ...rows]),
    ...(left > 0 ? [`And ${count(left, "more time")}.`] : []),
  ];
}

/** `5 hosts · 97.4 % up · 14,880 checks · 99.8 % of the time measured` */
function figures(report: MonthReport): string[] {
  const { hosts, rows, running, to } = report;
  if (rows === 0) return [];
  const up = overallAvailability(report);
  const words = [
    up === undefined ? "no data" : `${percentWords(up)} up`,
    `${grouped(rows)} ${rows === 1 ? "check" : "checks"}`,
    `${percentWords(meanCoverage(report))} of the time measured`,
    ...(running ? [`so far, until ${instantWords(to, clockOf(report))}`] : []),
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
  // The status page links to it, as to a heading.
  const id = `id="${anchorOf(host.host)}"`;
  return [folded(hostLine(host), paragraphs).replace("<details", `<details ${id}`)];
}

function origin(report: MonthReport, { previous, files }: MonthPageOptions): string[] {
  const names = files.filter((name) => /^[\w.-]+$/.test(name)).map((name) => `[${name}](${name})`);
  const beside = names.length === 0 ? "" : ` The rows, and what else was made of them: ${names.join(" · ")}.`;
  const links = [
    ...(previous === undefined ? [] : [`← [${monthWords(previous)}](${previous}.md)`]),
    "[Now](README.md)",
  ];
  return ["---", `${legend(report)}Written by server-monitor.${beside}`, links.join(" · ")];
}

function legend(report: MonthReport): string {
  if (report.rows === 0) return "";
  const left = report.hosts.length - withSection(report).length;
  const fewer = left > 0 ? `${count(left, "host")} that needed none have no section of their own. ` : "";
  const days = report.zone === "UTC" ? "" : "; the days in the pictures are UTC";
  return `${fewer}${legendWords} All times are ${report.zone}${days}. `;
}

const legendWords = [
  "Up is what answered, of the time that was measured.",
  "In the pictures green is up, red is down, grey is not measured.",
].join(" ");
