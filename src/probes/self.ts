/** This machine from inside: the same probe, run here by `sh` instead of over SSH. */
import { execFile } from "node:child_process";
import { type FactValues, probeScript } from "../facts/index.ts";
import type { Host } from "../inventory/host.ts";
import { failure, type Outcome, type Trace } from "../outcome.ts";
import { type LookUp, logWindowSeconds, readFactsNow, vouchedFor } from "./vouched.ts";

interface SelfOptions {
  readonly signal: AbortSignal;
  readonly trace: Trace;
  readonly lookUp: LookUp;
  readonly loginsSinceSeconds?: number | undefined;
  /** Where `PATH` is taken from, and nothing else. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export async function askSelf(host: Host, options: SelfOptions): Promise<Outcome<FactValues>> {
  const [vouched, { text, exit }] = await Promise.all([
    vouchedFor(host, options.lookUp, options),
    runHere(probeScript(host.type), String(logWindowSeconds(host, options)), options),
  ]);
  options.trace(`self: sh ends with ${exit}, after ${text.length} characters`);
  if (exit === "ERR_CHILD_PROCESS_STDIO_MAXBUFFER")
    return failure("probe:oversize", "the script printed more than it ever should");
  return readFactsNow(text, host.type, vouched);
}

const outputLimitBytes = 256 * 1024;

/** An empty SSH_CONNECTION tells the script that it was not started over SSH. */
function runHere(
  script: string,
  argument: string,
  { signal, environment }: SelfOptions,
): Promise<{ text: string; exit: string }> {
  const env = { PATH: environment["PATH"] ?? "/usr/bin:/bin", SSH_CONNECTION: "" };
  const limits = { signal, killSignal: "SIGKILL", maxBuffer: outputLimitBytes } as const;
  return new Promise((resolve) => {
    const child = execFile("sh", ["-s", argument], { env, ...limits }, (error, stdout) => {
      resolve({ text: stdout, exit: String(error ? (error.code ?? error.signal) : 0) });
    });
    // A shell that is not there takes no script.
    child.stdin?.on("error", () => {}).end(script);
  });
}
