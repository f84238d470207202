/** Checks a home page: status, response time and certificate. One GET, redirects followed, no body read. */
import type { JumpHost, Resolver } from "../connect.ts";
import { certificateValidity, distrustReason, type Validity } from "../http/certificate.ts";
import { loadClient, type ResponseHead, requestHead } from "../http/client.ts";
import { type ConnectOptions, type Destination, openConnection, type Verify } from "../http/connection.ts";
import { HttpFailure, needsHttp1, problemOf } from "../http/failure.ts";
import { valuesOf } from "../http/raw-head.ts";
import { type Outcome, problem, success, type Trace } from "../outcome.ts";
import { Cookies } from "./cookies.ts";
import { publicAddresses, redirectLimit, redirectTarget } from "./redirects.ts";
import { withinLimit } from "./time-limit.ts";

export interface Page {
  /** From the start, with DNS lookup and redirects, to the final response's headers. Not rounded. */
  readonly ms: number;
  readonly status: number;
  /** Of the final response's certificate; undefined without TLS. */
  readonly certificate?: Validity | undefined;
}

export interface PageOptions {
  readonly verify: Verify;
  readonly signal: AbortSignal;
  /** Gets nothing of the URL, which may hold a token. */
  readonly trace: Trace;
  readonly limitMs?: number | undefined;
  /** Shared with the other probes of the host. */
  readonly resolver?: Resolver | undefined;
  /** The way to the page, where it is not reached from here. Other hosts, to which it may redirect, are. */
  readonly jumpHost?: JumpHost | undefined;
}

/** A response, and data about its connection. */
interface Response extends ResponseHead {
  /**
   * Time that does not count as response time: preparation, and a first connection that showed that the system's CAs are
   * needed.
   */
  readonly ownMs: number;
  readonly distrust: string | undefined;
  readonly certificate: Validity | undefined;
}

const defaultLimitMs = 5000;

export async function requestPage(url: URL, options: PageOptions): Promise<Outcome<Page>> {
  const { signal, limitMs = defaultLimitMs, trace, jumpHost } = options;
  // Before the response time starts.
  await loadClient();
  try {
    await jumpHost?.ready(signal);
    return await withinLimit(signal, limitMs, (limit) => follow(url, { ...options, signal: limit }));
  } catch (error) {
    const failure = problemOf(error);
    trace(`http: ends with ${failure.code}`);
    return { problems: [failure] };
  }
}

async function follow(home: URL, options: PageOptions): Promise<Outcome<Page>> {
  let startedMs = performance.now();
  let at: Destination = { url: home };
  const [cookies, circle] = [new Cookies(), new Circle()];
  for (let redirects = 0; redirects <= redirectLimit; redirects++) {
    const isHome = at.url.hostname === home.hostname;
    const cookie = isHome ? cookies.headerFor(at.url) : undefined;
    circle.enter(at.url, cookie);
    const response = await ask(at, cookie, options).catch((error: unknown) => circle.blame(error, options.signal));
    startedMs += response.ownMs;
    if (isHome) cookies.take(valuesOf(response.headers, "set-cookie"));
    const next = await nextDestination(home, at, response, options);
    if (next === undefined) return outcome(response, response.receivedMs - startedMs);
    at = next;
  }
  throw new HttpFailure("http:failed", `the page redirects more than ${redirectLimit} times`);
}

/** Detects redirect loops. A page that redirects in a loop until the time is up is broken, not slow. */
class Circle {
  readonly #requests = new Set<string>();
  #isClosed = false;

  enter(url: URL, cookie = ""): void {
    const request = `${url.href} ${cookie}`;
    this.#isClosed ||= this.#requests.has(request);
    this.#requests.add(request);
  }

  blame(error: unknown, signal: AbortSignal): never {
    if (signal.aborted && this.#isClosed) throw new HttpFailure("http:failed", "the page redirects in a loop");
    throw error;
  }
}

async function ask(to: Destination, cookie: string | undefined, options: PageOptions): Promise<Response> {
  const request = (protocols?: ConnectOptions["protocols"]) => askOver(to, cookie, { ...options, protocols });
  try {
    return await request();
  } catch (error) {
    if (!needsHttp1(error)) throw error;
    return request(["http/1.1"]);
  }
}

const headers = { "user-agent": "server-monitor", accept: "*/*", "accept-encoding": "identity" };

async function askOver(
  to: Destination,
  cookie: string | undefined,
  options: PageOptions & Pick<ConnectOptions, "protocols">,
): Promise<Response> {
  const { verify, signal, trace } = options;
  const { url } = to;
  const askedMs = performance.now();
  trace(`http: asks over ${url.protocol.slice(0, -1)}${url.port && `, port ${url.port}`}`);
  const connection = await openConnection(to, options);
  const distrust = verify === false ? undefined : connection.distrust;
  const certificate = certificateValidity(connection.socket);
  // An impostor gets only the path of the page, no query and no cookies.
  const isTrusted = distrust === undefined;
  const path = isTrusted ? url.pathname + url.search : url.pathname;
  const request = { method: "GET", headers: { ...headers, ...(isTrusted && cookie ? { cookie } : {}) } };
  const head = await requestHead(connection, url.origin, path, request, signal);
  const ownMs = connection.startedMs - askedMs + head.preparationMs;
  trace(
    `http: ${head.status} after ${(head.receivedMs - askedMs - ownMs).toFixed(1)} ms${distrust ? `, ${distrust}` : ""}`,
  );
  return { ...head, ownMs, distrust, certificate };
}

/** The allowed target of a redirect. Redirects of untrusted servers are not followed. */
async function nextDestination(
  home: URL,
  at: Destination,
  { status, headers, distrust }: Response,
  { signal, trace }: PageOptions,
): Promise<Destination | undefined> {
  const url = distrust === undefined ? redirectTarget(status, valuesOf(headers, "location"), at.url) : undefined;
  if (url === undefined) return undefined;
  // Another host must not redirect us into our own network either, under the name of the first host.
  if (at.pinned === undefined && url.hostname === home.hostname) return { url };
  const pinned = await publicAddresses(url.hostname, signal);
  trace(`http: redirects to another host, ${pinned ? "which is public" : "which is not public: not followed"}`);
  return pinned && { url, pinned };
}

function outcome({ status, certificate, distrust }: Response, ms: number): Outcome<Page> {
  const page = { ms, status, ...(certificate && { certificate }) };
  if (distrust === undefined) return success(page);
  return { value: page, problems: [problem("http:tls", distrustReason(distrust))] };
}
