/** One connection to a web server, with or without TLS, which ends at once when the signal says so. */
import type { LookupAddress } from "node:dns";
import { connect as connectTcp, isIP, type Socket } from "node:net";
import type { ConnectionOptions } from "node:tls";
import { Resolver, tcpOptions } from "../connect.ts";
import { allAuthorities, authorityUnknown, distrustCode, loadTls } from "./certificate.ts";
import { HttpFailure } from "./failure.ts";
import { HeadBuffer } from "./head-buffer.ts";

export interface Destination {
  readonly url: URL;
  /** The addresses to connect to; without them, those that the name resolves to now. */
  readonly pinned?: readonly LookupAddress[] | undefined;
}

export interface ConnectOptions {
  readonly verify: Verify;
  readonly signal: AbortSignal;
  readonly resolver?: Resolver | undefined;
  /** Over TLS, the server chooses one of them. */
  readonly protocols?: readonly ("h2" | "http/1.1")[] | undefined;
}

export interface Connection {
  readonly socket: Socket;
  /** What came over an HTTP/1 connection, up to the end of the first response's headers. */
  readonly head: HeadBuffer;
  /** Why the certificate is not trusted, as a code. */
  readonly distrust: string | undefined;
  /** The first error of the socket; those that follow are only its consequences. */
  readonly failure: () => Error | undefined;
  /** When this connection was begun, of `performance.now()`. */
  readonly startedMs: number;
}

/** true: Node's and the machine's authorities; false: the certificate is not looked at; else the PEM text of those trusted. */
export type Verify = boolean | string;

/**
 * Whoever gets a connection closes it. A certificate that is not trusted does not end it, because the caller wants to know
 * whether the page works all the same: what may be sent depends on `distrust`.
 */
export async function openConnection(to: Destination, options: ConnectOptions): Promise<Connection> {
  const { verify } = options;
  const connection = await connect(to, trusting(verify), options);
  if (verify !== true || !authorityUnknown(connection.distrust)) return connection;
  connection.socket.destroy();
  return connect(to, { secureContext: allAuthorities() }, options);
}

function trusting(verify: Verify): ConnectionOptions {
  // A server's certificate that was given without its authority's is trusted for itself.
  return typeof verify === "string" ? { ca: verify, allowPartialTrustChain: true } : {};
}

async function connect(to: Destination, trust: ConnectionOptions, options: ConnectOptions): Promise<Connection> {
  // Before the clock starts: loading is our own time, not the page's.
  if (to.url.protocol === "https:") loadTls();
  const startedMs = performance.now();
  const { socket, ready } = startSocket(to, trust, options);
  // From the first byte: a server may speak before it is asked.
  const head = new HeadBuffer(socket);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = () => socket.destroy(new HttpFailure("http:timeout", "no connection in time"));
  let failure: Error | undefined;
  socket
    .once(ready, () => {
      if (isHttp2(socket)) head.release();
      resolve();
    })
    .on("error", (error) => {
      failure ??= error;
      reject(error);
    })
    .once("close", () => reject(new HttpFailure("http:failed", "closed")));
  options.signal.addEventListener("abort", stop);
  if (options.signal.aborted) stop();
  try {
    await promise;
    return { socket, head, distrust: distrustCode(socket), failure: () => failure, startedMs };
  } finally {
    options.signal.removeEventListener("abort", stop);
  }
}

export function isHttp2(socket: Socket): boolean {
  return "alpnProtocol" in socket && socket.alpnProtocol === "h2";
}

function startSocket({ url, pinned }: Destination, trust: ConnectionOptions, options: ConnectOptions) {
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  const target = tcpOptions(host, port, pinned ? new Resolver(async () => pinned) : options.resolver);
  if (url.protocol !== "https:") return { socket: connectTcp(target), ready: "connect" };
  const servername = isIP(host) === 0 ? { servername: host } : {};
  // Verified all the same: an untrusted certificate is told by `authorized` instead of by an error.
  const socket = loadTls().connect({
    ...target,
    ...servername,
    ALPNProtocols: [...(options.protocols ?? ["h2", "http/1.1"])],
    ...trust,
    rejectUnauthorized: false,
  });
  return { socket, ready: "secureConnect" };
}
