/** An SSH server on loopback that accepts one key and runs commands with `sh`, like a monitored host. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import type { AddressInfo } from "node:net";
import type { Connection, ServerChannel } from "ssh2";
import keygen from "ssh2/lib/keygen.js";
import keyParser from "ssh2/lib/protocol/keyParser.js";
import Server from "ssh2/lib/server.js";

export interface DemoHost {
  readonly port: number;
  /** `SHA256:…`, to be pinned. */
  readonly fingerprint: string;
  readonly close: () => void;
}

/** A key pair as ssh2 makes and reads it. */
export interface DemoKey {
  readonly private: string;
  readonly public: string;
}

/** ssh2 drops a leading zero in one key of 256, which makes it unreadable: try again. */
export function newKey(): DemoKey {
  const key = keygen.generateKeyPairSync("ed25519");
  return keyParser.parseKey(key.private) instanceof Error ? newKey() : key;
}

export async function startSshHost(options: { allowed: DemoKey; path: string }): Promise<DemoHost> {
  const hostKey = newKey();
  const open = new Set<Connection>();
  const server = new Server({ hostKeys: [hostKey.private] }, (connection, { ip, port }) => {
    open.add(connection);
    connection.on("close", () => open.delete(connection)).on("error", () => open.delete(connection));
    letIn(connection, options.allowed);
    connection.on("session", (accept) => {
      accept().on("exec", (acceptExec, _reject, { command }) => {
        const connectionText = `${ip} ${port} 127.0.0.1 ${portOf(server)}`;
        run(command, acceptExec(), { PATH: options.path, SSH_CONNECTION: connectionText });
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    for (const connection of open) connection.end();
    server.close();
  };
  return { port: portOf(server), fingerprint: fingerprintOf(hostKey), close };
}

function portOf(server: { address: () => AddressInfo | string | null }): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

function fingerprintOf(key: DemoKey): string {
  const blob = Buffer.from(key.public.split(" ")[1] ?? "", "base64");
  return `SHA256:${createHash("sha256").update(blob).digest("base64").replace(/=$/, "")}`;
}

function letIn(connection: Connection, allowed: DemoKey): void {
  const expected = Buffer.from(allowed.public.split(" ")[1] ?? "", "base64");
  const verifier = keyParser.parseKey(allowed.public);
  connection.on("authentication", (attempt) => {
    if (attempt.method !== "publickey" || !attempt.key.data.equals(expected)) return attempt.reject(["publickey"]);
    if (attempt.signature === undefined) return attempt.accept();
    const signed =
      !(verifier instanceof Error) && verifier.verify(attempt.blob ?? "", attempt.signature, attempt.hashAlgo);
    return signed === true ? attempt.accept() : attempt.reject(["publickey"]);
  });
}

function run(command: string, channel: ServerChannel, env: Record<string, string>): void {
  const child = spawn("sh", ["-c", command], { env, stdio: "pipe" });
  channel.pipe(child.stdin).on("error", () => {});
  child.stdout.pipe(channel, { end: false });
  child.stderr.pipe(channel.stderr, { end: false });
  channel.on("error", () => {}).on("close", () => child.kill());
  child.on("close", (code) => {
    channel.exit(code ?? 1);
    channel.end();
  });
}
