/**
 * index.html of the status website: one file that loads nothing and needs no script. Every name and word of a host is
 * escaped. Pure.
 */
import { alertFinding, alertRecovered, alertStanding } from "../../alerts/alert-words.ts";
import type { HostState } from "../../row/state.ts";
import { htmlText } from "../../safe-text.ts";
import { joined, quotedWords } from "../../words/cause.ts";
import { count, listed } from "../../words/count.ts";
import { durationWords } from "../../words/duration.ts";
import { unbrokenFigures } from "../../words/figure.ts";
import { type Clock, instantWords, zonedWords } from "../../words/instant.ts";
import { percentWords } from "../../words/percent.ts";
import { causesNow } from "../host-now.ts";
import { stateCounts } from "../state-counts.ts";
import { stateLooks } from "../state-looks.ts";
import { momentOf } from "../status/status-words.ts";
import { dayBars } from "./day-bars.ts";
import { type Detail, type Incident, type PageHost, type PageModel, uptimeSpans, worstStates } from "./page-model.ts";
import { script, scriptHash, style } from "./page-style.ts";
import { dayMs, type Uptime } from "./uptime.ts";

/** By this the command knows its own page. */
export const generator = '<meta name="generator" content="server-monitor">';

/** More than a visitor looks at: hosts without trouble are folded by group. */
const mostShown = 20;
const mostIncidents = 50;
/** Hosts of one incident. */
const mostNamed = 12;

export function pageHtml(model: PageModel, clock: Clock): string {
  const state = worstState(model.hosts);
  const headline = htmlText(headlineOf(model));
  return [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    generator,
    `<title>${headline}</title>`,
    `<link rel="icon" href="${icon(state)}">`,
    `<style>${style}</style>`,
    "</head>",
    "<body>",
    "<main>",
    banner(model, state, headline, clock),
    ...incidentSection("Open incidents", model.open, model, clock),
    ...hostSections(model, clock),
    ...pastSection(model, clock),
    "</main>",
    footer(model, clock),
    `<script>${script}</script>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

const policy = `default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; script-src &#39;${scriptHash}&#39;; img-src data:; base-uri &#39;none&#39;; form-action &#39;none&#39;`;

/** Of hosts that are not silenced: planned work is no trouble, and neither is what follows from another host's. */
export function worstState(all: readonly PageHost[]): HostState {
  const hosts = all.filter(({ status }) => (status.row?.silenced.length ?? 0) === 0);
  return worstStates.find((state) => hosts.some(({ status }) => status.state === state)) ?? "unknown";
}

/** `12 of 14 hosts are up, 2 are down, 1 is in maintenance` */
export function headlineOf({ hosts }: PageModel): string {
  const counts = stateCounts(
    hosts.map(({ status }) => status.state),
    hosts[0]?.name ?? "",
  );
  const number = inMaintenance(hosts);
  return number === 0
    ? counts
    : `${counts}, ${hosts.length === 1 ? "" : `${number} ${number === 1 ? "is" : "are"} `}in maintenance`;
}

export function inMaintenance(hosts: readonly PageHost[]): number {
  return hosts.filter(({ status }) => status.row?.silenced.includes("maintenance") === true).length;
}

function icon(state: HostState): string {
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'><circle cx='4' cy='4' r='4' fill='${stateLooks[state].area.light}'/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg).replaceAll("'", "%27")}`;
}

function banner({ now, newest }: PageModel, state: HostState, headline: string, clock: Clock): string {
  const checked =
    newest === undefined ? "There are no checks yet." : `Last check ${timeTag(newest, zonedWords(newest, clock))}.`;
  return [
    `<div class="banner ${state}">`,
    `<h1>${headline}</h1>`,
    `<p>${checked}</p>`,
    "</div>",
    `<p class="old" id="old" data-made="${now.toISOString()}" hidden>This page was made <strong>hours</strong> ago: much may have changed since.</p>`,
  ].join("\n");
}

function timeTag(time: Date, words: string): string {
  return `<time datetime="${time.toISOString()}">${htmlText(words)}</time>`;
}

function hostSections({ hosts, ...model }: PageModel, clock: Clock): string[] {
  const all = { hosts, ...model };
  if (hosts.length <= mostShown)
    return byGroup(hosts).map(([group, some]) => section(group, hostList(some, all, clock)));
  const [well, rest] = [hosts.filter(isUp), hosts.filter((host) => !isUp(host))];
  const folds = byGroup(well).map(([group, some]) => fold(group, some, all, clock));
  return [...(rest.length > 0 ? [section("Not up", hostList(rest, all, clock))] : []), section("Up", folds.join("\n"))];
}

function isUp({ status }: PageHost): boolean {
  return status.state === "up";
}

const groupless = "Other hosts";

/** The group with the worst host first; hosts without a group come last. */
function byGroup(hosts: readonly PageHost[]): [group: string, hosts: PageHost[]][] {
  const groups = Map.groupBy(hosts, ({ group }) => group);
  const named = [...groups].flatMap(([group, some]): [string, PageHost[]][] =>
    group === undefined ? [] : [[group, some]],
  );
  const rest = groups.get(undefined) ?? [];
  const others: [string, PageHost[]][] = rest.length === 0 ? [] : [[named.length === 0 ? "Hosts" : groupless, rest]];
  return [...named.sort(([a, some], [b, more]) => worstIn(some) - worstIn(more) || (a < b ? -1 : 1)), ...others];
}

/** Hosts are sorted. */
function worstIn([worst]: readonly PageHost[]): number {
  return worst === undefined ? worstStates.length : worstStates.indexOf(worst.status.state);
}

function section(title: string, content: string): string {
  return `<section>\n<h2>${htmlText(title)}</h2>\n${content}\n</section>`;
}

function fold(group: string, hosts: readonly PageHost[], model: PageModel, clock: Clock): string {
  const summary = `<h3>${htmlText(group)}</h3> <span class="quiet">${count(hosts.length, "host")}, all up</span>`;
  return `<details>\n<summary>${summary}</summary>\n${hostList(hosts, model, clock)}\n</details>`;
}

function hostList(hosts: readonly PageHost[], model: PageModel, clock: Clock): string {
  return `<ul class="card">\n${hosts.map((host) => hostItem(host, model, clock)).join("\n")}\n</ul>`;
}

function hostItem({ name, status, days, uptime }: PageHost, { from, now, detail }: PageModel, clock: Clock): string {
  const { state, row } = status;
  const silenced = row !== undefined && row.silenced.length > 0 ? `, ${silenceWord(row.silenced)}` : "";
  const figures = (Object.keys(uptimeSpans) as (keyof typeof uptimeSpans)[]).map(
    (span) => `<div><dt>${span}</dt><dd>${uptimeWords(uptime[span])}</dd></div>`,
  );
  return [
    "<li>",
    `<div class="host"><strong>${htmlText(name)}</strong><span class="state ${state}">${state}${silenced}</span></div>`,
    ...whyLines(status, detail, clock),
    dayBars(days, from, now),
    `<dl class="uptime quiet">${figures.join("")}</dl>`,
    "</li>",
  ].join("\n");
}

function silenceWord(silenced: readonly string[]): string {
  return silenced.includes("maintenance") ? "in maintenance" : "silenced";
}

function whyLines(status: PageHost["status"], detail: Detail, clock: Clock): string[] {
  const why = detail === "full" ? joined(causesNow(status), htmlText) : "";
  const moment = status.state === "up" ? "" : momentOf(status, clock);
  const words = [why, moment === "" ? "" : `since ${htmlText(moment)}`].filter(Boolean).join(", ");
  return words === "" ? [] : [`<p class="quiet">${words}</p>`];
}

/** On its first day, a new monitor has been started by hand now and then. */
function uptimeWords({ availability, coverage, sinceMs }: Uptime): string {
  if (availability === undefined) return "not measured";
  const partly = coverage < 0.9 && sinceMs >= dayMs ? ` (${percentWords(coverage)} of the time measured)` : "";
  return unbrokenFigures(`${percentWords(availability)}${partly}`);
}

function incidentSection(title: string, incidents: readonly Incident[], model: PageModel, clock: Clock): string[] {
  if (incidents.length === 0) return [];
  const items = incidents.slice(0, mostIncidents).map((incident) => incidentItem(incident, model, clock));
  const more = incidents.length - mostIncidents;
  const rest = more > 0 ? [`<li class="quiet">and ${more} more</li>`] : [];
  return [section(title, `<ul class="card">\n${[...items, ...rest].join("\n")}\n</ul>`)];
}

function pastSection(model: PageModel, clock: Clock): string[] {
  if (model.past.length > 0) return incidentSection("Past incidents", model.past, model, clock);
  const none = model.open.length > 0 ? "No other incident" : "No incident";
  return [
    section("Past incidents", `<p class="quiet">${none} in the last ${model.hosts[0]?.days.length ?? 0} days.</p>`),
  ];
}

function incidentItem(incident: Incident, { detail, now }: PageModel, clock: Clock): string {
  const { from, to } = incident;
  const lasted = durationWords((to ?? now).getTime() - from.getTime());
  const start = timeTag(from, instantWords(from, clock));
  const when = to === undefined ? `since ${start}` : `${start} to ${timeTag(to, instantWords(to, clock))}, ${lasted}`;
  const what = detail === "full" ? fullWords(incident) : wordsForVisitors(incident);
  return `<li><strong>${htmlText(listed(incident.names, mostNamed))}</strong>: ${what}<br><span class="quiet">${when}</span></li>`;
}

function fullWords({ to, alert }: Incident): string {
  return quotedWords(isClosing(to, alert) ? alertStanding(alert) : alertFinding(alert), htmlText);
}

function wordsForVisitors({ kind, to, alert }: Incident): string {
  return isClosing(to, alert) ? quotedWords(alertRecovered(alert), htmlText) : (visitorWords[kind] ?? "in trouble");
}

/** It is not found any more, and open until the checks after this one. */
function isClosing(to: Date | undefined, { closing }: Incident["alert"]): boolean {
  return to === undefined && closing !== undefined;
}

const visitorWords: Readonly<Partial<Record<Incident["kind"], string>>> = {
  outage: "down",
  down: "down",
  http: "web page not available",
};

const keys: readonly (readonly [name: string, words: string])[] = [
  ["u", "up"],
  ["t", "in trouble: it answers, but something is wrong"],
  ["d", "down"],
  ["s", "maintenance"],
  ["n", "not measured"],
];

function footer({ now }: PageModel, clock: Clock): string {
  const bars = `A bar is a day, today on the right. Percentages: the time that a host was up.`;
  const legend = keys.map(([name, words]) => `<span class="key ${name}"></span>${words}`).join(" · ");
  const days = clock.zone === "UTC" ? "" : " Days are UTC.";
  return [
    '<footer class="quiet">',
    `<p>${bars}</p>`,
    `<p>${legend}</p>`,
    `<p>Made ${timeTag(now, instantWords(now, clock))}.${days} For programs: <a href="status.json">status.json</a></p>`,
    "</footer>",
  ].join("\n");
}
