/**
 * Checks one host from outside and from inside. The home page and SSH are asked side by side, from the first echo reply on: a
 * sleeping host is woken by the pings, so it does not delay them.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { CheckResult } from "./check-result.ts";
import { type JumpHost, Resolver } from "./connect.ts";
import { bootText, type PreviousBoot } from "./facts/boot.ts";
import { clockOffset } from "./facts/clock.ts";
import type { Host } from "./inventory/host.ts";
import { type ErrorCode, failure, type Outcome, type Trace } from "./outcome.ts";
import type { Page } from "./probes/http.ts";
import { type JumpHosts, withJumpHosts } from "./probes/jump-hosts.ts";
import { type Ping, PingFault, type PingOptions, ping } from "./probes/ping.ts";
import type { PingShell } from "./probes/ping-shell.ts";
import type { Inside, SshSettings } from "./probes/ssh.ts";

export interface ProbeSettings {
  readonly time: Date;
  readonly clockMs: () => number;
  /** Total deadline for one host. */
  readonly timeoutMs: number;
  readonly ssh: SshSettings;
  /** Shared with other hosts; without it, a probe has its own. */
  readonly jumpHosts?: JumpHosts | undefined;
  /** The same. */
  readonly pingShell?: PingShell | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The boot time in the host's previous rows. */
  readonly previousBoot: (host: string) => PreviousBoot;
  /** The time of the host's newest row that tells who has logged in since the row before. */
  readonly loginsKnown?: ((host: string) => Date | undefined) | undefined;
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
/** How long the first echo reply is waited for before the home page and SSH are asked. */
const wakeUpMs = 1000;

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

type Probe = "ping" | "page" | "inside";

/** With what the host answered `before`, only what failed then is asked again. */
export async function probeHost(host: Host, settings: ProbeSettings, before?: Answers): Promise<Probed> {
  if (host.via !== undefined && settings.jumpHosts === undefined)
    return withJumpHosts(settings, (jumpHosts) => probeHost(host, { ...settings, jumpHosts }, before));
  const resolver = new Resolver();
  const transcript: Record<Probe, string[]> = { ping: [], page: [], inside: [] };
  const signal = AbortSignal.timeout(settings.timeoutMs);
  const limitMs = Math.max(minLimitMs, settings.timeoutMs / 6);
  const options = (probe: Probe): Options => {
    const trace = (line: string) => void transcript[probe].push(line);
    const jumpHost = host.via && settings.jumpHosts?.through(host.via, trace);
    // All three probes use the same addresses.
    const { environment, pingShell: shell, loginsKnown, clockMs } = settings;
    const loginsSinceSeconds = secondsSince(loginsKnown?.(host.id), clockMs());
    return { ...{ signal, limitMs, environment, shell }, trace, resolver, jumpHost, loginsSinceSeconds };
  };
  const answers = await askAll(host, settings, options, before);
  return {
    transcript: [...transcript.ping, ...transcript.page, ...transcript.inside],
    newHostKey: answers.inside.value?.newHostKey,
    lookups: { hasAnswers: resolver.hasAnswers, unanswered: resolver.unanswered },
    answers,
    endedMs: performance.now(),
    result: resultOf(host, answers, settings),
  };
}

/** How long it may take until the host is asked. */
const askingSeconds = 10;

/** undefined: it is not known. */
function secondsSince(time: Date | undefined, nowMs: number): number | undefined {
  return time && Math.max(0, Math.ceil((nowMs - time.getTime()) / 1000)) + askingSeconds;
}

async function askAll(
  host: Host,
  { ssh, clockMs }: ProbeSettings,
  options: (probe: Probe) => Options,
  before: Answers | undefined,
): Promise<Answers> {
  const { promise: reply, resolve: onReply } = Promise.withResolvers<void>();
  const pinging = again(before?.pinged, () => askPing(host, { ...options("ping"), onReply }), hasValue);
  const awake = Promise.race([reply, pinging, delay(wakeUpMs, undefined, { ref: false })]);
  // Loaded meanwhile, so that loading does not count as response time.
  const ready = Promise.all([loadProbes(host), awake]);
  const [pinged, page, inside] = await Promise.all([
    pinging,
    ready.then(([probes]) => again(before?.page, () => askPage(host, probes, options("page")), hasValue, hasFailed)),
    ready.then(([probes]) =>
      again(before?.inside, () => withClock(clockMs, () => askInside(host, probes, ssh, options("inside"))), hasFacts),
    ),
  ]);
  return { pinged, page, inside };
}

function resultOf(host: Host, { pinged, page, inside }: Answers, settings: ProbeSettings): CheckResult {
  const facts = inside.value?.facts;
  return {
    time: settings.time,
    host: host.id,
    type: host.type,
    ping: pinged.value ?? {},
    page: page.value,
    facts,
    clockS: inside.value?.clockS,
    lastBoot: facts?.lastBoot && bootText(facts.lastBoot, facts.bootId, settings.previousBoot(host.id)),
    problems: [...pinged.problems, ...page.problems, ...inside.problems],
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

interface Options extends PingOptions {
  /** For the ping, and for the page. */
  readonly limitMs: number;
  readonly resolver: Resolver;
  readonly jumpHost: JumpHost | undefined;
  readonly loginsSinceSeconds: number | undefined;
}

type Probes = Awaited<ReturnType<typeof loadProbes>>;

/** The HTTP client and the SSH library are large; runs that only ping load neither. */
async function loadProbes({ homePage, identities, self }: Host) {
  const [http, ssh, here] = await Promise.all([
    homePage && import("./probes/http.ts"),
    identities.length > 0 ? import("./probes/ssh.ts") : undefined,
    self ? import("./probes/self.ts") : undefined,
  ]);
  return { http, ssh, here };
}

async function askPing(host: Host, options: PingOptions): Promise<Outcome<Ping>> {
  if (!host.ping) return { problems: [] };
  return isolated("ping:unreachable", options.trace, () => ping(host.address, options));
}

async function askPage({ homePage, verify }: Host, { http }: Probes, options: Options): Promise<Outcome<Page>> {
  if (homePage === undefined || http === undefined) return { problems: [] };
  return isolated("http:failed", options.trace, () => http.requestPage(homePage, { verify, ...options }));
}

async function askInside(
  host: Host,
  { ssh, here }: Probes,
  settings: SshSettings,
  options: Options,
): Promise<Outcome<Inside>> {
  const { trace } = options;
  if (ssh) return isolated("ssh:protocol", trace, () => ssh.askInside(host, settings, options));
  if (here === undefined) return { problems: [] };
  const { lookUp } = settings;
  const { value, problems } = await isolated("probe:incomplete", trace, () =>
    here.askSelf(host, { lookUp, ...options }),
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
