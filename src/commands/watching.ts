/** Who watches the watchers: a check looks at the other monitors of its results folder, and at when the watchdog last ran. */
import { type Alert, type AlertChange, identityOf } from "../alerts/alert.ts";
import type { IssueTracker } from "../alerts/issues.ts";
import { monitorHost } from "../alerts/outage.ts";
import { type SilenceWatch, silentAlert, watchdogHost, watchdogMaxAgeMs } from "../alerts/silence.ts";
import { durationWords } from "../words/duration.ts";
import { type Clock, zonedWords } from "../words/instant.ts";
import type { Delivered } from "./alerting.ts";
import type { Call } from "./call.ts";
import { clockOf } from "./clock.ts";

/** What was found before the rows are saved, so that their commit can name it. */
export interface Watchers {
  /** Monitors that are silent now, the watchdog among them. */
  readonly alerts: readonly Alert[];
  readonly changes: readonly AlertChange[];
  /** Sentences for the summary. */
  readonly notes: readonly string[];
  readonly silence: SilenceWatch;
  readonly watchdog: Alert | "alive" | "not asked";
}

export interface ToldOfWatchers extends Delivered {
  /** Without what people have accepted. */
  readonly open: readonly Alert[];
  readonly changes: readonly AlertChange[];
}

interface Around {
  readonly silence: SilenceWatch;
  readonly isMine: (host: string) => boolean;
  /** The newest row of this monitor before this run. */
  readonly newest: Date | undefined;
}

/** Does not throw: that nobody can be asked is no reason to lose rows. */
export async function findSilent({ silence, isMine, newest }: Around, call: Call): Promise<Watchers> {
  const { now, inputs } = call;
  const silentAt = (time: Date) => silence.silentAt({ now: time, isMine, maxAgeMs: inputs.maxAgeMs });
  const others = silentAt(now);
  const watchdog = isNewHour(newest, now) ? await findWatchdog(silence.since(isMine), call) : "not asked";
  const changes = changesBetween(newest === undefined ? [] : silentAt(newest), others, now);
  const common: Pick<Watchers, "silence" | "watchdog"> = { silence, watchdog };
  if (typeof watchdog === "string") return { ...common, alerts: others, changes, notes: [] };
  const askedBefore = newest && silence.firstOf(hourOf(newest), isMine);
  const isNew = askedBefore === undefined || !isLate(watchdog.since, askedBefore);
  return {
    ...common,
    alerts: [...others, watchdog],
    changes: isNew ? [...changes, opened(watchdog, now)] : changes,
    notes: [watchdogWords(watchdog, clockOf(call))],
  };
}

/** As issues. An issue of the watchdog that opens or closes is news also where the rows do not show that it is. */
export async function tellSilent(
  { alerts, changes, silence, watchdog }: Watchers,
  tracker: IssueTracker | undefined,
  { now }: Call,
): Promise<ToldOfWatchers> {
  const standing = (host: string) => (host === watchdogHost ? "well" : silence.standing(host));
  const isOurs = (host: string) => host !== monitorHost && (host !== watchdogHost || watchdog !== "not asked");
  const synced = await tracker?.sync({ alerts, kinds: ["silent"], isOurs, standing: (_kind, host) => standing(host) });
  const links = [...(synced?.opened ?? []), ...(synced?.closed ?? []), ...(synced?.open ?? []).map(linkOf)];
  const isTold = changes.some(({ alert }) => alert.host === watchdogHost);
  const ofWatchdog = [
    ...(typeof watchdog !== "string" && !isTold && synced?.opened.some(isWatchdog) ? [opened(watchdog, now)] : []),
    ...(synced?.closed.some(isWatchdog) ? [resolved(silentAlert(watchdogHost, now, now), now)] : []),
  ];
  const accepted = new Set(synced?.accepted.map(({ identity }) => identity));
  return {
    open: alerts.filter((alert) => !accepted.has(identityOf(alert))),
    changes: [...changes, ...ofWatchdog],
    issueUrl: (alert) => links.find(({ identity }) => identity === identityOf(alert))?.url,
    faults: synced?.undelivered ?? [],
    warnings: synced?.warnings ?? [],
  };
}

/** Once an hour is enough to ask GitHub: the first check of each. */
function isNewHour(newest: Date | undefined, now: Date): boolean {
  return newest === undefined || hourOf(newest).getTime() !== hourOf(now).getTime();
}

function hourOf(time: Date): Date {
  return new Date(Math.floor(time.getTime() / 3_600_000) * 3_600_000);
}

function isLate(last: Date, now: Date): boolean {
  return now.getTime() - last.getTime() > watchdogMaxAgeMs;
}

/** The alert, or that there is none: "not asked" also where the token may not ask, or there is no such workflow. */
async function findWatchdog(since: Date | undefined, { inputs, surroundings, now }: Call) {
  const { apiUrl, repository, proxy } = surroundings.github;
  if (repository === undefined || inputs.token === undefined || since === undefined) return "not asked";
  const [{ GitHubClient, hastyPatience }, { lastRun }] = await Promise.all([
    import("../github/client.ts"),
    import("../github/workflows.ts"),
  ]);
  const github = new GitHubClient({ apiUrl, repository, token: inputs.token, proxy }, now, hastyPatience);
  try {
    const last = (await lastRun(github, "watchdog.yml")) ?? since;
    return isLate(last, now) ? silentAlert(watchdogHost, last, now) : "alive";
  } catch {
    return "not asked";
  }
}

function watchdogWords({ since, seen }: Alert, clock: Clock): string {
  const age = durationWords(seen.getTime() - since.getTime());
  return `the watchdog has not run since ${zonedWords(since, clock)}, ${age} ago: nothing would report it if this monitor stopped; start watchdog.yml by hand, and see docs/second-clock.md`;
}

function changesBetween(before: readonly Alert[], now: readonly Alert[], time: Date): AlertChange[] {
  const lacks = (alerts: readonly Alert[]) => (alert: Alert) => !alerts.some(({ host }) => host === alert.host);
  return [
    ...now.filter(lacks(before)).map((alert) => opened(alert, time)),
    ...before.filter(lacks(now)).map((alert) => resolved(alert, time)),
  ];
}

function opened(alert: Alert, time: Date): AlertChange {
  return { what: "opened", added: alert.findings, alert, time };
}

function resolved(alert: Alert, time: Date): AlertChange {
  return { what: "resolved", added: [], alert, time, reason: "recovered" };
}

function isWatchdog({ identity }: { readonly identity: string }): boolean {
  return identity === identityOf({ kind: "silent", host: watchdogHost });
}

function linkOf({ alert, url }: { readonly alert: Alert; readonly url: string }) {
  return { identity: identityOf(alert), url };
}
