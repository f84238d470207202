/** The addresses that the monitor is seen from on the public internet: as hosts see it, or as a service says it. */
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { canonicalAddress, isPublicAddress } from "../address.ts";
import { failure, type Outcome, success } from "../outcome.ts";
import { distrustReason } from "./certificate.ts";
import { openConnection } from "./connection.ts";
import { PageFailure, problemOf } from "./page-failure.ts";
import { loadHttp } from "./response-head.ts";

/**
 * Of the canonical addresses that hosts see, the most frequent public IPv4 and IPv6 address each: some hosts are reached
 * over a network of our own, and one host alone may lie. The first of equals.
 */
export function mostSeen(addresses: readonly string[]): string[] {
  const byAddress = Map.groupBy(addresses.filter(isPublicAddress), (address) => address);
  const ranked = [...byAddress].sort(([, a], [, b]) => b.length - a.length).map(([address]) => address);
  const first = (ipv6: boolean) => ranked.find((address) => address.includes(":") === ipv6) ?? [];
  return [first(false), first(true)].flat();
}

const defaultLimitMs = 5000;
/** The longest address has 45 characters; some services put a line break behind it. */
const answerLimitBytes = 256;

/** Asks a service that answers with our address as text, such as https://checkip.amazonaws.com. */
export async function askPublicAddress(service: URL, limitMs = defaultLimitMs): Promise<Outcome<string>> {
  const signal = AbortSignal.timeout(limitMs);
  try {
    const address = canonicalAddress((await answerOf(service, signal)).trim());
    if (address !== undefined && isPublicAddress(address)) return success(address);
    return failure("http:failed", "the answer is not a public address");
  } catch (error) {
    const late = signal.aborted && !(error instanceof PageFailure);
    return { problems: [late ? problemOf(new PageFailure("http:timeout", "no answer in time")) : problemOf(error)] };
  }
}

async function answerOf(url: URL, signal: AbortSignal): Promise<string> {
  const { socket, distrust } = await openConnection({ url }, true, signal);
  try {
    if (distrust !== undefined) throw new PageFailure("http:tls", distrustReason(distrust));
    const headers = { host: url.host, "user-agent": "server-monitor", accept: "text/plain", connection: "close" };
    const asked = loadHttp().request({
      createConnection: () => socket,
      path: url.pathname + url.search,
      headers,
      signal,
    });
    const answered = once(asked, "response");
    // What comes after the response, such as the end of the time, is told by the response.
    asked.on("error", () => {}).end();
    const [response]: IncomingMessage[] = await answered;
    if (response?.statusCode !== 200) throw new PageFailure("http:failed", `it answers ${response?.statusCode}`);
    return await bodyOf(response);
  } finally {
    socket.destroy();
  }
}

async function bodyOf(response: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of response.setEncoding("latin1")) {
    text += String(chunk);
    if (text.length > answerLimitBytes) throw new PageFailure("http:failed", "the answer is longer than an address");
  }
  return text;
}
