/** The mail of a month: what needs a person, then host by host, the worst first; those that are well get a line. Pure. */
import { count } from "../../words/count.ts";
import { durationWords } from "../../words/duration.ts";
import { monthWords } from "../../words/instant.ts";
import { percentWords } from "../../words/percent.ts";
import { type Links, noLinks } from "../links.ts";
import { gapWords } from "../month/month-events.ts";
import { needsOf } from "../month/month-needs.ts";
import { openingSentence, overallAvailability, reportSubject, verdictOf } from "../month/month-words.ts";
import type { HostMonth, MonthReport } from "../statistics/month-model.ts";
import { hostDetails } from "./email-host.ts";
import { alertTable, healthyTable, troubleTable } from "./email-tables.ts";
import { type Block, clipped, pageLinks, type Tone, type Words } from "./mail-document.ts";
import { fitting, fittingList, type MailBody, mailOf, roomForBlocks, weightOf } from "./mail-message.ts";

export interface MonthMailOptions {
  /** Of the month page, in the repository. */
  readonly pagePath: string;
  /** Where the page is to be seen; undefined where it is not known. */
  readonly pageUrl: string | undefined;
  readonly links?: Links | undefined;
}

export function monthMail(report: MonthReport, options: MonthMailOptions): MailBody {
  const first: Block[] = [
    { kind: "lead", words: (quote) => openingSentence(report, quote), tone: toneOf(report) },
    ...furtherNeeds(report),
    ...damage(report),
    ...figures(report),
    ...gaps(report),
    ...reportLinks(options, report),
    ...alertTable(report, roomForBlocks * alertsShare),
  ];
  const period = `${monthWords(report.month)}${report.running ? " so far" : ""}`;
  return mailOf("report", reportSubject(report), {
    preview: openingSentence(report, clipped),
    blocks: [...first, ...hostBlocks(report, roomForBlocks - weightOf(first))],
    footer: [
      ...(report.hosts.length === 0 ? [] : [legend]),
      `${period}, all times are ${report.zone}. One mail a month.`,
      "Change or stop these mails: email-to in .github/workflows/report.yml, or its schedule.",
    ],
  });
}

const legend = "A square is a day: green well, amber – partly down, red × mostly down, grey no data.";

function toneOf(report: MonthReport): Tone {
  const isDown = report.hosts.some((host) => verdictOf(host, report) === "down");
  if (isDown || report.open.some(({ kind }) => kind === "down" || kind === "silent")) return "bad";
  if (needsCount(report) > 0) return "warn";
  return overallAvailability(report) === undefined ? "quiet" : "good";
}

function needsCount(report: MonthReport): number {
  return needsOf(report, () => "").length;
}

/** The opening sentence names so many. */
const mostOpening = 3;
const needsShare = 0.15;

function furtherNeeds(report: MonthReport): Block[] {
  const further = Math.max(0, needsCount(report) - mostOpening);
  const lines = Array.from({ length: further }, (_, at) => needLine(report, mostOpening + at));
  return lines.length === 0 ? [] : [fittingList(lines, roomForBlocks * needsShare)];
}

function needLine(report: MonthReport, at: number): Words {
  return (quote) => {
    const needs = needsOf(report, quote).slice(at, at + 1);
    return needs.map(({ host, words }) => `${quote(host)}: ${words.join(", ")}`).join("");
  };
}

const damageShare = 0.05;

function damage({ damage: places }: MonthReport): Block[] {
  if (places.length === 0) return [];
  const lines = places.map(
    (place): Words =>
      (quote) =>
        quote(place),
  );
  return [
    { kind: "lead", words: "Not everything could be read; the report is made from the rest.", tone: "warn" },
    fittingList(lines, roomForBlocks * damageShare),
  ];
}

function figures(report: MonthReport): Block[] {
  const { hosts, open: alerts } = report;
  if (hosts.length === 0) return [];
  const up = overallAvailability(report);
  const outages = hosts.flatMap((host) => host.outages);
  const down = durationWords(1000 * outages.reduce((sum, { seconds }) => sum + seconds, 0));
  const outageLabel = `${outages.length === 1 ? "outage" : "outages"}${outages.length === 0 ? "" : `, ${down}`}`;
  const figure = (value: number | string, label: string) => ({ value: String(value), label });
  return [
    {
      kind: "figures",
      figures: [
        ...(up === undefined ? [] : [figure(percentWords(up), "up")]),
        figure(hosts.length, hosts.length === 1 ? "host" : "hosts"),
        figure(outages.length, outageLabel),
        figure(alerts.length, `${alerts.length === 1 ? "alert" : "alerts"} open`),
      ],
    },
  ];
}

const alertsShare = 0.15;
const gapsShare = 0.05;

/** When nothing is known of any host. */
function gaps(report: MonthReport): Block[] {
  const { gaps: all, rows } = report;
  if (all.length === 0 || rows === 0) return [];
  const words = `Gaps in monitoring: ${count(all.length, "time")} nothing was measured.`;
  return [
    { kind: "paragraph", words },
    fittingList(
      all.map((gap) => gapWords(gap, report)),
      roomForBlocks * gapsShare,
    ),
  ];
}

function reportLinks(options: MonthMailOptions, { open }: MonthReport): Block[] {
  const { issues, run } = options.links ?? noLinks;
  return [
    pageLink(options),
    ...(open.length === 0 || issues === undefined
      ? []
      : [{ kind: "link", words: "Open alerts as issues", url: issues } as const]),
    ...pageLinks({ page: undefined, run }),
  ];
}

function pageLink({ pagePath, pageUrl }: MonthMailOptions): Block {
  if (pageUrl === undefined)
    return { kind: "paragraph", words: `Every figure and the pictures: ${pagePath}`, quiet: true };
  return { kind: "link", words: "Every figure, and the pictures", url: pageUrl };
}

/** With no more hosts than these, the healthy ones are told in full, too. */
const mostDetailed = 8;
/** So that the hosts without details still get a line each. */
const detailShare = 0.6;
/** For headings, and for how many there are more. */
const reserve = 2000;

function hostBlocks(report: MonthReport, room: number): Block[] {
  const isWell = (host: HostMonth) => verdictOf(host, report) === "well";
  const isDetailed = (host: HostMonth) => report.hosts.length <= mostDetailed || !isWell(host);
  const detailed = fitting(report.hosts.filter(isDetailed), room * detailShare, (host) =>
    weightOf(hostDetails(host, report)),
  );
  const details = detailed.shown.flatMap((host) => hostDetails(host, report));
  const troubled = lines(detailed.left, "with trouble", room - weightOf(details), (hosts) =>
    troubleTable(hosts, report),
  );
  const healthy = report.hosts.filter((host) => !isDetailed(host));
  const left = room - weightOf([...details, ...troubled]);
  return [...details, ...troubled, ...lines(healthy, "without trouble", left, (hosts) => healthyTable(hosts, report))];
}

/** A line for each host, as many as there is room for. */
function lines(
  all: readonly HostMonth[],
  how: string,
  room: number,
  table: (hosts: readonly HostMonth[]) => Block,
): Block[] {
  if (all.length === 0) return [];
  const frame = weightOf([table([])]);
  const { shown, left } = fitting(all, room - reserve - frame, (host) => weightOf([table([host])]) - frame);
  return [
    { kind: "heading", words: `${count(all.length, "host")} ${how}` },
    ...(shown.length > 0 ? [table(shown)] : []),
    ...(left.length > 0 ? [{ kind: "paragraph", words: `and ${left.length} more ${how}.`, quiet: true } as const] : []),
  ];
}
