/**
 * When a run was due: a time, or the last tick of a cron line of GitHub's before it began. Pure.
 *
 *     7,27,47 * * * *     minute, hour, day of the month, month, day of the week (0 is Sunday), all UTC
 */

interface Field {
  readonly least: number;
  readonly most: number;
  readonly names: readonly string[];
}

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const fields: readonly Field[] = [
  { least: 0, most: 59, names: [] },
  { least: 0, most: 23, names: [] },
  { least: 1, most: 31, names: [] },
  { least: 1, most: 12, names: months },
  { least: 0, most: 7, names: weekdays },
];

const minuteMs = 60_000;
/** A monthly schedule has a tick in this time. */
const longestMs = 32 * 86_400_000;

/** undefined: no planned time, as for a run that was started by hand. */
export function dueTime(text: string, began: Date): Date | undefined {
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z$/.test(text)) {
    const time = new Date(text);
    return Number.isNaN(time.getTime()) || time > began ? undefined : time;
  }
  return lastTick(text, began);
}

/** The number of ticks between two times, both excluded. 0 if the text is not a cron line. */
export function ticksBetween(cron: string, after: Date, before: Date): number {
  const strikes = readCron(cron);
  if (strikes === undefined) return 0;
  const start = Math.max(after.getTime(), before.getTime() - longestMs);
  let ticks = 0;
  for (let ms = floorMinute(start) + minuteMs; ms < before.getTime(); ms += minuteMs)
    if (strikes(new Date(ms))) ticks += 1;
  return ticks;
}

function lastTick(cron: string, began: Date): Date | undefined {
  const strikes = readCron(cron);
  if (strikes === undefined) return undefined;
  for (let ms = floorMinute(began.getTime()); ms > began.getTime() - longestMs; ms -= minuteMs)
    if (strikes(new Date(ms))) return new Date(ms);
  return undefined;
}

function floorMinute(ms: number): number {
  return Math.floor(ms / minuteMs) * minuteMs;
}

/** Where day of the month and day of the week are both limited, either may match, as in POSIX. */
function readCron(cron: string): ((time: Date) => boolean) | undefined {
  const texts = cron.trim().split(/\s+/);
  const sets = fields.map((field, index) => readField(texts[index] ?? "", field));
  const [minutes, hours, days, monthNumbers, weekDays] = sets;
  if (texts.length !== 5 || !minutes || !hours || !days || !monthNumbers || !weekDays) return undefined;
  const [anyDay, anyWeekDay] = [texts[2] === "*", texts[4] === "*"];
  return (time) => {
    if (!minutes.has(time.getUTCMinutes()) || !hours.has(time.getUTCHours())) return false;
    if (!monthNumbers.has(time.getUTCMonth() + 1)) return false;
    const [day, weekDay] = [days.has(time.getUTCDate()), weekDays.has(time.getUTCDay())];
    return anyDay || anyWeekDay ? day && weekDay : day || weekDay;
  };
}

/** `*`, `7`, `7,27`, `9-17`, `0-59/15`, `MON-FRI` */
function readField(text: string, field: Field): ReadonlySet<number> | undefined {
  const numbers = new Set<number>();
  for (const part of text.toUpperCase().split(",")) {
    const [, from = "", to, step = "1"] = /^(\*|\w+)(?:-(\w+))?(?:\/(\d{1,2}))?$/.exec(part) ?? [];
    const first = from === "*" ? field.least : numberOf(from, field);
    const last = from === "*" || (to === undefined && part.includes("/")) ? field.most : numberOf(to ?? from, field);
    if (first === undefined || last === undefined || first > last || Number(step) < 1) return undefined;
    for (let number = first; number <= last; number += Number(step)) numbers.add(number);
  }
  // 7 is Sunday, too.
  if (field.most === 7 && numbers.has(7)) numbers.add(0);
  return numbers;
}

function numberOf(text: string, { least, most, names }: Field): number | undefined {
  const named = names.indexOf(text);
  const number = named >= 0 ? named + least : /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  return number >= least && number <= most ? number : undefined;
}
