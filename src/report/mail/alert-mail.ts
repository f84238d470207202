/** The mail of a run in which alerts opened, closed or have new findings: one for all of them, the worst first. Pure. */
import { type Alert, type AlertChange, identityOf, limitedTo } from "../../alerts/alert.ts";
import {
  alertAdvice,
  alertDetail,
  alertFinding,
  alertLine,
  alertRecovery,
  alertTitle,
  worstFirst,
} from "../../alerts/alert-words.ts";
import { evidenceOf } from "../../alerts/finders.ts";
import { columnTable } from "../../row/columns.ts";
import { valueWords } from "../../row/words.ts";
import { subjectText } from "../../safe-text.ts";
import type { Quote } from "../../words/cause.ts";
import { durationWords } from "../../words/duration.ts";
import { type Clock, timeOrInstant } from "../../words/instant.ts";
import { isNews } from "../alert-news.ts";
import { type Block, clipped, sentenceStart, type Words } from "./mail-document.ts";
import { fitting, fittingList, type MailBody, mailOf, roomForBlocks, weightOf } from "./mail-message.ts";

export interface AlertMailOptions {
  readonly clock: Clock;
  /** What is open after the run, news or not. */
  readonly open: readonly Alert[];
  /** The alert's issue; undefined where there is none. */
  readonly issueUrl: (alert: Alert) => string | undefined;
}

/** An alert with what is new of it. */
interface News {
  readonly alert: Alert;
  /** What was told of it before; undefined: it has just opened. */
  readonly before: Alert | undefined;
}

/** undefined: nothing is new and nothing closed, so there is no mail. */
export function alertMail(changes: readonly AlertChange[], options: AlertMailOptions): MailBody | undefined {
  const news = urgentFirst(changes.filter((change) => change.what !== "resolved" && isNews(change)).map(newsOf));
  const resolved = urgentFirst(changes.filter(({ what }) => what === "resolved"));
  if (news.length + resolved.length === 0) return undefined;
  const first: Words = (quote) => headline(news, resolved, options.clock, quote);
  return mailOf("alerts", headline(news, resolved, options.clock, subjectText), {
    preview: headline(news, resolved, options.clock, clipped),
    blocks: [
      { kind: "lead", words: first, tone: news.length > 0 ? "bad" : "good" },
      ...newsBlocks(news, options),
      ...resolvedBlocks(resolved, options.clock),
      ...lastingBlocks(news, options),
    ],
    footer: [
      `All times are ${options.clock.zone}. Written by server-monitor, once when an alert opens, when it has a new finding and when it closes.`,
    ],
  });
}

function newsOf({ what, alert, added }: AlertChange): News {
  if (what === "opened") return { alert, before: undefined };
  const isAdded = (finding: string) => added.includes(finding);
  return { alert: limitedTo(alert, isAdded), before: limitedTo(alert, (finding) => !isAdded(finding)) };
}

function urgentFirst<Item extends { readonly alert: Alert }>(items: readonly Item[]): Item[] {
  const order = worstFirst(items.map(({ alert }) => alert));
  return items.toSorted((a, b) => order.indexOf(a.alert) - order.indexOf(b.alert));
}

/** `[down] db-1: nothing answers since 14:10 UTC, and 2 more`; `resolved: db-1: answers again after 43 min` */
function headline(news: readonly News[], resolved: readonly AlertChange[], clock: Clock, quote: Quote): string {
  const [worst] = news;
  if (worst === undefined) return resolvedHeadline(resolved, quote);
  return `${quote(alertTitle(worst.alert))} since ${timeOrInstant(worst.alert.since, clock)} ${clock.zone}${andMore(news)}`;
}

function resolvedHeadline(resolved: readonly AlertChange[], quote: Quote): string {
  const [first] = resolved;
  return first === undefined ? "" : `resolved: ${recovery(first, quote)}${andMore(resolved)}`;
}

/** `db-1: answers again after 43 min` */
function recovery({ alert, time, reason }: AlertChange, quote: Quote): string {
  const after = durationWords(time.getTime() - alert.since.getTime());
  if (reason === "gone") return `${quote(alertTitle(alert))}: no longer watched, after ${after}`;
  return `${quote(alertRecovery(alert))} after ${after}`;
}

function andMore({ length }: readonly unknown[]): string {
  return length > 1 ? `, and ${length - 1} more` : "";
}

/** Of the room: what is left is for three lists. */
const detailShare = 0.55;
const listShare = 0.14;

function newsBlocks(news: readonly News[], options: AlertMailOptions): Block[] {
  const { shown, left } = fitting(news, roomForBlocks * detailShare, (each) => weightOf(alertBlocks(each, options)));
  const rest = left.map(({ alert }) => titleSince(alert, options.clock));
  return [...shown.flatMap((each) => alertBlocks(each, options)), ...listBlocks("Opened, too", rest)];
}

function alertBlocks({ alert, before }: News, { clock, issueUrl }: AlertMailOptions): Block[] {
  const url = issueUrl(alert);
  return [
    { kind: "heading", words: (quote) => quote(alert.host), badge: { words: alert.kind, tone: "bad" } },
    { kind: "paragraph", words: (quote) => findingSentence(alert, quote) },
    {
      kind: "facts",
      facts: [
        ["since", sinceWords(alert, clock)],
        ...knownBefore(before, clock),
        ...newestRow(alert, clock),
        ["to do", alertAdvice(alert)],
      ],
    },
    ...(url === undefined ? [] : [{ kind: "link", words: "The issue, with all that was seen", url } as const]),
  ];
}

/** `Nothing answers: ssh:timeout.` */
function findingSentence(alert: Alert, quote: Quote): string {
  const detail = quote(alertDetail(alert));
  return `${sentenceStart(quote(alertFinding(alert)))}${detail === "" ? "" : `: ${detail}`}.`;
}

function sinceWords({ since, flapping }: Alert, clock: Clock): string {
  return `${timeOrInstant(since, clock)}${flapping ? ", comes and goes: no further mail about it until it has been quiet" : ""}`;
}

/** `port 8080 is open since 12:00` */
function knownBefore(before: Alert | undefined, clock: Clock): (readonly [string, Words])[] {
  if (before === undefined || before.findings.length === 0) return [];
  return [["before", (quote) => `${quote(alertFinding(before))} since ${timeOrInstant(before.since, clock)}`]];
}

const mostCells = 6;

/** The cells that show it, as the newest row has them. */
function newestRow({ kind, evidence: [newest] }: Alert, clock: Clock): (readonly [string, Words])[] {
  if (newest === undefined) return [];
  const cells = evidenceOf(kind).map((key) => [columnTable[key].title, valueWords(key, newest)] as const);
  const shown = cells.filter(([, words]) => words !== "").slice(0, mostCells);
  if (shown.length === 0) return [];
  const words: Words = (quote) => shown.map(([title, text]) => quote(`${title} ${text}`)).join(", ");
  return [[`seen ${timeOrInstant(newest.time, clock)}`, words]];
}

function resolvedBlocks(resolved: readonly AlertChange[], clock: Clock): Block[] {
  return listBlocks(
    "Resolved",
    resolved.map((change) => recoveryLine(change, clock)),
  );
}

function recoveryLine(change: AlertChange, clock: Clock): Words {
  const period = `${timeOrInstant(change.alert.since, clock)} – ${timeOrInstant(change.time, clock)}`;
  return (quote) => `${recovery(change, quote)} (${period})`;
}

/** What this mail is not about, so that nobody takes it for all there is. */
function lastingBlocks(news: readonly News[], { open, clock }: AlertMailOptions): Block[] {
  const told = new Set(news.map(({ alert }) => identityOf(alert)));
  const lasting = worstFirst(open.filter((alert) => !told.has(identityOf(alert))));
  return listBlocks(
    "Still open",
    lasting.map((alert) => lineSince(alert, clock)),
  );
}

function titleSince(alert: Alert, clock: Clock): Words {
  return (quote) => `${quote(alertTitle(alert))} since ${timeOrInstant(alert.since, clock)}`;
}

/** `[down] db-1: answers again; closes with the next check, open since 14:10` */
function lineSince(alert: Alert, clock: Clock): Words {
  return (quote) => `${quote(alertLine(alert))}, open since ${timeOrInstant(alert.since, clock)}`;
}

function listBlocks(title: string, items: readonly Words[]): Block[] {
  if (items.length === 0) return [];
  return [{ kind: "heading", words: `${title}: ${items.length}` }, fittingList(items, roomForBlocks * listShare)];
}
