/**
 * One host, from outside and from inside. Ping first, then the page, then SSH: a host that sleeps when nobody asks is woken
 * by the first and does not spoil the last.
 */
import type { CheckResult } from "./check-result.ts";
import { Resolver } from "./connect.ts";
import { bootText, type PreviousBoot } from "./facts/boot.ts";
import type { Host } from "./inventory/host.ts";
import { type ErrorCode, failure, type Outcome, type Trace } from "./outcome.ts";
import { type Ping, PingFault, type PingOptions, ping } from "./probes/ping.ts";
import type { SshSettings } from "./probes/ssh.ts";

export interface ProbeSettings {
  readonly time: Date;
  /** Total deadline for one host. */
  readonly timeoutMs: number;
  readonly ssh: SshSettings;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The host's boot as its rows have it. */
  readonly previousBoot: (host: string) => PreviousBoot;
}

export interface Probed {
  readonly result: CheckResult;
  readonly transcript: readonly string[];
  readonly newHostKey: string | undefined;
}

/** Of `timeout`, ping and page may use a sixth each, but no less than this. */
const minLimitMs = 5000;

export async function probeHost(host: Host, settings: ProbeSettings): Promise<Probed> {
  const transcript: string[] = [];
  const options = {
    signal: AbortSignal.timeout(settings.timeoutMs),
    limitMs: Math.max(minLimitMs, settings.timeoutMs / 6),
    trace: (line: string) => void transcript.push(line),
    // All three probes mean the same addresses.
    resolver: new Resolver(),
  };
  const pinged = await askPing(host, { ...options, ...settings });
  const page = await askPage(host, options);
  const inside = await askSsh(host, settings.ssh, options);
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
  // Most of what there is to load: who only pings does not wait for it.
  const { askInside } = await import("./probes/ssh.ts");
  return isolated("ssh:protocol", options.trace, () => askInside(host, settings, options));
}

/** A defect of ours that one host's answer brings to light is that host's trouble, not the run's. */
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

/** Where it broke. The message stays out: it may quote what it was given, secrets included. */
function placesOf(error: unknown): string[] {
  const lines = error instanceof Error ? (error.stack ?? "").split("\n") : [];
  return lines.map((line) => line.trim()).filter((line) => line.startsWith("at "));
}
