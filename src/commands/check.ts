/** `check`: probe every host once, make the rows safe, say what was found. */
import { join } from "node:path";
import { type Probed, type ProbeSettings, probeHost } from "../check-host.ts";
import { type CheckResult, stateOf, unseen } from "../check-result.ts";
import { header, row } from "../columns.ts";
import { type Host, hostTypes, type Inventory } from "../inventory/host.ts";
import { readInventory } from "../inventory/index.ts";
import { isInShard } from "../inventory/shard.ts";
import { defaultGateways } from "../probes/gateway.ts";
import { requestPage } from "../probes/http.ts";
import { inParallel } from "../probes/pool.ts";
import { askPublicAddress, mostSeen } from "../probes/public-address.ts";
import { whyOffline } from "../probes/vantage.ts";
import { lookUpOnce } from "../probes/vouched.ts";
import { newsForSubject } from "../report/alert-news.ts";
import { statusPageOf } from "../report/status/status-page.ts";
import { headline, type Punctuality } from "../report/summary.ts";
import { terminalText } from "../safe-text.ts";
import { dueTime, ticksBetween } from "../schedule.ts";
import { loadKeys } from "../ssh/keys.ts";
import { loadKnownHosts } from "../ssh/known-hosts-files.ts";
import type { Table } from "../store/results.ts";
import { type Saved, saveRun } from "../store/save.ts";
import { roughDuration } from "../words.ts";
import { deliver, type Judged, judge, openWatch } from "./alerting.ts";
import { throwAll } from "./faults.ts";
import type { Call } from "./index.ts";
import { lookBack, newestOf, type Past } from "./look-back.ts";
import { mailRun, openPost, type Post } from "./mailing.ts";

export async function check(call: Call): Promise<void> {
  const began = performance.now();
  const { inventory, post } = settle(call);
  const { lastChecks, rules, unread } = await lookBack(call);
  const newest = newestOf(inventory.hosts, lastChecks);
  const reason = reasonToRest(inventory.hosts, newest, call);
  if (reason !== undefined) return call.reporter.info(reason);
  const watch = await openWatch(call, rules, ourHosts(inventory.hosts, call));
  const probed = await probeAll(inventory.hosts, await prepare(inventory.hosts, lastChecks, call), call);
  const results = await unlessCutOff(probed, call);
  const judged = await judge(watch, results);
  const { fault, ...saved } = await save(results, probed, judged, call);
  const { faults, ...issues } = await deliver(watch, judged);
  const alerts = { ...issues, changes: judged.changes, open: judged.open.filter(({ host }) => watch.isOurs(host)) };
  const report = { results, alerts, ...saved, punctuality: punctualityOf(newest, call), ms: performance.now() - began };
  await call.reporter.checked(report);
  const unsent = await mailRun(report, post, call);
  if (fault === undefined) await beat(call);
  throwAll([unread, fault, ...faults, ...unsent]);
}

/** Whatever is wrong with the inputs is told before anything happens. */
function settle(call: Call): { inventory: Inventory; post: Post | string } {
  const { inputs, surroundings, reporter } = call;
  const inventory = readInventory({ ...inputs, home: surroundings.home, mask: reporter.mask });
  const post = inputs.emailOn === "never" ? "no mail: email-on is never" : openPost(call, inventory.emailDest);
  inventory.warnings.forEach(reporter.warn);
  return { inventory: { ...inventory, hosts: inventory.hosts.filter(({ id }) => isInShard(id, inputs.shard)) }, post };
}

function reasonToRest(hosts: readonly Host[], newest: Date | undefined, { inputs, now }: Call): string | undefined {
  if (hosts.length === 0) return "nothing to do: there is no host in this shard";
  const age = newest === undefined ? Number.POSITIVE_INFINITY : now.getTime() - newest.getTime();
  if (age >= inputs.minIntervalMs) return undefined;
  const [since, least] = [roughDuration(age), roughDuration(inputs.minIntervalMs)];
  return `nothing to do: the newest row is ${since} old, and min-interval asks for ${least} between checks`;
}

/** Alerts of hosts that another runner checks are that one's. */
function ourHosts(hosts: readonly Host[], { inputs }: Call): (host: string) => boolean {
  const inventory = new Set(hosts.map(({ id }) => id));
  return (host) => inventory.has(host) || (inputs.shard !== undefined && isInShard(host, inputs.shard));
}

function punctualityOf(newest: Date | undefined, { inputs: { due }, now }: Call): Punctuality {
  const time = dueTime(due, now);
  return { due: time, missed: newest && time ? ticksBetween(due, newest, time) : 0 };
}

/** What all hosts share: keys are parsed and known_hosts files read once. */
export async function prepare(
  hosts: readonly Host[],
  lastChecks: Past["lastChecks"],
  { inputs, surroundings, reporter, now }: Call,
): Promise<ProbeSettings> {
  const files = [
    join(inputs.results, "known_hosts"),
    join(surroundings.home, ".ssh", "known_hosts"),
    "/etc/ssh/ssh_known_hosts",
  ];
  const knownHosts = await loadKnownHosts({ input: inputs.knownHosts, files });
  knownHosts.warnings.forEach(reporter.warn);
  const keys = await loadKeys(hosts);
  return {
    time: now,
    timeoutMs: inputs.timeoutMs,
    environment: surroundings.environment,
    previousBoot: (host) => lastChecks.get(host)?.lastBoot,
    ssh: { keys, knownHosts, hostKeyPolicy: inputs.hostKeyPolicy, lookUp: lookUpOnce() },
  };
}

function probeAll(hosts: readonly Host[], settings: ProbeSettings, { inputs, reporter }: Call): Promise<Probed[]> {
  reporter.started(hosts.length);
  return inParallel(hosts, inputs.concurrency, async (host) => {
    reporter.hostStarted(host.id);
    const probed = await probeHost(host, settings);
    reporter.hostDone(probed.result, probed.transcript);
    return probed;
  });
}

/** Where nobody answers, it may be that nobody could be asked. */
async function unlessCutOff(probed: readonly Probed[], { surroundings }: Call): Promise<readonly CheckResult[]> {
  const results = probed.map(({ result }) => result);
  if (results.some((result) => stateOf(result) === "up")) return results;
  const { internet, environment } = surroundings;
  const why = await whyOffline({ internet, gateways: await defaultGateways() }, environment);
  return why === undefined ? results : results.map((result) => unseen(result, why));
}

async function save(
  results: readonly CheckResult[],
  probed: readonly Probed[],
  { open, changes }: Judged,
  call: Call,
): Promise<Saved> {
  const { inputs, surroundings, reporter, now } = call;
  const run = {
    time: now,
    tables: tablesOf(results),
    subject: `check: ${headline(results)}${newsForSubject({ changes })}`,
    newHostKeys: probed.flatMap(({ newHostKey }) => newHostKey ?? []),
    publicAddresses: await publicAddresses(results, call),
    statusPage: statusPageOf(results, open, now, (host) => isInShard(host, inputs.shard)),
  };
  const { push, branch, token, results: folder } = inputs;
  return saveRun(run, { ...surroundings, push, branch, token, folder, warn: reporter.warn });
}

/** Where it is asked for, the service has the last word: hosts may be reached by another way than the rest of the world. */
async function publicAddresses(
  results: readonly CheckResult[],
  { inputs, reporter }: Call,
): Promise<readonly string[]> {
  if (results.some((result) => stateOf(result) === "unknown")) return [];
  if (inputs.publicIpUrl === undefined) return mostSeen(results.flatMap(({ facts }) => facts?.clientAddress ?? []));
  const { value, problems } = await askPublicAddress(inputs.publicIpUrl);
  for (const { detail } of problems) reporter.warn(`public-ip-url: our address is not known: ${terminalText(detail)}`);
  return value === undefined ? [] : [value];
}

/** The rows by type, in inventory order. */
function tablesOf(results: readonly CheckResult[]): Table[] {
  const byType = Map.groupBy(results, ({ type }) => type);
  return hostTypes.flatMap((type) => {
    const rows = byType.get(type)?.map(row) ?? [];
    return rows.length === 0 ? [] : [{ type, header: header(type), rows }];
  });
}

const beatLimitMs = 10_000;

/** A sign of life for who waits for one. Whether it arrives is no reason to call a check failed. */
async function beat({ inputs, reporter }: Call): Promise<void> {
  if (inputs.heartbeatUrl === undefined) return;
  const options = { verify: true, limitMs: beatLimitMs, signal: AbortSignal.timeout(beatLimitMs), trace: () => {} };
  const { value, problems } = await requestPage(inputs.heartbeatUrl, options);
  for (const { detail } of problems) reporter.warn(`heartbeat-url: ${terminalText(detail)}`);
  if (value !== undefined && value.status >= 300) reporter.warn(`heartbeat-url: it answers ${value.status}`);
}
