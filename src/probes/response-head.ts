/** One GET over one open connection, as far as the end of the response's headers: a body is never read. */
import type { Socket } from "node:net";
import Client from "undici/lib/dispatcher/client.js";
import { PageFailure } from "./page-failure.ts";

export interface ResponseHead {
  readonly status: number;
  /** Where a redirect points to: text of the server. */
  readonly location: string | undefined;
  /** When the headers were complete, of `performance.now()`. */
  readonly receivedMs: number;
  /** Our own time before the request was sent: the first in a process prepares undici's parser. */
  readonly preparationMs: number;
}

const headers = { "user-agent": "server-monitor", accept: "*/*", "accept-encoding": "identity" };
const headerLimitBytes = 16 * 1024;
/** undici's own limit does not count a status line, which may be endless too. */
const receivedLimitBytes = 256 * 1024;
/** Responses 1xx before the final one; a page has one at most, for early hints. */
const interimLimit = 10;

/** Closes the connection, whatever happens. `path` is what stands in the request line. */
export async function requestHead(
  socket: Socket,
  origin: string,
  path: string,
  signal: AbortSignal,
): Promise<ResponseHead> {
  const client = new Client(origin, {
    connect: handOver(socket),
    maxHeaderSize: headerLimitBytes,
    // The signal is the one limit of time.
    headersTimeout: 0,
    bodyTimeout: 0,
    allowH2: false,
  });
  const stop = () => void socket.destroy(new PageFailure("http:timeout", "connected, but no response in time"));
  // Of several errors undici tells the last: "closed", after the TLS alert that says why.
  let firstError: unknown;
  socket.once("error", (error) => {
    firstError = error;
  });
  socket.on("readable", () => {
    if (socket.bytesRead > receivedLimitBytes) socket.destroy(new PageFailure("http:failed", tooLarge));
  });
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  try {
    return await dispatch(client, path);
  } catch (error) {
    throw error instanceof PageFailure ? error : (firstError ?? error);
  } finally {
    signal.removeEventListener("abort", stop);
    socket.destroy();
    await client.destroy();
  }
}

/** undici asks for another connection when the first is lost before the request is out; there is none. */
function handOver(socket: Socket) {
  let offered = false;
  const take = (callback: (...result: [null, Socket] | [Error, null]) => void) => {
    const lost = offered || socket.destroyed;
    offered = true;
    if (lost) callback(socket.errored ?? new PageFailure("http:failed", "the connection was closed at once"), null);
    else callback(null, socket);
  };
  // An answer within the call would be missed: undici sends its queue on after it.
  return (_options: unknown, callback: Parameters<typeof take>[0]) => queueMicrotask(() => take(callback));
}

const tooLarge = "the response's headers are larger than any page needs";

function dispatch(client: Client, path: string): Promise<ResponseHead> {
  const { promise, resolve, reject } = Promise.withResolvers<ResponseHead>();
  const dispatchedMs = performance.now();
  let preparationMs = 0;
  let interim = 0;
  client.dispatch(
    { method: "GET", path, headers, reset: true },
    {
      onRequestStart() {
        preparationMs = performance.now() - dispatchedMs;
      },
      onResponseStart(controller, status, fields) {
        if (status >= 200) {
          const location = typeof fields["location"] === "string" ? fields["location"] : undefined;
          resolve({ status, location, receivedMs: performance.now(), preparationMs });
          controller.abort(new Error("the body is not wanted"));
        } else if (++interim > interimLimit)
          controller.abort(new PageFailure("http:failed", "the server sends 1xx responses without end"));
      },
      onResponseData() {},
      onResponseEnd() {},
      onResponseError: (_controller, error) => reject(error),
    },
  );
  return promise;
}
