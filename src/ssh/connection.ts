/**
 * One TCP connection to one host: host key, login, script. The first of these ends it: the output is complete, an error, the
 * host closes the connection, or the deadline. Then the socket is destroyed.
 */
import type { ClientChannel, ConnectConfig } from "ssh2";
import Client from "ssh2/lib/client.js";
import type { Resolver } from "../connect.ts";
import type { Host } from "../inventory/host.ts";
import { type Problem, problem, type Trace } from "../outcome.ts";
import type { Login } from "./auth.ts";
import { clientConfig } from "./client-config.ts";
import { diagnose, isDisconnect, socketProblem } from "./diagnosis.ts";
import { GuardSocket } from "./guard-socket.ts";
import type { HostKeyGate } from "./host-key.ts";
import type { ServerOffer } from "./kexinit.ts";
import { quoted, SshError } from "./problems.ts";
import { watchPrompts } from "./prompt-guard.ts";
import { type Script, type ScriptOutput, ScriptRun } from "./script-run.ts";

export interface Errand extends Script {
  readonly host: Pick<Host, "address" | "port">;
  readonly login: Login;
  readonly gate: HostKeyGate;
  readonly signal: AbortSignal;
  readonly trace: Trace;
  readonly resolver?: Resolver | undefined;
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
}

export function runErrand(errand: Errand): Promise<Ending> {
  return new Promise((resolve) => new Connection(errand, resolve).open());
}

type Phase = "connecting" | "exchanging keys" | "logging in" | "opening a session" | "running the script";

class Connection {
  readonly #errand: Errand;
  readonly #resolve: (ending: Ending) => void;
  readonly #socket = new GuardSocket();
  readonly #client = new Client();
  readonly #expire = () => this.#finish(problem("ssh:timeout", `no answer in time while ${this.#stage()}`));
  #phase: Phase = "connecting";
  #peer = "";
  #run: ScriptRun | undefined;
  #isLost = false;
  #isOver = false;

  constructor(errand: Errand, resolve: (ending: Ending) => void) {
    this.#errand = errand;
    this.#resolve = resolve;
  }

  /** Our listeners are added before those of ssh2, and stay, because one connection may emit several errors. */
  open(): void {
    const { signal, host, resolver } = this.#errand;
    signal.addEventListener("abort", this.#expire, { once: true });
    this.#watchSocket();
    this.#watchClient();
    this.#socket.dial(host, resolver);
    this.#client.connect(this.#config());
    watchPrompts(this.#client, () =>
      this.#finish(problem("ssh:protocol", "the host announced prompts that it did not send")),
    );
    if (signal.aborted) this.#expire();
  }

  #config(): ConnectConfig {
    const { login, gate } = this.#errand;
    return clientConfig({
      socket: this.#socket,
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

  /** ssh2 continues to read after a refused key, so the socket is destroyed at once. */
  #admits(rawKey: Buffer): boolean {
    const admitted = !this.#isOver && this.#errand.gate.admits(rawKey);
    if (!admitted) this.#finish(this.#errand.gate.refusal);
    return admitted;
  }

  #watchSocket(): void {
    const hungUp = () => this.#lose();
    this.#socket.on("connect", () => this.#connected());
    this.#socket.on("error", (error) => this.#lose(error));
    // "finish": ssh2 closed the connection, in some cases without an event of its own.
    this.#socket.on("end", hungUp).on("finish", hungUp).on("close", hungUp);
  }

  #watchClient(): void {
    this.#client.on("error", (error) => this.#clientFailed(error));
    this.#client.on("handshake", () => this.#keysExchanged());
    this.#client.on("ready", () => this.#openSession());
    this.#client.on("change password", () => {
      this.#errand.login.cutShort("the password has expired on the host: log in once by hand and choose a new one");
      this.#finish(undefined, true);
    });
  }

  #connected(): void {
    this.#phase = "exchanging keys";
    this.#peer = this.#socket.peer;
    this.#errand.trace(`ssh: connected to port ${this.#errand.host.port}`);
  }

  #keysExchanged(): void {
    if (this.#isOver || this.#phase !== "exchanging keys") return;
    this.#phase = "logging in";
    this.#errand.gate.confirm();
  }

  #openSession(): void {
    if (this.#isOver) return;
    this.#phase = "opening a session";
    try {
      this.#client.exec("sh -s", (error, stream) => (error ? this.#sessionRefused(error) : this.#startScript(stream)));
    } catch {
      this.#lose();
    }
  }

  #sessionRefused(error: Error): void {
    if (this.#isLost) return;
    const said = quoted(error.message);
    this.#finish(problem("ssh:protocol", `the host accepted the login, but refuses to run a command: ${said}`));
  }

  #startScript(stream: ClientChannel): void {
    this.#phase = "running the script";
    this.#run = new ScriptRun(this.#errand.endMark, (trouble) => this.#scriptEnded(trouble));
    this.#run.start(stream, this.#errand.script);
  }

  /** A channel also ends with its connection; then the script has not ended by itself. */
  #scriptEnded(trouble: Problem | undefined): void {
    if (!this.#isLost || this.#run?.isComplete) this.#finish(trouble);
  }

  #clientFailed(error: Error): void {
    if (this.#isLost || this.#socket.destroyed) return;
    const { gate, login } = this.#errand;
    const isCutShort = isDisconnect(error) && this.#phase === "logging in" && login.begun;
    const offer = this.#phase === "exchanging keys" ? this.#socket.offer : undefined;
    if (isCutShort) this.#loginCutShort(true);
    else this.#finish(diagnose(error, { gate, offer, stage: this.#stage() }));
  }

  /** A host that closes the connection without having refused anything may be broken. */
  #loginCutShort(isRefusal: boolean): void {
    this.#errand.login.cutShort("refused, and the host closed the connection");
    const closed = problem("ssh:closed", `the host closed the connection while ${this.#stage()}`);
    this.#finish(isRefusal ? undefined : closed, true);
  }

  /** The connection is closed. Waits first for output that is still in the streams. */
  #lose(error?: Error): void {
    if (this.#isOver || this.#isLost) return;
    this.#isLost = true;
    setImmediate(() => {
      if (error instanceof SshError && this.#run !== undefined) this.#finish(this.#run.tooMuch());
      else if (error !== undefined) this.#finish(socketProblem(error));
      else if (!this.#socket.identified) this.#finish(this.#socket.notSsh().problem);
      else if (this.#phase === "logging in" && this.#errand.login.begun)
        this.#loginCutShort(this.#errand.login.answered);
      else this.#finish(problem("ssh:closed", `the host closed the connection while ${this.#stage()}`));
    });
  }

  #stage(): string {
    if (this.#phase === "exchanging keys" && !this.#socket.identified) return "waiting for the host to identify itself";
    return this.#phase;
  }

  #finish(trouble?: Problem, loginFailed = false): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#errand.signal.removeEventListener("abort", this.#expire);
    // A clean disconnect, so that the host does not log a broken connection at every check.
    if (trouble === undefined && !this.#isLost) this.#client.end();
    this.#socket.destroy();
    const { offer } = this.#socket;
    this.#resolve({ problem: trouble, loginFailed, output: this.#run?.output, peer: this.#peer, offer });
  }
}
