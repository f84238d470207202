/**
 * What the `ping` program prints, read: iputils, BusyBox, inetutils and toybox, all under LC_ALL=C.
 *
 *     64 bytes from 192.0.2.10: icmp_seq=1 ttl=64 time=0.019 ms
 *     64 bytes from 192.0.2.10: icmp_seq=1 ttl=64 time=0.054 ms (DUP!)
 *
 *     --- 192.0.2.10 ping statistics ---
 *     4 packets transmitted, 3 received, 25% packet loss, time 610ms
 *     rtt min/avg/max/mdev = 0.019/0.042/0.054/0.016 ms
 */

/** Unknown values are left out: without replies there are no times, and without the line of counts the loss is unknown. */
export interface Ping {
  readonly meanMs?: number | undefined;
  readonly maxMs?: number | undefined;
  readonly lossPercent?: number | undefined;
}

export interface PingOutput extends Ping {
  /** Replies came, but with impossible times; then no times are reported. */
  readonly implausible?: true;
}

interface Times {
  readonly minMs: number;
  readonly meanMs: number;
  readonly maxMs: number;
}

/** Never throws: other text gives an empty result. A round trip cannot take longer than ping ran. */
export function parsePing(stdout: string, ranMs = Number.POSITIVE_INFINITY): PingOutput {
  const { received, lossPercent } = counts(stdout);
  const times = summarisedTimes(stdout) ?? repliedTimes(stdout);
  const loss = lossPercent === undefined ? {} : { lossPercent };
  if (times === undefined) return received > 0 ? { ...loss, implausible: true } : loss;
  if (!isPlausible(times, ranMs)) return { ...loss, implausible: true };
  return { meanMs: times.meanMs, maxMs: times.maxMs, ...loss };
}

/** Tolerance between our clock and ping's clock, which may be adjusted while it runs. */
const clockToleranceMs = 100;

/** If a host changes or truncates the echoed data, ping prints arbitrary times. */
function isPlausible({ minMs, meanMs, maxMs }: Times, ranMs: number): boolean {
  return minMs >= 0 && minMs <= meanMs && meanMs <= maxMs && maxMs <= ranMs + clockToleranceMs;
}

/** iputils says `rtt min/avg/max/mdev`, the others `round-trip min/avg/max`. */
function summarisedTimes(stdout: string): Times | undefined {
  const line = /^(?:rtt|round-trip) min\/avg\/max\S* = (-?[\d.]+)\/(-?[\d.]+)\/(-?[\d.]+)\S* ms/m.exec(stdout);
  if (line === null) return undefined;
  const [minMs = 0, meanMs = 0, maxMs = 0] = line.slice(1).map(Number);
  return { minMs, meanMs, maxMs };
}

/** A ping that was stopped prints no summary, but each reply has its time. */
function repliedTimes(stdout: string): Times | undefined {
  const replies = stdout.matchAll(/^\d+ bytes from .*[ :]time[=<](-?[\d.]+) ?ms$/gm);
  const times = [...replies].map((reply) => Number(reply[1]));
  if (times.length === 0) return undefined;
  const sum = times.reduce((total, time) => total + time, 0);
  return { minMs: Math.min(...times), meanMs: sum / times.length, maxMs: Math.max(...times) };
}

/**
 * Computed from the counts: the printed percentage is truncated to an integer, and BusyBox and iputils order the line
 * differently.
 */
function counts(stdout: string): { received: number; lossPercent: number | undefined } {
  const line = /^(\d+) packets transmitted, (\d+) (?:packets )?received,/m.exec(stdout);
  const [transmitted, received] = [Number(line?.[1]), Number(line?.[2])];
  if (!(transmitted > 0)) return { received: 0, lossPercent: undefined };
  return { received, lossPercent: (100 * Math.max(0, transmitted - received)) / transmitted };
}
