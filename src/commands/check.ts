/** `check`: probe every host once, make the rows safe, say what was found. */
import { join } from "node:path";
import type { Alert } from "../alerts/alert.ts";
import type { Probed, ProbeSettings } from "../check-host.ts";
import type { CheckResult } from "../check-result.ts";
import { type Host, hostTypes, type Inventory } from "../inventory/host.ts";
import { readInventory } from "../inventory/index.ts";
import { isInShard } from "../inventory/shard.ts";
import { askPublicAddress, mostSeen } from "../probes/public-address.ts";
import { lookUpOnce } from "../probes/vouched.ts";
import { newsForSubject } from "../report/alert-news.ts";
import { type CheckedHost, checkedHosts } from "../report/host-now.ts";
import { withoutAccepted } from "../report/statistics/month-alerts.ts";
import { statusPageOf } from "../report/status/status-page.ts";
import { type Punctuality, runSubject } from "../report/summary.ts";
import { cellsOf, headerOf, rowOf } from "../row/row.ts";
import { minuteType } from "../row/values.ts";
import { terminalText } from "../safe-text.ts";
import { dueTime, ticksBetween } from "../schedule.ts";
import { loadKeys } from "../ssh/keys.ts";
import { loadKnownHosts } from "../ssh/known-hosts-files.ts";
import type { Table } from "../store/merge.ts";
import { monthFile } from "../store/month-file.ts";
import { openStore, type Saved, type Store } from "../store/store.ts";
import { durationWords } from "../words/duration.ts";
import {
  type Alerting,
  deliver,
  type Evaluation,
  evaluate,
  issuesUrl,
  linksOf,
  noEvaluation,
  openAlerting,
} from "./alerting.ts";
import { askHosts } from "./asking.ts";
import type { Call } from "./call.ts";
import { clockOf } from "./clock.ts";
import { departedHosts, withoutDeparted } from "./departed.ts";
import { throwAll } from "./faults.ts";
import { heartbeatNotes, sendFailure, sendHeartbeat } from "./heartbeat.ts";
import { type History, newestOf, readHistory, storeSettings } from "./history.ts";
import { hostOf } from "./host-rules.ts";
import { checkClock, refuseUnsetClock } from "./machine-clock.ts";
import { type Mailer, mailRun, openMailer, tellUnmailed } from "./mailing.ts";
import { probeNotes, runnerNotes } from "./notes.ts";
import { notifyChanges } from "./notifying.ts";
import { readDowntimes, silenced } from "./silencing.ts";
import { findSilent, tellSilent, type Watchers } from "./watching.ts";

export async function check(call: Call): Promise<void> {
  try {
    await checkOnce(call);
  } catch (fault) {
    await sendFailure(call);
    throw fault;
  }
}

async function checkOnce(call: Call): Promise<void> {
  const startMs = performance.now();
  const { inventory, mailer, everyHost } = validateInputs(call);
  refuseUnsetClock(call);
  call.reporter.doing("reading earlier rows");
  const store = await openStore(storeSettings(call));
  const history = await readHistory(store, call, hostOf(everyHost));
  const newest = newestOf(inventory.hosts, history.lastChecks);
  const reason = reasonToSkip(inventory.hosts, newest, call);
  if (reason !== undefined) return call.reporter.info(reason);
  await checkClock(newest, history.ahead, call);
  const alerting = await openAlerting(call, history, ourHosts(inventory.hosts, call));
  const wasUp = (host: string) => history.lastChecks.get(host)?.wasUp === true;
  const around = { silence: history.silence, isMine: isIn(inventory.hosts), newest };
  const watching = findSilent(around, call);
  const probed = await askHosts(inventory.hosts, await prepare(inventory.hosts, history, call), wasUp, call);
  const downtimes = await readDowntimes(store, everyHost, call);
  const results = silenced(
    inventory.hosts,
    probed.map(({ result }) => result),
    { downtimes, history, now: call.now },
  );
  const departed = departedHosts(everyHost, history, call);
  const wasOurs = wasChecked(history, isIn(inventory.hosts));
  const evaluation =
    history.unread === undefined
      ? withoutDeparted(await evaluate(alerting, results), departed, { now: call.now, wasOurs })
      : noEvaluation;
  const hosts = checkedHosts(
    results.map((result) => ({ result, row: rowOf(result) })),
    evaluation.open,
  );
  const watchers = await watching;
  call.reporter.doing(call.inputs.push ? "pushing the rows" : "writing the rows");
  const { fault, ...saved } = await save(
    { hosts, groups: groupsOf(everyHost), probed, alerting, evaluation, watchers, history, store },
    call,
  );
  const warnings = [...watchers.notes, ...(await runnerNotes(inventory.hosts, call.now))];
  warnings.forEach(call.reporter.warn);
  const notes = [...warnings, ...probeNotes(probed), ...heartbeatNotes(newest, call)];
  if (alerting.tracker !== undefined) call.reporter.doing("updating issues");
  const { faults, ...told } = await tell({ alerting, evaluation, watchers }, call);
  const began = { punctuality: punctualityOf(newest, call), clock: clockOf(call), links: linksOf(call) };
  const report = { hosts, notes, ...told, ...saved, ...began, ms: performance.now() - startMs };
  if (typeof mailer === "string") tellUnmailed(report.alerts, mailer, call);
  await call.reporter.checked(report);
  call.reporter.doing(typeof mailer === "string" ? "" : "sending mail");
  const [unsent, unnotified] = await Promise.all([mailRun(report, mailer, call), notifyChanges(report.alerts, call)]);
  if (fault === undefined) await sendHeartbeat(call);
  throwAll([history.unread, fault, ...faults, ...unsent, ...unnotified]);
}

interface Found {
  readonly alerting: Alerting;
  readonly evaluation: Evaluation;
  readonly watchers: Watchers;
}

/** What goes out as issues: of the hosts, and of the other monitors. */
async function tell({ alerting, evaluation, watchers }: Found, call: Call) {
  const delivered = await deliver(alerting, evaluation);
  const silent = await tellSilent(watchers, alerting.tracker, call);
  const alerts = {
    issueUrl: (alert: Alert) => delivered.issueUrl(alert) ?? silent.issueUrl(alert),
    changes: [...evaluation.changes, ...silent.changes],
    details: evaluation.found.details,
    open: [...evaluation.open.filter(({ host }) => alerting.isOurs(host)), ...silent.open],
  };
  for (const words of [...delivered.warnings, ...silent.warnings]) call.reporter.warn(words);
  // If the issues cannot be read, one message is enough.
  const isTold = delivered.faults.length > 0 && silent.open.length === 0;
  return { alerts, faults: [...delivered.faults, ...(isTold ? [] : silent.faults)] };
}

/** Whether the newest row of a host is of a check that has rows of ours. */
function wasChecked({ lastChecks, silence }: History, isMine: (host: string) => boolean): (host: string) => boolean {
  return (host) => {
    const time = lastChecks.get(host)?.time;
    return time !== undefined && silence.firstOf(time, isMine)?.getTime() === time.getTime();
  };
}

function isIn(hosts: readonly Host[]): (host: string) => boolean {
  const ids = new Set(hosts.map(({ id }) => id));
  return (host) => ids.has(host);
}

interface Validated {
  /** The hosts of this shard. */
  readonly inventory: Inventory;
  /** Of all shards, because one page shows them all. */
  readonly everyHost: readonly Host[];
  readonly mailer: Mailer | string;
}

/** Whatever is wrong with the inputs is told before anything happens. */
function validateInputs(call: Call): Validated {
  const { inputs, surroundings, reporter } = call;
  const inventory = readInventory({ ...inputs, home: surroundings.home, mask: reporter.mask });
  const mailer = inputs.emailOn === "never" ? "no mail: `email-on` is never" : openMailer(call, inventory.emailDest);
  inventory.warnings.forEach(reporter.warn);
  return {
    everyHost: inventory.hosts,
    inventory: { ...inventory, hosts: inventory.hosts.filter(({ id }) => isInShard(id, inputs.shard)) },
    mailer,
  };
}

function reasonToSkip(hosts: readonly Host[], newest: Date | undefined, { inputs, now }: Call): string | undefined {
  if (hosts.length === 0) return "nothing to do: there is no host in this shard";
  const age = newest === undefined ? Number.POSITIVE_INFINITY : now.getTime() - newest.getTime();
  if (age >= inputs.minIntervalMs) return undefined;
  const [since, least] = [durationWords(age), durationWords(inputs.minIntervalMs)];
  return `nothing to do: the newest row is ${since} old, and \`min-interval\` asks for ${least} between checks`;
}

/** Alerts of hosts that another runner checks are that one's. */
function ourHosts(hosts: readonly Host[], { inputs }: Call): (host: string) => boolean {
  const isMine = isIn(hosts);
  return (host) => isMine(host) || (inputs.shard !== undefined && isInShard(host, inputs.shard));
}

function punctualityOf(newest: Date | undefined, { inputs: { due }, now }: Call): Punctuality {
  const time = dueTime(due, now);
  return { due: time, missed: newest && time ? ticksBetween(due, newest, time) : 0 };
}

/** What all hosts share: keys are parsed and known_hosts files read once. */
export async function prepare(
  hosts: readonly Host[],
  { lastChecks, acceptedKeys }: Pick<History, "lastChecks" | "acceptedKeys">,
  { inputs, surroundings, reporter, now, clockMs }: Call,
): Promise<ProbeSettings> {
  const files = [join(surroundings.home, ".ssh", "known_hosts"), "/etc/ssh/ssh_known_hosts"];
  const texts = [{ text: inputs.knownHosts, path: "the input `known-hosts`" }, ...(acceptedKeys ? [acceptedKeys] : [])];
  const knownHosts = await loadKnownHosts({ texts, files });
  knownHosts.warnings.forEach(reporter.warn);
  const keys = await loadKeys(hosts);
  return {
    time: now,
    clockMs,
    timeoutMs: inputs.timeoutMs,
    environment: surroundings.environment,
    previousBoot: (host) => {
      const { lastBoot, bootId } = lastChecks.get(host) ?? {};
      return { lastBoot: lastBoot && minuteType.encode(lastBoot), bootId };
    },
    loginsKnown: (host) => lastChecks.get(host)?.loginsKnown,
    ssh: {
      keys,
      knownHosts,
      hostKeyPolicy: acceptedKeys?.complete === true ? inputs.hostKeyPolicy : "strict",
      lookUp: lookUpOnce(),
    },
  };
}

function groupsOf(hosts: readonly Host[]): ReadonlyMap<string, string> {
  return new Map(hosts.flatMap(({ id, group }) => (group === undefined ? [] : [[id, group]])));
}

interface Checked {
  readonly groups: ReadonlyMap<string, string>;
  readonly hosts: readonly CheckedHost[];
  readonly alerting: Alerting;
  readonly probed: readonly Probed[];
  readonly evaluation: Evaluation;
  readonly watchers: Watchers;
  readonly history: History;
  readonly store: Store;
}

async function save(checked: Checked, call: Call): Promise<Saved> {
  const { hosts, groups, probed, alerting, evaluation, watchers, history, store } = checked;
  const changes = [...evaluation.changes, ...watchers.changes];
  const { inputs, now } = call;
  for (const { row } of hosts) history.status.add(row);
  for (const change of evaluation.changes) history.alerts.add(change);
  const results = hosts.map(({ result }) => result);
  const tables = tablesOf(results);
  const names = [...new Set([...history.names, ...tables.map(({ type }) => monthFile(type, now))])];
  const inventory = hosts.map(({ host }) => host);
  const isOurs = (host: string) => isInShard(host, inputs.shard);
  const issues = alerting.tracker === undefined ? undefined : issuesUrl(call);
  const episodes = withoutAccepted(history.alerts.all(), evaluation.open);
  const maintenance = new Map(
    hosts.flatMap(({ host, maintenanceUntil }) => (maintenanceUntil ? [[host, maintenanceUntil]] : [])),
  );
  const order = { inventory, groups, alerts: evaluation.open, episodes, maintenance, names, isOurs, issuesUrl: issues };
  const page = statusPageOf(history.status, order, clockOf(call));
  return store.saveRun({
    time: now,
    tables,
    subject: `check: ${runSubject(hosts)}${newsForSubject({ changes })}`,
    newHostKeys: probed.flatMap(({ newHostKey }) => newHostKey ?? []),
    publicAddresses: hosts.every(({ state }) => state === "unknown") ? [] : await publicAddresses(results, call),
    // A page made without the rows of before would say that no alert is open.
    statusPage: history.unread === undefined ? page : undefined,
  });
}

/** Where it is asked for, the service has the last word: hosts may be reached by another way than the rest of the world. */
async function publicAddresses(
  results: readonly CheckResult[],
  { inputs, reporter }: Call,
): Promise<readonly string[]> {
  if (inputs.publicIpUrl === undefined) return mostSeen(results.flatMap(({ facts }) => facts?.clientAddress ?? []));
  const { value, problems } = await askPublicAddress(inputs.publicIpUrl);
  for (const { detail } of problems)
    reporter.warn(`the input \`public-ip-url\`: our address is not known: ${terminalText(detail)}`);
  return value === undefined ? [] : [value];
}

/** The rows by type, in inventory order. */
function tablesOf(results: readonly CheckResult[]): Table[] {
  const byType = Map.groupBy(results, ({ type }) => type);
  return hostTypes.flatMap((type) => {
    const rows = byType.get(type)?.map(cellsOf) ?? [];
    return rows.length === 0 ? [] : [{ type, header: headerOf(type), rows }];
  });
}
