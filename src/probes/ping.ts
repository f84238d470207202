/** Sends four pings with the system's `ping`, which has the permission to open the socket. */
import type { LookupAddress } from "node:dns";
import { isIP } from "node:net";
import { Resolver } from "../connect.ts";
import type { Outcome, Trace } from "../outcome.ts";
import { failure, problem, success } from "../outcome.ts";
import { type Ping, parsePing } from "./ping-output.ts";
import { type PingRun, type PingShell, withPingShell } from "./ping-shell.ts";
import { withinLimit } from "./time-limit.ts";

export type { Ping };

export interface PingOptions {
  readonly signal: AbortSignal;
  readonly trace: Trace;
  /** Only `PATH` is used. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Time limit for all pings, with the DNS lookup. */
  readonly limitMs?: number | undefined;
  /** Shared with the other probes of the host. */
  readonly resolver?: Resolver | undefined;
  /** Shared with other hosts; without it, a ping has its own. */
  readonly shell?: PingShell | undefined;
  /** Called as soon as the host has answered an echo request. */
  readonly onReply?: (() => void) | undefined;
}

/** This machine cannot ping at all; this says nothing about a host. */
export class PingFault extends Error {
  override readonly name = "PingFault";
}

interface Run extends PingRun {
  readonly ranMs: number;
}

const usualOptions = ["-n", "-c", "4", "-i", "0.2", "-W", "2"];
/** For a BusyBox without `-n`, `-i` or fractions of a second. */
const plainOptions = ["-c", "4", "-W", "1"];
const defaultLimitMs = 5000;

/**
 * The value is set even if there is a problem: a host that loses all pings has `lossPercent: 100`. If the first address of a
 * name does not answer, the first one of the other family is tried, as for other connections.
 */
export async function ping(host: string, options: PingOptions): Promise<Outcome<Ping>> {
  const { resolver = new Resolver(), limitMs = defaultLimitMs } = options;
  return withinLimit(options.signal, limitMs, async (signal) => {
    const [first, other] = await targets(host, resolver, signal);
    if (first === undefined) return failure("ping:unreachable", unresolved(signal));
    const outcome = await pingAddress(first.address, { ...options, signal });
    if (other === undefined || hasReplied(outcome)) return outcome;
    const second = await pingAddress(other.address, { ...options, signal });
    if (hasReplied(second)) resolver.prefer(host, other.family);
    return second.value === undefined ? outcome : second;
  });
}

/** The preferred address of a name, and the first one of the other family; none where it does not resolve. */
async function targets(host: string, resolver: Resolver, signal: AbortSignal): Promise<readonly LookupAddress[]> {
  if (isIP(host) !== 0) return [{ address: host, family: isIP(host) }];
  const addresses = await resolver.lookUp(host, signal).catch(() => []);
  return [...new Map(addresses.toReversed().map((each) => [each.family, each])).values()].toReversed();
}

function unresolved(signal: AbortSignal): string {
  return signal.aborted ? lateSentence : "the name does not resolve";
}

/** Whether echo replies came, with valid times or not. */
export function hasReplied({ value, problems }: Outcome<Ping>): boolean {
  return value?.meanMs !== undefined || problems.some(({ code }) => code === "ping:implausible");
}

async function pingAddress(address: string, options: PingOptions): Promise<Outcome<Ping>> {
  const { shell, environment } = options;
  if (shell === undefined) return withPingShell(environment, (own) => pingAddress(address, { ...options, shell: own }));
  const first = await runPing(usualOptions, address, shell, options);
  const run = optionsUnknown(first) ? await runPing(plainOptions, address, shell, options) : first;
  throwFault(run);
  return judge(run);
}

async function runPing(
  pingOptions: readonly string[],
  address: string,
  shell: PingShell,
  { signal, trace, onReply = () => {} }: PingOptions,
): Promise<Run> {
  const startedMs = performance.now();
  if (!signal.aborted) trace(`ping: asks ping ${pingOptions.join(" ")} -- ADDRESS`);
  const onLine = (line: string) => {
    if (replyPattern.test(line)) onReply();
  };
  const run = { ...(await shell.run(pingOptions, address, { signal, onLine })), ranMs: performance.now() - startedMs };
  trace(`ping: ${summary(run).replaceAll(address, "ADDRESS")}`);
  return run;
}

/** `ping` writes each line as soon as it has it. */
const replyPattern = /^\d+ bytes from /;

/** The result lines of `ping`, else its first error. It may contain the address, which the caller replaces. */
function summary({ exit, stdout, stderr }: Run): string {
  const lines = stdout.split("\n").filter((line) => /^\d+ packets|min\/avg\/max/.test(line));
  const said = lines.length > 0 ? lines.join("; ") : (stderr.split("\n")[0] ?? "");
  return `${said} (exit ${exit})`;
}

function optionsUnknown({ exit, stderr }: Run): boolean {
  return exit !== 0 && /(?:invalid|unrecognized|unknown) option|invalid (?:number|argument).*0\.2/i.test(stderr);
}

function throwFault(run: Run): void {
  if (run.exit === "ENOENT")
    throw new PingFault("ping is not installed on this machine (Debian: sudo apt-get install iputils-ping)");
  if (mayNotPing(run))
    throw new PingFault(
      'ping may not open its socket: sudo setcap cap_net_raw+p "$(command -v ping)", ' +
        'or sudo sysctl -w net.ipv4.ping_group_range="0 2147483647"',
    );
  if (typeof run.exit === "string" && /^E[A-Z]+$/.test(run.exit))
    throw new PingFault(`ping could not be started on this machine (${run.exit})`);
}

/**
 * "Operation not permitted" of `sendmsg` or `sendto` comes from a firewall rule for one host, not from a missing
 * permission.
 */
function mayNotPing({ exit, stdout, stderr }: Run): boolean {
  if (exit === "EPERM" || exit === "EACCES") return true;
  const complaints = stderr.split("\n").filter((line) => !/\bsend(?:msg|to)?:/.test(line));
  const refused = /operation not permitted|permission denied|lacking privilege|are you root|must be (?:setuid )?root/i;
  return exit !== 0 && parsePing(stdout).lossPercent === undefined && complaints.some((line) => refused.test(line));
}

function judge(run: Run): Outcome<Ping> {
  const { implausible, ...result } = parsePing(run.stdout, run.ranMs);
  if (implausible || (result.meanMs !== undefined && clockWentBack.test(run.stderr)))
    return { value: { lossPercent: result.lossPercent }, problems: [problem("ping:implausible", implausibleSentence)] };
  if (result.meanMs !== undefined) return success(result);
  const nothingSent = nothingSentReason(run);
  if (nothingSent !== undefined) return failure("ping:unreachable", nothingSent);
  return { value: { lossPercent: 100 }, problems: [problem("ping:unreachable", lostReason(run))] };
}

/** Why no ping was sent; undefined if pings were sent and lost, or there was no route. */
function nothingSentReason({ exit, stdout, stderr }: Run): string | undefined {
  if (exit === "ABORT_ERR") return lateSentence;
  // Some `ping` programs support only IPv4.
  if (
    /bad address|unknown host|not known|name resolution|for hostname not supported|no address associated/i.test(stderr)
  )
    return "the ping program of this machine does not support this kind of address";
  if (parsePing(stdout).lossPercent !== undefined || refusedHere.test(stderr) || noWay.test(stderr)) return undefined;
  return `ping ended without a result (exit ${exit})`;
}

const lateSentence = "no answer in time, perhaps because the DNS lookup is slow";
const implausibleSentence =
  "echo replies came, but with impossible times: the host changes the echoed data, or a clock was set in the meantime";
/** For a reply from the future iputils prints this and counts the round trip as 0. */
const clockWentBack = /time of day goes back/;
const refusedHere = /not permitted|permission denied|firewall/i;
const noWay = /unreachable|no route|cannot assign requested address|address family not supported/i;

function lostReason({ stdout, stderr }: Run): string {
  if (refusedHere.test(stderr))
    return "ping was blocked on this machine (firewall or routing), so the host was not asked";
  if (noWay.test(stderr)) return "this machine has no route to the host";
  if (/unreachable/i.test(stdout)) return "a router reported that the host is unreachable";
  return "no ping was answered";
}
