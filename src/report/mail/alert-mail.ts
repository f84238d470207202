/** The mail of a run in which alerts opened, closed or have new findings: one for all of them, the worst first. Pure. */
import { type Alert, type AlertChange, type AlertKind, identityOf } from "../../alerts/alert.ts";
import { alertAdvice, alertDetail, alertFinding, alertLine, hostsTitle } from "../../alerts/alert-words.ts";
import { evidenceOf } from "../../alerts/finders.ts";
import { detailsFor, type FindingDetails } from "../../alerts/finding-details.ts";
import { inventoryLines } from "../../alerts/issue-advice.ts";
import { columnTable } from "../../row/columns.ts";
import { valueWords } from "../../row/words.ts";
import { subjectText } from "../../safe-text.ts";
import type { Quote } from "../../words/cause.ts";
import { count } from "../../words/count.ts";
import { type Clock, timeOrInstant } from "../../words/instant.ts";
import {
  type Group,
  groupedAlerts,
  headlineOf,
  type News,
  newsOfRun,
  newsTitle,
  type RunNews,
  recoveryTitle,
} from "../alert-headline.ts";
import { type Links, noLinks } from "../links.ts";
import { type Block, clipped, type Item, pageLinks, sentenceStart, type Words } from "./mail-document.ts";
import { fitting, fittingList, type MailBody, mailOf, roomForBlocks, weightOf } from "./mail-message.ts";

export interface AlertMailOptions {
  readonly clock: Clock;
  /** What is open after the run, news or not. */
  readonly open: readonly Alert[];
  /** The alert's issue; undefined where there is none. */
  readonly issueUrl: (alert: Alert) => string | undefined;
  /** What the run knows of the findings beyond its rows. */
  readonly details?: FindingDetails | undefined;
  readonly links?: Links | undefined;
}

const noDetails: FindingDetails = new Map();

/** undefined: nothing is new and nothing closed, so there is no mail. */
export function alertMail(changes: readonly AlertChange[], options: AlertMailOptions): MailBody | undefined {
  const { clock } = options;
  const all = newsOfRun(changes);
  const { news, resolved } = all;
  if (news.length + resolved.length === 0) return undefined;
  return mailOf("alerts", headlineOf(all, clock, subjectText), {
    preview: headlineOf(all, clock, clipped),
    blocks: [
      { kind: "lead", words: leadOf(all, clock), tone: news.length > 0 ? "bad" : "good" },
      ...overview(news, clock),
      ...newsBlocks(news, options),
      ...resolvedBlocks(resolved, options),
      ...lastingBlocks(news, options),
      ...pageLinks(options.links ?? noLinks),
    ],
    footer: [
      `All times are ${clock.zone}. One mail when an alert opens, has a new finding or closes.`,
      "Change or stop these mails: email-to and email-on in .github/workflows/check.yml.",
    ],
  });
}

/** One thing in full, several as counts: a list follows. */
function leadOf(all: RunNews, clock: Clock): Words {
  const [news, resolved] = [all.news.flat().length, all.resolved.flat().length];
  if (all.news.length + all.resolved.length === 1) return (quote) => headlineOf(all, clock, quote);
  const counts = [
    ...(news > 0 ? [count(news, "new alert")] : []),
    ...(resolved > 0 ? [`${news > 0 ? resolved : count(resolved, "alert")} resolved`] : []),
  ];
  return `${counts.join(", ")}.`;
}

/** Of the room: what is left is for four lists. */
const detailShare = 0.5;
const listShare = 0.12;

/** With one thing to tell, its details are enough. */
function overview(news: readonly Group<News>[], clock: Clock): Block[] {
  if (news.length < 2) return [];
  const items = news.map(
    (group): Words =>
      (quote) =>
        newsTitle(group, clock, quote),
  );
  return [fittingList(items, roomForBlocks * listShare)];
}

function newsBlocks(news: readonly Group<News>[], options: AlertMailOptions): Block[] {
  const room = roomForBlocks * detailShare;
  return fitting(news, room, (group) => weightOf(groupBlocks(group, options))).shown.flatMap((group) =>
    groupBlocks(group, options),
  );
}

/** Equal alerts of several hosts have one advice. */
function groupBlocks(group: Group<News>, options: AlertMailOptions): Block[] {
  const [{ alert, before }, ...others] = group;
  if (others.length === 0) return alertBlocks(alert, before, options);
  const items = group.map((one) => hostItem(one.alert, options));
  return [
    { kind: "heading", words: count(group.length, "host"), badge: { words: alert.kind, tone: "bad" } },
    { kind: "paragraph", words: (quote) => `${sentenceStart(quote(alertFinding(alert)))}.` },
    fittingList(items, roomForBlocks * listShare),
    { kind: "facts", facts: [["to do", adviceWords(alert)]] },
  ];
}

/** `db-1, since 05:07: SSH did not answer in time` */
function hostItem(alert: Alert, { clock, issueUrl }: AlertMailOptions): Item {
  const words: Words = (quote) => {
    const detail = quote(alertDetail(alert));
    return `${quote(alert.host)}, since ${timeOrInstant(alert.since, clock)}${detail === "" ? "" : `: ${detail}`}`;
  };
  return { words, url: issueUrl(alert) };
}

function alertBlocks(alert: Alert, before: Alert | undefined, options: AlertMailOptions): Block[] {
  const { clock, issueUrl } = options;
  const url = issueUrl(alert);
  return [
    { kind: "heading", words: (quote) => quote(alert.host), badge: { words: alert.kind, tone: "bad" } },
    { kind: "paragraph", words: (quote) => findingSentence(alert, quote) },
    {
      kind: "facts",
      facts: [
        ["since", sinceWords(alert, clock)],
        ...knownBefore(before, clock),
        ...detailFacts(alert, options),
        ...newestFigures(alert, clock),
        ["to do", adviceWords(alert)],
        ...acceptFact(alert, options),
      ],
    },
    ...(url === undefined ? [] : [{ kind: "link", words: "Open the issue", url } as const]),
  ];
}

/** Mails have no code. */
export function adviceWords(alert: Alert): string {
  return alertAdvice(alert).replace(/`([^`]+)`/g, "“$1”");
}

type Fact = readonly [label: string, words: Words];

/** `Nothing answers: SSH did not answer in time.` */
function findingSentence(alert: Alert, quote: Quote): string {
  const detail = quote(alertDetail(alert));
  return `${sentenceStart(quote(alertFinding(alert)))}${detail === "" ? "" : `: ${detail}`}.`;
}

function sinceWords({ since, flapping }: Alert, clock: Clock): string {
  return `${timeOrInstant(since, clock)}${flapping ? ", comes and goes: no further mail about it until it has been quiet" : ""}`;
}

/** `port 8080 is open since 12:00` */
function knownBefore(before: Alert | undefined, clock: Clock): Fact[] {
  if (before === undefined || before.findings.length === 0) return [];
  return [["before", (quote) => `${quote(alertFinding(before))} since ${timeOrInstant(before.since, clock)}`]];
}

const mostDetails = 6;

/** What details are called, and what stands before the finding that each is about. */
const detailLabels: Readonly<Partial<Record<AlertKind, readonly [label: string, noun: string]>>> = {
  port: ["whose", "port "],
  peer: ["details", ""],
  "new-host": ["details", ""],
};

/** `port 8080: on 0.0.0.0, process nginx of user www-data` */
function detailFacts(alert: Alert, { details = noDetails, clock }: AlertMailOptions): Fact[] {
  const [label, noun] = detailLabels[alert.kind] ?? ["detail", undefined];
  return detailsFor(alert, details)
    .slice(0, mostDetails)
    .map(({ finding, words }, at) => [
      at === 0 ? label : "",
      (quote) => `${noun === undefined ? "" : `${noun}${quote(finding)}: `}${words(quote, clock)}`,
    ]);
}

const mostFigures = 6;

/** What was measured last. That a host which is down loses pings goes without saying. */
function newestFigures({ kind, evidence: [newest] }: Alert, clock: Clock): Fact[] {
  if (newest === undefined || kind === "down") return [];
  const keys = evidenceOf(kind).filter((key) => /^numbers?$/.test(columnTable[key].value.kind));
  const figures = keys.map((key) => [columnTable[key].title, valueWords(key, newest)] as const);
  const shown = figures.filter(([, words]) => words !== "").slice(0, mostFigures);
  if (shown.length === 0) return [];
  return [[`at ${timeOrInstant(newest.time, clock)}`, shown.map(([title, words]) => `${title} ${words}`).join(", ")]];
}

/** `known_ports: 8080`, `or ssh_peers: pi@192.0.0.0/16` */
function acceptFact(alert: Alert, { details = noDetails }: AlertMailOptions): Fact[] {
  const lines = inventoryLines(alert, detailsFor(alert, details));
  const where = `In the inventory, at this host${alert.kind === "host-key" ? "" : ", added to what is there"}:`;
  return lines
    .map((line) => line.replace(/^(.*?) +# (or )?.*/, "$2$1"))
    .map((line, at) => (at === 0 ? ["to accept", `${where} ${line}`] : ["", line]));
}

function resolvedBlocks(groups: readonly Group<AlertChange>[], { clock, issueUrl }: AlertMailOptions): Block[] {
  const items = groups.map((group): Item => {
    const [{ alert }, ...others] = group;
    const words: Words = (quote) => `${recoveryTitle(group, quote)} (${periodOf(group, clock)})`;
    return { words, url: others.length === 0 ? issueUrl(alert) : undefined };
  });
  return listBlocks("Resolved", groups.flat().length, items);
}

/** `14:10 – 14:53` */
function periodOf(group: Group<AlertChange>, clock: Clock): string {
  const since = Math.min(...group.map(({ alert }) => alert.since.getTime()));
  return `${timeOrInstant(new Date(since), clock)} – ${timeOrInstant(group[0].time, clock)}`;
}

/** What this mail is not about, so that nobody takes it for all there is. */
function lastingBlocks(news: readonly Group<News>[], { open, clock, issueUrl }: AlertMailOptions): Block[] {
  const told = new Set(news.flat().map(({ alert }) => identityOf(alert)));
  const lasting = open.filter((alert) => !told.has(identityOf(alert)));
  const items = groupedAlerts(lasting).map((group): Item => {
    const [alert, ...others] = group;
    return { words: lineSince(group, clock), url: others.length === 0 ? issueUrl(alert) : undefined };
  });
  return listBlocks("Still open", lasting.length, items);
}

/** `[down] db-1: answers again; closes with the next check, open since 14:10` */
function lineSince(group: Group<Alert>, clock: Clock): Words {
  const [alert, ...others] = group;
  const since = timeOrInstant(new Date(Math.min(...group.map((one) => one.since.getTime()))), clock);
  const words = others.length === 0 ? alertLine(alert) : hostsTitle(group);
  return (quote) => `${quote(words)}, open since ${since}`;
}

function listBlocks(title: string, number: number, items: readonly Item[]): Block[] {
  if (items.length === 0) return [];
  return [{ kind: "heading", words: `${title}: ${number}` }, fittingList(items, roomForBlocks * listShare)];
}
