/** One GET over one open connection, as far as the end of the response's headers: a body is never read. */
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { PageFailure } from "./page-failure.ts";

export interface ResponseHead {
  readonly status: number;
  /** Where a redirect points to: text of the server. */
  readonly location: string | undefined;
  /** When the headers were complete, of `performance.now()`. */
  readonly receivedMs: number;
  /** Our own time before the request was sent. */
  readonly preparationMs: number;
}

const headers = { "user-agent": "server-monitor", accept: "*/*", "accept-encoding": "identity" };
/** Of the status line and the headers of one response. */
const headerLimitBytes = 16 * 1024;
/** Responses 1xx before the final one; a page has one at most, for early hints. */
const interimLimit = 10;

/** Closes the connection, whatever happens. `path` is what stands in the request line. */
export async function requestHead(
  socket: Socket,
  origin: string,
  path: string,
  signal: AbortSignal,
): Promise<ResponseHead> {
  const stop = () => void socket.destroy(new PageFailure("http:timeout", "connected, but no response in time"));
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  try {
    // A socket that is gone has told its listeners so, and tells no new ones.
    if (socket.destroyed) throw socket.errored ?? new PageFailure("http:failed", "the connection was closed at once");
    return await ask(socket, { host: new URL(origin).host, path });
  } finally {
    signal.removeEventListener("abort", stop);
    socket.destroy();
  }
}

/** Imported as a module it brings Node's own `fetch` and WebSocket with it, which take 40 ms and are not used. */
export function loadHttp(): typeof import("node:http") {
  return process.getBuiltinModule("node:http");
}

function ask(socket: Socket, { host, path }: { host: string; path: string }): Promise<ResponseHead> {
  const { promise, resolve, reject } = Promise.withResolvers<ResponseHead>();
  const [askedMs, fail] = [performance.now(), (why: string) => reject(new PageFailure("http:failed", why))];
  let [preparationMs, interim] = [0, 0];
  const asked = loadHttp().request({
    createConnection: () => socket,
    path,
    headers: { host, connection: "close", ...headers },
    maxHeaderSize: headerLimitBytes,
  });
  asked
    .once("finish", () => {
      preparationMs = performance.now() - askedMs;
    })
    .on("information", () => {
      interim += 1;
      if (interim > interimLimit) fail("the server sends 1xx responses without end");
    })
    .on("response", (response) => {
      const [status = 0, location] = [response.statusCode, locationOf(response)];
      if (status < 100) fail("what came back is not HTTP");
      else resolve({ status, location, receivedMs: performance.now(), preparationMs });
      // What comes after the headers, such as the end of the connection, is of no interest.
      response.on("error", () => {});
    })
    .on("error", reject)
    // A server that switches protocols ends up here.
    .on("close", () => fail("the connection was closed before a complete response"))
    .end();
  return promise;
}

/** undefined where there are several. */
function locationOf({ headersDistinct }: IncomingMessage): string | undefined {
  const places = headersDistinct["location"] ?? [];
  return places.length === 1 ? places[0] : undefined;
}
