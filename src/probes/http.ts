/** Whether a page answers, how fast and until when its certificate lasts: one GET, redirects followed, no body read. */
import { type Outcome, problem, success, type Trace } from "../outcome.ts";
import { certificateExpiry, distrustReason } from "./certificate.ts";
import { type Destination, openConnection, type Verify } from "./connection.ts";
import { PageFailure, problemOf } from "./page-failure.ts";
import { publicAddresses, redirectLimit, redirectTarget } from "./redirects.ts";
import { type ResponseHead, requestHead } from "./response-head.ts";
import { withinLimit } from "./time-limit.ts";

export interface Page {
  /** From the start, name look-up and redirects included, to the final response's headers. Not rounded. */
  readonly ms: number;
  readonly status: number;
  /** Of the final response's certificate; undefined without TLS. */
  readonly certExpires?: Date | undefined;
}

export interface PageOptions {
  /** true: Node's and the machine's authorities; false: the certificate is not looked at; else the PEM text of those trusted. */
  readonly verify: Verify;
  readonly signal: AbortSignal;
  /** Told nothing of the address, which may hold a token. */
  readonly trace: Trace;
  readonly limitMs?: number | undefined;
}

/** A response, and what the connection told beside it. */
interface Response extends ResponseHead {
  /** Our own time, which is no fault of the page: preparations, and a connection that only taught which authorities to ask. */
  readonly ownMs: number;
  readonly distrust: string | undefined;
  readonly certExpires: Date | undefined;
}

const defaultLimitMs = 5000;

export async function requestPage(url: URL, options: PageOptions): Promise<Outcome<Page>> {
  const { signal, limitMs = defaultLimitMs, trace } = options;
  try {
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
  for (let redirects = 0; redirects <= redirectLimit; redirects++) {
    const response = await ask(at, options);
    startedMs += response.ownMs;
    const next = await nextDestination(home, at, response, options);
    if (next === undefined) return outcome(response, response.receivedMs - startedMs);
    at = next;
  }
  throw new PageFailure("http:failed", `the page redirects more than ${redirectLimit} times`);
}

async function ask(at: Destination, { verify, signal, trace }: PageOptions): Promise<Response> {
  const { url } = at;
  const askedMs = performance.now();
  trace(`http: asks over ${url.protocol.slice(0, -1)}${url.port && `, port ${url.port}`}`);
  const { socket, distrust: found, startedMs } = await openConnection(at, verify, signal);
  const distrust = verify === false ? undefined : found;
  const certExpires = certificateExpiry(socket);
  // Whoever answers in the host's place learns nothing but which page is asked for.
  const path = distrust === undefined ? url.pathname + url.search : url.pathname;
  const head = await requestHead(socket, url.origin, path, signal);
  const ownMs = startedMs - askedMs + head.preparationMs;
  trace(
    `http: ${head.status} after ${(head.receivedMs - askedMs - ownMs).toFixed(1)} ms${distrust ? `, ${distrust}` : ""}`,
  );
  return { ...head, ownMs, distrust, certExpires };
}

/** Where a response sends us, as far as we go there: a server that is not trusted sends us nowhere. */
async function nextDestination(
  home: URL,
  at: Destination,
  { status, location, distrust }: Response,
  { signal, trace }: PageOptions,
): Promise<Destination | undefined> {
  const url = distrust === undefined ? redirectTarget(status, location, at.url) : undefined;
  if (url === undefined) return undefined;
  // Another host must not send us back into our network either, under the name of the page it took over from.
  if (at.pinned === undefined && url.hostname === home.hostname) return { url };
  const pinned = await beforeEnd(publicAddresses(url.hostname), signal);
  trace(`http: redirects to another host, ${pinned ? "which is public" : "which is not public: not followed"}`);
  return pinned && { url, pinned };
}

/** A look-up cannot be stopped, but it need not be waited for. */
function beforeEnd<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>();
  const late = () => reject(new PageFailure("http:timeout", "the name it redirects to was not looked up in time"));
  signal.addEventListener("abort", late);
  if (signal.aborted) late();
  return Promise.race([work, promise]).finally(() => signal.removeEventListener("abort", late));
}

function outcome({ status, certExpires, distrust }: Response, ms: number): Outcome<Page> {
  const page = { ms, status, ...(certExpires && { certExpires }) };
  if (distrust === undefined) return success(page);
  return { value: page, problems: [problem("http:tls", distrustReason(distrust))] };
}
