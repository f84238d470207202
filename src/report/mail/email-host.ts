/** One host in the mail of a month, in full. Pure. */
import { worstFirst } from "../../alerts/alert-words.ts";
import { causeWords } from "../../words/cause.ts";
import { count } from "../../words/count.ts";
import { type Clock, instantWords } from "../../words/instant.ts";
import { percentWords } from "../../words/percent.ts";
import { columnTitle, constantWords, toldConstants } from "../column-words.ts";
import { clockOf, silenceWords } from "../month/month-events.ts";
import { cameAndLeft, type Verdict, verdictOf, verdictWords } from "../month/month-words.ts";
import type { DayAvailability, HostMonth, MonthReport } from "../statistics/month-model.ts";
import { adviceWords } from "./alert-mail.ts";
import { nameOfMonthBefore, statisticsLines } from "./email-statistics.ts";
import { outageTable, sightingTable } from "./email-tables.ts";
import { type Badge, type Block, type DayState, sentenceStart, type Words } from "./mail-document.ts";

export function hostDetails(host: HostMonth, report: MonthReport): Block[] {
  const verdict = verdictOf(host, report);
  const told: Block = { kind: "paragraph", words: (quote) => `${sentenceStart(verdictWords(host, report, quote))}.` };
  return [
    { kind: "heading", words: (quote) => quote(host.host), badge: badges[verdict] },
    ...(verdict === "well" || verdict === "unknown" ? [] : [told]),
    { kind: "strip", days: dayStates(host.days, report) },
    { kind: "facts", facts: facts(host, report) },
    ...outageTable("down", host.outages, report),
    ...outageTable("page down", host.page?.outages ?? [], report),
    ...sightingTable(host, clockOf(report)),
  ];
}

const badges: Readonly<Record<Verdict, Badge>> = {
  down: { words: "down", tone: "bad" },
  needs: { words: "needs attention", tone: "warn" },
  outages: { words: "was down", tone: "warn" },
  trouble: { words: "trouble", tone: "warn" },
  unknown: { words: "no data", tone: "quiet" },
  well: { words: "well", tone: "good" },
};

const dayMs = 86_400_000;

function dayStates(days: readonly DayAvailability[], { from, to, running }: MonthReport): DayState[] {
  const inMonth = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 0)).getUTCDate();
  const past = running ? Math.ceil((to.getTime() - from.getTime()) / dayMs) : inMonth;
  return Array.from({ length: inMonth }, (_, at) => (at < past ? dayState(days[at]) : "ahead"));
}

function dayState(day: DayAvailability | undefined): DayState {
  if (day === undefined || day.up + day.down === 0) return "none";
  if (day.down === 0) return "well";
  return day.down < day.up ? "partly" : "down";
}

type Fact = readonly [label: string, words: Words];

function facts(host: HostMonth, report: MonthReport): Fact[] {
  return [
    ...advice(host, report),
    ["up", availability(host, report)],
    ...pageAvailability(host),
    ...statisticsLines(host, report),
    ...reboots(host.reboots, clockOf(report)),
    ...silences(host, report),
    ...errors(host),
    ...constants(host, clockOf(report)),
  ];
}

function advice({ host }: HostMonth, { open }: MonthReport): Fact[] {
  const own = worstFirst(open.filter((alert) => alert.host === host));
  return [...new Set(own.map(adviceWords))].slice(0, 2).map((words) => ["to do", words]);
}

/** `99.93 % (99.98 % in September), measured 99.8 % of the time` */
function availability(host: HostMonth, report: MonthReport): string {
  const { availability: up, coverage, before } = host;
  const was =
    before?.availability === undefined
      ? ""
      : ` (${percentWords(before.availability)} in ${nameOfMonthBefore(report.month)})`;
  const measured = `measured ${percentWords(coverage)} of the time`;
  return [`${percentWords(up)}${was}`, measured, ...cameAndLeft(host, report)].join(", ");
}

/** `99.2 %, measured 99.8 % of the time` */
function pageAvailability({ page }: HostMonth): Fact[] {
  if (page === undefined) return [];
  return [["page up", `${percentWords(page.availability)}, measured ${percentWords(page.coverage)} of the time`]];
}

function silences({ host }: HostMonth, report: MonthReport): Fact[] {
  if (report.silences.every((silence) => silence.host !== host)) return [];
  return [["silence", (quote) => silenceWords(host, report, quote) ?? ""]];
}

const mostTimes = 6;

function reboots(times: readonly Date[], clock: Clock): Fact[] {
  if (times.length === 0) return [];
  const more = times.length > mostTimes ? [`and ${times.length - mostTimes} more`] : [];
  return [["reboots", [...times.slice(0, mostTimes).map((time) => instantWords(time, clock)), ...more].join(", ")]];
}

const mostErrors = 4;

/** The most frequent first. */
function errors({ sightings }: HostMonth): Fact[] {
  const most = (sightings.get("errors") ?? []).slice(0, mostErrors);
  if (most.length === 0) return [];
  return [
    [
      "errors",
      (quote) => most.map(({ what, rows }) => `${causeWords([what], quote)} in ${count(rows, "check")}`).join(", "),
    ],
  ];
}

const mostConstants = 8;

/** `free swap 2.0 GiB, last boot 6 Jul 21:31` */
function constants(host: HostMonth, clock: Clock): Fact[] {
  const all = toldConstants(host);
  if (all.length === 0) return [];
  const words = all
    .slice(0, mostConstants)
    .map((constant) => `${columnTitle(constant) ?? constant.name} ${constantWords(constant, clock)}`);
  return [["constant", (quote) => words.map(quote).join(", ")]];
}
