/** What a program takes: wall time, the CPU of it and of all that it starts, and for Node its peak memory. */
import { execFile } from "node:child_process";

export interface Taken {
  readonly wallS: number;
  readonly cpuS: number;
}

/** Runs a program to its end; throws if it fails. What it prints is thrown away. */
export function timed(
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
  folder?: string,
): Promise<Taken> {
  // Bash measures its children, and theirs; Node does not tell.
  const script = 'TIMEFORMAT="%3R %3U %3S"; { time "$@" > /dev/null 2>&3 || exit 1; } 3>&2';
  return new Promise((resolve, reject) => {
    const options = { env: { ...environment }, cwd: folder, maxBuffer: 1 << 24 };
    execFile("bash", ["-c", script, "bash", program, ...args], options, (error, _stdout, stderr) => {
      const [, wall, user, system] = /(\d+\.\d+) (\d+\.\d+) (\d+\.\d+)\s*$/.exec(stderr) ?? [];
      if (error !== null) reject(new Error(`${program} failed: ${stderr.slice(0, 2000)}`));
      else resolve({ wallS: Number(wall), cpuS: Number(user) + Number(system) });
    });
  });
}

/** An `--import` for Node that writes the process's peak memory, in KiB, at its end. */
export function peakWriter(path: string): string {
  const code = `import { writeFileSync } from "node:fs"; process.on("exit", () => writeFileSync(${JSON.stringify(path)}, String(process.resourceUsage().maxRSS)));`;
  return `data:text/javascript,${encodeURIComponent(code)}`;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
