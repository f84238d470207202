/**
 * A machine that runs the steps of a job as GitHub's runner does: the environment that they get, the files in which they
 * answer, and the masks over what people see of them.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandsIn, linesOf } from "./runner-log.ts";
import type { Contexts, Texts } from "./workflow-text.ts";

export interface Machine {
  readonly home: string;
  readonly workspace: string;
  /** Empty at the start of each job. */
  readonly temp: string;
}

/** The same machine for the same folder: what a job leaves at home and in the work tree stays. */
export function machineIn(folder: string): Machine {
  mkdirSync(join(folder, "work"), { recursive: true });
  rmSync(join(folder, "temp"), { recursive: true, force: true });
  mkdirSync(join(folder, "temp"));
  const home = realpathSync(folder);
  return { home, workspace: join(home, "work"), temp: join(home, "temp") };
}

/** What a job says: its log, and the page with its summary. */
export class JobPages {
  /** As it came from the steps, but for lines that mask. */
  said = "";
  summarised = "";
  /** As people see it. */
  log = "";
  summary = "";
  readonly #masks: Set<string>;

  constructor(secrets: readonly string[]) {
    this.#masks = new Set(secrets.flatMap(masksOf));
  }

  say(text: string): void {
    for (const line of linesOf(text)) {
      const masks = commandsIn(line).filter(({ name }) => name === "add-mask");
      for (const mask of masks.flatMap(({ data }) => masksOf(data))) this.#masks.add(mask);
      if (masks.length > 0) continue;
      this.said += `${line}\n`;
      this.log += `${this.#masked(line)}\n`;
    }
  }

  summarise(text: string): void {
    this.summarised += text;
    this.summary += this.#masked(text);
  }

  #masked(text: string): string {
    const longestFirst = [...this.#masks].sort((a, b) => b.length - a.length);
    return longestFirst.reduce((shown, mask) => shown.replaceAll(mask, "***"), text);
  }
}

/** The whole and each of its lines, however short (SecretMasker.cs). What the runner adds in other encodings is left out. */
function masksOf(secret: string): string[] {
  return [secret, ...secret.split(/[\r\n]+/)].map((text) => text.trim()).filter((text) => text !== "");
}

export interface Program {
  readonly words: readonly string[];
  readonly environment: Texts;
}

export interface Ended {
  readonly code: unknown;
  readonly outputs: Texts;
}

/** Both streams go into one log, in the order in which they were written. */
export async function runProgram(
  program: Program,
  machine: Machine,
  github: Contexts,
  pages: JobPages,
): Promise<Ended> {
  const files = answerFiles(machine);
  const env = { ...runnerEnvironment(machine, github), ...files, ...program.environment };
  const words = ["-c", 'exec "$@" 2>&1', "bash", ...program.words];
  const child = spawn("bash", words, { cwd: machine.workspace, env, stdio: ["ignore", "pipe", "inherit"] });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  const [code] = await once(child, "close");
  pages.say(Buffer.concat(chunks).toString("utf8").replace(/\n$/, ""));
  pages.summarise(readFileSync(files.GITHUB_STEP_SUMMARY, "utf8"));
  for (const file of [files.GITHUB_ENV, files.GITHUB_PATH])
    if (readFileSync(file, "utf8") !== "") throw new Error(`${file}: is not played here`);
  return { code, outputs: outputsIn(readFileSync(files.GITHUB_OUTPUT, "utf8")) };
}

/** Lines `name=value`, and texts of several lines as `name<<END`, the lines, `END`. */
function outputsIn(text: string): Texts {
  const pattern = /^(?:([^\n=<]+)<<([^\n]+)\n([\s\S]*?)\n\2|([^\n=<]+)=(.*))$/gm;
  const found = [...text.matchAll(pattern)];
  return Object.fromEntries(
    found.map(([, name, , lines, short, value]) => [name ?? short ?? "", lines ?? value ?? ""]),
  );
}

function answerFiles({ temp }: Machine) {
  const emptied = (name: string) => {
    writeFileSync(join(temp, name), "");
    return join(temp, name);
  };
  return {
    ...{ GITHUB_OUTPUT: emptied("output"), GITHUB_STEP_SUMMARY: emptied("summary") },
    ...{ GITHUB_ENV: emptied("env"), GITHUB_PATH: emptied("path"), GITHUB_STATE: emptied("state") },
  };
}

/** What is a text in the context `github` is in the environment, too; the token is not. */
function runnerEnvironment({ home, temp }: Machine, github: Contexts): Record<string, string> {
  const texts = Object.entries(github).flatMap(([name, value]) =>
    typeof value === "string" && name !== "token" ? [[`GITHUB_${name.toUpperCase()}`, value] as const] : [],
  );
  return {
    ...{ PATH: process.env["PATH"] ?? "", HOME: home, LANG: "C.UTF-8", CI: "true", GITHUB_ACTIONS: "true" },
    ...{ RUNNER_OS: "Linux", RUNNER_ARCH: "X64", RUNNER_NAME: "monitor", RUNNER_TEMP: temp },
    ...Object.fromEntries(texts),
  };
}
