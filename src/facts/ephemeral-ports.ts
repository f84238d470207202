/**
 * UDP sockets of clients, which are bound to whatever port was free and look like listeners for as long as they last.
 *
 *     @server-monitor range 1024 65535        (/proc/sys/net/ipv4/ip_local_port_range)
 *
 * In the usual range they are told apart by their number, by whoever reads the results. Only the host knows of a range that
 * begins lower; services with a port in it, such as mDNS on 5353, are then lost among them.
 */
import type { Answer } from "./answer.ts";
import type { Listener } from "./sockets.ts";

/** Where Linux begins unless it is told otherwise. */
const usualFirst = 32_768;
/** Below are the services of old, which take root to offer. A range that claims them is not believed. */
const believedFirst = 1024;

/** Whether a listener is such a socket, below the usual range. */
export function isPassing(answer: Answer): (listener: Listener) => boolean {
  const [, first = 0, last = 0] = /^(\d{1,5}) (\d{1,5})$/.exec(answer.lines("range")[0] ?? "")?.map(Number) ?? [];
  if (first < believedFirst) return () => false;
  return ({ port, protocol }) => protocol === "udp" && port >= first && port <= last && port < usualFirst;
}
