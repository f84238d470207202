/**
 * What the host's socket tables say of listeners and of who is connected to the SSH port (asked by ask-sockets.ts).
 *
 *     @server-monitor me 198.51.100.7 51234 192.0.2.10 22      ($SSH_CONNECTION: client and server, as the host sees them)
 *     @server-monitor listen tcp 0100007F:1538                 (/proc/net/tcp: hexadecimal, words in the host's byte order)
 *     @server-monitor peer 0202000A
 *     @server-monitor own 0F02000A:0016 0202000A:B0F8          (looks like our own connection: tells the byte order)
 *     @server-monitor net tcp4 *.22 *.* LISTEN                 (netstat, where there is no /proc/net/tcp)
 *     @server-monitor sockets proc                             (all of it was read)
 */
import { canonicalAddress } from "../address.ts";
import { type Answer, onlyLine } from "./answer.ts";
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

interface Sockets {
  readonly listeners: readonly Listener[];
  /** Canonical addresses with an established connection to the SSH port. May repeat. */
  readonly peers: readonly string[];
}

/** Our own address as the host sees it, canonical. undefined where the SSH server did not say. */
export function ownAddress(answer: Answer): string | undefined {
  return canonicalAddress(answer.lines("me")[0]?.split(" ")[0] ?? "");
}

export function readSockets(answer: Answer): Sockets {
  const source = onlyLine(answer, "sockets");
  if (source === "proc") return fromProc(answer);
  if (source === "netstat") return fromNetstat(answer);
  throw new Error("the socket tables were read in a way that is not known");
}

function fromProc(answer: Answer): Sockets {
  const decode = bigEndian(answer) ? hexAddress : (hex: string) => hexAddress(swapped(hex));
  const owners = ownersBySocket(answer);
  return {
    listeners: answer.lines("listen").map((line) => {
      const [, protocol, hex = "", port = ""] = /^(tcp|udp) ([0-9A-F]+):([0-9A-F]{4})$/.exec(line) ?? [];
      const end = { port: Number.parseInt(port, 16), address: decode(hex) };
      return { protocol: protocolOf(protocol), ...end, owners: owners.get(line) ?? [] };
    }),
    peers: answer.lines("peer").map(decode),
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
  const rows = answer.lines("net").map((line) => line.split(" "));
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
    peers: established.map(([, , remote = ""]) => endOf(remote).address),
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
