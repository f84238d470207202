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
  /** An open file that takes its output instead of the answer. */
  readonly outputFile?: number | undefined;
}

export interface GitAnswer {
  readonly code: number;
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
    const output = call.outputFile ?? "pipe";
    const child = spawn("git", args, { env: { ...environment }, stdio: ["pipe", output, "pipe"], detached: true });
    const limits = limitProcess(child.pid, call.signal);
    const maxBytes = call.maxBytes ?? usualMaxBytes;
    const [stdout, stderr] = [child.stdout, child.stderr].map(
      (stream) => stream && collect(stream, maxBytes, limits.stop),
    );
    // A git that ends before it has read everything says why on standard error.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(call.input ?? "");
    child.on("error", (cause) => {
      limits.drop();
      reject(startError(cause));
    });
    child.on("close", (code) => {
      limits.drop();
      const texts = { stdout: stdout?.() ?? "", stderr: stderr?.() ?? "" };
      resolve({ code: code ?? -1, ...texts, stopped: limits.reason() });
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

/** Keeps what a stream brings, up to a size. */
function collect(stream: Readable, maxBytes: number, stop: (why: Reason) => void): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on("data", (chunk: Buffer) => {
    if (size + chunk.length > maxBytes) return stop("size");
    size += chunk.length;
    chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).toString("utf8");
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
