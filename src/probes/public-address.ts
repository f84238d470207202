/** The monitor's public addresses: as hosts see them, or from a service. */
import { canonicalAddress, isPublicAddress } from "../address.ts";
import { requestText } from "../http/client.ts";
import { HttpFailure, problemOf } from "../http/failure.ts";
import { failure, type Outcome, success } from "../outcome.ts";

/**
 * The most frequent public IPv4 and IPv6 address of those that hosts see: some hosts are in our own network, and a single host
 * may lie. If several are equally frequent, the first.
 */
export function mostSeen(addresses: readonly string[]): string[] {
  const byAddress = Map.groupBy(addresses.filter(isPublicAddress), (address) => address);
  const ranked = [...byAddress].sort(([, a], [, b]) => b.length - a.length).map(([address]) => address);
  const first = (ipv6: boolean) => ranked.find((address) => address.includes(":") === ipv6) ?? [];
  return [first(false), first(true)].flat();
}

const defaultLimitMs = 5000;
/** The longest address has 45 characters; some services add a line break. */
const limit = { bytes: 256, exceeded: "the answer is longer than an address" };

/** Requests our address from a service that answers with it as text, such as https://checkip.amazonaws.com. */
export async function askPublicAddress(service: URL, limitMs = defaultLimitMs): Promise<Outcome<string>> {
  const signal = AbortSignal.timeout(limitMs);
  try {
    const address = canonicalAddress((await answerOf(service, signal)).trim());
    if (address !== undefined && isPublicAddress(address)) return success(address);
    return failure("http:failed", "the answer is not a public address");
  } catch (error) {
    if (signal.aborted) return failure("http:timeout", "no answer in time");
    return { problems: [problemOf(error)] };
  }
}

async function answerOf(url: URL, signal: AbortSignal): Promise<string> {
  const headers = { "user-agent": "server-monitor", accept: "text/plain" };
  const { status, text } = await requestText(url, { method: "GET", headers }, { signal, limit });
  if (status !== 200) throw new HttpFailure("http:failed", `it answers ${status}`);
  return text;
}
