/** `watchdog`: whether the monitor still writes rows. It runs elsewhere than the monitor, on what is checked out there. */
import type { Alert, AlertChange } from "../alerts/alert.ts";
import { monitorHost } from "../alerts/outage.ts";
import { memoryMs } from "../alerts/rules.ts";
import { silentAlert } from "../alerts/silence.ts";
import { newestTime, type Results, rowsBetween } from "../store/results.ts";
import { openResults } from "../store/store.ts";
import { durationWords } from "../words/duration.ts";
import { zonedWords } from "../words/instant.ts";
import { openIssueTracker } from "./alerting.ts";
import type { Call } from "./call.ts";
import { clockOf } from "./clock.ts";
import { throwAll } from "./faults.ts";
import { lastDay, storeSettings } from "./history.ts";
import { aheadWords, clockToleranceMs } from "./machine-clock.ts";
import { type Mailer, mailChanges, openMailer, recipients } from "./mailing.ts";
import { notifyChanges } from "./notifying.ts";

export async function watchdog(call: Call): Promise<void> {
  const { inputs, reporter } = call;
  const mailer = inputs.emailOn === "never" ? "no mail: `email-on` is never" : openMailer(call, recipients(call));
  const results = await openResults(storeSettings(call));
  const newest = await credibleTime(results, call);
  const trouble = silence(newest, call);
  const verdict = trouble ?? `the monitor is alive: its newest row is ${ageWords(newest, call)}`;
  await reporter.summarise(`${trouble === undefined ? "🟢" : "🔴"} ${verdict}`);
  const faults = await raise({ results, newest, trouble }, mailer, call);
  if (trouble === undefined) reporter.info(verdict);
  throwAll(faults);
}

/** Rows of tomorrow would keep the watchdog quiet until then: they are told, and do not count. */
async function credibleTime(results: Results, { inputs, reporter, now }: Call): Promise<Date> {
  const end = new Date(now.getTime() + clockToleranceMs);
  const newest = await newestTime(results);
  if (newest !== undefined && newest > end) reporter.warn(aheadWords(await latestAfter(end, results), now));
  const credible = await newestTime(results, end);
  if (credible === undefined) throw new Error(`${inputs.results}: ${neverWords}`);
  return credible;
}

async function latestAfter(time: Date, results: Results): Promise<ReadonlyMap<string, Date>> {
  const latest = new Map<string, Date>();
  for await (const row of rowsBetween(results, time, lastDay)) latest.set(row.host, row.time);
  return latest;
}

const neverWords =
  "the monitor has never written a row here: make a check (by its workflow, or `server-monitor check`), and see that its runner is online and that this is the branch and the folder that it writes to";

/** undefined: the monitor is not silent. */
function silence(newest: Date, call: Call): string | undefined {
  const {
    inputs: { maxAgeMs },
    now,
  } = call;
  if (now.getTime() - newest.getTime() <= maxAgeMs) return undefined;
  return `the monitor is silent: its newest row is ${ageWords(newest, call)}, and \`max-age\` is ${durationWords(maxAgeMs)}; look at the runner's service, at the power and network of its machine, and at whether the check workflow is still scheduled and can push`;
}

/** `of 2026-11-22 21:32 UTC, 5 h old` */
function ageWords(time: Date, call: Call): string {
  return `of ${zonedWords(time, clockOf(call))}, ${durationWords(call.now.getTime() - time.getTime())} old`;
}

interface Finding {
  readonly results: Results;
  readonly newest: Date;
  /** undefined: the monitor is not silent. */
  readonly trouble: string | undefined;
}

/** Once as an issue, a mail and a notification. Where there are no issues, a red job is what is left to be noticed by. */
async function raise({ results, newest, trouble }: Finding, mailer: Mailer | string, call: Call) {
  const tracker = await openIssueTracker(call);
  if (typeof tracker === "string") return trouble === undefined ? [] : [trouble];
  if (trouble !== undefined) call.reporter.warn(trouble);
  const alerts = trouble === undefined ? [] : [silentAlert(monitorHost, newest, call.now)];
  const standing = () => (trouble === undefined ? "well" : "open");
  const synced = await tracker.sync({ alerts, kinds: ["silent"], isOurs: (host) => host === monitorHost, standing });
  synced.warnings.forEach(call.reporter.warn);
  const [opened, closed] = [synced.opened[0], synced.closed[0]];
  const changes: AlertChange[] = [
    ...(opened === undefined ? [] : alerts.map(opening(call.now))),
    ...(closed === undefined ? [] : [await recovery(results, newest, call)]),
  ];
  const issueUrl = () => (opened ?? closed)?.url;
  const news = { open: alerts, changes, issueUrl };
  const unsent = await Promise.all([mailChanges(news, mailer, call), notifyChanges(news, call)]);
  return [...synced.undelivered, ...unsent.flat()];
}

function opening(time: Date): (alert: Alert) => AlertChange {
  return (alert) => ({ what: "opened", added: alert.findings, alert, time });
}

/** The silence that is over lies between the last two rows that are so far apart. */
async function recovery(results: Results, newest: Date, { inputs, now }: Call): Promise<AlertChange> {
  let [last, since, time] = [newest, newest, newest];
  for await (const row of rowsBetween(results, new Date(now.getTime() - memoryMs), newest)) {
    const at = row.time;
    if (at.getTime() - last.getTime() > inputs.maxAgeMs) [since, time] = [last, at];
    last = at;
  }
  return { what: "resolved", added: [], alert: silentAlert(monitorHost, since, time), time, reason: "recovered" };
}
