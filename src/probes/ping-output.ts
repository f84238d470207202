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

/** What is not known is left out: no reply has no times, and without the line of counts the loss is unknown. */
export interface Ping {
  readonly meanMs?: number | undefined;
  readonly maxMs?: number | undefined;
  readonly lossPercent?: number | undefined;
}

/** Never throws: text that is no ping output has nothing in it. */
export function parsePing(stdout: string): Ping {
  const times = summarisedTimes(stdout) ?? repliedTimes(stdout);
  const lossPercent = loss(stdout);
  return { ...times, ...(lossPercent === undefined ? {} : { lossPercent }) };
}

/** iputils says `rtt min/avg/max/mdev`, the others `round-trip min/avg/max`. */
function summarisedTimes(stdout: string): Ping | undefined {
  const line = /^(?:rtt|round-trip) min\/avg\/max\S* = [\d.]+\/([\d.]+)\/([\d.]+)\S* ms/m.exec(stdout);
  return line ? { meanMs: Number(line[1]), maxMs: Number(line[2]) } : undefined;
}

/** A ping that was stopped prints no summary, but each reply has its time. */
function repliedTimes(stdout: string): Ping | undefined {
  const replies = stdout.matchAll(/^\d+ bytes from .*[ :]time[=<]([\d.]+) ?ms$/gm);
  const times = [...replies].map((reply) => Number(reply[1]));
  if (times.length === 0) return undefined;
  const sum = times.reduce((total, time) => total + time, 0);
  return { meanMs: sum / times.length, maxMs: Math.max(...times) };
}

/** Counted rather than read: the printed percentage is cut to an integer, and BusyBox and iputils order the line differently. */
function loss(stdout: string): number | undefined {
  const line = /^(\d+) packets transmitted, (\d+) (?:packets )?received,/m.exec(stdout);
  const [transmitted, received] = [Number(line?.[1]), Number(line?.[2])];
  if (!(transmitted > 0)) return undefined;
  return (100 * Math.max(0, transmitted - received)) / transmitted;
}
