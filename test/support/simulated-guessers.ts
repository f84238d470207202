/** Strangers who try passwords on a host that anybody can reach, as its list of connections shows them. */

export interface Guesser {
  readonly address: string;
  readonly untilMs: number;
  /** The share of the time in which one of its connections is open. */
  readonly duty: number;
}

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;

/** How many come a day, for how long, and how eagerly: passers-by, hours of hammering, and slow ones who stay for days. */
const kinds = [
  { perDay: 40, leastMs: minuteMs, mostMs: 20 * minuteMs, duty: 0.8 },
  { perDay: 0.5, leastMs: 60 * minuteMs, mostMs: 300 * minuteMs, duty: 0.9 },
  { perDay: 3, leastMs: 300 * minuteMs, mostMs: 3 * dayMs, duty: 0.08 },
  { perDay: 2 / 365, leastMs: dayMs, mostMs: 2 * dayMs, duty: 0.93 },
] as const;

/** Who is about at a time; times must not go back. */
export function newGuessers(
  exposed: boolean,
  startMs: number,
  random: () => number,
): (ms: number) => readonly Guesser[] {
  let [present, beforeMs, count]: [readonly Guesser[], number, number] = [[], startMs, 0];
  return (ms) => {
    const arrived = exposed
      ? kinds.flatMap((kind) => arrivals((kind.perDay * (ms - beforeMs)) / dayMs, random).map(() => kind))
      : [];
    const come = arrived.map(({ leastMs, mostMs, duty }) => {
      count += 1;
      const cameMs = beforeMs + random() * (ms - beforeMs);
      return { address: addressOf(count), untilMs: cameMs + leastMs + random() * (mostMs - leastMs), duty };
    });
    present = [...present, ...come].filter(({ untilMs }) => untilMs > ms);
    beforeMs = ms;
    return present;
  };
}

/** As many as come in a time in which so many do on average (Poisson). */
function arrivals(mean: number, random: () => number): number[] {
  const times: number[] = [];
  for (let time = wait(random); time < mean; time += wait(random)) times.push(time);
  return times;
}

function wait(random: () => number): number {
  return -Math.log(1 - random());
}

function addressOf(count: number): string {
  return `203.0.${Math.floor(count / 250) % 250}.${count % 250}`;
}
