/**
 * If no host answers, or many fail at once: decides whether the monitor itself is offline. A broken internet connection of the monitor must not raise
 * an alert for every host, whether or not its router works.
 */
import { isIP } from "node:net";
import { Resolver } from "../connect.ts";
import { openConnection } from "../http/connection.ts";
import { hasReplied, type PingOptions, ping } from "./ping.ts";

export interface Landmarks {
  /** An address that answers if the internet is reachable. */
  readonly internet: URL;
  /** Addresses of this machine's default gateways. */
  readonly gateways: readonly string[];
}

const defaultLimitMs = 5000;

/** Why the monitor is offline. undefined if the internet is reachable, so that the hosts are down. */
export async function whyOffline(
  { internet, gateways }: Landmarks,
  environment: PingOptions["environment"],
  limitMs = defaultLimitMs,
): Promise<string | undefined> {
  const signal = AbortSignal.timeout(limitMs);
  const [far, ...near] = await Promise.all([
    reaches(internet, signal),
    ...gateways.map((gateway) => answers(gateway, { environment, signal, trace: () => {} })),
  ]);
  if (far) return undefined;
  if (near.length === 0) return "the internet does not answer";
  return near.includes(true) ? "the gateway answers, the internet does not" : "not even the gateway answers";
}

/** Whether this machine's name servers say anything of the landmark's name. undefined: it has none, being an address. */
export async function answersLookups(internet: URL, limitMs = defaultLimitMs): Promise<boolean | undefined> {
  const name = internet.hostname.replace(/^\[(.*)\]$/, "$1");
  if (isIP(name) !== 0) return undefined;
  const resolver = new Resolver();
  await resolver.lookUp(name, AbortSignal.timeout(limitMs)).catch(() => undefined);
  return resolver.hasAnswers;
}

/**
 * A TCP connection alone proves nothing: a router without an internet connection may answer for any address, but it has no valid
 * certificate.
 */
async function reaches(url: URL, signal: AbortSignal): Promise<boolean> {
  try {
    const { socket, distrust } = await openConnection({ url }, { verify: true, signal });
    socket.destroy();
    return distrust === undefined;
  } catch {
    return false;
  }
}

/** Errors of `ping` are ignored here: all hosts were pinged before, and their rows must not be lost. */
async function answers(address: string, options: PingOptions): Promise<boolean> {
  return ping(address, options).then(hasReplied, () => false);
}
