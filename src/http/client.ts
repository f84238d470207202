/**
 * The one HTTP client: undici over our own connections, HTTP/1.1 or HTTP/2 as the server chooses. Every request has its own
 * connection. Loaded with the first request, because loading takes about 40 ms.
 */
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Client, Dispatcher } from "undici";
import { distrustReason } from "./certificate.ts";
import { type Connection, type Destination, isHttp2, openConnection } from "./connection.ts";
import { HttpFailure } from "./failure.ts";
import { headerLimitBytes, interimLimit } from "./head-buffer.ts";
import { type Head, type Headers, readHead } from "./raw-head.ts";

export interface Request {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface ResponseHead extends Head {
  /** When the headers were complete, as `performance.now()`. */
  readonly receivedMs: number;
  /** Preparation time before the request was sent, which does not count as response time. */
  readonly preparationMs: number;
}

export interface Response extends Head {
  readonly text: string;
}

export interface RequestOptions {
  readonly signal: AbortSignal;
  readonly limit: BodyLimit;
  readonly proxy?: ProxySettings | undefined;
  /** The addresses to connect to, without a proxy; by default, those that the name resolves to now. */
  readonly pinned?: Destination["pinned"];
}

export interface BodyLimit {
  readonly bytes: number;
  /** The error message for a longer body. */
  readonly exceeded: string;
}

export interface ProxySettings {
  readonly url: string;
  /** Hosts that are reached without the proxy, as in NO_PROXY. */
  readonly except: string;
}

export async function loadClient(): Promise<typeof Client> {
  return (await import("undici/lib/dispatcher/client.js")).default;
}

/** Does not read the body. Always closes the connection. `path` is the path of the request line. */
export async function requestHead(
  connection: Connection,
  origin: string,
  path: string,
  request: Request,
  signal: AbortSignal,
): Promise<ResponseHead> {
  const { socket } = connection;
  const stop = () => void socket.destroy(new HttpFailure("http:timeout", "connected, but no response in time"));
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  const client = await clientOver(origin, onlyOnce(socket));
  const exchange = new Exchange();
  try {
    // A destroyed socket does not call new listeners.
    if (socket.destroyed) throw new HttpFailure("http:failed", "the connection was closed immediately");
    client.dispatch({ ...request, path, reset: true }, exchange);
    return { ...(await exchange.head), preparationMs: exchange.preparationMs };
  } catch (error) {
    const head = lenientHead(connection, connection.failure() ?? error);
    return { ...head, preparationMs: exchange.preparationMs, receivedMs: performance.now() };
  } finally {
    signal.removeEventListener("abort", stop);
    void client.destroy();
    socket.destroy();
  }
}

/** undici connects again if an HTTP/2 server did not start the request. */
function onlyOnce(socket: Duplex): () => Promise<Duplex> {
  const sockets = [socket];
  return async () => {
    const next = sockets.pop();
    if (next !== undefined) return next;
    throw new HttpFailure("http:failed", "the connection was closed before a complete response");
  };
}

/** A response that undici rejects may be acceptable for browsers and curl. */
function lenientHead({ socket, head }: Connection, error: unknown): Head {
  if (isHttp2(socket) || head.final === undefined) throw error;
  const read = readHead(head.final);
  if (read === undefined) throw new HttpFailure("http:failed", "the answer is not HTTP");
  return read;
}

/** A complete response from a trusted server. Redirects are not followed. Rejects with the signal's reason when it aborts. */
export async function requestText(url: URL, request: Request, options: RequestOptions): Promise<Response> {
  const { signal, limit, proxy, pinned } = options;
  signal.throwIfAborted();
  const client = await (proxy === undefined
    ? clientOver(url.origin, () => trustedSocket({ url, pinned }, signal))
    : proxyAgent(proxy));
  const exchange = new Exchange(limit);
  const stop = () => exchange.fail(signal.reason);
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  try {
    client.dispatch({ ...request, origin: url.origin, path: url.pathname + url.search, reset: true }, exchange);
    return await exchange.response;
  } finally {
    signal.removeEventListener("abort", stop);
    void client.destroy();
  }
}

async function trustedSocket(to: Destination, signal: AbortSignal): Promise<Duplex> {
  const { socket, head, distrust } = await openConnection(to, { verify: true, signal });
  head.release();
  if (distrust === undefined) return socket;
  socket.destroy();
  throw new HttpFailure("http:tls", distrustReason(distrust));
}

async function clientOver(origin: string, open: () => Promise<Duplex>): Promise<Client> {
  const UndiciClient = await loadClient();
  return new UndiciClient(origin, {
    connect: (_options, done) =>
      void open().then(
        // undici takes any stream; its types do not say so.
        (socket) => done(null, socket as Socket),
        (error: Error) => done(error, null),
      ),
    maxHeaderSize: headerLimitBytes,
    // Time limits are set by signals.
    headersTimeout: 0,
    bodyTimeout: 0,
    h2Options: { pingInterval: 0 },
  });
}

async function proxyAgent({ url, except }: ProxySettings): Promise<Dispatcher> {
  const { default: EnvHttpProxyAgent } = await import("undici/lib/dispatcher/env-http-proxy-agent.js");
  return new EnvHttpProxyAgent({ httpProxy: url, httpsProxy: url, noProxy: except });
}

/** Collects undici's events of one request. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #head = Promise.withResolvers<Head & { receivedMs: number }>();
  readonly #response = Promise.withResolvers<Response>();
  readonly #limit: BodyLimit;
  readonly #chunks: Buffer[] = [];
  readonly #startedMs = performance.now();
  #received: Head | undefined;
  #bytes = 0;
  #interim = 0;
  preparationMs = 0;

  constructor(limit: BodyLimit = { bytes: 0, exceeded: "a body was not expected" }) {
    this.#limit = limit;
    // Each caller waits for only one of the promises.
    this.#head.promise.catch(() => {});
    this.#response.promise.catch(() => {});
  }

  get head(): Promise<Head & { receivedMs: number }> {
    return this.#head.promise;
  }

  get response(): Promise<Response> {
    return this.#response.promise;
  }

  fail(error: unknown): void {
    this.#head.reject(error);
    this.#response.reject(error);
  }

  onRequestStart(): void {}

  onRequestSent(): void {
    this.preparationMs = performance.now() - this.#startedMs;
  }

  onResponseStart(_controller: unknown, status: number, headers: Headers): void {
    if (status < 200) {
      this.#interim += 1;
      if (this.#interim > interimLimit) throw new HttpFailure("http:failed", "the server sends too many 1xx responses");
      return;
    }
    this.#received = { status, headers };
    this.#head.resolve({ status, headers, receivedMs: performance.now() });
  }

  onResponseData(_controller: unknown, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#limit.bytes) throw new HttpFailure("http:failed", this.#limit.exceeded);
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (this.#received === undefined) return;
    this.#response.resolve({ ...this.#received, text: Buffer.concat(this.#chunks).toString() });
  }

  onResponseError(_controller: unknown, error: Error): void {
    this.fail(error);
  }
}
