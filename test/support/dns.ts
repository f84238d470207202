/** A DNS server on loopback that answers what it is told to, in wire format. It ends with the test. */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { isIPv4 } from "node:net";
import { onTestFinished } from "vitest";

/** Names by address, for PTR, and addresses by name. Who is not in them is answered that there is no such name. */
export interface Zone {
  readonly names?: Readonly<Record<string, readonly string[]>>;
  readonly addresses?: Readonly<Record<string, readonly string[]>>;
  /** Does not answer at all. */
  readonly silent?: boolean;
}

export interface DnsServer {
  /** For `setServers`. */
  readonly server: string;
  /** `PTR 7.100.51.198.in-addr.arpa` */
  readonly asked: string[];
}

const types: Readonly<Record<number, string>> = { 1: "A", 12: "PTR", 28: "AAAA" };

export async function startDns({ names = {}, addresses = {}, silent = false }: Zone): Promise<DnsServer> {
  const asked: string[] = [];
  const socket = createSocket("udp4");
  socket.on("message", (query, { port }) => {
    const { name, type, end } = questionOf(query);
    asked.push(`${types[type]} ${name}`);
    if (silent) return;
    const found = type === 12 ? (names[addressOf(name)] ?? []).map(encoded) : addressesOf(addresses[name] ?? [], type);
    socket.send(answerTo(query.subarray(0, end), type, found), port);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  onTestFinished(() => void socket.close());
  return { server: `127.0.0.1:${socket.address().port}`, asked };
}

function questionOf(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join(".").toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

function addressOf(arpa: string): string {
  if (arpa.endsWith(".in-addr.arpa")) return arpa.split(".").slice(0, 4).reverse().join(".");
  const digits = arpa.split(".").slice(0, 32).reverse().join("");
  return new URL(`http://[${digits.match(/.{4}/g)?.join(":")}]`).hostname.slice(1, -1);
}

function addressesOf(texts: readonly string[], type: number): Buffer[] {
  if (type === 1) return texts.filter(isIPv4).map((text) => Buffer.from(text.split(".").map(Number)));
  return texts.filter((text) => !isIPv4(text)).map(ipv6Bytes);
}

function ipv6Bytes(text: string): Buffer {
  const [head = [], tail = []] = text.split("::").map((part) => part.split(":").filter(Boolean));
  const words = [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => "0"), ...tail];
  return Buffer.from(words.map((word) => word.padStart(4, "0")).join(""), "hex");
}

/** Labels may hold any byte. */
function encoded(name: string): Buffer {
  const labels = name.split(".").map((label) => Buffer.from(label, "latin1"));
  return Buffer.concat([...labels.flatMap((label) => [Buffer.from([label.length]), label]), Buffer.from([0])]);
}

function answerTo(question: Buffer, type: number, found: readonly Buffer[]): Buffer {
  const head = Buffer.from(question);
  // An answer, recursion available; no such name, where there is nothing.
  head.writeUInt16BE(found.length > 0 ? 0x8180 : 0x8183, 2);
  [1, found.length, 0, 0].forEach((count, index) => void head.writeUInt16BE(count, 4 + 2 * index));
  const records = found.map((data) => {
    const record = Buffer.alloc(12);
    // The name of the question, class IN, a minute.
    [0xc00c, type, 1, 0, 60, data.length].forEach((word, index) => void record.writeUInt16BE(word, 2 * index));
    return Buffer.concat([record, data]);
  });
  return Buffer.concat([head, ...records]);
}
