/** One host in the mail of a month, in full. Pure. */
import { alertAdvice, worstFirst } from "../../alerts/alert-words.ts";
import { count } from "../../words.ts";
import { columnTitle, columnValue, dayAndTime, percentWords } from "../figure-words.ts";
import { type Verdict, verdictOf, verdictWords } from "../month/month-words.ts";
import type { DayAvailability, HostMonth, MonthReport } from "../statistics/month-model.ts";
import { monthBefore, statisticsLines } from "./email-statistics.ts";
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
    ...outageTable(host.outages, report.from),
    ...sightingTable(host, report.from),
  ];
}

const badges: Readonly<Record<Verdict, Badge>> = {
  down: { words: "down", tone: "bad" },
  needs: { words: "needs you", tone: "warn" },
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
    ...statisticsLines(host, report),
    ...reboots(host.reboots, report.from),
    ...errors(host.errors),
    ...constants(host.constants, report.from),
  ];
}

function advice({ host }: HostMonth, { alerts }: MonthReport): Fact[] {
  const own = worstFirst(alerts.filter((alert) => alert.host === host));
  return [...new Set(own.map(alertAdvice))].slice(0, 2).map((words) => ["to do", words]);
}

/** `99.93 % (99.98 % in September), measured 99.8 % of the time` */
function availability({ availability: up, coverage, before }: HostMonth, { month }: MonthReport): string {
  const was =
    before?.availability === undefined ? "" : ` (${percentWords(before.availability)} in ${monthBefore(month)})`;
  return `${percentWords(up)}${was}, measured ${percentWords(coverage)} of the time`;
}

const mostTimes = 6;

function reboots(times: readonly Date[], near: Date): Fact[] {
  if (times.length === 0) return [];
  const more = times.length > mostTimes ? [`and ${times.length - mostTimes} more`] : [];
  return [["reboots", [...times.slice(0, mostTimes).map((time) => dayAndTime(time, near)), ...more].join(", ")]];
}

const mostErrors = 4;

/** The most frequent first. */
function errors(rows: HostMonth["errors"]): Fact[] {
  if (rows.size === 0) return [];
  const most = [...rows].toSorted(([, a], [, b]) => b - a).slice(0, mostErrors);
  return [["errors", (quote) => most.map(([code, times]) => `${quote(code)} in ${count(times, "check")}`).join(", ")]];
}

const mostConstants = 8;

/** `page status 200, last boot 6 Jul 21:31` */
function constants(values: HostMonth["constants"], near: Date): Fact[] {
  if (values.size === 0) return [];
  const words = [...values].slice(0, mostConstants).map(([column, value]) => {
    return `${columnTitle(column) ?? column} ${constantValue(column, value, near)}`;
  });
  return [["constant", (quote) => words.map(quote).join(", ")]];
}

function constantValue(column: string, value: string, near: Date): string {
  const time = column === "last_boot" ? Date.parse(value) : Number.NaN;
  if (!Number.isNaN(time)) return dayAndTime(new Date(time), near);
  const number = Number(value === "" ? Number.NaN : value);
  return Number.isFinite(number) ? columnValue(column, number) : value;
}
