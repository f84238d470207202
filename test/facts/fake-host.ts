/** A host made of captures and stand-in programs: the real script runs over them, under a real shell. */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import type { Vouched } from "../../src/facts/fact.ts";
import { fullProbeScript, readFacts } from "../../src/facts/index.ts";
import type { HostType } from "../../src/inventory/host.ts";
import { findTool, tool } from "../support/tools.ts";

/** Texts, FIFOs, links and files that nobody may read, by their path. */
type Files = Readonly<
  Record<
    string,
    | string
    | { readonly fifo: true }
    | { readonly unreadable: true }
    | { readonly link: string }
    /** `changedS`: when it was changed, seconds since 1970. */
    | { readonly text: string; readonly changedS: number }
  >
>;

export interface FakeHost {
  /** Text of files by their path under /proc. */
  readonly proc?: Files;
  /** What symbolic links say, by their path under /proc. */
  readonly links?: Readonly<Record<string, string>>;
  readonly passwd?: string;
  /** Further files by their path under /. */
  readonly root?: Files;
  /** A folder of test/fixtures/roots whose files the host has. */
  readonly machine?: string;
  /** What `stat -f` says of each mount point: block size, blocks, available, inodes, free inodes. */
  /** When files and folders were changed, by their path under /, in seconds since 1970. */
  readonly changed?: Readonly<Record<string, number>>;
  readonly statfs?: Readonly<Record<string, string>>;
  /** Text of files by their path under /run. Where it is not given, there is a utmp, as on most systems. */
  readonly run?: Files;
  /** sh text of stand-in programs by name. */
  readonly programs?: Readonly<Record<string, string>>;
  /** Real programs that the host has. */
  readonly tools?: readonly string[];
  readonly connection?: string;
  /** Further variables of the session. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly shell?: readonly string[];
  /** Changes the script before it runs. */
  readonly edit?: (script: string) => string;
}

const fixtures = join(import.meta.dirname, "..", "fixtures");
export const usualTools = ["awk", "cat", "date", "head", "ls", "printf", "sleep", "tail", "timeout", "uname"];

export function fixture(path: string): string {
  return readFileSync(join(fixtures, `${path}.txt`), "utf8");
}

/** sh text that prints a text. */
export function prints(text: string): string {
  return `printf %s '${text.replaceAll("'", "'\\''")}'`;
}

/** The socket tables, memory and uptime that were captured on one system, as far as they were. */
export function procOf(origin: string): Record<string, string> {
  const names = ["meminfo", "uptime", "net/tcp", "net/tcp6", "net/udp", "net/udp6"];
  return Object.fromEntries(
    names.flatMap((name) => {
      try {
        return [[name, fixture(`proc-${name.replace("/", "-")}/${origin}`)]];
      } catch {
        return [];
      }
    }),
  );
}

/** What the script prints on that host. */
export function answerOf(host: FakeHost): string {
  const root = mkdtempSync(join(tmpdir(), "facts-"));
  chmodSync(root, 0o755);
  try {
    const bin = build(root, host);
    const script = fullProbeScript()
      .replace("\nroot=\n", `\nroot=${root}\n`)
      .replace(/\nprograms=.*\n/, `\nprograms=${bin}\n`)
      // The clock of the fake host is its `date`.
      .replace('print mark "now", now', ";");
    const [shell = "/bin/sh", ...options] = host.shell ?? [];
    return execFileSync(shell, [...options, "-s"], {
      input: host.edit?.(script) ?? script,
      env: { PATH: bin, LOGNAME: "monitor", SSH_CONNECTION: host.connection ?? "", ...host.environment },
      encoding: "utf8",
      stdio: ["pipe", "pipe", "ignore"],
    });
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** A host made of a folder of test/fixtures/roots: its files, what `stat -f` and its programs say, and when files were changed. */
export function machine(name: string): FakeHost {
  const folder = join(fixtures, "roots", name);
  const read = (file: string) => (existsSync(join(folder, file)) ? readFileSync(join(folder, file), "utf8") : "");
  const pairs = (file: string) =>
    read(file)
      .split("\n")
      .flatMap((line) =>
        line === "" ? [] : [[line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)] as const],
      );
  const names = existsSync(join(folder, "programs")) ? readdirSync(join(folder, "programs")) : [];
  const programs = Object.fromEntries(names.map((program) => [program, read(`programs/${program}`)]));
  return {
    machine: name,
    run: {},
    changed: Object.fromEntries(pairs("stamps.txt").map(([seconds, path]) => [path, Number(seconds)])),
    ...(programs["stat"] === undefined && { statfs: Object.fromEntries(pairs("statfs.txt")) }),
    programs: { date: "echo 1795390924", ...programs },
    connection: "10.0.2.2 45304 10.0.2.15 22",
  };
}

/** A shell as a user who may not read everything: to root no file is unreadable. */
export const shellOfUser =
  userInfo().uid === 0 ? ["/usr/bin/setpriv", "--reuid=65534", "--clear-groups", "/bin/sh"] : ["/bin/sh"];

export const nobody: Vouched = {
  port: () => false,
  peer: () => false,
  account: () => false,
  key: () => false,
  expected: new Map(),
  loginsSinceSeconds: 3600,
};

export function factsOf(host: FakeHost, type: HostType = "node", vouched = nobody) {
  return readFacts(answerOf(host), type, vouched);
}

function writeFiles(folder: string, files: Files): void {
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    if (typeof content === "string") writeFileSync(file, content);
    else if ("link" in content) symlinkSync(content.link, file);
    else if ("text" in content) {
      writeFileSync(file, content.text);
      utimesSync(file, content.changedS, content.changedS);
    } else if ("fifo" in content) execFileSync(tool("mkfifo"), [file]);
    else writeFileSync(file, "", { mode: 0 });
  }
}

/** A `stat` that answers for file systems that are not there, and is the real one for files. */
function statProgram(statfs: Readonly<Record<string, string>>): string {
  const cases = Object.entries(statfs).map(([mount, figures]) => `'${mount}') echo '${figures}' "$mount" ;;`);
  const answers = `shift 3; for mount; do case $mount in ${cases.join(" ")} esac; done`;
  return `case $1 in -f) ${answers} ;; *) exec ${tool("stat")} "$@" ;; esac`;
}

function build(root: string, host: FakeHost): string {
  if (host.machine !== undefined)
    cpSync(join(fixtures, "roots", host.machine, "root"), root, { recursive: true, verbatimSymlinks: true });
  writeFiles(root, host.root ?? {});
  writeFiles(join(root, "proc"), host.proc ?? {});
  writeFiles(join(root, "run"), host.run ?? { utmp: "boot" });
  for (const [name, text] of Object.entries(host.links ?? {})) {
    const file = join(root, "proc", name);
    mkdirSync(dirname(file), { recursive: true });
    symlinkSync(text, file);
  }
  if (host.passwd !== undefined) writeFiles(join(root, "etc"), { passwd: host.passwd });
  for (const [path, seconds] of Object.entries(host.changed ?? {})) utimesSync(join(root, path), seconds, seconds);
  const bin = join(root, "bin");
  mkdirSync(bin);
  const standIns = { ...(host.statfs && { stat: statProgram(host.statfs) }), ...host.programs };
  for (const name of (host.tools ?? usualTools).filter((tool) => !Object.hasOwn(standIns, tool))) {
    const real = findTool(name);
    if (real !== undefined) symlinkSync(real, join(bin, name));
  }
  // `wx`: a stand-in must never be written through a link onto the program of this machine.
  for (const [name, text] of Object.entries(standIns))
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755, flag: "wx" });
  return bin;
}
