/** An open connection to a jump host, and the streams to other hosts through it. */
import { Duplex } from "node:stream";
import type { Client, ClientChannel } from "ssh2";
import { type Problem, ProblemError, problem } from "../outcome.ts";
import { quoted } from "./problems.ts";

/** The connection to the jump host. */
export interface Carrier {
  readonly client: Client;
  /** Called for each stream before it is opened. */
  readonly opening: () => void;
  readonly close: () => void;
  /** A problem of the jump host in the words for the hosts behind it. */
  readonly blame: (reason: Problem) => Problem;
}

export class Forwarder {
  readonly #carrier: Carrier;
  readonly #streams = new Set<ForwardedStream>();
  #loss: ProblemError | undefined;

  constructor(carrier: Carrier) {
    this.#carrier = carrier;
  }

  /** Rejects with a ProblemError for a fault of the jump host, and with a system code for one of the host behind it. */
  connect(host: string, port: number, signal: AbortSignal): Promise<Duplex> {
    const { promise, resolve, reject } = Promise.withResolvers<Duplex>();
    const stop = () => reject(systemError("ETIMEDOUT"));
    signal.addEventListener("abort", stop);
    if (signal.aborted) stop();
    try {
      this.#carrier.opening();
      this.#carrier.client.forwardOut("127.0.0.1", 0, host, port, (error, channel) => {
        if (error !== undefined) reject(this.#loss ?? this.#openingError(error));
        else if (signal.aborted) channel.destroy();
        else resolve(this.#streamOver(channel));
      });
    } catch {
      // ssh2 throws where its own stream is closed.
      reject(this.#loss ?? this.#fault(problem("ssh:closed", "it closed the connection")));
    }
    return promise.finally(() => signal.removeEventListener("abort", stop));
  }

  /** The connection is gone. Its streams end with the reason, and not as if the hosts behind it had closed them. */
  lose(reason: Problem): void {
    this.#loss ??= this.#fault(reason);
    for (const stream of this.#streams) stream.destroy(this.#loss);
  }

  close(): void {
    this.#carrier.close();
  }

  #openingError(error: Error): Error {
    const reason: unknown = "reason" in error ? error.reason : undefined;
    if (reason === connectFailed) return systemError(codeIn(error.message));
    return this.#fault(
      problem("ssh:protocol", `it refuses to forward connections: ${quoted(error.message)}; ${howToForward}`),
    );
  }

  #fault(reason: Problem): ProblemError {
    return new ProblemError(this.#carrier.blame(reason));
  }

  #streamOver(channel: ClientChannel): Duplex {
    const stream = new ForwardedStream(channel);
    this.#streams.add(stream);
    return stream.on("close", () => this.#streams.delete(stream));
  }
}

/** SSH_MSG_CHANNEL_OPEN_FAILURE, RFC 4254 section 5.1. */
const connectFailed = 2;

const howToForward =
  "set AllowTcpForwarding to local or yes in its sshd_config, and check PermitOpen and the options of the key " +
  "(restrict, no-port-forwarding)";

/** Why a connection failed, by the text of the jump host, which may be anything. */
function codeIn(text: string): string {
  if (/refused/i.test(text)) return "ECONNREFUSED";
  return /resolve|not known|no address/i.test(text) ? "ENOTFOUND" : "EHOSTUNREACH";
}

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** One stream through a jump host, with the ways of a TCP socket: it ends when the other side ends, and closes once. */
class ForwardedStream extends Duplex {
  readonly #channel: ClientChannel;
  #isReading = false;

  constructor(channel: ClientChannel) {
    super({ allowHalfOpen: false });
    this.#channel = channel.on("error", () => this.destroy()).on("close", () => this.#closed());
  }

  /** What was received before is still read. */
  #closed(): void {
    if (this.#isReading && !this.readableEnded) this.once("end", () => this.destroy());
    else this.destroy();
  }

  /** Nothing is read before somebody asks for it. */
  override _read(): void {
    if (!this.#isReading) {
      this.#isReading = true;
      this.#channel.on("data", (chunk: Buffer) => this.push(chunk) || this.#channel.pause());
      this.#channel.on("end", () => this.push(null));
    }
    this.#channel.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#send(chunk, done);
  }

  /** What is collected becomes one packet. */
  override _writev(chunks: readonly { readonly chunk: Buffer }[], done: () => void): void {
    this.#send(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }

  #send(bytes: Buffer, done: () => void): void {
    if (this.#channel.write(bytes)) done();
    else this.#channel.once("drain", done);
  }

  override _final(done: () => void): void {
    this.#channel.end();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#channel.destroy();
    // What still comes is thrown away.
    this.#channel.removeAllListeners("data").resume();
    done(error);
  }
}
