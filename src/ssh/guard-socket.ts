/**
 * The TCP socket under ssh2. It limits how much a host can send, passes the identification line in one piece (ssh2 garbles
 * one that comes in several), and keeps the host's KEXINIT. We destroy it ourselves, because ssh2's own `end()` and
 * `destroy()` do nothing once the connection is half closed.
 */
import { Socket } from "node:net";
import { canonicalAddress } from "../address.ts";
import { type Resolver, tcpOptions } from "../connect.ts";
import type { Host } from "../inventory/host.ts";
import { parseServerOffer, type ServerOffer } from "./kexinit.ts";
import { quoted, SshError } from "./problems.ts";

const maxBytes = 512 * 1024;
const maxIdentificationBytes = 8 * 1024;
/** The largest packet that ssh2 accepts. */
const maxKexInitBytes = 35_000;

export class GuardSocket extends Socket {
  #bytes = 0;
  /** Received data before the identification line is complete; undefined after that. */
  #greeting: Buffer | undefined = Buffer.alloc(0);
  /** Received data after it, until the KEXINIT is complete. */
  #opening: Buffer | undefined = Buffer.alloc(0);
  #offer: ServerOffer | undefined;

  /** Connects to the first address that answers. */
  dial({ address, port }: Pick<Host, "address" | "port">, resolver?: Resolver): void {
    this.setNoDelay(true);
    this.connect(tcpOptions(address, port, resolver));
  }

  /** Whether the host sent an SSH identification line. */
  get identified(): boolean {
    return this.#greeting === undefined;
  }

  /** The algorithms that the host offers, once they are received. */
  get offer(): ServerOffer | undefined {
    return this.#offer;
  }

  /** The address connected to, in canonical form; empty while there is none. */
  get peer(): string {
    return canonicalAddress(this.remoteAddress ?? "") ?? "";
  }

  /** The error if the host sent something else than an identification line, or nothing. */
  notSsh(): SshError {
    const said = this.#greeting?.toString("latin1").trim() ?? "";
    if (said === "") return new SshError("ssh:closed", "the host closed the connection before it sent anything");
    return new SshError("ssh:protocol", `the port does not answer as an SSH server; it says ${quoted(said)}`);
  }

  /** Called by Node for all received data; null is the end. */
  override push(chunk: Buffer | null, encoding?: BufferEncoding): boolean {
    if (chunk === null) return super.push(null);
    if (this.destroyed) return false;
    this.#bytes += chunk.length;
    if (this.#bytes > maxBytes) {
      this.destroy(new SshError("ssh:protocol", `the host sent more than ${maxBytes / 1024} KiB`));
      return false;
    }
    if (this.#greeting !== undefined) return this.#identify(Buffer.concat([this.#greeting, chunk]));
    this.#readOffer(chunk);
    return super.push(chunk, encoding);
  }

  /** ssh2 gets nothing before the identification line is complete, and nothing that precedes it. */
  #identify(greeting: Buffer): boolean {
    const [line, ...rest] = splitAtIdentification(greeting);
    if (line === undefined) {
      this.#greeting = greeting;
      if (greeting.length > maxIdentificationBytes) this.destroy(this.notSsh());
      return !this.destroyed;
    }
    this.#greeting = undefined;
    this.#readOffer(Buffer.concat(rest));
    return super.push(Buffer.concat([line, ...rest]));
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
