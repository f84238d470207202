/** What needs a person at the end of a month: open alerts, hosts that are still down, disks that are filling up. Pure. */
import { type Alert, alertKinds } from "../../alerts/alert.ts";
import { alertAdvice } from "../../alerts/alert-words.ts";
import { causeWords, type Quote } from "../../words/cause.ts";
import { dayWords, instantWords } from "../../words/instant.ts";
import type { HostMonth, MonthReport } from "../statistics/month-model.ts";
import { clockOf, closingWords, detailWords, findingWords } from "./month-events.ts";

export interface HostNeeds {
  readonly host: string;
  /** `down since 14 Oct 03:10 (SSH did not answer in time)`, worst first. */
  readonly words: readonly string[];
  /** What to do first, each once. */
  readonly advice: readonly string[];
}

/** The hosts that need a person, worst first. */
export function needsOf(report: MonthReport, quote: Quote): HostNeeds[] {
  const needs = [...alertNeeds(report, quote), ...ongoingNeeds(report, quote), ...diskNeeds(report, quote)];
  const byHost = Map.groupBy(needs.toSorted(byRank), ({ host }) => host);
  return [...byHost].map(([host, found]) => ({
    host,
    words: found.map(({ words }) => words),
    advice: [...new Set(found.flatMap(({ advice = [] }) => advice))],
  }));
}

/** The same of one host. */
export function hostNeeds(host: HostMonth, report: MonthReport, quote: Quote): readonly string[] {
  const open = report.open.filter((alert) => alert.host === host.host);
  return needsOf({ ...report, hosts: [host], open }, quote)[0]?.words ?? [];
}

interface Need {
  readonly host: string;
  readonly rank: number;
  readonly words: string;
  readonly advice: string | undefined;
}

function byRank(a: Need, b: Need): number {
  return a.rank - b.rank || (a.host < b.host ? -1 : a.host > b.host ? 1 : 0);
}

function alertNeeds(report: MonthReport, quote: Quote): Need[] {
  return report.open.map((alert) => ({
    host: alert.host,
    rank: alert.closing === undefined ? alertKinds.indexOf(alert.kind) : alertKinds.length + 1,
    words: alertWords(alert, report, quote),
    advice: alert.closing === undefined || alert.flapping ? alertAdvice(alert) : undefined,
  }));
}

/** `down since 14 Oct 03:10 (SSH did not answer in time)`, `port 8080 was open since 14 Oct 03:10` */
function alertWords(alert: Alert, report: MonthReport, quote: Quote): string {
  const comesAndGoes = alert.flapping ? [report.running ? "comes and goes" : "came and went"] : [];
  if (alert.closing !== undefined)
    return [closingWords(alert, !report.running, quote), ...(report.running ? [] : comesAndGoes)].join(", ");
  const finding = alert.kind === "down" ? "down" : findingWords(alert, !report.running, quote);
  const since = alert.kind === "cert" ? "" : ` since ${instantWords(alert.since, clockOf(report))}`;
  return [`${finding}${since}${inBrackets(detailWords(alert, quote))}`, ...comesAndGoes].join(", ");
}

const downAdvice = "The month ended before this was confirmed; look whether it answers now.";

/** An outage that nothing has ended yet, where no alert tells of it. */
function ongoingNeeds(report: MonthReport, quote: Quote): Need[] {
  const told = new Set(report.open.filter(({ kind }) => kind === "down").map(({ host }) => host));
  return report.hosts.flatMap(({ host, outages }) => {
    const outage = outages.find(({ ongoing }) => ongoing);
    if (outage === undefined || told.has(host)) return [];
    const why = inBrackets(causeWords(outage.errors, quote));
    const words = `down since ${instantWords(outage.from, clockOf(report))}${why}`;
    return [{ host, rank: alertKinds.indexOf("down"), words, advice: downAdvice }];
  });
}

function inBrackets(text: string): string {
  return text === "" ? "" : ` (${text})`;
}

const diskAdvice = "Make room, or a larger disk: the line through the days of the month ends there.";

function diskNeeds(report: MonthReport, quote: Quote): Need[] {
  return report.hosts.flatMap(({ host, diskFull, fileSystems }) => {
    const others = fileSystems.map(({ mount, full }) => ({ what: quote({ untrusted: mount }), full }));
    return [{ what: "disk", full: diskFull }, ...others].flatMap(({ what, full }) =>
      full === undefined
        ? []
        : [{ host, rank: alertKinds.length, words: forecastWords(what, full, report), advice: diskAdvice }],
    );
  });
}

/** `disk full about 14 May` */
function forecastWords(what: string, full: Date, report: MonthReport): string {
  return `${what} full about ${dayWords(full, clockOf(report))}`;
}
