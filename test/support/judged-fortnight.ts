/** What fails of a monitor, and how soon its silence is told, over many fortnights. */
import { faultTimes, hourMs, type Left, maxAgeMs, silencesOf, type Way, ways } from "./simulated-fortnight.ts";

/** So soon a word must have come, wherever one of the ways but GitHub's schedule is left. */
export const boundMs = maxAgeMs + hourMs;

const all: Left = { runner: true, timers: true, watchdog: true };

export const monitorFaults: readonly { readonly what: string; readonly left: Left }[] = [
  { what: "nothing", left: all },
  { what: "the timer", left: { ...all, timers: false } },
  { what: "the timer's token has expired", left: { ...all, timers: false } },
  { what: "the runner's service", left: { ...all, runner: false } },
  { what: "the Pi", left: { ...all, runner: false, timers: false } },
  { what: "its internet line", left: { ...all, runner: false, timers: false } },
  { what: "its resolver", left: { ...all, runner: false, timers: false } },
  { what: "the Pi, and the watchdog never ran", left: { runner: false, timers: false, watchdog: false } },
  // The watchdog is content with the rows of the other.
  { what: "one of two sites", left: { runner: false, timers: false, watchdog: false } },
];

type Words = readonly (number | undefined)[];

export interface Judged {
  /** Those that last longer than the bound: shorter ones may end before a word. */
  readonly silences: number;
  readonly words: Readonly<Record<Way, Words>>;
  readonly first: Words;
}

export function judge(seeds: number, left: Left): Judged {
  const seedNumbers = Array.from({ length: seeds }, (_, seed) => seed + 1);
  const found = seedNumbers.flatMap((seed) => faultTimes.flatMap((ms) => silencesOf(seed, ms, left)));
  const silences = found.filter(({ lastedMs }) => lastedMs > boundMs).map(({ words }) => words);
  const of = (way: Way) => silences.map((words) => words[way]);
  return {
    silences: silences.length,
    words: { heartbeat: of("heartbeat"), site: of("site"), timer: of("timer"), schedule: of("schedule") },
    first: silences.map((words) => least(ways.map((way) => words[way]))),
  };
}

function least(words: Words): number | undefined {
  const told = words.filter((ms) => ms !== undefined);
  return told.length === 0 ? undefined : Math.min(...told);
}
