/** One call of the git binary: what it inherits, what it may not do, how long it may take. */
import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { codeOf } from "./file.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface GitCall {
  readonly args: readonly string[];
  /** For standard input; nothing if left out. */
  readonly input?: string | undefined;
  /** On top of what every call gets. */
  readonly environment?: Environment | undefined;
  readonly signal?: AbortSignal | undefined;
  /** How much it may print before it is stopped. */
  readonly maxBytes?: number | undefined;
}

export interface GitAnswer {
  readonly code: number;
  readonly output: Buffer;
  /** The output as text. */
  readonly stdout: string;
  /** May quote the remote: untrusted text. */
  readonly stderr: string;
  /** Set if it did not end by itself. */
  readonly stopped?: "deadline" | "size" | "signal" | undefined;
}

export type Git = (call: GitCall) => Promise<GitAnswer>;

const deadlineMs = 60_000;
/** From asking to end (so that lock files are removed) to ending it by force. */
const graceMs = 2000;
const usualMaxBytes = 1024 * 1024;

/**
 * What a repository's or a person's settings may not do here: run programs of theirs, sign, change bytes, start work in
 * the background, wait for ever for a silent remote.
 */
const overrides = [
  "core.hooksPath=/dev/null",
  "core.fsmonitor=false",
  "core.autocrlf=false",
  "core.askPass=",
  "commit.gpgSign=false",
  "push.gpgSign=false",
  "submodule.recurse=false",
  "gc.auto=0",
  "maintenance.auto=false",
  "http.lowSpeedLimit=1000",
  "http.lowSpeedTime=20",
].flatMap((setting) => ["-c", setting]);

/** Git as it is called in a folder. `environment` is the door's; only what git needs of it is passed on. */
export function gitIn(folder: string, environment: Environment): Git {
  const inherited = { ...pick(environment), ...fixed };
  return (call) => run(["-C", folder, ...overrides, ...call.args], { ...inherited, ...call.environment }, call);
}

/** Neither GIT_DIR and its like, which would send us elsewhere, nor GIT_TRACE…, which would print credentials. */
const passed =
  /^(PATH|HOME|USER|LOGNAME|TMPDIR|XDG_CONFIG_HOME|SSH_AUTH_SOCK|GIT_SSH|GIT_SSH_COMMAND|GIT_EXEC_PATH|GIT_SSL_CAINFO|SSL_CERT_(FILE|DIR)|GIT_(AUTHOR|COMMITTER)_(NAME|EMAIL|DATE)|GIT_CONFIG_(GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+)|(https?|all|no)_proxy|(HTTPS?|ALL|NO)_PROXY)$/;

const fixed = { LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_ASKPASS: "", GIT_LITERAL_PATHSPECS: "1" };

function pick(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => passed.test(name)));
}

function run(args: readonly string[], environment: Environment, call: GitCall): Promise<GitAnswer> {
  return new Promise((resolve, reject) => {
    // A group of its own: its helpers (git-remote-https, ssh) end with it, and have no terminal to ask questions on.
    const child = spawn("git", args, { env: { ...environment }, stdio: ["pipe", "pipe", "pipe"], detached: true });
    const limits = limitProcess(child.pid, call.signal);
    const maxBytes = call.maxBytes ?? usualMaxBytes;
    const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => collect(stream, maxBytes, limits.stop));
    // A git that ends before it has read everything says why on standard error.
    child.stdin.on("error", () => undefined);
    child.stdin.end(call.input ?? "");
    child.on("error", (cause) => {
      limits.drop();
      reject(startError(cause));
    });
    child.on("close", (code) => {
      limits.drop();
      const output = stdout?.() ?? Buffer.alloc(0);
      resolve({
        ...{ code: code ?? -1, output, stderr: stderr?.().toString("utf8") ?? "", stopped: limits.reason() },
        get stdout() {
          return output.toString("utf8");
        },
      });
    });
  });
}

type Reason = NonNullable<GitAnswer["stopped"]>;

/** Ends the group of a process when its time is up, the caller wishes it, or `stop` is called; only once. */
function limitProcess(group: number | undefined, signal: AbortSignal | undefined) {
  let reason: Reason | undefined;
  let force: NodeJS.Timeout | undefined;
  const stop = (why: Reason) => {
    if (reason !== undefined) return;
    reason = why;
    end(group, "SIGTERM");
    force = setTimeout(() => end(group, "SIGKILL"), graceMs);
  };
  const deadline = setTimeout(() => stop("deadline"), deadlineMs);
  const abort = () => stop(isTimeout(signal?.reason) ? "deadline" : "signal");
  signal?.addEventListener("abort", abort, { once: true });
  if (signal?.aborted === true) abort();
  const drop = () => {
    clearTimeout(deadline);
    clearTimeout(force);
    signal?.removeEventListener("abort", abort);
  };
  return { stop, drop, reason: () => reason };
}

/** What `AbortSignal.timeout` gives as its reason. */
function isTimeout(reason: unknown): boolean {
  return reason instanceof DOMException && reason.name === "TimeoutError";
}

/** Keeps what a stream brings, up to a size. The memory grows in place: a month of rows is never there twice. */
function collect(stream: Readable, maxBytes: number, stop: (why: Reason) => void): () => Buffer {
  const memory = new ArrayBuffer(0, { maxByteLength: maxBytes });
  stream.on("data", (chunk: Buffer) => {
    const size = memory.byteLength;
    if (size + chunk.length > maxBytes) return stop("size");
    memory.resize(size + chunk.length);
    new Uint8Array(memory, size).set(chunk);
  });
  return () => Buffer.from(memory);
}

function startError(cause: Error): Error {
  if (codeOf(cause) === "ENOENT") return new Error("git: is not installed; install it on the runner", { cause });
  return new Error(`git: cannot be started (${codeOf(cause) ?? "unknown error"})`, { cause });
}

function end(group: number | undefined, signal: "SIGTERM" | "SIGKILL"): void {
  try {
    if (group !== undefined) process.kill(-group, signal);
  } catch {
    // The process has ended in the meantime.
  }
}
