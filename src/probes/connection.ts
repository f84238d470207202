/** One connection to a web server, with or without TLS, which ends at once when the signal says so. */
import type { LookupAddress } from "node:dns";
import { connect as connectTcp, isIP, type Socket } from "node:net";
import type { ConnectionOptions } from "node:tls";
import { allAuthorities, authorityUnknown, distrustCode, loadTls } from "./certificate.ts";
import { PageFailure } from "./page-failure.ts";

export interface Destination {
  readonly url: URL;
  /** The addresses to connect to; without them, those that the name resolves to now. */
  readonly pinned?: readonly LookupAddress[] | undefined;
}

export interface Connection {
  readonly socket: Socket;
  /** Why the certificate is not trusted, as a code. */
  readonly distrust: string | undefined;
  /** When this connection was begun, of `performance.now()`. */
  readonly startedMs: number;
}

export type Verify = boolean | string;

/**
 * Whoever gets a connection closes it. A certificate that is not trusted does not end it, because the caller wants to know
 * whether the page works all the same: what may be sent depends on `distrust`.
 */
export async function openConnection(to: Destination, verify: Verify, signal: AbortSignal): Promise<Connection> {
  const connection = await connect(to, trusting(verify), signal);
  if (verify !== true || !authorityUnknown(connection.distrust)) return connection;
  connection.socket.destroy();
  return connect(to, { secureContext: allAuthorities() }, signal);
}

function trusting(verify: Verify): ConnectionOptions {
  // A server's certificate that was given without its authority's is trusted for itself.
  return typeof verify === "string" ? { ca: verify, allowPartialTrustChain: true } : {};
}

async function connect(to: Destination, trust: ConnectionOptions, signal: AbortSignal): Promise<Connection> {
  // Before the clock starts: loading is our own time, not the page's.
  if (to.url.protocol === "https:") loadTls();
  const startedMs = performance.now();
  const { socket, ready } = startSocket(to, trust);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = () => socket.destroy(new PageFailure("http:timeout", "no connection in time"));
  socket
    .once(ready, resolve)
    .on("error", reject)
    .once("close", () => reject(new PageFailure("http:failed", "closed")));
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  try {
    await promise;
    return { socket, distrust: distrustCode(socket), startedMs };
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function startSocket({ url, pinned }: Destination, trust: ConnectionOptions) {
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  const target = { host, port, autoSelectFamily: true, ...(pinned ? { lookup: answering(pinned) } : {}) };
  if (url.protocol !== "https:") return { socket: connectTcp(target), ready: "connect" };
  const servername = isIP(host) === 0 ? { servername: host } : {};
  // Verified all the same: an untrusted certificate is told by `authorized` instead of by an error.
  const socket = loadTls().connect({
    ...target,
    ...servername,
    ALPNProtocols: ["http/1.1"],
    ...trust,
    rejectUnauthorized: false,
  });
  return { socket, ready: "secureConnect" };
}

/** With `autoSelectFamily`, Node always asks for all addresses. */
function answering(addresses: readonly LookupAddress[]) {
  return (
    _name: string,
    _options: unknown,
    answer: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
  ) => answer(null, [...addresses]);
}
