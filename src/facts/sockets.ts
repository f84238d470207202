/**
 * What the host's socket tables say of listeners and of who is connected to the SSH port (asked by ask-proc.ts).
 *
 *     @server-monitor me 198.51.100.7 51234 192.0.2.10 22      ($SSH_CONNECTION: client and server, as the host sees them;
 *                                                               `unknown` where it is not set)
 *     @server-monitor listen tcp 0100007F:1538                 (/proc/net/tcp: hexadecimal, words in the host's byte order)
 *     @server-monitor peer 0202000A B0F8 B0FA                  (address and source ports; the first revision: no ports)
 *     @server-monitor own 0F02000A:0016 0202000A:B0F8          (looks like our own connection: tells the byte order)
 *     @server-monitor net tcp4 *.22 *.* LISTEN                 (netstat, where there is no /proc/net/tcp)
 *     @server-monitor sockets proc                             (all of it was read)
 *     @server-monitor sockets unread tcp6                      (a table is there and may not be read)
 */
import { canonicalAddress, isLoopback } from "../address.ts";
import { onceForEach } from "../once-for-each.ts";
import { type Answer, onlyLine, outputLines } from "./answer.ts";
import { type Owner, ownersBySocket } from "./owners.ts";

export interface Listener {
  readonly protocol: "tcp" | "udp";
  readonly port: number;
  /** Canonical. The wildcard is `0.0.0.0` or `::`. */
  readonly address: string;
  /** Whether it is bound to an address of the loopback interface that is none of 127.0.0.0/8 and ::1. */
  readonly onLoopbackInterface?: boolean;
  /** Empty where the host does not tell. */
  readonly owners: readonly Owner[];
}

/** Who is connected to the SSH port from one address. */
export interface Peer {
  /** Canonical. May repeat. */
  readonly address: string;
  /** Source ports of its connections. Empty in the answer of the first revision. */
  readonly ports: readonly number[];
}

interface Sockets {
  readonly listeners: readonly Listener[];
  readonly peers: readonly Peer[];
}

/** Our own address as the host sees it, canonical. undefined where the SSH server did not say. */
export function ownAddress(answer: Answer): string | undefined {
  return canonicalAddress(answer.lines("me")[0]?.split(" ")[0] ?? "");
}

/**
 * Connections to the SSH port, without those that come from the machine itself (a tunnel, sslh, frp). Where the SSH server
 * does not say its port, it is taken for 22, which is only true if something listens there.
 */
export function readPeers(answer: Answer): readonly Peer[] {
  const { listeners, peers } = readSockets(answer);
  const listening = listeners.some(({ protocol, port }) => protocol === "tcp" && port === 22);
  if (!listening && !knowsServerPort(answer))
    throw new Error("the SSH server does not say its port, and nothing listens on port 22");
  return peers.filter(({ address }) => !isLoopback(address));
}

/** An empty `me`: the probe was not started over SSH, and there is no port to know. */
function knowsServerPort(answer: Answer): boolean {
  const me = answer.lines("me")[0] ?? "";
  return me === "" || (/^\S+ \d{1,5} \S+ \d{1,5}$/.test(me) && ownAddress(answer) !== undefined);
}

/** Several facts read them. */
export const readSockets = onceForEach((answer: Answer): Sockets => {
  const source = onlyLine(answer, "sockets");
  if (source === "proc") return fromProc(answer);
  if (source === "netstat") return fromNetstat(answer);
  if (source.startsWith("unread")) throw new Error("a socket table of /proc/net may not be read");
  throw new Error("the socket tables were read in a way that is not known");
});

function fromProc(answer: Answer): Sockets {
  const decode = bigEndian(answer) ? hexAddress : (hex: string) => hexAddress(swapped(hex));
  const owners = ownersBySocket(answer);
  return {
    listeners: answer.lines("listen").map((line) => {
      const [, protocol, hex = "", port = ""] = /^(tcp|udp) ([0-9A-F]+):([0-9A-F]{4})$/.exec(line) ?? [];
      const end = { port: hexPort(port), address: decode(hex) };
      return { protocol: protocolOf(protocol), ...end, owners: owners.get(line) ?? [] };
    }),
    peers: answer.lines("peer").map((line) => {
      const [hex = "", ...ports] = line.split(" ");
      return { address: decode(hex), ports: ports.map(hexPort) };
    }),
  };
}

/** The kernel prints each 32-bit word in its own order. Our own connection, whose addresses we know, tells which. */
function bigEndian(answer: Answer): boolean {
  const [client = "", , server = ""] = (answer.lines("me")[0] ?? "").split(" ");
  const known = [server, client].map((address) => canonicalAddress(address));
  const rows = answer.lines("own").map((line) => [...line.matchAll(/([0-9A-F]+):/g)].map(([, hex = ""]) => hex));
  const told = (order: (hex: string) => string) =>
    rows.some((ends) => known.every((address, end) => address !== undefined && address === order(ends[end] ?? "")));
  return told(tryAddress) && !told((hex) => tryAddress(swapped(hex)));
}

function tryAddress(hex: string): string {
  return addressOf(hex) ?? "";
}

/** Reverses the bytes of each 32-bit word. */
function swapped(hex: string): string {
  return hex.replace(/(..)(..)(..)(..)/g, "$4$3$2$1");
}

function hexPort(hex: string): number {
  if (!/^[0-9A-F]{4}$/.test(hex)) throw new Error("a socket table has a port of unknown form");
  return Number.parseInt(hex, 16);
}

function hexAddress(hex: string): string {
  const address = addressOf(hex);
  if (address === undefined) throw new Error("a socket table has an address of unknown form");
  return address;
}

/** `0A00020F`, or 32 digits for IPv6, in network order. */
function addressOf(hex: string): string | undefined {
  if (/^[0-9A-F]{8}$/.test(hex)) return hex.replace(/../g, (byte) => `${Number.parseInt(byte, 16)}.`).slice(0, -1);
  if (/^[0-9A-F]{32}$/.test(hex)) return canonicalAddress(hex.replace(/....(?!$)/g, "$&:"));
  return undefined;
}

function fromNetstat(answer: Answer): Sockets {
  const rows = outputLines(answer, "net").map((line) => line.split(" "));
  if (rows.length === 0) throw new Error("netstat did not answer");
  const established = rows.filter(([, , , state]) => state === "ESTABLISHED");
  const listening = rows.filter(([, local = "", , state]) => state !== "ESTABLISHED" && !local.endsWith("*"));
  return {
    listeners: listening.map(([protocol = "", local = ""]) => ({
      protocol: protocolOf(/^(?:tcp|udp)/.exec(protocol)?.[0]),
      ...endOf(local),
      owners: [],
      onLoopbackInterface: /%lo\d*[.:]\d+$/.test(local),
    })),
    peers: established.flatMap(([, local = "", remote = ""]) => {
      const { address, port } = endOf(remote);
      return address === endOf(local).address ? [] : [{ address, ports: [port] }];
    }),
  };
}

/** `*.22`, `192.0.2.1.22`, `fe80::1%lo0.25`, and with a colon where it is Linux. */
function endOf(text: string): { address: string; port: number } {
  const [, host = "", port = ""] = /^(.+)[.:](\d{1,5})$/.exec(text) ?? [];
  const address = host === "*" ? "::" : canonicalAddress(host);
  if (address === undefined || Number(port) > 65_535) throw new Error("netstat has an address of unknown form");
  return { address, port: Number(port) };
}

function protocolOf(text: string | undefined): "tcp" | "udp" {
  if (text === "tcp" || text === "udp") return text;
  throw new Error("a socket table has a protocol that is not known");
}
