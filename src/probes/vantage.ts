/**
 * Where we stand: when not one host answers, whether it is the monitor that is cut off. A line that is down must not make
 * fifty alerts, whether or not the router before it is alive.
 */
import { openConnection } from "../http/connection.ts";
import { hasReplied, type PingOptions, ping } from "./ping.ts";

export interface Landmarks {
  /** What answers as long as the internet can be reached. */
  readonly internet: URL;
  /** Addresses of this machine's default gateways. */
  readonly gateways: readonly string[];
}

const defaultLimitMs = 5000;

/** Why nothing can be said of any host. undefined where the internet is there, so that it is the hosts that are down. */
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

/**
 * A connection alone proves nothing: a router without a line may well answer in the name of all the world, but it has no
 * certificate for it.
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

/** All hosts were pinged before: whatever keeps `ping` from working now is no reason to lose their rows. */
async function answers(address: string, options: PingOptions): Promise<boolean> {
  return ping(address, options).then(hasReplied, () => false);
}
