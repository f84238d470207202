/**
 * Checks one host from outside and from inside: ping first, then the home page, then SSH. A sleeping host is woken by the
 * pings, so it does not delay SSH.
 */
import type { CheckResult } from "./check-result.ts";
import { Resolver } from "./connect.ts";
import { bootText, type PreviousBoot } from "./facts/boot.ts";
import { clockOffset } from "./facts/clock.ts";
import type { Host } from "./inventory/host.ts";
import { type ErrorCode, failure, type Outcome, type Trace } from "./outcome.ts";
import { type Ping, PingFault, type PingOptions, ping } from "./probes/ping.ts";
import type { SshSettings } from "./probes/ssh.ts";

export interface ProbeSettings {
  readonly time: Date;
  readonly clockMs: () => number;
  /** Total deadline for one host. */
  readonly timeoutMs: number;
  readonly ssh: SshSettings;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The boot time in the host's previous rows. */
  readonly previousBoot: (host: string) => PreviousBoot;
}

export interface Probed {
  readonly result: CheckResult;
  readonly transcript: readonly string[];
  readonly newHostKey: string | undefined;
}

/** Ping and home page may each use a sixth of `timeout`, but at least this long. */
const minLimitMs = 5000;

export async function probeHost(host: Host, settings: ProbeSettings): Promise<Probed> {
  const transcript: string[] = [];
  const options = {
    signal: AbortSignal.timeout(settings.timeoutMs),
    limitMs: Math.max(minLimitMs, settings.timeoutMs / 6),
    trace: (line: string) => void transcript.push(line),
    // All three probes use the same addresses.
    resolver: new Resolver(),
  };
  const pinged = await askPing(host, { ...options, ...settings });
  const page = await askPage(host, options);
  const askedMs = settings.clockMs();
  const inside = await askSsh(host, settings.ssh, options);
  const answeredMs = settings.clockMs();
  const facts = inside.value?.facts;
  return {
    transcript,
    newHostKey: inside.value?.newHostKey,
    result: {
      time: settings.time,
      host: host.id,
      type: host.type,
      ping: pinged.value ?? {},
      page: page.value,
      facts,
      clockS: facts?.hostTime === undefined ? undefined : clockOffset(facts.hostTime, askedMs, answeredMs),
      lastBoot: facts?.lastBoot && bootText(facts.lastBoot, facts.bootId, settings.previousBoot(host.id)),
      problems: [...pinged.problems, ...page.problems, ...inside.problems],
    },
  };
}

interface Options {
  readonly signal: AbortSignal;
  /** For the ping, and for the page. */
  readonly limitMs: number;
  readonly trace: Trace;
  readonly resolver: Resolver;
}

async function askPing(host: Host, options: PingOptions): Promise<Outcome<Ping>> {
  if (!host.ping) return { problems: [] };
  return isolated("ping:unreachable", options.trace, () => ping(host.address, options));
}

async function askPage(host: Host, options: Options) {
  const { homePage, verify } = host;
  if (homePage === undefined) return { problems: [] };
  const { requestPage } = await import("./probes/http.ts");
  return isolated("http:failed", options.trace, () => requestPage(homePage, { verify, ...options }));
}

async function askSsh(host: Host, settings: SshSettings, options: Options) {
  if (host.identities.length === 0) return { problems: [] };
  // The SSH library is the largest module; runs that only ping do not load it.
  const { askInside } = await import("./probes/ssh.ts");
  return isolated("ssh:protocol", options.trace, () => askInside(host, settings, options));
}

/** If the answer of one host triggers a bug, only that host's check fails, not the run. */
async function isolated<Value>(
  code: ErrorCode,
  trace: Trace,
  probe: () => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  try {
    return await probe();
  } catch (error) {
    if (error instanceof PingFault) throw error;
    for (const line of placesOf(error)) trace(line);
    return failure(
      code,
      "unexpected answer, which is a defect of server-monitor; please report it with the run's debug log",
    );
  }
}

/** The stack. The message is left out, because it may quote secrets. */
function placesOf(error: unknown): string[] {
  const lines = error instanceof Error ? (error.stack ?? "").split("\n") : [];
  return lines.map((line) => line.trim()).filter((line) => line.startsWith("at "));
}
