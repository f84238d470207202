/**
 * One connection to one host: host key, login, script. The first of these ends it: the output is complete, an error, the host
 * closes the connection, or the deadline. Then the stream is destroyed. The connection to a jump host lasts until it is closed.
 */
import { connect as connectTcp } from "node:net";
import type { Duplex } from "node:stream";
import type { ClientChannel, ConnectConfig } from "ssh2";
import Client from "ssh2/lib/client.js";
import { canonicalAddress } from "../address.ts";
import { type JumpHost, type Resolver, tcpOptions } from "../connect.ts";
import type { Host } from "../inventory/host.ts";
import { type Problem, problem, type Trace } from "../outcome.ts";
import type { Login } from "./auth.ts";
import { useKeyObjects } from "./cipher-keys.ts";
import { clientConfig } from "./client-config.ts";
import { diagnose, isDisconnect, socketProblem } from "./diagnosis.ts";
import { type Carrier, Forwarder } from "./forwarder.ts";
import type { HostKeyGate } from "./host-key.ts";
import type { ServerOffer } from "./kexinit.ts";
import { ignoreOtherHostKeys } from "./other-host-keys.ts";
import { OversizeError, quoted } from "./problems.ts";
import { watchPrompts } from "./prompt-guard.ts";
import { type Script, type ScriptOutput, ScriptRun } from "./script-run.ts";
import { StreamGuard } from "./stream-guard.ts";

/** What is done once the login has worked: a script is run, or the connection stays open for others. */
export type Task = Script | Forwarding;

export interface Forwarding extends Pick<Carrier, "blame"> {
  /** A jump host that does not answer for two of these is lost. */
  readonly keepaliveMs: number;
}

export interface Errand {
  readonly task: Task;
  readonly host: Pick<Host, "address" | "port">;
  readonly login: Login;
  readonly gate: HostKeyGate;
  readonly signal: AbortSignal;
  readonly trace: Trace;
  readonly resolver?: Resolver | undefined;
  /** The way to the host, where it is not reached from here. */
  readonly jumpHost?: JumpHost | undefined;
}

export interface Ending {
  /** undefined if the script ended, with or without its end mark. */
  readonly problem?: Problem | undefined;
  /** Whether the login failed, so that another credential may work. Without a problem: it was refused. */
  readonly loginFailed: boolean;
  /** What the script printed, once it was started. */
  readonly output?: ScriptOutput | undefined;
  /** The address connected to, in canonical form. */
  readonly peer: string;
  readonly offer?: ServerOffer | undefined;
  /** Of a jump host, which is still connected. */
  readonly forwarder?: Forwarder | undefined;
}

export async function runErrand(errand: Errand): Promise<Ending> {
  const stream = await startStream(errand).catch((error: Error) => error);
  if (stream instanceof Error) return { problem: socketProblem(stream), loginFailed: false, peer: "" };
  return new Promise((resolve) => new Connection(errand, stream, resolve).open());
}

/** Over TCP, the stream is not connected yet. */
async function startStream({ host: { address, port }, jumpHost, resolver, signal }: Errand): Promise<Duplex> {
  if (jumpHost !== undefined) return jumpHost.connect(address, port, signal);
  return connectTcp(tcpOptions(address, port, resolver)).setNoDelay(true);
}

type Phase =
  | "connecting"
  | "exchanging keys"
  | "logging in"
  | "opening a session"
  | "running the script"
  | "forwarding connections";

/** More than the window of a stream, which is what ssh2 may hold of it. */
const bytesPerForwarded = 4 * 1024 * 1024;

class Connection {
  readonly #errand: Errand;
  readonly #resolve: (ending: Ending) => void;
  readonly #stream: Duplex;
  readonly #guard: StreamGuard;
  readonly #client = new Client();
  readonly #expire = () => this.#finish(problem("ssh:timeout", `no answer in time while ${this.#stage()}`));
  #phase: Phase = "connecting";
  #peer = "";
  #run: ScriptRun | undefined;
  #forwarder: Forwarder | undefined;
  #isLost = false;
  #isOver = false;

  constructor(errand: Errand, stream: Duplex, resolve: (ending: Ending) => void) {
    this.#errand = errand;
    this.#stream = stream;
    this.#guard = new StreamGuard(stream);
    this.#resolve = resolve;
  }

  /** Our listeners are added before those of ssh2, and stay, because one connection may emit several errors. */
  open(): void {
    const { signal } = this.#errand;
    signal.addEventListener("abort", this.#expire, { once: true });
    this.#watchStream();
    this.#watchClient();
    if (!isConnecting(this.#stream)) this.#connected();
    this.#client.connect(this.#config());
    ignoreOtherHostKeys(this.#client);
    watchPrompts(this.#client, () =>
      this.#finish(problem("ssh:protocol", "the host announced prompts that it did not send")),
    );
    if (signal.aborted) this.#expire();
  }

  #config(): ConnectConfig {
    const { login, gate, task } = this.#errand;
    return clientConfig({
      stream: this.#stream,
      keepaliveMs: "script" in task ? undefined : task.keepaliveMs,
      username: login.username,
      hostKeys: gate.algorithms,
      admits: (rawKey) => this.#admits(rawKey),
      nextMethod: (methods, partialSuccess) => {
        const method = this.#isOver ? undefined : login.next(methods, partialSuccess);
        if (method === undefined) this.#finish(undefined, true);
        return method;
      },
    });
  }

  /** ssh2 continues to read after a refused key, so the stream is destroyed at once. */
  #admits(rawKey: Buffer): boolean {
    const admitted = !this.#isOver && this.#errand.gate.admits(rawKey);
    if (!admitted) this.#finish(this.#errand.gate.refusal);
    return admitted;
  }

  #watchStream(): void {
    const hungUp = () => this.#lose();
    this.#stream.on("connect", () => this.#connected());
    this.#stream.on("error", (error) => this.#lose(error));
    // "finish": ssh2 closed the connection, in some cases without an event of its own.
    this.#stream.on("end", hungUp).on("finish", hungUp).on("close", hungUp);
  }

  #watchClient(): void {
    this.#client.on("error", (error) => this.#clientFailed(error));
    this.#client.on("handshake", () => this.#keysExchanged());
    this.#client.on("ready", () => this.#begin());
    this.#client.on("change password", () => {
      this.#errand.login.cutShort("the password has expired on the host: log in once by hand and choose a new one");
      this.#finish(undefined, true);
    });
  }

  #connected(): void {
    this.#phase = "exchanging keys";
    this.#peer = peerOf(this.#stream);
    this.#errand.trace(`ssh: connected to port ${this.#errand.host.port}`);
  }

  #keysExchanged(): void {
    useKeyObjects(this.#client);
    if (this.#isOver || this.#phase !== "exchanging keys") return;
    this.#phase = "logging in";
    this.#errand.gate.confirm();
  }

  #begin(): void {
    if (this.#isOver) return;
    const { task } = this.#errand;
    if ("script" in task) this.#openSession(task);
    else this.#stayOpen(task);
  }

  /** From now on, the deadlines are those of the hosts behind this one. */
  #stayOpen({ blame }: Forwarding): void {
    this.#phase = "forwarding connections";
    this.#errand.signal.removeEventListener("abort", this.#expire);
    this.#forwarder = new Forwarder({
      ...{ client: this.#client, blame },
      opening: () => this.#guard.allowMore(bytesPerForwarded),
      close: () => this.#finish(),
    });
    this.#resolve({ loginFailed: false, peer: this.#peer, forwarder: this.#forwarder });
  }

  #openSession(script: Script): void {
    this.#phase = "opening a session";
    try {
      this.#client.exec(["sh -s", script.argument ?? []].flat().join(" "), (error, stream) =>
        error ? this.#sessionRefused(error) : this.#startScript(stream, script),
      );
    } catch {
      this.#lose();
    }
  }

  #sessionRefused(error: Error): void {
    if (this.#isLost) return;
    const said = quoted(error.message);
    this.#finish(problem("ssh:protocol", `the host accepted the login, but refuses to run a command: ${said}`));
  }

  #startScript(stream: ClientChannel, { script, endMark }: Script): void {
    this.#phase = "running the script";
    this.#run = new ScriptRun(endMark, (trouble) => this.#scriptEnded(trouble));
    this.#run.start(stream, script);
  }

  /** A channel also ends with its connection; then the script has not ended by itself. */
  #scriptEnded(trouble: Problem | undefined): void {
    if (!this.#isLost || this.#run?.isComplete) this.#finish(trouble);
  }

  #clientFailed(error: Error): void {
    if (this.#isLost || this.#stream.destroyed) return;
    const { gate, login } = this.#errand;
    const isCutShort = isDisconnect(error) && this.#phase === "logging in" && login.begun;
    const offer = this.#phase === "exchanging keys" ? this.#guard.offer : undefined;
    if (isCutShort) this.#loginCutShort(true);
    else this.#finish(diagnose(error, { gate, offer, stage: this.#stage() }));
  }

  /** A host that closes the connection without having refused anything may be broken. */
  #loginCutShort(isRefusal: boolean): void {
    this.#errand.login.cutShort("refused, and the host closed the connection");
    this.#finish(isRefusal ? undefined : this.#closed(), true);
  }

  /** The connection is closed. Waits first for output that is still in the streams. */
  #lose(error?: Error): void {
    if (this.#isOver || this.#isLost) return;
    this.#isLost = true;
    // What comes through a jump host is not its output.
    if (this.#forwarder === undefined) setImmediate(() => this.#lost(error));
    else this.#finish(error ? socketProblem(error) : this.#closed());
  }

  #lost(error: Error | undefined): void {
    if (error instanceof OversizeError && this.#run !== undefined) this.#finish(this.#run.tooMuch());
    else if (error !== undefined) this.#finish(socketProblem(error));
    else if (!this.#guard.identified) this.#finish(this.#guard.notSsh().problem);
    else if (this.#phase === "logging in" && this.#errand.login.begun) this.#loginCutShort(this.#errand.login.answered);
    else this.#finish(this.#closed());
  }

  #closed(): Problem {
    return problem("ssh:closed", `the host closed the connection while ${this.#stage()}`);
  }

  #stage(): string {
    if (this.#phase === "exchanging keys" && !this.#guard.identified) return "waiting for the host to identify itself";
    return this.#phase;
  }

  #finish(trouble?: Problem, loginFailed = false): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#errand.signal.removeEventListener("abort", this.#expire);
    // Before ssh2 ends the streams of the hosts behind this one as if they had closed them.
    this.#forwarder?.lose(trouble ?? this.#closed());
    // A clean disconnect, so that the host does not log a broken connection at every check.
    if (trouble === undefined && !this.#isLost) this.#client.end();
    this.#stream.destroy();
    const { offer } = this.#guard;
    this.#resolve({ problem: trouble, loginFailed, output: this.#run?.output, peer: this.#peer, offer });
  }
}

function isConnecting(stream: Duplex): boolean {
  return "connecting" in stream && stream.connecting === true;
}

/** The address connected to, in canonical form; empty for a stream through a jump host. */
function peerOf(stream: Duplex): string {
  const address = "remoteAddress" in stream ? stream.remoteAddress : undefined;
  return (typeof address === "string" && canonicalAddress(address)) || "";
}
