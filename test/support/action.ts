/** Runs the bundles as a runner and as a person would: `dist/index.js` with INPUT_… and `dist/cli.js` with flags. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const dist = join(import.meta.dirname, "..", "..", "dist");

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ActionRan extends Ran {
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

export interface Runner {
  /** The checkout, in which the action runs. */
  readonly workspace: string;
  readonly home: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** A program and its arguments that runs the bundle, such as strace. */
  readonly under?: readonly string[];
}

/** So long that no host is too slow on a slow machine. A test that is about the limit sets its own. */
const timeoutSeconds = "600";

export async function runAction(inputs: Readonly<Record<string, string>>, runner: Runner): Promise<ActionRan> {
  const temp = mkdtempSync(join(tmpdir(), "server-monitor-runner-"));
  const files = { summary: join(temp, "summary"), outputs: join(temp, "outputs") };
  for (const file of Object.values(files)) writeFileSync(file, "");
  const given = Object.entries({ timeout: timeoutSeconds, ...inputs }).map(([name, value]) => [
    `INPUT_${name.toUpperCase()}`,
    value,
  ]);
  const environment = {
    ...Object.fromEntries(given),
    GITHUB_ACTIONS: "true",
    GITHUB_STEP_SUMMARY: files.summary,
    GITHUB_OUTPUT: files.outputs,
    ...runner.environment,
  };
  try {
    const ran = await run([join(dist, "index.js")], { ...runner, environment });
    return {
      ...ran,
      summary: readFileSync(files.summary, "utf8"),
      outputs: readOutputs(readFileSync(files.outputs, "utf8")),
    };
  } finally {
    rmSync(temp, { recursive: true });
  }
}

export function runCli(words: readonly string[], runner: Runner): Promise<Ran> {
  const environment = { SERVER_MONITOR_TIMEOUT: timeoutSeconds, ...runner.environment };
  return run([join(dist, "cli.js"), ...words], { ...runner, environment });
}

/** In which second the last run ended. */
let ended = 0;

/** A row is known by its host and its second: runs that come one after the other never share one. */
async function run(words: readonly string[], runner: Runner): Promise<Ran> {
  while (ended === secondNow()) await wait(1000 - (Date.now() % 1000));
  const ran = await start(words, runner);
  ended = secondNow();
  return ran;
}

function secondNow(): number {
  return Math.floor(Date.now() / 1000);
}

function start(words: readonly string[], { workspace, home, environment, under = [] }: Runner): Promise<Ran> {
  const env = { PATH: process.env["PATH"] ?? "", HOME: home, TMPDIR: tmpdir(), ...environment };
  const [program = "", ...args] = [...under, process.execPath, ...words];
  const child = spawn(program, args, { cwd: workspace, env, stdio: ["ignore", "pipe", "pipe"] });
  const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => {
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    return chunks;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout: textOf(stdout), stderr: textOf(stderr) }));
  });
}

function textOf(chunks: readonly Buffer[] = []): string {
  return Buffer.concat(chunks).toString("utf8");
}

/** GITHUB_OUTPUT's heredoc form: `name<<DELIMITER`, lines, `DELIMITER`. */
function readOutputs(text: string): Record<string, string> {
  const found = [...text.matchAll(/^([^\n]+?)<<(ghadelimiter_[\w-]+)\n([\s\S]*?)\n\2$/gm)];
  return Object.fromEntries(found.map(([, name = "", , value = ""]) => [name, value]));
}

/** A CSV without quotes in it, as objects by column. */
export function readSimpleCsv(text: string): Record<string, string>[] {
  const [header = "", ...lines] = text.trimEnd().split("\n");
  const names = header.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, index) => [names[index] ?? "", cell])));
}
