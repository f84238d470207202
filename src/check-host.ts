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
import type { Page } from "./probes/http.ts";
import { type Ping, PingFault, type PingOptions, ping } from "./probes/ping.ts";
import type { Inside, SshSettings } from "./probes/ssh.ts";

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
  readonly lookups: Lookups;
  readonly answers: Answers;
  /** Of `performance.now()`. */
  readonly endedMs: number;
}

/** Ping and home page may each use a sixth of `timeout`, but at least this long. */
const minLimitMs = 5000;

/** What came of the names that were looked up. */
export interface Lookups {
  /** The name servers answered at least one. */
  readonly hasAnswers: boolean;
  /** Names that they said nothing of. */
  readonly unanswered: readonly string[];
}

/** What each probe came to. */
interface Answers {
  readonly pinged: Outcome<Ping>;
  readonly page: Outcome<Page>;
  readonly inside: Outcome<TimedInside>;
}

interface TimedInside extends Inside {
  /** The host's clock minus ours. */
  readonly clockS?: number | undefined;
}

/** With what the host answered `before`, only what failed then is asked again. */
export async function probeHost(host: Host, settings: ProbeSettings, before?: Answers): Promise<Probed> {
  const transcript: string[] = [];
  const resolver = new Resolver();
  const options = {
    signal: AbortSignal.timeout(settings.timeoutMs),
    limitMs: Math.max(minLimitMs, settings.timeoutMs / 6),
    trace: (line: string) => void transcript.push(line),
    // All three probes use the same addresses.
    resolver,
  };
  const pinged = await again(before?.pinged, () => askPing(host, { ...options, ...settings }), hasValue);
  const page = await again(before?.page, () => askPage(host, options), hasValue, hasFailed);
  const inside = await again(
    before?.inside,
    () => withClock(settings.clockMs, () => askInside(host, settings.ssh, { ...options, ...settings })),
    hasFacts,
  );
  const facts = inside.value?.facts;
  return {
    transcript,
    newHostKey: inside.value?.newHostKey,
    lookups: { hasAnswers: resolver.hasAnswers, unanswered: resolver.unanswered },
    answers: { pinged, page, inside },
    endedMs: performance.now(),
    result: {
      time: settings.time,
      host: host.id,
      type: host.type,
      ping: pinged.value ?? {},
      page: page.value,
      facts,
      clockS: inside.value?.clockS,
      lastBoot: facts?.lastBoot && bootText(facts.lastBoot, facts.bootId, settings.previousBoot(host.id)),
      problems: [...pinged.problems, ...page.problems, ...inside.problems],
    },
  };
}

/** What went well is not asked again, and what was learnt before is kept where the second attempt learns nothing. */
async function again<Value>(
  before: Outcome<Value> | undefined,
  ask: () => Promise<Outcome<Value>>,
  isTelling: (outcome: Outcome<Value>) => boolean,
  isBad: (outcome: Outcome<Value>) => boolean = () => false,
): Promise<Outcome<Value>> {
  if (before === undefined) return ask();
  if (before.problems.length === 0 && !isBad(before)) return before;
  const now = await ask();
  return isTelling(before) && !isTelling(now) ? before : now;
}

async function withClock(clockMs: () => number, ask: () => Promise<Outcome<Inside>>): Promise<Outcome<TimedInside>> {
  const askedMs = clockMs();
  const { value, problems } = await ask();
  if (value?.facts?.hostTime === undefined) return { value, problems };
  return { value: { ...value, clockS: clockOffset(value.facts.hostTime, askedMs, clockMs()) }, problems };
}

function hasFailed({ value }: Outcome<Page>): boolean {
  return value !== undefined && value.status >= 400;
}

function hasValue({ value }: Outcome<unknown>): boolean {
  return value !== undefined;
}

function hasFacts({ value }: Outcome<Inside>): boolean {
  return value?.facts !== undefined;
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

async function askPage(host: Host, options: Options): Promise<Outcome<Page>> {
  const { homePage, verify } = host;
  if (homePage === undefined) return { problems: [] };
  const { requestPage } = await import("./probes/http.ts");
  return isolated("http:failed", options.trace, () => requestPage(homePage, { verify, ...options }));
}

async function askInside(host: Host, settings: SshSettings, options: PingOptions & Options): Promise<Outcome<Inside>> {
  if (host.self) return askHere(host, settings, options);
  if (host.identities.length === 0) return { problems: [] };
  // The SSH library is the largest module; runs that only ping do not load it.
  const { askInside: askOverSsh } = await import("./probes/ssh.ts");
  return isolated("ssh:protocol", options.trace, () => askOverSsh(host, settings, options));
}

async function askHere(host: Host, { lookUp }: SshSettings, options: PingOptions): Promise<Outcome<Inside>> {
  const { askSelf } = await import("./probes/self.ts");
  const { value, problems } = await isolated("probe:incomplete", options.trace, () =>
    askSelf(host, { lookUp, ...options }),
  );
  return { value: { facts: value, newHostKey: undefined }, problems };
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
