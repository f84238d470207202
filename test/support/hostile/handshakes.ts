/** Hosts that go wrong before anybody logs in: no SSH server, a broken one, or one with the wrong key. */
import type { Socket } from "node:net";
import ssh2, { type Connection } from "ssh2";
import {
  identification,
  interceptPacket,
  kexInitPacket,
  mute,
  type Offer,
  oddHostKey,
  packet,
  presumeKeys,
  sendMessage,
  sshText,
  startSsh2,
  startTcp,
} from "../hostile-ssh.ts";
import { answerCells, answerWith } from "./answers.ts";
import { drip, flood } from "./flood.ts";
import type { HostileHost } from "./host.ts";

const rsa = ssh2.utils.generateKeyPairSync("rsa", { bits: 2048 });
const otherKey = ssh2.utils.generateKeyPairSync("ed25519");

const newKeys = 21;
const kexReply = 31;
const offer = Buffer.concat([Buffer.from(identification), kexInitPacket()]);

function says(name: string, talk: (socket: Socket) => void, errors: string): HostileHost {
  return { name, cells: { errors }, start: () => startTcp(talk) };
}

/** Once the client has sent something after this. */
function thenAt(next: (socket: Socket) => void, opening: string | Buffer = offer) {
  return (socket: Socket) => void socket.on("data", () => next(socket)).write(opening);
}

/** An SSH server that says hello, does this instead of sending one of its packets, and then all goes on. */
function bends(
  name: string,
  type: number,
  handle: (packet: Buffer, send: (packet: Buffer) => void, socket: Socket) => void,
  errors: string,
): HostileHost {
  const wire = (socket: Socket) => interceptPacket(socket, type, (bytes, send) => handle(bytes, send, socket));
  return { name, cells: { errors }, start: () => startSsh2({ wire }) };
}

function sendingThen(next: (socket: Socket) => void) {
  return (bytes: Buffer, send: (packet: Buffer) => void, socket: Socket) => {
    send(bytes);
    next(socket);
  };
}

const reset = (socket: Socket) => void socket.resetAndDestroy();
const goodbye = packet(
  Buffer.concat([Buffer.from([1, 0, 0, 0, 2]), sshText("go\r\n::error::away ##[error]x"), sshText("")]),
);

const beforeKeys: readonly HostileHost[] = [
  says("is-silent", () => {}, "ssh:timeout"),
  says("greets-for-ever-byte-by-byte", drip("x"), "ssh:timeout"),
  says("identifies-without-end", (socket) => drip("x")(socket.setNoDelay()), "ssh:timeout"),
  says("greets-for-ever-in-one-line", flood("x".repeat(65_536)), "ssh:protocol"),
  says("greets-for-ever-in-lines", flood("x\r\n".repeat(20_000)), "ssh:protocol"),
  says("greets-with-commands", (socket) => socket.end("\r::error::x\n##[set-output name=up]9\n"), "ssh:protocol"),
  says("is-a-web-server", (socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"), "ssh:protocol"),
  says("hangs-up-at-once", (socket) => socket.end(), "ssh:closed"),
  says("resets-at-once", reset, "ssh:closed"),
  says("hangs-up-after-hello", (socket) => socket.end(identification), "ssh:closed"),
  says("resets-after-hello", thenAt(reset, identification), "ssh:closed"),
  says(
    "hangs-up-after-its-offer",
    thenAt((socket) => void socket.end()),
    "ssh:closed",
  ),
  says("resets-after-its-offer", thenAt(reset), "ssh:closed"),
  says("stalls-after-hello", (socket) => void socket.write(identification), "ssh:timeout"),
  says("stalls-after-its-offer", (socket) => void socket.write(offer), "ssh:timeout"),
  says(
    "says-goodbye-with-commands",
    thenAt((socket) => void socket.write(goodbye)),
    "ssh:closed",
  ),
  says("speaks-garbage-at-once", (socket) => void socket.write("\u00ff".repeat(9000)), "ssh:protocol"),
  says(
    "speaks-garbage-after-hello",
    thenAt(() => {}, `${identification}${"\u00ff".repeat(4096)}`),
    "ssh:protocol",
  ),
  says(
    "sends-an-empty-packet",
    thenAt(() => {}, `${identification}\0\0\0\0\0\0\0\0`),
    "ssh:protocol",
  ),
  says("floods-with-its-offer", flood(kexInitPacket(), identification), "ssh:protocol"),
  bends(
    "hangs-up-after-its-key",
    kexReply,
    sendingThen((socket) => void socket.end()),
    "ssh:closed",
  ),
  bends("stalls-after-its-key", kexReply, sendingThen(mute), "ssh:timeout"),
  bends(
    "has-a-key-of-garbage",
    kexReply,
    (bytes, send) => send(bytes.fill(0xff, 6, bytes.length - 20)),
    "ssh:protocol",
  ),
  bends(
    "speaks-garbage-under-its-key",
    newKeys,
    (bytes, send) => send(Buffer.concat([bytes, Buffer.alloc(4096, 0xff)])),
    "ssh:protocol",
  ),
];

/** Servers of which nothing is spoken any more, and what of their offer must be in the log. */
export const outdated: readonly { readonly host: HostileHost; readonly named: string }[] = [
  ancient("speaks-only-sha1", "key exchange", { kex: ["diffie-hellman-group14-sha1", "diffie-hellman-group1-sha1"] }),
  ancient("picks-its-own-primes", "key exchange", { kex: ["diffie-hellman-group-exchange-sha256"] }),
  ancient("speaks-only-cbc", "cipher", { cipher: ["aes128-cbc", "3des-cbc"] }),
  ancient("speaks-only-umac", "MAC", { mac: ["umac-64@openssh.com"] }),
  ancient("compresses-always", "compression", { compress: ["zlib", "zlib@openssh.com"] }),
  ancient("signs-only-with-sha1", "host key", { hostKey: ["ssh-rsa"] }),
];

function ancient(name: string, what: string, changes: Partial<Offer>) {
  const talk = thenAt(() => {}, Buffer.concat([Buffer.from(identification), kexInitPacket(changes)]));
  const host: HostileHost = { ...says(name, talk, "ssh:algorithms"), ...(changes.hostKey && { knownKey: rsa.public }) };
  const theirs = Object.values(changes).flat().join(", ");
  return { host, named: `no ${what} algorithm in common with the host: it offers "${theirs}", the monitor supports ` };
}

/** Hosts that are not the trusted ones. What they may see is our offer and the first half of the key exchange. */
export const impostors: readonly HostileHost[] = [
  impostor("has-another-key", "ssh:host-key-changed", { knownKey: otherKey.public }),
  impostor("has-an-unknown-key", "ssh:host-key-unknown", { knownKey: "" }),
  impostor("has-a-revoked-key", "ssh:host-key-changed", { knownKey: `@revoked ${oddHostKey.public}` }),
  impostor("has-not-the-pinned-key", "ssh:host-key-changed", {
    entry: ({ port }) => ({ port, creds: "canary", host_key: `SHA256:${"A".repeat(43)}` }),
  }),
  impostor("has-another-key-and-lets-us-in", "ssh:host-key-changed", {
    knownKey: otherKey.public,
    start: startEagerServer,
  }),
  impostor("has-an-unknown-key-and-lets-us-in", "ssh:host-key-unknown", { knownKey: "", start: startEagerServer }),
  {
    ...bends("cannot-prove-its-key", kexReply, (bytes, send) => send(withBrokenSignature(bytes)), "ssh:protocol"),
    // It showed the right key, but the proof fails before our answer is sent.
    sees: [20, 30],
  },
];

function impostor(name: string, errors: string, more: Partial<HostileHost>): HostileHost {
  return { name, cells: { errors }, start: () => startSsh2(), sees: [20, 30], ...more };
}

/**
 * Sends its key, NEWKEYS, and that the login succeeded, in one piece: whoever says no to the key, but reads on, is logged in
 * and talks.
 */
function startEagerServer() {
  const clients = new Map<Socket, Connection>();
  const wire = (socket: Socket) =>
    interceptPacket(socket, kexReply, (reply, sendReply) => {
      socket.cork();
      sendReply(reply);
      interceptPacket(socket, newKeys, (keys, sendKeys) => {
        sendKeys(keys);
        queueMicrotask(() => letIn(socket, clients.get(socket)));
      });
    });
  return startSsh2({ wire, connection: (client, socket) => void clients.set(socket, client) });
}

function letIn(socket: Socket, client: Connection | undefined): void {
  if (client === undefined) throw new Error("the client has not been met");
  presumeKeys(client);
  sendMessage(client, Buffer.concat([Buffer.from([6]), sshText("ssh-userauth")]));
  sendMessage(client, Buffer.from([52]));
  socket.uncork();
}

/** The signature is the end of the packet, but for its padding. */
function withBrokenSignature(bytes: Buffer): Buffer {
  const at = bytes.length - (bytes[4] ?? 0) - 1;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
}

/** A good host on a slow line, which must not be taken for another. */
const inDrops: HostileHost = {
  name: "identifies-itself-in-drops",
  cells: answerCells,
  start: () => startSsh2({ wire: dropByDrop, exec: (accept) => void accept().resume().end(answerWith()) }),
};

/** The first line goes out one byte at a time, each in a segment of its own; the rest waits for it. */
export function dropByDrop(socket: Socket): void {
  const write = socket.write;
  const waiting: unknown[] = [];
  const send = (bytes: unknown) => Reflect.apply(write, socket, [bytes]);
  Reflect.set(socket.setNoDelay(), "write", (bytes: unknown) => waiting.push(bytes) > 0);
  const drops = () => Buffer.from(String(waiting.shift())).values();
  setImmediate(() => next(drops()));
  function next(bytes: IterableIterator<number>): void {
    const { value, done } = bytes.next();
    if (done !== true) {
      send(Buffer.from([value]));
      return void setImmediate(() => next(bytes));
    }
    Reflect.set(socket, "write", write);
    waiting.forEach(send);
  }
}

export const handshakeHosts: readonly HostileHost[] = [
  ...beforeKeys,
  ...outdated.map(({ host }) => host),
  ...impostors,
  inDrops,
];
