/** Formats times for people, in one format everywhere. Rows, JSON and file names do not use it: they are in UTC. */

/** The time format of a page, which shows the zone once. */
export interface Clock {
  /**
   * The time of the page: times in the same year are shown without the year, and with `timeOrInstant` without the day on
   * the same day.
   */
  readonly near: Date;
  /** An IANA name: `UTC`, `Europe/Berlin`. */
  readonly zone: string;
}

export function utcClock(near: Date): Clock {
  return { near, zone: "UTC" };
}

/** `22 Nov 21:02`, and `22 Nov 2025 21:02` in another year. */
export function instantWords(time: Date, clock: Clock): string {
  return `${dayWords(time, clock)} ${timeWords(time, clock)}`;
}

/** `22 Nov 2026 21:02 UTC`, for a line that stands alone. */
export function zonedWords(time: Date, clock: Clock): string {
  const { day, month, year } = partsOf(time, clock);
  return `${day} ${month} ${year} ${timeWords(time, clock)} ${clock.zone}`;
}

/** `21:02`, and `21 Nov 21:02` on another day. */
export function timeOrInstant(time: Date, clock: Clock): string {
  return dayKey(time, clock) === dayKey(clock.near, clock) ? timeWords(time, clock) : instantWords(time, clock);
}

/** `22 Nov`, and `22 Nov 2025` in another year. */
export function dayWords(time: Date, clock: Clock): string {
  const { day, month, year } = partsOf(time, clock);
  return year === partsOf(clock.near, clock).year ? `${day} ${month}` : `${day} ${month} ${year}`;
}

/** `21:02` */
export function timeWords(time: Date, clock: Clock): string {
  const { hour, minute } = partsOf(time, clock);
  return `${hour}:${minute}`;
}

const months = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
];

/** `October 2026` for `2026-10` */
export function monthWords(month: string): string {
  return `${months[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;
}

/** `2026-09` for `2026-10` */
export function monthBefore(month: string): string {
  return new Date(Date.parse(month) - 86_400_000).toISOString().slice(0, 7);
}

function dayKey(time: Date, clock: Clock): string {
  const { day, month, year } = partsOf(time, clock);
  return `${day} ${month} ${year}`;
}

type Parts = Readonly<Record<"day" | "month" | "year" | "hour" | "minute", string>>;

function partsOf(time: Date, { zone }: Clock): Parts {
  // The first Intl.DateTimeFormat of a process takes 15 ms, and most monitors are in UTC.
  if (zone === "UTC") return utcParts(time);
  const formatted = formatOf(zone).formatToParts(time);
  const part = (type: keyof Parts) => formatted.find((each) => each.type === type)?.value ?? "";
  return { day: part("day"), month: part("month"), year: part("year"), hour: part("hour"), minute: part("minute") };
}

function utcParts(time: Date): Parts {
  const [year = "", , , hour = "", minute = ""] = time.toISOString().split(/[-T:]/);
  return { day: String(time.getUTCDate()), month: months[time.getUTCMonth()]?.slice(0, 3) ?? "", year, hour, minute };
}

const formatOf = zonedFormats({
  ...{ day: "numeric", month: "short", year: "numeric" },
  ...{ hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
});

/** Creating a format is much slower than using it. */
export function zonedFormats(options: Intl.DateTimeFormatOptions): (timeZone: string) => Intl.DateTimeFormat {
  const formats = new Map<string, Intl.DateTimeFormat>();
  return (timeZone) => {
    const format = formats.get(timeZone) ?? new Intl.DateTimeFormat("en-US", { timeZone, ...options });
    formats.set(timeZone, format);
    return format;
  };
}
