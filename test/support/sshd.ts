/**
 * A real OpenSSH server on loopback, in the foreground, with everything of its own in a temporary folder. As another user
 * than root it can log in only that user.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { tool } from "./tools.ts";

/** The programs that `startSshd` needs, for `describeWith`. */
export const sshdTools = ["sshd", "ssh-keygen"];

export type KeyKind = "ed25519" | "ecdsa" | "rsa";

export interface SshdOptions {
  /** Default 127.0.0.1. */
  readonly address?: string;
  /** Default: a free one. */
  readonly port?: number;
  /** Kinds of host key, default ed25519. */
  readonly hostKeys?: readonly KeyKind[];
  /** Public keys that may log in, by user. Options such as `command="…"` may stand before a key. */
  readonly users?: Readonly<Record<string, readonly string[]>>;
  /** More lines of sshd_config; the first of two lines with the same keyword counts, and these come first. */
  readonly config?: readonly string[];
  /** A program and its arguments that runs sshd, such as nsenter. */
  readonly under?: readonly string[];
  /** Gets each line of the log. */
  readonly onLog?: (line: string) => void;
}

export interface Sshd {
  readonly address: string;
  readonly port: number;
  readonly hostKeys: readonly KeyFile[];
  /** Lines for known_hosts, one for each host key. */
  readonly knownHosts: string;
  /** What sshd has logged so far; at level VERBOSE unless `config` says otherwise. */
  readonly log: () => string;
  /** Resolves once the log has a line that matches. */
  readonly logged: (pattern: RegExp) => Promise<void>;
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

export interface KeyFile {
  readonly path: string;
  /** `ssh-ed25519 AAAA…`, without a comment. */
  readonly publicKey: string;
  readonly fingerprint: string;
}

/** A new key pair in a file, by ssh-keygen, as weak as it may be to be quick. `more` are further arguments, such as `-m PEM`. */
export function makeKey(
  path: string,
  kind: KeyKind = "ed25519",
  passphrase = "",
  more: readonly string[] = [],
): KeyFile {
  execFileSync(tool("ssh-keygen"), [
    "-q",
    "-t",
    kind,
    ...(kind === "rsa" ? ["-b", "2048"] : []),
    "-a",
    "1",
    "-N",
    passphrase,
    "-C",
    "",
    "-f",
    path,
    ...more,
  ]);
  const publicKey = readFileSync(`${path}.pub`, "utf8").trim();
  const digest = createHash("sha256").update(Buffer.from(publicKey.split(" ")[1] ?? "", "base64"));
  return { path, publicKey, fingerprint: `SHA256:${digest.digest("base64").replace(/=+$/, "")}` };
}

export async function startSshd(options: SshdOptions = {}): Promise<Sshd> {
  const address = options.address ?? "127.0.0.1";
  const port = options.port ?? (await freePort(address));
  const folder = mkdtempSync(join(tmpdir(), "server-monitor-sshd-"));
  // sshd reads authorized keys as the user who logs in.
  chmodSync(folder, 0o755);
  const hostKeys = (options.hostKeys ?? ["ed25519"]).map((kind) => makeKey(join(folder, `host_${kind}`), kind));
  writeAuthorizedKeys(folder, options.users ?? {});
  writeFileSync(join(folder, "sshd_config"), configText(folder, address, port, hostKeys, options.config ?? []));
  if (userInfo().uid === 0) mkdirSync("/run/sshd", { recursive: true });
  const [program = "", ...words] = [...(options.under ?? []), tool("sshd"), "-D", "-e"];
  const server = spawn(program, [...words, "-f", join(folder, "sshd_config")], { stdio: ["ignore", "ignore", "pipe"] });
  const log = readLog(server, options.onLog);
  await log.logged(/^Server listening on /m);
  const name = port === 22 ? address : `[${address}]:${port}`;
  const knownHosts = hostKeys.map(({ publicKey }) => `${name} ${publicKey}\n`).join("");
  return { address, port, hostKeys, knownHosts, ...log, pid: server.pid ?? 0, stop: () => stop(server, folder) };
}

/** The user as whom the tests run, and can log in anywhere. */
export const currentUser = userInfo().username;

/** A port that was free a moment ago. */
export async function freePort(address = "127.0.0.1"): Promise<number> {
  const server = createServer().listen(0, address);
  await once(server, "listening");
  const bound = server.address();
  server.close();
  await once(server, "close");
  if (bound === null || typeof bound === "string") throw new Error("no port");
  return bound.port;
}

function configText(
  folder: string,
  address: string,
  port: number,
  hostKeys: readonly KeyFile[],
  config: readonly string[],
): string {
  const lines = [
    ...config,
    `ListenAddress ${address}`,
    `Port ${port}`,
    ...hostKeys.map(({ path }) => `HostKey ${path}`),
    `AuthorizedKeysFile ${join(folder, "authorized_keys", "%u")}`,
    "PidFile none",
    "UsePAM no",
    "UseDNS no",
    "StrictModes no",
    "PermitRootLogin yes",
    "PrintMotd no",
    "LogLevel VERBOSE",
  ];
  return `${lines.join("\n")}\n`;
}

function writeAuthorizedKeys(folder: string, users: Readonly<Record<string, readonly string[]>>): void {
  mkdirSync(join(folder, "authorized_keys"));
  for (const [user, keys] of Object.entries(users)) {
    writeFileSync(join(folder, "authorized_keys", user), keys.map((key) => `${key}\n`).join(""));
  }
}

/** Collects the log; waiting fails when sshd ends before it says what is waited for. */
function readLog(server: ChildProcess, onLog?: (line: string) => void): Pick<Sshd, "log" | "logged"> {
  let text = "";
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const look of waiting) look();
  };
  if (server.stderr === null) throw new Error("sshd has no standard error");
  const lines = createInterface({ input: server.stderr });
  lines.on("line", (line) => {
    text += `${line}\n`;
    onLog?.(line);
    wake();
  });
  lines.on("close", wake);
  const logged = (pattern: RegExp) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (pattern.test(text)) resolve();
        else if (server.exitCode !== null) reject(new Error(`sshd ended without saying ${pattern}:\n${text}`));
        else return void waiting.add(look);
        waiting.delete(look);
      };
      server.once("exit", look);
      look();
    });
  return { log: () => text, logged };
}

async function stop(server: ChildProcess, folder: string): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) {
    server.kill();
    await once(server, "exit");
  }
  rmSync(folder, { recursive: true, force: true });
}
