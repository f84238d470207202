/** One connection to a web server, with or without TLS. It is closed when the signal aborts. */
import type { LookupAddress } from "node:dns";
import { connect as connectTcp, isIP } from "node:net";
import type { Duplex } from "node:stream";
import type { ConnectionOptions } from "node:tls";
import { type JumpHost, Resolver, tcpOptions } from "../connect.ts";
import { allAuthorities, authorityUnknown, distrustCode, loadTls } from "./certificate.ts";
import { HttpFailure } from "./failure.ts";
import { HeadBuffer } from "./head-buffer.ts";

export interface Destination {
  readonly url: URL;
  /** The addresses to connect to; by default, those that the name resolves to now. */
  readonly pinned?: readonly LookupAddress[] | undefined;
}

export interface ConnectOptions {
  readonly verify: Verify;
  readonly signal: AbortSignal;
  readonly resolver?: Resolver | undefined;
  /** The way to destinations that are not pinned. */
  readonly jumpHost?: JumpHost | undefined;
  /** Over TLS, the server chooses one of them. */
  readonly protocols?: readonly ("h2" | "http/1.1")[] | undefined;
}

export interface Connection {
  readonly socket: Duplex;
  /** Received data of an HTTP/1 connection, up to the end of the first response's headers. */
  readonly head: HeadBuffer;
  /** Why the certificate is not trusted, as a code. */
  readonly distrust: string | undefined;
  /** The first error of the socket; later errors are its consequences. */
  readonly failure: () => Error | undefined;
  /** When this connection was started, as `performance.now()`. */
  readonly startedMs: number;
}

/**
 * true: the certificate authorities (CA) of Node and the machine; false: the certificate is not checked; otherwise PEM text
 * of the trusted certificates.
 */
export type Verify = boolean | string;

/**
 * The caller must close the connection. An untrusted certificate does not end it, because the caller also checks whether the
 * page works: what may be sent depends on `distrust`.
 */
export async function openConnection(to: Destination, options: ConnectOptions): Promise<Connection> {
  const { verify } = options;
  const connection = await connect(to, trusting(verify), options);
  if (verify !== true || !authorityUnknown(connection.distrust)) return connection;
  connection.socket.destroy();
  return connect(to, { secureContext: allAuthorities() }, options);
}

function trusting(verify: Verify): ConnectionOptions {
  // A server certificate in `verify` is trusted without the certificate of its CA.
  return typeof verify === "string" ? { ca: verify, allowPartialTrustChain: true } : {};
}

async function connect(to: Destination, trust: ConnectionOptions, options: ConnectOptions): Promise<Connection> {
  // Before the clock starts: loading time does not count as response time.
  if (to.url.protocol === "https:") loadTls();
  const startedMs = performance.now();
  const { socket, ready } = await startSocket(to, trust, options);
  // From the first byte, because a server may send before the request.
  const head = new HeadBuffer(socket);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = () => socket.destroy(new HttpFailure("http:timeout", "no connection in time"));
  let failure: Error | undefined;
  const isReady = () => {
    if (isHttp2(socket)) head.release();
    resolve();
  };
  if (ready === undefined) isReady();
  else socket.once(ready, isReady);
  socket
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

export function isHttp2(socket: Duplex): boolean {
  return "alpnProtocol" in socket && socket.alpnProtocol === "h2";
}

/** `ready` is the event after which the socket can be used; undefined if it can be used already. */
async function startSocket({ url, pinned }: Destination, trust: ConnectionOptions, options: ConnectOptions) {
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  const stream = pinned ? undefined : await options.jumpHost?.connect(host, port, options.signal);
  const target = tcpOptions(host, port, pinned ? new Resolver(async () => pinned) : options.resolver);
  if (url.protocol !== "https:")
    return stream ? { socket: stream, ready: undefined } : { socket: connectTcp(target), ready: "connect" };
  const servername = isIP(host) === 0 ? { servername: host } : {};
  // The certificate is still verified: the result is in `authorized` instead of an error.
  const socket = loadTls().connect({
    ...(stream ? { socket: stream, host } : target),
    ...servername,
    ALPNProtocols: [...(options.protocols ?? ["h2", "http/1.1"])],
    ...trust,
    rejectUnauthorized: false,
  });
  return { socket, ready: "secureConnect" };
}
