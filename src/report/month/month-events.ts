/** What happened in a month, in words that the page and the mail share: alerts, the monitor's own gaps, silences. Pure. */
import { identityOf } from "../../alerts/alert.ts";
import { alertFinding } from "../../alerts/alert-words.ts";
import type { Quote } from "../../words/cause.ts";
import { count } from "../../words/count.ts";
import { durationWords } from "../../words/duration.ts";
import { instantWords, utcClock } from "../../words/instant.ts";
import type { Gap, MonthAlert, MonthReport } from "../statistics/month-model.ts";

/** `the page does not work`, `8080 and 9000 are open` */
export function pastAlertWords({ latest, findings }: MonthAlert, quote: Quote): string {
  return quote(alertFinding({ ...latest, findings }));
}

/** `to 14 Oct 03:10`, `still open`; `accepted`: somebody has closed its issue as not planned. */
export function alertEnd(alert: MonthAlert, { from, open }: MonthReport): string {
  if (alert.to !== undefined) return `to ${instantWords(alert.to, utcClock(from))}`;
  return open.some((each) => identityOf(each) === identityOf(alert)) ? "still open" : "accepted";
}

/** `2 h 5 min`; of one that is still open, so far. */
export function alertDuration({ from, to }: MonthAlert, report: MonthReport): string {
  return lasted(from, to ?? report.to);
}

/** `no rows from 14 Oct 03:10 to 14 Oct 05:10, for 2 h` */
export function gapWords({ from, to, why }: Gap, near: Date): string {
  const what = why === "no rows" ? "no rows" : "the monitor was offline";
  return `${what} from ${instantWords(from, utcClock(near))} to ${instantWords(to, utcClock(near))}, for ${lasted(from, to)}`;
}

/** `silenced 2 times, for 3 h (maintenance)`; undefined where it never was. */
export function silenceWords(host: string, { silences }: MonthReport, quote: Quote): string | undefined {
  const own = silences.filter((silence) => silence.host === host);
  if (own.length === 0) return undefined;
  const seconds = own.reduce((sum, { from, to }) => sum + secondsBetween(from, to), 0);
  const why = [...new Set(own.map((silence) => silence.why))].slice(0, mostReasons).map(quote).join(", ");
  return `silenced ${count(own.length, "time")}, for ${durationWords(1000 * seconds)} (${why})`;
}

const mostReasons = 3;

function lasted(from: Date, to: Date): string {
  return durationWords(1000 * secondsBetween(from, to));
}

function secondsBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1000;
}
