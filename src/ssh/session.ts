/** One SSH session with one host: logs in with its credentials, runs one script and returns the output. */
import type { JumpHost, Resolver } from "../connect.ts";
import type { Host } from "../inventory/host.ts";
import { type Outcome, type Problem, problem, type Trace } from "../outcome.ts";
import { type Attempt, Login, planLogin } from "./auth.ts";
import { type Ending, type Forwarding, runErrand, type Task } from "./connection.ts";
import type { Forwarder } from "./forwarder.ts";
import { HostKeyGate } from "./host-key.ts";
import type { KeyRing } from "./keys.ts";
import type { Script, ScriptOutput } from "./script-run.ts";
import type { Trust } from "./trust.ts";

interface LoginOptions {
  readonly keys: KeyRing;
  readonly trust: Trust;
  /** The deadline, from the DNS lookup to the last byte; for a jump host, to the login. */
  readonly signal: AbortSignal;
  readonly trace: Trace;
  /** Shared with the other probes of the host. */
  readonly resolver?: Resolver | undefined;
  /** The way to the host, where it is not reached from here. */
  readonly jumpHost?: JumpHost | undefined;
}

export interface SessionOptions extends LoginOptions, Script {}

/** The text is the output, with or without the end mark. */
interface SessionOutput extends ScriptOutput {
  /** The address connected to, in canonical form. */
  readonly address: string;
}

export interface SessionOutcome extends Outcome<SessionOutput> {
  /** The known_hosts line of a new host key that was accepted. It is recorded even if the login failed after it. */
  readonly newHostKey?: string | undefined;
}

export async function runScript(
  host: Host,
  { script, argument, endMark, ...options }: SessionOptions,
): Promise<SessionOutcome> {
  const { ending, trouble, newHostKey } = await logInTo(host, { script, argument, endMark }, options);
  return { ...outcomeOf(ending, trouble), newHostKey };
}

export interface JumpOptions extends LoginOptions, Forwarding {}

/** Logs in and stays connected. */
export async function openForwarder(
  host: Host,
  { keepaliveMs, blame, ...options }: JumpOptions,
): Promise<Outcome<Forwarder>> {
  const { ending, trouble } = await logInTo(host, { keepaliveMs, blame }, options);
  return { value: ending.forwarder, problems: trouble === undefined ? [] : [blame(trouble)] };
}

interface Done {
  readonly ending: Ending;
  readonly trouble: Problem | undefined;
  readonly newHostKey?: string | undefined;
}

async function logInTo(host: Host, task: Task, options: LoginOptions): Promise<Done> {
  const { attempts, unreadable } = planLogin(host.identities, options.keys);
  for (const sentence of unreadable) options.trace(`ssh: ${sentence}`);
  if (attempts.length === 0)
    return { ending: nothingDone, trouble: problem("ssh:key-unreadable", unreadable.join("; ")) };
  const gate = new HostKeyGate(host, options.trust);
  const notes: string[] = [];
  const ending = await logInAndRun(host, attempts, { ...options, task, gate, notes });
  const isRefused = ending.loginFailed && ending.problem === undefined;
  const trouble = isRefused ? loginProblem([...notes, ...unreadable]) : ending.problem;
  return { ending, trouble, newHostKey: gate.newHostKey };
}

const nothingDone: Ending = { loginFailed: false, peer: "" };

interface Attempting extends LoginOptions {
  readonly task: Task;
  readonly gate: HostKeyGate;
  /** Collects the results of the attempts. */
  readonly notes: string[];
}

/** As few connections as possible: a new one for another user, or if the host closed the last one early. */
async function logInAndRun(host: Host, attempts: readonly Attempt[], options: Attempting): Promise<Ending> {
  const login = new Login(attempts);
  const ending = await runErrand({ ...options, host, login });
  for (const note of login.notes) options.trace(`ssh: ${note}`);
  options.notes.push(...login.notes);
  if (options.gate.seekAnotherType(ending.offer)) return logInAndRun(host, attempts, options);
  if (!ending.loginFailed || login.remaining.length === 0) return ending;
  return logInAndRun(host, login.remaining, options);
}

function loginProblem(notes: readonly string[]): Problem {
  return problem("ssh:auth", `the host refused the login: ${notes.join("; ")}`);
}

/** Output is kept even if the session failed later; empty output only if the script ended. */
function outcomeOf({ output, peer }: Ending, trouble: Problem | undefined): Outcome<SessionOutput> {
  const problems = trouble === undefined ? [] : [trouble];
  if (output === undefined || (trouble !== undefined && output.text === "")) return { problems };
  return { value: { ...output, address: peer }, problems };
}
