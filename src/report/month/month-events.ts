/** What happened in a month, in words that the page and the mail share: alerts, the monitor's own gaps, silences. Pure. */
import { type Alert, identityOf, partFinding } from "../../alerts/alert.ts";
import { alertDetail, alertFinding, alertRecovered, alertStanding } from "../../alerts/alert-words.ts";
import { terminalText } from "../../safe-text.ts";
import { type Quote, quotedWords, silenceCause } from "../../words/cause.ts";
import { count } from "../../words/count.ts";
import { durationWords } from "../../words/duration.ts";
import { type Clock, instantWords } from "../../words/instant.ts";
import type { Gap, MonthAlert, MonthReport, Outage, Silence } from "../statistics/month-model.ts";

export function clockOf({ from, zone }: MonthReport): Clock {
  return { near: from, zone };
}

/** `the page did not work`, `ports 8080 and 9000 were open` */
export function pastAlertWords({ latest, findings }: MonthAlert, quote: Quote): string {
  return findingWords({ ...latest, findings }, true, quote);
}

/** What an alert found, in a sentence in which only the host's own words are quoted. */
export function findingWords(alert: Alert, isPast: boolean, quote: Quote): string {
  const words = terminalText(alertFinding(alert));
  return quotedNames(isPast ? inPastTense(words) : words, alert.findings, quote);
}

/** Of one that is not found any more, but may be: `answers again; closes with the next check`. */
export function closingWords(alert: Alert, isPast: boolean, quote: Quote): string {
  const words = isPast ? inPastTense(terminalText(alertRecovered(alert))) : terminalText(alertStanding(alert));
  return quotedNames(words, alert.findings, quote);
}

export function detailWords(alert: Alert, quote: Quote): string {
  return quote(alertDetail(alert));
}

const pastForms: Readonly<Record<string, string>> = {
  is: "was",
  are: "were",
  has: "had",
  have: "had",
  does: "did",
  answers: "answered",
  stays: "stayed",
  come: "came",
  expires: "was to expire",
};

/** Of the sentences of alert-words.ts, of which each has one verb. */
function inPastTense(words: string): string {
  return words.replace(
    /(?<=^| )(is|are|has|have|does|answers|stays|come|expires)(?= |$)/,
    (verb) => pastForms[verb] ?? verb,
  );
}

function quotedNames(words: string, names: readonly string[], quote: Quote): string {
  const name = names.toSorted((a, b) => b.length - a.length).find((each) => each !== "" && words.includes(each));
  if (name === undefined) return words.replace(/[^\s,](?:.*[^\s,])?/s, (inner) => quote({ untrusted: inner }));
  const [before, after] = [words.slice(0, words.indexOf(name)), words.slice(words.indexOf(name) + name.length)];
  return quotedNames(before, names, quote) + quote({ untrusted: name }) + quotedNames(after, names, quote);
}

/** `to 14 Oct 03:10`, `still open`; `accepted`: somebody has closed its issue as not planned. */
export function alertEnd(alert: MonthAlert, report: MonthReport): string {
  if (alert.to !== undefined) return `to ${instantWords(alert.to, clockOf(report))}`;
  const isOpen = report.open.some((each) => isOf(each, alert));
  return isOpen ? (report.running ? "still open" : "open at the end") : "accepted";
}

/** `still down`, `down at the end`; undefined: it is over. */
export function ongoingWords({ ongoing }: Outage, { running }: MonthReport): string | undefined {
  if (!ongoing) return undefined;
  return running ? "still down" : "down at the end";
}

/** The issue of a new host may tell of it, too. */
function isOf(open: Alert, alert: MonthAlert): boolean {
  if (identityOf(open) === identityOf(alert)) return true;
  const names = new Set(alert.findings.map((finding) => partFinding(alert.kind, finding)));
  return open.kind === "new-host" && open.host === alert.host && open.findings.some((finding) => names.has(finding));
}

/** `2 h 5 min`; of one that is still open, so far. */
export function alertDuration({ from, to }: MonthAlert, report: MonthReport): string {
  return lasted(from, to ?? report.to);
}

/** `no rows from 14 Oct 03:10 to 14 Oct 05:10, for 2 h` */
export function gapWords({ from, to, why }: Gap, report: MonthReport): string {
  const what = why === "no rows" ? "no rows" : "the monitor was offline";
  const [start, end] = [from, to].map((time) => instantWords(time, clockOf(report)));
  return `${what} from ${start} to ${end}, for ${lasted(from, to)}`;
}

/** `silenced 2 times, for 3 h (maintenance)`; undefined where it never was. */
export function silenceWords(host: string, { silences }: MonthReport, quote: Quote): string | undefined {
  const own = silences.filter((silence) => silence.host === host);
  if (own.length === 0) return undefined;
  const seconds = own.reduce((sum, { from, to }) => sum + secondsBetween(from, to), 0);
  const why = [...new Set(own.map((silence) => whyWords(silence, quote)))].slice(0, mostReasons).join(", ");
  return `silenced ${count(own.length, "time")}, for ${durationWords(1000 * seconds)} (${why})`;
}

const mostReasons = 3;

/** `maintenance`, `depends on router` */
export function whyWords({ why }: Silence, quote: Quote): string {
  return why.map((reason) => quotedWords(silenceCause(reason), quote)).join(", ");
}

export function lasted(from: Date, to: Date): string {
  return durationWords(1000 * secondsBetween(from, to));
}

function secondsBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1000;
}
