/** The sentences that the mail and the month page share: subject, opening, verdicts, month on month. Pure. */
import type { ColumnKey } from "../../row/columns.ts";
import { causeWords, type Quote, statusCause } from "../../words/cause.ts";
import { count } from "../../words/count.ts";
import { durationWords } from "../../words/duration.ts";
import { instantWords, monthWords } from "../../words/instant.ts";
import { percentWords, shareWords } from "../../words/percent.ts";
import { columnTitle, monthsOf, statisticsOf, twoFigures } from "../column-words.ts";
import type { HostMonth, MonthAlert, MonthReport, Outage } from "../statistics/month-model.ts";
import { alertDuration, clockOf, silenceWords as hostSilenceWords, pastAlertWords } from "./month-events.ts";
import { hostNeeds, needsOf } from "./month-needs.ts";

/** `Server report 2026-10: 5 hosts, 99.93 % up, 1 alert open` */
export function reportSubject(report: MonthReport): string {
  const { hosts, open: alerts } = report;
  const up = overallAvailability(report);
  const measured = up === undefined ? "no data" : `${percentWords(up)} up`;
  const counts = hosts.length === 0 ? [measured] : [count(hosts.length, "host"), measured];
  const open = alerts.length === 0 ? "no alerts open" : `${count(alerts.length, "alert")} open`;
  return `Server report ${report.month}${report.running ? " so far" : ""}: ${[...counts, open].join(", ")}`;
}

/** Of all the time in which hosts were measured, the fraction in which they answered: a host of two days weighs little. */
export function overallAvailability({ hosts }: MonthReport): number | undefined {
  const measured = hosts.filter(({ availability, coverage }) => availability !== undefined && coverage > 0);
  const time = measured.reduce((sum, { coverage }) => sum + coverage, 0);
  const up = measured.reduce((sum, { availability = 0, coverage }) => sum + availability * coverage, 0);
  if (time === 0) return undefined;
  // Sums of fractions may miss 1 by a hair, either way.
  return measured.every(({ availability }) => availability === 1) ? 1 : Math.min(up / time, 1 - Number.EPSILON);
}

/** Of the month, the fraction that was measured of a host, as the mean of all. */
export function meanCoverage({ hosts }: MonthReport): number {
  return hosts.reduce((sum, { coverage }) => sum + coverage, 0) / hosts.length;
}

const mostNamed = 3;

/** `db-1 needs attention: down since 14 Oct 03:10 (ssh:timeout); web-2: disk full about 14 May.` */
export function openingSentence(report: MonthReport, quote: Quote): string {
  const silence = silenceWords(report);
  const [worst, ...others] = needsOf(report, quote);
  if (worst === undefined) return [silence, ...calmWords(report, quote, silence === "")].filter(Boolean).join(" ");
  const named = others.slice(0, mostNamed - 1).map(({ host, words }) => `${quote(host)}: ${words.join(", ")}`);
  const more = others.length - named.length;
  const rest = [...named, ...(more > 0 ? [`and ${count(more, "more host")}`] : [])];
  const needed = `${quote(worst.host)} ${report.running ? "needs" : "needed"} attention`;
  const first = `${atTheEnd(report)}${needed}: ${worst.words.join(", ")}`;
  return [`${[first, ...rest].join("; ")}.`, silence].filter(Boolean).join(" ");
}

/** A month that is over is told in the past tense, so that its page stays right. */
function atTheEnd({ running, month }: MonthReport): string {
  return running ? "" : `At the end of ${monthWords(month).split(" ")[0]} `;
}

const dayMs = 86_400_000;

/** Without rows nothing is known, and nobody should take that for good news. */
function silenceWords(report: MonthReport): string {
  const { hosts, rows, month, running, to } = report;
  if (rows === 0) return `No rows for ${monthWords(month)}${running ? " so far" : ""}: nothing was measured.`;
  const newest = new Date(Math.max(...hosts.map(({ last }) => last.getTime())));
  if (to.getTime() - newest.getTime() < dayMs) return "";
  return `There are no rows after ${instantWords(newest, clockOf(report))}: nothing is known of the time since.`;
}

function calmWords(report: MonthReport, quote: Quote, complete: boolean): string[] {
  if (report.rows === 0) return [];
  const up = overallAvailability(report);
  const hosts = count(report.hosts.length, "host");
  const words = up === undefined ? `of ${hosts} nothing was measured` : `${hosts}, ${percentWords(up)} up`;
  const [needs, is] = report.running ? ["needs", "is"] : ["needed", "was"];
  const calm = complete && up !== undefined ? `Nothing ${needs} attention` : `No alert ${is} open`;
  const when = report.running ? "" : ` at the end of ${monthWords(report.month).split(" ")[0]}`;
  return [`${calm}${when}: ${words}.`, longestOutage(report, quote)];
}

/** Whoever was away longest, for it may happen again. */
function longestOutage(report: MonthReport, quote: Quote): string {
  const { hosts } = report;
  const all = hosts.flatMap(({ host, outages }) => outages.map((outage) => ({ host, outage })));
  const [longest] = all.toSorted((a, b) => b.outage.seconds - a.outage.seconds);
  if (longest === undefined) return "";
  const { host, outage } = longest;
  const what = all.length === 1 ? "The only outage" : `The longest of ${all.length} outages`;
  const why = outageCauses(outage, quote);
  const when = `${durationWords(1000 * outage.seconds)} from ${instantWords(outage.from, clockOf(report))}`;
  return `${what} was ${quote(host)}'s, ${when}${why === "" ? "" : `: ${why}`}.`;
}

/** needs: a person; outages: it was down, and came back; trouble: something was wrong, but it answered. */
export type Verdict = "down" | "needs" | "outages" | "trouble" | "unknown" | "well";

const verdicts: readonly Verdict[] = ["down", "needs", "outages", "trouble", "unknown", "well"];

/** Hosts that need a person as they are named, then by what happened to them; equal ones stay in their order. */
export function inOrderOfUrgency(report: MonthReport): MonthReport {
  const needed = needsOf(report, String).map(({ host }) => host);
  const placed = report.hosts.map((host) => {
    const need = needed.indexOf(host.host);
    return { host, place: need === -1 ? needed.length + verdicts.indexOf(verdictOf(host, report)) : need };
  });
  return { ...report, hosts: placed.sort((a, b) => a.place - b.place).map(({ host }) => host) };
}

export function verdictOf(host: HostMonth, report: MonthReport): Verdict {
  const alerts = report.open.filter((alert) => alert.host === host.host);
  if (
    alerts.some(({ kind, closing }) => kind === "down" && closing === undefined) ||
    host.outages.some(({ ongoing }) => ongoing)
  )
    return "down";
  if (alerts.length > 0 || isFilling(host)) return "needs";
  if (host.availability === undefined) return "unknown";
  if (host.outages.length > 0) return "outages";
  return troubleOf(host) === undefined && alertsOf(host, report).length === 0 ? "well" : "trouble";
}

function isFilling({ diskFull, fileSystems }: HostMonth): boolean {
  return diskFull !== undefined || fileSystems.some(({ full }) => full !== undefined);
}

/** `first check 13 Oct 12:05`, `last check 7 Oct 05:35`: of a host that came or left within the month. */
export function cameAndLeft({ first, last }: HostMonth, report: MonthReport): string[] {
  const [came, left] = [report.hosts.map((host) => host.first), report.hosts.map((host) => host.last)];
  const isLate = first.getTime() - Math.min(...came.map(Number)) > dayMs;
  const isEarly = Math.max(...left.map(Number)) - last.getTime() > dayMs;
  return [
    ...(isLate ? [`first check ${instantWords(first, clockOf(report))}`] : []),
    ...(isEarly ? [`last check ${instantWords(last, clockOf(report))}`] : []),
  ];
}

/** What the month came to for one host, in a few words: `down 4 h 12 min in 3 outages`, `well`. */
export function verdictWords(host: HostMonth, report: MonthReport, quote: Quote): string {
  const needs = hostNeeds(host, report, quote);
  if (needs.length > 0) return needs.join(", ");
  if (host.availability === undefined) return hostSilenceWords(host.host, report, quote) ?? "no data";
  if (host.outages.length > 0) return outageWords(host);
  return (
    troubleWords(host, quote) ??
    alertsWords(host, report, quote) ??
    lossWords(host) ??
    pingWords(host) ??
    rebootWords(host) ??
    "well"
  );
}

function alertsOf({ host }: HostMonth, { alerts }: MonthReport): readonly MonthAlert[] {
  return alerts.filter((alert) => alert.host === host);
}

/** `docker.service had failed, for 2 days`: the longest of those that are over. */
function alertsWords(host: HostMonth, report: MonthReport, quote: Quote): string | undefined {
  const msOf = ({ from, to }: MonthAlert) => (to ?? report.to).getTime() - from.getTime();
  const [longest, ...others] = alertsOf(host, report).toSorted((a, b) => msOf(b) - msOf(a));
  if (longest === undefined) return undefined;
  const more = others.length === 0 ? "" : `; ${count(others.length, "more alert")}`;
  return `${pastAlertWords(longest, quote)}, for ${alertDuration(longest, report)}${more}`;
}

/** `down 4 h 12 min in 3 outages`, `down once, for 12 min` */
function outageWords({ outages }: HostMonth): string {
  const down = durationWords(1000 * outages.reduce((sum, { seconds }) => sum + seconds, 0));
  return outages.length === 1 ? `down once, for ${down}` : `down ${down} in ${outages.length} outages`;
}

/** The most frequent, where it is more than a slip. A host that answers everything but pings is well. */
function troubleOf(host: HostMonth): readonly [trouble: string | number, rows: number] | undefined {
  const others = [...host.troubles].filter(([trouble]) => !isOfPing(trouble));
  const [most] = others.toSorted((a, b) => b[1] - a[1]);
  return most !== undefined && isNotable(most[1], host) ? most : undefined;
}

function isOfPing(trouble: string | number): boolean {
  return typeof trouble === "string" && trouble.startsWith("ping:");
}

function isNotable(rows: number, host: HostMonth): boolean {
  return rows >= Math.max(2, host.rows / 100);
}

const notableLoss = 0.01;

export function isLossNotable({ pingLoss }: HostMonth): boolean {
  return pingLoss !== undefined && pingLoss >= notableLoss;
}

function lossWords(host: HostMonth): string | undefined {
  return isLossNotable(host) ? `${shareWords(host.pingLoss)} of pings lost` : undefined;
}

/** Said beside it: it may drop them on purpose. */
function pingWords(host: HostMonth): string | undefined {
  const rows = host.troubles.get("ping:unreachable") ?? 0;
  return isNotable(rows, host) ? `no answer to pings, in ${shareWords(rows / host.rows)} of checks` : undefined;
}

function troubleWords(host: HostMonth, quote: Quote): string | undefined {
  const found = troubleOf(host);
  if (found === undefined) return undefined;
  const [trouble, rows] = found;
  const what = typeof trouble === "number" ? statusCause(trouble) : causeWords([trouble], quote);
  return `${what}, in ${shareWords(rows / host.rows)} of checks`;
}

/** Why something was down: `SSH did not answer in time`, `the page answered 502`; "" where it is not known. */
export function outageCauses({ errors, statuses }: Outage, quote: Quote): string {
  return [causeWords(errors, quote), ...statuses.slice(0, mostStatuses).map(statusCause)].filter(Boolean).join(", ");
}

const mostStatuses = 2;

function rebootWords({ reboots }: HostMonth): string | undefined {
  if (reboots.length === 0) return undefined;
  return reboots.length === 1 ? "rebooted once" : `rebooted ${reboots.length} times`;
}

/** How much a mean must have changed to be worth a word. */
const noticed: readonly [key: ColumnKey, ratio: number, least: number][] = [
  ["pingMs", 1.25, 2],
  ["httpMs", 1.25, 20],
  ["memAvailMib", 1.1, 64],
  ["swapFreeMib", 1.1, 64],
  ["diskAvailMib", 1.05, 256],
];

/** `availability up 0.40 points`, `ping 12 → 48 ms`: against the month before, what is worth a word. */
export function changeWords(host: HostMonth): string[] {
  const { availability, before } = host;
  if (before === undefined) return [];
  const changes = noticed.flatMap(([key, ratio, least]) => {
    const [was, is] = [meanBefore(host, key), statisticsOf(host, key).mean];
    if (was === undefined || is === undefined || Math.abs(is - was) < least) return [];
    const big = Math.max(was, is) >= ratio * Math.min(was, is);
    return big ? [`${columnTitle({ key })} ${twoFigures(key, was, "→", is)}`] : [];
  });
  return [...availabilityChange(before.availability, availability), ...changes];
}

function meanBefore(host: HostMonth, key: ColumnKey): number | undefined {
  return host.before?.means.get(monthsOf(host, key)[0]?.name ?? "");
}

function availabilityChange(was: number | undefined, is: number | undefined): string[] {
  if (was === undefined || is === undefined) return [];
  const points = Math.abs(is - was) * 100;
  if (points < 0.005) return [];
  return [`availability ${is > was ? "up" : "down"} ${points.toFixed(points < 1 ? 2 : 1)} points`];
}
