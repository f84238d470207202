/** Checks a host from inside: one SSH session runs the probe script, and its output becomes facts. */
import type { JumpHost, Resolver } from "../connect.ts";
import { endLine } from "../facts/answer.ts";
import { type FactValues, probeScript } from "../facts/index.ts";
import type { Host } from "../inventory/host.ts";
import { type Outcome, type Problem, reworded, type Trace } from "../outcome.ts";
import type { Forwarder } from "../ssh/forwarder.ts";
import type { KeyRing } from "../ssh/keys.ts";
import type { KnownHosts } from "../ssh/known-hosts.ts";
import { type JumpOptions, openForwarder, runScript } from "../ssh/session.ts";
import { type HostKeyPolicy, trustFor } from "../ssh/trust.ts";
import { passwordsHidden } from "./passwords.ts";
import { type LookUp, logWindowSeconds, readFactsNow, vouchedFor } from "./vouched.ts";

/** Settings that all sessions of a run share. */
export interface SshSettings {
  readonly keys: KeyRing;
  readonly knownHosts: KnownHosts;
  readonly hostKeyPolicy: HostKeyPolicy;
  readonly lookUp: LookUp;
}

export interface Inside {
  readonly facts: FactValues | undefined;
  /** The known_hosts line of a new host under `accept-new`. */
  readonly newHostKey: string | undefined;
}

interface SshOptions {
  readonly signal: AbortSignal;
  readonly trace: Trace;
  readonly resolver?: Resolver | undefined;
  /** The way to the host, where it is not reached from here. */
  readonly jumpHost?: JumpHost | undefined;
  readonly loginsSinceSeconds?: number | undefined;
}

export async function askInside(host: Host, settings: SshSettings, options: SshOptions): Promise<Outcome<Inside>> {
  const hide = passwordsHidden(host);
  const { value, problems } = await ask(host, settings, { ...options, trace: (line) => options.trace(hide(line)) });
  return { value, problems: problems.map((problem) => reworded(problem, hide)) };
}

async function ask(host: Host, settings: SshSettings, options: SshOptions): Promise<Outcome<Inside>> {
  const trust = trustFor(host, settings.knownHosts.entries, settings.hostKeyPolicy);
  const argument = String(logWindowSeconds(host, options));
  const [vouched, session] = await Promise.all([
    vouchedFor(host, settings.lookUp, options),
    runScript(host, {
      script: probeScript(host.type),
      argument,
      endMark: endLine,
      keys: settings.keys,
      trust,
      ...options,
    }),
  ]);
  const { newHostKey } = session;
  if (session.value === undefined) return { value: { facts: undefined, newHostKey }, problems: session.problems };
  const { text, complaint } = session.value;
  const facts = readFactsNow(text, host.type, vouched);
  const problems = [...session.problems, ...facts.problems.map((problem) => withComplaint(problem, complaint))];
  return { value: { facts: withoutJumpHost(facts.value, host), newHostKey }, problems };
}

/** A host sees the address of its jump host, which says nothing of ours. */
function withoutJumpHost(facts: FactValues | undefined, { via }: Host): FactValues | undefined {
  return facts && via ? { ...facts, clientAddress: undefined } : facts;
}

/** Logs in to a jump host. Its own check records a new host key. */
export async function openJumpHost(
  host: Host,
  { keys, knownHosts, hostKeyPolicy }: SshSettings,
  options: Omit<JumpOptions, "keys" | "trust">,
): Promise<Outcome<Forwarder>> {
  const hide = passwordsHidden(host);
  const trust = trustFor(host, knownHosts.entries, hostKeyPolicy);
  return openForwarder(host, { ...options, keys, trust, trace: (line) => options.trace(hide(line)) });
}

/** Standard error often shows the reason: `sh: not found`, `Password change required but no TTY available.` */
function withComplaint(problem: Problem, complaint: string | undefined): Problem {
  return complaint === undefined ? problem : reworded(problem, (text) => `${text}; it printed the error: ${complaint}`);
}
