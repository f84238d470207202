/**
 * Starts the `ping` processes from one small shell. Node copies the tables of all its memory for each process that it starts,
 * which takes 3 ms of CPU time more than the shell needs.
 */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { constants } from "node:os";
import type { Readable, Writable } from "node:stream";

export interface PingRun {
  /** The exit status, or the name of a signal or of an error if there is none: `SIGKILL`, `ENOENT`, `ABORT_ERR` … */
  readonly exit: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

interface OpenRun {
  readonly stdout: string[];
  readonly stderr: string[];
  /** undefined: still running, or cut off. */
  status: number | undefined;
  readonly onLine: (line: string) => void;
  readonly end: (exit: number | string) => void;
}

type Shell = ChildProcessByStdio<Writable, Readable, null>;

/** Only `PATH` is used. */
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads `ID ADDRESS OPTIONS…` lines. For each it prints, with the ID before each line: what ping prints, as it comes; its exit
 * status; its errors; and that this is all. More lines than any ping prints are cut off, which ends that ping.
 */
const script = `
  while read -r id address flags; do
    {
      errors=$(ping $flags -- "$address" 2>&1 >&3 </dev/null)
      printf 'exit %s\\n%s\\n' "$?" "$errors"
    } 3>&1 | {
      lines=0
      while [ "$lines" -lt 200 ] && IFS= read -r line; do
        lines=$((lines + 1))
        printf '%s:%s\\n' "$id" "$line"
      done
      printf '%s\\n' "$id"
    } &
  done`;

/** Lends `use` a shell. */
export async function withPingShell<Result>(
  environment: Environment,
  use: (shell: PingShell) => Promise<Result>,
): Promise<Result> {
  const shell = new PingShell(environment);
  try {
    return await use(shell);
  } finally {
    shell.close();
  }
}

export class PingShell {
  readonly #environment: Environment;
  readonly #runs = new Map<string, OpenRun>();
  #shell: Shell | undefined;
  #count = 0;
  /** The start of a line whose end is still to come. */
  #partial = "";

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** `onLine` is called as soon as `ping` has printed a line. The address must be one. */
  run(
    options: readonly string[],
    address: string,
    { signal, onLine }: { readonly signal: AbortSignal; readonly onLine: (line: string) => void },
  ): Promise<PingRun> {
    if (signal.aborted) return Promise.resolve({ exit: "ABORT_ERR", stdout: "", stderr: "" });
    this.#count += 1;
    const id = String(this.#count);
    return new Promise((resolve) => {
      const [stdout, stderr]: [string[], string[]] = [[], []];
      const stop = () => end("ABORT_ERR");
      const end = (exit: number | string) => {
        signal.removeEventListener("abort", stop);
        this.#runs.delete(id);
        resolve({ exit, stdout: stdout.join("\n"), stderr: stderr.join("\n") });
      };
      signal.addEventListener("abort", stop);
      this.#runs.set(id, { stdout, stderr, status: undefined, onLine, end });
      this.#shell ??= this.#start();
      this.#shell.stdin.write(`${[id, address, ...options].join(" ")}\n`);
    });
  }

  /** Pings that still run are killed. */
  close(): void {
    const { pid, stdin, exitCode } = this.#shell ?? {};
    stdin?.end();
    if (pid === undefined || exitCode !== null) return;
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // All of them have ended.
    }
  }

  #start(): Shell {
    const { PATH } = this.#environment;
    const env = { LC_ALL: "C", ...(PATH === undefined ? {} : { PATH }) };
    // With a process group of its own, which can be killed as a whole.
    const shell = spawn("/bin/sh", ["-c", script], { env, detached: true, stdio: ["pipe", "pipe", "ignore"] });
    shell.stdin.on("error", () => {});
    shell.stdout.setEncoding("utf8").on("data", (text: string) => this.#read(text));
    shell.on("error", (error: NodeJS.ErrnoException) => this.#endAll(error.code ?? "unknown"));
    shell.on("close", () => this.#endAll("unknown"));
    return shell;
  }

  #read(text: string): void {
    const lines = (this.#partial + text).split("\n");
    this.#partial = lines.pop() ?? "";
    for (const line of lines) this.#readLine(line);
  }

  #readLine(text: string): void {
    const [, id = "", line] = /^(\d+)(?::(.*))?$/.exec(text) ?? [];
    const run = this.#runs.get(id);
    const status = /^exit (\d+)$/.exec(line ?? "")?.[1];
    if (run === undefined) return;
    if (line === undefined) run.end(exitOf(run));
    else if (run.status !== undefined) run.stderr.push(line);
    else if (status !== undefined) run.status = Number(status);
    else {
      run.stdout.push(line);
      run.onLine(line);
    }
  }

  #endAll(exit: string): void {
    for (const run of this.#runs.values()) run.end(exit);
  }
}

/** See POSIX, "Exit Status for Commands". dash says 127 also of a program that may not be run. */
function exitOf({ status, stderr }: OpenRun): number | string {
  if (status === undefined) return "unknown";
  if (status === 126 || status === 127) return /not found/.test(stderr.join()) ? "ENOENT" : "EACCES";
  const [signal] = Object.entries(constants.signals).find(([, number]) => number === status - 128) ?? [];
  return signal ?? status;
}
