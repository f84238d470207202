/** Whether a host answers echo requests, and how fast: four of them by the system's `ping`, which alone may open the socket. */
import { execFile } from "node:child_process";
import type { Outcome, Trace } from "../outcome.ts";
import { failure, problem, success } from "../outcome.ts";
import { type Ping, parsePing } from "./ping-output.ts";
import { withinLimit } from "./time-limit.ts";

export type { Ping };

export interface PingOptions {
  readonly signal: AbortSignal;
  readonly trace: Trace;
  /** Where `PATH` is taken from, and nothing else. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What the four echo requests may take together, name look-up included. */
  readonly limitMs?: number | undefined;
}

/** This machine cannot ping at all: no statement about any host. */
export class PingFault extends Error {
  override readonly name = "PingFault";
}

/** `exit` is the exit status, or what kept the program from one: `ENOENT`, `ABORT_ERR` … */
interface Run {
  readonly exit: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

const usualOptions = ["-n", "-c", "4", "-i", "0.2", "-W", "2"];
/** For a BusyBox that knows no `-n`, no `-i` or no fractions of a second. */
const plainOptions = ["-c", "4", "-W", "1"];
const defaultLimitMs = 5000;
const outputLimitBytes = 64 * 1024;

/** The value has what is known although there is a problem: a host that loses everything has `lossPercent: 100`. */
export async function ping(address: string, options: PingOptions): Promise<Outcome<Ping>> {
  const run = await withinLimit(options.signal, options.limitMs ?? defaultLimitMs, async (signal) => {
    const first = await runPing(usualOptions, address, { ...options, signal });
    return optionsUnknown(first) ? runPing(plainOptions, address, { ...options, signal }) : first;
  });
  throwFault(run);
  return judge(run);
}

function runPing(pingOptions: readonly string[], address: string, options: PingOptions): Promise<Run> {
  const { signal, trace, environment } = options;
  const path = environment["PATH"];
  const env = { LC_ALL: "C", ...(path === undefined ? {} : { PATH: path }) };
  const limits = { signal, killSignal: "SIGKILL", maxBuffer: outputLimitBytes } as const;
  if (signal.aborted) return Promise.resolve({ exit: "ABORT_ERR", stdout: "", stderr: "" });
  trace(`ping: asks ping ${pingOptions.join(" ")} -- ADDRESS`);
  return new Promise((resolve) => {
    execFile("ping", [...pingOptions, "--", address], { env, ...limits }, (error, stdout, stderr) => {
      const run = { exit: error ? (error.code ?? error.signal ?? "unknown") : 0, stdout, stderr };
      trace(`ping: ${summary(run).replaceAll(address, "ADDRESS")}`);
      resolve(run);
    });
  });
}

/** The lines of `ping` that hold the result, else its first complaint, which may name the address: logs call a host by its name. */
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

/** A firewall here that refuses one packet says "Operation not permitted" too, of `sendmsg` or `sendto`: that is about one host. */
function mayNotPing({ exit, stdout, stderr }: Run): boolean {
  if (exit === "EPERM" || exit === "EACCES") return true;
  const complaints = stderr.split("\n").filter((line) => !/\bsend(?:msg|to)?:/.test(line));
  const refused = /operation not permitted|permission denied|lacking privilege|are you root|must be (?:setuid )?root/i;
  return exit !== 0 && parsePing(stdout).lossPercent === undefined && complaints.some((line) => refused.test(line));
}

function judge(run: Run): Outcome<Ping> {
  const result = parsePing(run.stdout);
  if (result.meanMs !== undefined) return success(result);
  const nothingSent = nothingSentReason(run);
  if (nothingSent !== undefined) return failure("ping:unreachable", nothingSent);
  return { value: { lossPercent: 100 }, problems: [problem("ping:unreachable", lostReason(run))] };
}

/** Why not one echo request was sent, as far as that can be told; undefined where they were lost or had no way to go. */
function nothingSentReason({ exit, stdout, stderr }: Run): string | undefined {
  if (exit === "ABORT_ERR") return "no answer in time, perhaps because the look-up of its name takes long";
  if (/bad address|unknown host|not known|name resolution|no address associated/i.test(stderr))
    return "the name does not resolve";
  if (parsePing(stdout).lossPercent !== undefined || refusedHere.test(stderr) || noWay.test(stderr)) return undefined;
  return `ping gave up without a result (exit ${exit})`;
}

const refusedHere = /not permitted|permission denied|firewall/i;
const noWay = /unreachable|no route|cannot assign requested address|address family not supported/i;

function lostReason({ stdout, stderr }: Run): string {
  if (refusedHere.test(stderr)) return "this machine's own firewall or routes refuse echo requests to the host";
  if (noWay.test(stderr)) return "this machine has no route to the host";
  if (/unreachable/i.test(stdout)) return "a router on the way says that the host cannot be reached";
  return "no echo request was answered";
}
