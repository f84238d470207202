/** Runs a program of Node's within a heap of a given size, and tells how much memory the process had at most. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface Heap {
  /** For the environment of the program. */
  readonly environment: Readonly<Record<string, string>>;
  /** The most memory that was resident at once (VmHWM). Fails where the program did not come to its own end. */
  readonly peakMib: () => number;
}

/** `folder`: where the program leaves the figure when it exits, which no watcher from outside would be in time for. */
export function heapOf(mib: number, folder: string): Heap {
  const [preload, status] = [join(folder, "peak.cjs"), join(folder, "peak")];
  const copy = `require("fs").writeFileSync(${JSON.stringify(status)}, require("fs").readFileSync("/proc/self/status"))`;
  writeFileSync(preload, `process.on("exit", () => ${copy});\n`);
  return {
    environment: { NODE_OPTIONS: `--max-old-space-size=${mib} --require=${preload}` },
    peakMib: () => Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(status, "utf8"))?.[1]) / 1024,
  };
}
