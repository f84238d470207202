/**
 * Runs a command as action.ts does, under strace, and gathers what leaves it: what it prints, every file that is new or
 * changed, every object of its repository and of the remote, what was written to files that are gone by now, and the
 * arguments and environment of each child.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Ran, type Runner, runAction, runCli } from "./action.ts";
import { temporaryFolder } from "./folder.ts";
import { bareRemote, clone } from "./git-remote.ts";
import { tool } from "./tools.ts";

/** A machine of one's own for a run: everything that it may write lies in one folder. */
export interface Machine extends Runner {
  readonly base: string;
  readonly remote: string;
  readonly environment: Readonly<Record<string, string>>;
}

export interface WatchedRun extends Ran {
  readonly summary: string;
  readonly outputs: string;
  readonly children: readonly Child[];
  /** What left the process but for the children's arguments and environment, by where it was found. */
  readonly left: ReadonlyMap<string, string | Buffer>;
}

export interface Child {
  readonly argv: readonly string[];
  /** `NAME=value` */
  readonly environment: readonly string[];
}

/** `files` are in the repository from the start. */
export function newMachine(
  environment: Readonly<Record<string, string>> = {},
  files: Readonly<Record<string, string>> = {},
): Machine {
  const base = temporaryFolder();
  const folder = (name: string) => {
    mkdirSync(join(base, name));
    return join(base, name);
  };
  const remote = bareRemote(base, { "README.md": "hello\n", ...files });
  const runner = folder("runner");
  return {
    base,
    remote,
    workspace: clone(remote, join(base, "work")),
    home: folder("home"),
    environment: {
      TMPDIR: folder("tmp"),
      XDG_STATE_HOME: folder("state"),
      GITHUB_OUTPUT: touched(join(runner, "outputs")),
      GITHUB_STEP_SUMMARY: touched(join(runner, "summary")),
      ...environment,
    },
  };
}

/** The two modes after the first say all that it says, and more. */
export const modes = ["on a runner", "on a runner that debugs", "in a terminal"] as const;
export const loudModes = modes.slice(1);
export type Mode = (typeof modes)[number];

export type Inputs = Readonly<Record<string, string>>;

/** A command, `check` unless the inputs name another, by the action or by the command line with `--verbose`. */
export async function runWatched(mode: Mode, inputs: Inputs, machine: Machine): Promise<WatchedRun> {
  const trace = join(machine.base, "trace");
  const debug = mode === "on a runner that debugs" ? { RUNNER_DEBUG: "1" } : {};
  const typed = mode === "in a terminal" ? commandLine(inputs, machine) : undefined;
  const environment = { ...machine.environment, ...debug, ...typed?.environment };
  const runner = { ...machine, environment, under: [tool("strace"), ...straceOptions, "-o", trace] };
  const before = stateOf(machine.base);
  const ran = await (typed ? runCli(typed.words, runner) : runAction(inputs, runner));
  const { children, written } = readTrace(readFileSync(trace, "latin1"));
  const runnerFile = (name: string) => readFileSync(join(machine.base, "runner", name), "utf8");
  const [summary, outputs] = [runnerFile("summary"), runnerFile("outputs")];
  const changed = [...stateOf(machine.base)].filter(([path, state]) => path !== trace && before.get(path) !== state);
  const left = new Map<string, string | Buffer>([
    ["stdout", ran.stdout],
    ["stderr", ran.stderr],
    ...changed.map(([path]) => [path, readFileSync(path)] as const),
    ...repositoriesOf(machine).map((path) => [`objects of ${path}`, objectsOf(path)] as const),
    ...written,
  ]);
  return { ...ran, summary, outputs, children, left };
}

/** Secrets come in files and by the environment: the process list shows arguments. */
function commandLine({ command = "check", ...inputs }: Inputs, { home }: Machine) {
  const environment: Record<string, string> = {};
  const flags = Object.entries(inputs).flatMap(([name, value]) => {
    if (name === "token" || name === "smtp-password") {
      environment[`SERVER_MONITOR_${name.toUpperCase().replace("-", "_")}`] = value;
      return [];
    }
    if (name !== "inventory" && name !== "credentials") return [`--${name}`, value];
    const path = join(home, `${name}.yaml`);
    writeFileSync(path, value);
    return [`--${name}`, path];
  });
  return { words: [command, "--verbose", ...flags], environment };
}

/** Strings as hexadecimal digits, so that one line is one call; stopped at these calls only, which is quick. */
const straceOptions = ["-f", "-q", "--seccomp-bpf", "-y", "-xx", "-v", "-s", "65536", "-e", "signal=none"].concat([
  "-e",
  "trace=execve,write,pwrite64,writev,pwritev,pwritev2",
]);

const hexString = String.raw`"((?:\\x[0-9a-f]{2})*)"`;
const callLine = /^(\d+) +(\w+)\((.*)$/gm;
const fileArgument = /^\d+<((?:\\x[0-9a-f]{2})+)>/;

function readTrace(trace: string): { children: Child[]; written: Map<string, Buffer> } {
  const ourselves = /^\d+/.exec(trace)?.[0];
  const children: Child[] = [];
  const written = new Map<string, Buffer>();
  for (const [, process, call, rest = ""] of trace.matchAll(callLine)) {
    if (call === "execve" && process !== ourselves) children.push(childOf(rest));
    const path = decoded(fileArgument.exec(rest)?.[1] ?? "").toString();
    if (!path.startsWith("/")) continue;
    const place = `written to ${path}`;
    written.set(place, Buffer.concat([written.get(place) ?? Buffer.alloc(0), ...stringsIn(rest)]));
  }
  return { children, written };
}

/** `"program", ["argument", …], ["NAME=value", …]) = 0` */
function childOf(call: string): Child {
  const [argv = "", environment = ""] = [...call.matchAll(/\[([^\]]*)\]/g)].map(([, list]) => list);
  const texts = (list: string) => stringsIn(list).map((bytes) => bytes.toString());
  return { argv: texts(argv), environment: texts(environment) };
}

function stringsIn(text: string): Buffer[] {
  return [...text.matchAll(new RegExp(hexString, "g"))].map(([, hex = ""]) => decoded(hex));
}

function decoded(hex: string): Buffer {
  return Buffer.from(hex.replaceAll("\\x", ""), "hex");
}

/** Files by path, with what tells that they changed. Objects of git are compressed: see objectsOf. */
function stateOf(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const readable = files.filter((path) => !/\/objects\/(pack|[0-9a-f]{2})\//.test(path));
  return new Map(
    readable.map((path) => {
      const { mtimeNs, size } = statSync(path, { bigint: true });
      return [path, `${mtimeNs} ${size}`];
    }),
  );
}

function repositoriesOf({ workspace, remote }: Machine): string[] {
  return existsSync(join(workspace, ".git")) ? [workspace, remote] : [remote];
}

/** Every commit, tree and file that a repository holds, whether or not a branch leads there. */
function objectsOf(repository: string): Buffer {
  const args = ["-C", repository, "cat-file", "--batch-all-objects", "--batch", "--buffer"];
  return execFileSync("git", args, { maxBuffer: 64 * 1024 * 1024 });
}

function touched(path: string): string {
  writeFileSync(path, "");
  return path;
}
