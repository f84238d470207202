/**
 * The connections to jump hosts. Each is opened for the first host behind it, shared by all of them, and closed at the end; one
 * that failed is not tried again, because a host may count failed logins.
 */
import { type JumpHost, untilAborted } from "../connect.ts";
import type { Host } from "../inventory/host.ts";
import { causedBy, type Problem, ProblemError, problem, reworded, type Trace } from "../outcome.ts";
import type { Forwarder } from "../ssh/forwarder.ts";
import { passwordsHidden } from "./passwords.ts";
import type { SshSettings } from "./ssh.ts";

export interface JumpSettings {
  readonly ssh: SshSettings;
  /** For the login to one jump host. */
  readonly timeoutMs: number;
}

/** Lends `use` a set of connections. */
export async function withJumpHosts<Result>(
  settings: JumpSettings,
  use: (jumpHosts: JumpHosts) => Promise<Result>,
): Promise<Result> {
  const jumpHosts = new JumpHosts(settings);
  try {
    return await use(jumpHosts);
  } finally {
    jumpHosts.close();
  }
}

export class JumpHosts {
  readonly #settings: JumpSettings;
  readonly #opened = new Map<string, Promise<Forwarder>>();

  constructor(settings: JumpSettings) {
    this.#settings = settings;
  }

  /** The way through a host. `trace` gets the login, if this is the first one to need it. */
  through(host: Host, trace: Trace): JumpHost {
    const ready = (signal: AbortSignal) =>
      untilAborted(this.#forwarder(host, trace), signal, () => new ProblemError(blame(host, late)));
    return {
      ready: async (signal) => void (await ready(signal)),
      connect: async (address, port, signal) => (await ready(signal)).connect(address, port, signal),
    };
  }

  close(): void {
    for (const opening of this.#opened.values())
      opening.then(
        (forwarder) => forwarder.close(),
        () => {},
      );
  }

  #forwarder(host: Host, trace: Trace): Promise<Forwarder> {
    const opened = this.#opened.get(host.id) ?? this.#open(host, trace);
    this.#opened.set(host.id, opened);
    return opened;
  }

  async #open(host: Host, trace: Trace): Promise<Forwarder> {
    const { ssh, timeoutMs } = this.#settings;
    const { openJumpHost } = await import("./ssh.ts");
    const { value, problems } = await openJumpHost(host, ssh, {
      signal: AbortSignal.timeout(timeoutMs),
      keepaliveMs: timeoutMs / keepalives,
      trace: (line) => trace(`jump host ${host.id}: ${line}`),
      blame: (reason) => blame(host, reason),
      jumpHost: host.via && this.through(host.via, trace),
    });
    if (value === undefined) throw new ProblemError(problems[0] ?? blame(host, late));
    return value;
  }
}

/** A jump host that is silent for half of the time limit is lost, before the hosts behind it run out of time. */
const keepalives = 6;

const late = problem("ssh:timeout", "no answer in time");

/** What a jump host's problem is for the hosts behind it; that of a jump host before it is told already. */
function blame(host: Host, reason: Problem): Problem {
  const told = reason.code === "ssh:via" ? reason : causedBy(reason, "ssh:via", `the jump host ${host.id} failed`);
  return reworded(told, passwordsHidden(host));
}
