/**
 * Stands between a stream and ssh2. It limits how much a host can send, passes the identification line in one piece (ssh2
 * garbles one that comes in several), keeps the host's KEXINIT, and sends each answer in one piece. We destroy the stream
 * ourselves, because ssh2's own `end()` and `destroy()` do nothing once the connection is half closed.
 */
import type { Duplex } from "node:stream";
import { parseServerOffer, type ServerOffer } from "./kexinit.ts";
import { OversizeError, quoted, SshError } from "./problems.ts";

const maxSessionBytes = 512 * 1024;
const maxIdentificationBytes = 8 * 1024;
/** The largest packet that ssh2 accepts. */
const maxKexInitBytes = 35_000;

export class StreamGuard {
  readonly #stream: Duplex;
  readonly #push: Duplex["push"];
  #bytes = 0;
  #maxBytes = maxSessionBytes;
  /** Received data before the identification line is complete; undefined after that. */
  #greeting: Buffer | undefined = Buffer.alloc(0);
  /** Received data after it, until the KEXINIT is complete. */
  #opening: Buffer | undefined = Buffer.alloc(0);
  #offer: ServerOffer | undefined;

  constructor(stream: Duplex) {
    this.#stream = stream;
    this.#push = stream.push.bind(stream);
    // Called for all received data; null is the end.
    stream.push = (chunk: Buffer | null, encoding?: BufferEncoding) =>
      chunk === null ? this.#push(null) : this.#receive(chunk, encoding);
  }

  /** Whether the host sent an SSH identification line. */
  get identified(): boolean {
    return this.#greeting === undefined;
  }

  /** The algorithms that the host offers, once they are received. */
  get offer(): ServerOffer | undefined {
    return this.#offer;
  }

  /** A jump host also sends what comes from the hosts behind it. */
  allowMore(bytes: number): void {
    this.#maxBytes += bytes;
  }

  /** The error if the host sent something else than an identification line, or nothing. */
  notSsh(): SshError {
    const said = this.#greeting?.toString("latin1").trim() ?? "";
    if (said === "") return new SshError("ssh:closed", "the host closed the connection before it sent anything");
    return new SshError("ssh:protocol", `the port does not answer as an SSH server; it says ${quoted(said)}`);
  }

  #receive(chunk: Buffer, encoding: BufferEncoding | undefined): boolean {
    if (this.#stream.destroyed) return false;
    this.#bytes += chunk.length;
    if (this.#bytes > this.#maxBytes) {
      this.#stream.destroy(new OversizeError(`the host sent more than ${this.#maxBytes / 1024} KiB`));
      return false;
    }
    if (this.#greeting !== undefined) return this.#identify(Buffer.concat([this.#greeting, chunk]));
    this.#readOffer(chunk);
    this.#collectAnswer();
    return this.#push(chunk, encoding);
  }

  /** ssh2 writes each encrypted packet in three parts, which would be three system calls and two TCP segments. */
  #collectAnswer(): void {
    this.#stream.cork();
    process.nextTick(() => this.#stream.uncork());
  }

  /** ssh2 gets nothing before the identification line is complete, and nothing that precedes it. */
  #identify(greeting: Buffer): boolean {
    const [line, ...rest] = splitAtIdentification(greeting);
    if (line === undefined) {
      this.#greeting = greeting;
      if (greeting.length > maxIdentificationBytes) this.#stream.destroy(this.notSsh());
      return !this.#stream.destroyed;
    }
    this.#greeting = undefined;
    this.#readOffer(Buffer.concat(rest));
    return this.#push(Buffer.concat([line, ...rest]));
  }

  #readOffer(chunk: Buffer): void {
    if (this.#opening === undefined) return;
    this.#opening = Buffer.concat([this.#opening, chunk]);
    this.#offer = parseServerOffer(this.#opening);
    if (this.#offer !== undefined || this.#opening.length > maxKexInitBytes) this.#opening = undefined;
  }
}

/** `SSH-…` to the end of its line, and what follows; undefined while no such line is complete. Other lines may precede it. */
function splitAtIdentification(greeting: Buffer): readonly Buffer[] {
  const first = /^SSH-/m.exec(greeting.toString("latin1"));
  const end = first === null ? 0 : greeting.indexOf("\n", first.index) + 1;
  return first === null || end === 0 ? [] : [greeting.subarray(first.index, end), greeting.subarray(end)];
}
