/** A bar for each day, in a picture that is a few paths: green from the bottom for up, red for down, and so on. Pure. */
import { htmlText } from "../../safe-text.ts";
import { count } from "../../words/count.ts";
import { durationWords } from "../../words/duration.ts";
import { dayWords, utcClock } from "../../words/instant.ts";
import { type DayTimes, dayMs } from "./uptime.ts";

const height = 32;
const dayWidth = 4;
/** What lasted a minute must be seen, too. */
const leastHeight = 7;

/** From the bottom. */
const kinds = [
  ["down", "d"],
  ["trouble", "t"],
  ["silenced", "s"],
  ["up", "u"],
] as const;

/** `from`: the start of the first day; `now` is in the last. */
export function dayBars(days: readonly DayTimes[], from: Date, now: Date): string {
  const paths = new Map<string, string>();
  const draw = (name: string, x: number, top: number, length: number) =>
    paths.set(name, `${paths.get(name) ?? ""}M${x} ${top}v${length}`);
  const hits = days.map((day, index) => {
    const x = index * dayWidth + dayWidth / 2;
    for (const { name, top, length } of partsOf(day)) draw(name, x, top, length);
    const words = troubleWords(day);
    if (words === "") return "";
    const date = dayWords(new Date(from.getTime() + index * dayMs), utcClock(now));
    return `<path class="hit" d="M${x} 0v${height}"><title>${htmlText(`${date}: ${words}`)}</title></path>`;
  });
  const drawn = Array.from(paths, ([name, data]) => `<path class="${name}" d="${data}"/>`);
  const size = `viewBox="0 0 ${days.length * dayWidth} ${height}" preserveAspectRatio="none"`;
  return `<svg class="days" role="img" aria-label="${htmlText(summary(days))}" ${size}>${drawn.join("")}${hits.join("")}</svg>`;
}

function partsOf(day: DayTimes): { name: string; top: number; length: number }[] {
  const known = kinds.filter(([kind]) => day[kind] > 0);
  const measured = known.reduce((sum, [kind]) => sum + day[kind], 0);
  if (measured === 0) return [{ name: "n", top: 0, length: height }];
  let bottom = height;
  return known.map(([kind, name], index) => {
    const isLast = index === known.length - 1;
    const wanted = Math.max(leastHeight, Math.round((day[kind] / measured) * height));
    const length = isLast ? bottom : Math.min(wanted, bottom - leastHeight * (known.length - 1 - index));
    bottom -= length;
    return { name, top: bottom, length };
  });
}

/** `down for 25 min, in trouble for 2 h`; "" where all was well, or nothing measured. */
function troubleWords({ down, trouble, silenced }: DayTimes): string {
  return [
    ...(down > 0 ? [`down for ${durationWords(down)}`] : []),
    ...(trouble > 0 ? [`in trouble for ${durationWords(trouble)}`] : []),
    ...(silenced > 0 ? [`silenced for ${durationWords(silenced)}`] : []),
  ].join(", ");
}

function summary(days: readonly DayTimes[]): string {
  const number = (isSo: (day: DayTimes) => boolean) => days.filter(isSo).length;
  const measured = number(({ up, trouble, down, silenced }) => up + trouble + down + silenced > 0);
  const [down, trouble] = [number((day) => day.down > 0), number((day) => day.down === 0 && day.trouble > 0)];
  const found = [
    ...(down > 0 ? [`down on ${count(down, "day")}`] : []),
    ...(trouble > 0 ? [`in trouble on ${count(trouble, "day")}`] : []),
  ];
  const missing = days.length - measured;
  const rest = missing > 0 ? [`${count(missing, "day")} not measured`] : [];
  return `The last ${count(days.length, "day")}: ${[...(found.length > 0 ? found : ["no downtime"]), ...rest].join(", ")}`;
}
