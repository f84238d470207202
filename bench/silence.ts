/**
 * How soon a person hears that the monitor is silent: simulated fortnights of GitHub's schedule as it is, in which something
 * of the monitor fails (test/support/simulated-fortnight.ts).
 *
 *     node bench/silence.ts [SEEDS]    3
 *
 * Writes its section of bench/RESULTS.md.
 */
import { type Judged, judge, monitorFaults } from "../test/support/judged-fortnight.ts";
import { hourMs, type Way, watchdogToldAfter, ways } from "../test/support/simulated-fortnight.ts";
import { table, writeSection } from "./results-page.ts";
import { median } from "./support/timed.ts";

const [seeds = 3] = process.argv.slice(2).map(Number);
const titles: Readonly<Record<Way, string>> = {
  heartbeat: "heartbeat",
  site: "another site",
  timer: "watchdog by timer",
  schedule: "watchdog by schedule",
};
const heading = ["what fails", "silences", ...ways.map((way) => titles[way]), "first word, all of them"];

const rows = monitorFaults.map(({ what, left }) => rowOf(what, judge(seeds, left)));
const watchdog = Array.from({ length: seeds }, (_, seed) => watchdogToldAfter(seed + 1));
const lines = [
  ...table(heading, rows),
  "",
  "Median and longest time from the newest row to the word, of silences that last longer than `max-age` and an hour.",
  "",
  `A watchdog that never runs is told ${hours(Math.max(...watchdog))} after the first row at the latest.`,
];
writeSection("Silence: simulated fortnights", lines);
console.log(lines.join("\n"));

function rowOf(what: string, judged: Judged): string[] {
  return [what, String(judged.silences), ...ways.map((way) => cell(judged.words[way])), cell(judged.first)];
}

/** `4 h, 4 h`; `–` where this way is gone. */
function cell(words: readonly (number | undefined)[]): string {
  const told = words.filter((ms) => ms !== undefined);
  if (told.length === 0) return "–";
  const untold = words.length - told.length;
  return `${hours(median(told))}, ${hours(Math.max(...told))}${untold === 0 ? "" : ` (${untold} not told)`}`;
}

function hours(ms: number): string {
  return `${Number((ms / hourMs).toFixed(1))} h`;
}
