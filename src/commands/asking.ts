/**
 * The hosts of a check, asked: each once, those that were up and are not now once more, and the monitor's own faults told
 * apart from theirs.
 */
import { setTimeout as delay } from "node:timers/promises";
import { isMass } from "../alerts/outage.ts";
import { type Probed, type ProbeSettings, probeHost } from "../check-host.ts";
import { unresolved, unseen } from "../check-result.ts";
import type { Host } from "../inventory/host.ts";
import { defaultGateways } from "../probes/gateway.ts";
import { withJumpHosts } from "../probes/jump-hosts.ts";
import { withPingShell } from "../probes/ping-shell.ts";
import { inParallel } from "../probes/pool.ts";
import { answersLookups, whyOffline } from "../probes/vantage.ts";
import { rowOf } from "../row/row.ts";
import { type HostState, stateOf } from "../row/state.ts";
import type { Call } from "./call.ts";

/** Whether a host was up in the newest row that says anything of it. */
export type WasUp = (host: string) => boolean;

interface Asked {
  readonly host: Host;
  readonly probed: Probed;
  /** It was up before and is not now. */
  readonly hasTurned: boolean;
}

export async function askHosts(
  hosts: readonly Host[],
  settings: ProbeSettings,
  wasUp: WasUp,
  call: Call,
): Promise<readonly Probed[]> {
  return withPingShell(settings.environment, (pingShell) => askAll(hosts, { ...settings, pingShell }, wasUp, call));
}

async function askAll(
  hosts: readonly Host[],
  settings: ProbeSettings,
  wasUp: WasUp,
  call: Call,
): Promise<readonly Probed[]> {
  const first = await askOnce(hosts, settings, wasUp, call);
  const why = await whyMonitorIsOffline(first, wasUp, call);
  if (why !== undefined) return first.map((asked) => offline(asked, why, call));
  const last = await askAgain(first, settings, call);
  return withoutLookupFaults(last, call);
}

/** A host that may be tried again is not done yet. */
async function askOnce(hosts: readonly Host[], settings: ProbeSettings, wasUp: WasUp, { inputs, reporter }: Call) {
  reporter.started(hosts.length);
  return withJumpHosts(settings, (jumpHosts) =>
    inParallel(hosts, inputs.concurrency, async (host): Promise<Asked> => {
      reporter.hostStarted(host.id);
      const probed = await probeHost(host, { ...settings, jumpHosts });
      const hasTurned = wasUp(host.id) && ["down", "trouble"].includes(stateNow(probed));
      if (!hasTurned) reporter.hostDone(rowOf(probed.result), probed.transcript);
      return { host, probed, hasTurned };
    }),
  );
}

/** Where nobody answers, or many turn bad at once, it may be that nobody could be asked. */
async function whyMonitorIsOffline(asked: readonly Asked[], wasUp: WasUp, { surroundings }: Call) {
  const isAnyUp = asked.some(({ probed }) => stateNow(probed) !== "down");
  const turned = asked.filter(({ hasTurned }) => hasTurned).length;
  const wereUp = asked.filter(({ host }) => wasUp(host.id)).length;
  if (isAnyUp && !isMass({ turned, wereUp })) return undefined;
  const { internet, environment } = surroundings;
  return whyOffline({ internet, gateways: await defaultGateways() }, environment);
}

/** Hosts of our own network may have answered all the same. */
function offline({ probed, hasTurned }: Asked, why: string, { reporter }: Call): Probed {
  const result = stateNow(probed) === "down" ? unseen(probed.result, why) : probed.result;
  if (hasTurned) reporter.hostDone(rowOf(result), probed.transcript);
  return { ...probed, result };
}

function stateNow({ result }: Probed): HostState {
  return stateOf(rowOf(result));
}

const longestPauseMs = 20_000;

/** One lost packet or one refused session is no news: what failed is asked again after a pause, all hosts side by side. */
async function askAgain(first: readonly Asked[], settings: ProbeSettings, { inputs, reporter }: Call) {
  const pauseMs = Math.min(longestPauseMs, inputs.timeoutMs / 3);
  const turned = first.filter(({ hasTurned }) => hasTurned);
  // With connections of its own to jump hosts: those of the first attempt may have failed.
  const again = await withJumpHosts(settings, (jumpHosts) =>
    inParallel(turned, inputs.concurrency, async (asked): Promise<Asked> => {
      const { host, probed } = asked;
      await delay(Math.max(0, probed.endedMs + pauseMs - performance.now()));
      const second = await probeHost(host, { ...settings, jumpHosts }, probed.answers);
      const transcript = [...probed.transcript, "what failed is asked once more", ...second.transcript];
      reporter.hostDone(rowOf(second.result), transcript);
      return { ...asked, probed: { ...second, newHostKey: second.newHostKey ?? probed.newHostKey, transcript } };
    }),
  );
  const byHost = new Map(again.map((asked) => [asked.host, asked]));
  return first.map((asked) => byHost.get(asked.host) ?? asked);
}

/** A name for which this machine's own name servers do not answer says nothing of its host. */
async function withoutLookupFaults(asked: readonly Asked[], { surroundings }: Call): Promise<readonly Probed[]> {
  const probes = asked.map(({ probed }) => probed);
  if (probes.every(({ lookups }) => lookups.unanswered.length === 0)) return probes;
  const isAnswered = await answersLookups(surroundings.internet);
  if (isAnswered ?? probes.some(({ lookups }) => lookups.hasAnswers)) return probes;
  return asked.map(({ host, probed }) => {
    const isUnanswered = (name = "") => probed.lookups.unanswered.includes(name);
    const names = { address: isUnanswered(host.address), page: isUnanswered(host.homePage?.hostname) };
    return { ...probed, result: unresolved(probed.result, names) };
  });
}
