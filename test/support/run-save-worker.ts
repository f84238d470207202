/** Starts save-worker.ts as a process and collects what it says. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Work } from "./save-worker.ts";

export interface SaveWorkerRan {
  /** Times of the runs whose rows were reported safe. */
  readonly kept: readonly string[];
  readonly faults: readonly string[];
}

export interface SaveWorkerOptions {
  /** A program and its arguments that start the worker, such as `unshare`. */
  readonly wrapper?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** SIGKILL, so long after the worker is ready. */
  readonly killAfterMs?: number | undefined;
}

export function runSaveWorker(work: Work, options: SaveWorkerOptions = {}): Promise<SaveWorkerRan> {
  const { wrapper = [], environment, killAfterMs } = options;
  const words = [process.execPath, join(import.meta.dirname, "save-worker.ts"), JSON.stringify(work)];
  const [program = "", ...args] = [...wrapper, ...words];
  const child = spawn(program, args, { env: { ...process.env, ...environment }, stdio: ["ignore", "pipe", "inherit"] });
  const chunks: string[] = [];
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    // The moment of the kill is what is tested: nothing else is waited for.
    if (chunks.length === 0 && killAfterMs !== undefined) setTimeout(() => child.kill("SIGKILL"), killAfterMs);
    chunks.push(chunk);
  });
  const said = (word: string) =>
    chunks
      .join("")
      .split("\n")
      .flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => resolve({ kept: said("kept"), faults: [...said("fault"), ...said("warned")] }));
  });
}
