/** SSH servers that OpenSSH would never be: raw TCP ones that say anything, and ssh2 ones that break off anywhere. */
import { once } from "node:events";
import { createServer, type Server as NetServer, Socket } from "node:net";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";
import ssh2, { type AuthContext, type Connection, type ParsedKey, type ServerChannel, type ServerConfig } from "ssh2";
import { newKey } from "../../src/demo/ssh-host.ts";

export interface OddServer {
  readonly port: number;
  /** All bytes that clients sent, in order. */
  readonly received: () => Buffer;
  /** How many connections were made. */
  readonly connections: () => number;
  /** Resolves once no client is connected any more. */
  readonly abandoned: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** A TCP server of which every connection is handled by `talk`. */
export async function startTcp(talk: (socket: Socket) => void, address?: string): Promise<OddServer> {
  return serve(createServer(talk), address);
}

/** The same over TLS. A client counts once it has shaken hands, and what it sends is what it says in secret. */
export async function startTls(identity: TlsOptions, talk: (socket: Socket) => void): Promise<OddServer> {
  const server = createTlsServer(identity, talk).on("tlsClientError", () => {});
  return serve(server, undefined, "secureConnection");
}

export interface Ssh2ServerOptions extends Partial<ServerConfig> {
  /** Default: everybody may log in. */
  readonly authenticate?: (context: AuthContext) => void;
  /** What a session does with the exec request; default: nothing, not even an answer. */
  readonly exec?: (accept: () => ServerChannel, reject: () => void, command: string) => void;
  /** Instead of the above: what the server does with a connection. */
  readonly connection?: (client: Connection, socket: Socket) => void;
  /** What is done to a connection before ssh2 gets it. */
  readonly wire?: (socket: Socket) => void;
}

/** The host key of `startSsh2` unless it is given others: made once, for the tests only. */
export const oddHostKey = newKey();

/** An ssh2 server. */
export async function startSsh2(options: Ssh2ServerOptions = {}): Promise<OddServer> {
  const { authenticate, exec, connection, wire, ...config } = options;
  // Without keepalives, after a minute of which ssh2's server would hang up.
  const usual = { hostKeys: [oddHostKey.private], keepaliveInterval: 24 * 3_600_000 };
  const server = new ssh2.Server({ ...usual, ...config }, (client) => {
    client.on("error", () => {});
    if (connection !== undefined) return connection(client, socketOf(client));
    client.on("authentication", authenticate ?? ((context) => context.accept()));
    client.on("session", (accept) => {
      accept().on("exec", (take, reject, info) => exec?.(take, reject, info.command));
    });
  });
  return serve(serverOf(server, wire));
}

/** ssh2's server is a wrapper; connections are handed to it by a TCP server of ours, which counts and records. */
function serverOf(server: ssh2.Server, wire?: (socket: Socket) => void): NetServer {
  return createServer((socket) => {
    wire?.(socket);
    server.injectSocket(socket);
  });
}

async function serve(server: NetServer, at = "127.0.0.1", event = "connection"): Promise<OddServer> {
  const chunks: Buffer[] = [];
  const open = new Set<Socket>();
  let count = 0;
  let onEmpty = () => {};
  server.prependListener(event, (socket: Socket) => {
    count += 1;
    open.add(socket);
    socket.on("error", () => {}).on("data", (chunk: Buffer) => chunks.push(chunk));
    socket.on("close", () => {
      open.delete(socket);
      if (open.size === 0) onEmpty();
    });
  });
  server.listen(0, at);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    port: address.port,
    received: () => Buffer.concat(chunks),
    connections: () => count,
    abandoned: () =>
      new Promise((resolve) => {
        onEmpty = resolve;
        if (open.size === 0) resolve();
      }),
    stop: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

export const identification = "SSH-2.0-Odd_1.0\r\n";

/** What a well-behaved host offers, to be bent in tests. */
export const goodOffer: Offer = {
  kex: ["curve25519-sha256"],
  hostKey: ["ssh-ed25519"],
  cipher: ["aes128-ctr"],
  mac: ["hmac-sha2-256"],
  compress: ["none"],
};

export interface Offer {
  readonly kex: readonly string[];
  readonly hostKey: readonly string[];
  readonly cipher: readonly string[];
  readonly mac: readonly string[];
  readonly compress: readonly string[];
}

/** A KEXINIT packet in plain text (RFC 4253 section 7.1). */
export function kexInitPacket(changes: Partial<Offer> = {}): Buffer {
  const { kex, hostKey, cipher, mac, compress } = { ...goodOffer, ...changes };
  const lists = [kex, hostKey, cipher, cipher, mac, mac, compress, compress, [], []];
  const fields = lists.map((list) => sshText(list.join(",")));
  return packet(Buffer.concat([Buffer.from([20]), Buffer.alloc(16), ...fields, Buffer.alloc(5)]));
}

/**
 * The types of the packets that a client sent in plain text, after its identification line. All that it sent is one of
 * them, or else there is a -1 at the end: without NEWKEYS (21) nothing can be said in secret.
 */
export function plainPacketTypes(received: Buffer): number[] {
  const types: number[] = [];
  let at = received.indexOf("\n") + 1;
  while (at + 5 < received.length) {
    types.push(received[at + 5] ?? 0);
    at += 4 + received.readUInt32BE(at);
  }
  return at === received.length ? types : [...types, -1];
}

/** A packet of the SSH transport before there are keys (RFC 4253 section 6). */
export function packet(payload: Buffer): Buffer {
  const short = 8 - ((payload.length + 5) % 8);
  const padding = short < 4 ? short + 8 : short;
  return Buffer.concat([uint32(payload.length + 1 + padding), Buffer.from([padding]), payload, Buffer.alloc(padding)]);
}

/** A text as SSH packs it: its length, then its bytes. */
export function sshText(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([uint32(bytes.length), bytes]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

type Method = (...values: readonly unknown[]) => unknown;

/** A method of the protocol engine inside ssh2's server, to say what its interface does not let it say. */
export function protocolMethod(client: Connection, name: string): Method {
  const protocol = protocolOf(client);
  return (...values) => call(protocol, name, ...values);
}

export function replaceProtocolMethod(
  client: Connection,
  name: string,
  replacement: (original: Method, values: readonly unknown[]) => unknown,
): void {
  const protocol = protocolOf(client);
  const method: unknown = Reflect.get(protocol, name);
  if (typeof method !== "function") throw new Error(`ssh2 has no ${name} any more`);
  const original: Method = (...values) => Reflect.apply(method, protocol, values);
  Reflect.set(protocol, name, (...values: readonly unknown[]) => replacement(original, values));
}

/** Sends a message of any type: what ssh2's server would do, without its opinion on what may be sent when. */
export function sendMessage(client: Connection, payload: Buffer): void {
  const protocol = protocolOf(client);
  const writer = memberOf(memberOf(protocol, "_packetRW"), "write");
  const message: unknown = call(writer, "alloc", payload.length);
  const start: unknown = Reflect.get(writer, "allocStart");
  if (!Buffer.isBuffer(message) || typeof start !== "number") throw new Error("ssh2 writes packets in another way now");
  payload.copy(message, start);
  call(memberOf(protocol, "_cipher"), "encrypt", call(writer, "finalize", message));
}

/** Ends the key exchange on the server's side without waiting for the client's consent. */
export function presumeKeys(client: Connection): void {
  call(memberOf(protocolOf(client), "_kex"), "finish");
}

/** Hands the first plain-text packet of a type that a server is about to send to `handle`, instead of sending it. */
export function interceptPacket(
  socket: Socket,
  type: number,
  handle: (packet: Buffer, send: (packet: Buffer) => void) => void,
): void {
  const write = socket.write;
  const send = (bytes: unknown): unknown => Reflect.apply(write, socket, [bytes]);
  Reflect.set(socket, "write", (bytes: unknown) => {
    if (!Buffer.isBuffer(bytes) || bytes[5] !== type || bytes.toString("latin1", 0, 4) === "SSH-") return send(bytes);
    Reflect.set(socket, "write", write);
    handle(bytes, send);
    return true;
  });
}

/** From now on nothing that is written to the socket is sent. */
export function mute(socket: Socket): void {
  Reflect.set(socket, "write", () => true);
}

/** The key that the server shows from the next change of keys on. */
export function replaceHostKey(client: Connection, key: ParsedKey): void {
  Reflect.set(protocolOf(client), "_hostKeys", { [key.type]: key });
}

function socketOf(client: Connection): Socket {
  const socket: unknown = Reflect.get(client, "_sock");
  if (!(socket instanceof Socket)) throw new Error("ssh2 has no _sock any more");
  return socket;
}

function protocolOf(client: Connection): object {
  return memberOf(client, "_protocol");
}

function memberOf(owner: object, name: string): object {
  const member: unknown = Reflect.get(owner, name);
  if (typeof member !== "object" || member === null) throw new Error(`ssh2 has no ${name} any more`);
  return member;
}

function call(owner: object, name: string, ...values: readonly unknown[]): unknown {
  const method: unknown = Reflect.get(owner, name);
  if (typeof method !== "function") throw new Error(`ssh2 has no ${name} any more`);
  return Reflect.apply(method, owner, values);
}
