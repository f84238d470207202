/**
 * `maintenance`: when nothing is raised, as text or as a list. The zone is UTC unless an IANA name follows.
 *
 *     daily 01:00-03:00                                 every day
 *     mon-fri 22:00-06:00                               until the next morning
 *     sun 03:00-05:00 Europe/Berlin
 *     2026-12-01T22:00/2026-12-02T02:00                 once
 */
import type { MaintenanceWindow } from "./host.ts";
import { commaSeparated, type Parsed, parseEach, quoted, refused } from "./parsed.ts";
import { earliestInstant, isTimeZone, latestInstant, type WallMinutes, wallMinutes } from "./zoned-time.ts";

const minuteMs = 60_000;
const dayMinutes = 1440;
const mostWindows = 100;
const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const expected =
  "expected a window such as daily 01:00-03:00, sun 03:00-05:00 Europe/Berlin or 2026-12-01T22:00/2026-12-02T02:00";

export function parseMaintenance(input: string | readonly string[]): Parsed<MaintenanceWindow[]> {
  const entries = commaSeparated(input);
  if (entries.length > mostWindows) return refused(`expected at most ${mostWindows} windows, got ${entries.length}`);
  return parseEach(entries, parseWindow);
}

function parseWindow(entry: string): Parsed<MaintenanceWindow> {
  const [, first = "", rest = "", zone = "UTC"] = /^(\S+?)(?:\s+(\d\S*))?(?:\s+([A-Za-z]\S*))?$/.exec(entry) ?? [];
  if (!isTimeZone(zone)) return refused(`expected an IANA time zone such as Europe/Berlin, got ${quoted(zone)}`);
  const window = first.includes("/") && rest === "" ? onceOf(first, zone) : weeklyOf(first, rest, zone);
  if (window === undefined) return refused(`${expected}, got ${quoted(entry)}`);
  const isEmpty = "from" in window ? window.from >= window.to : window.start === window.end;
  return isEmpty ? refused(`expected an end after the start, got ${quoted(entry)}`) : { value: window };
}

function onceOf(text: string, zone: string): MaintenanceWindow | undefined {
  const [start = "", end = "", more] = text.split("/");
  const [from, to] = [instantOf(start, zone, earliestInstant), instantOf(end, zone, latestInstant)];
  return from === undefined || to === undefined || more !== undefined ? undefined : { from, to };
}

/** `2026-12-01T22:00`, with seconds or with an offset of its own (`Z`, `+01:00`). */
function instantOf(text: string, zone: string, resolve: (wall: WallMinutes, zone: string) => number): Date | undefined {
  const [, time, offset] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)(Z|[+-]\d\d:\d\d)?$/.exec(text) ?? [];
  if (time === undefined) return undefined;
  const ms = Date.parse(`${time}${offset ?? "Z"}`);
  if (Number.isNaN(ms)) return undefined;
  return new Date(offset === undefined ? resolve(ms / minuteMs, zone) : ms);
}

function weeklyOf(days: string, times: string, zone: string): MaintenanceWindow | undefined {
  const [, start = "", end = ""] = /^([\d:]+)[-–]([\d:]+)$/.exec(times) ?? [];
  const [list, from, to] = [daysOf(days.toLowerCase()), timeOfDay(start), timeOfDay(end)];
  if (list === undefined || from === undefined || to === undefined || from === dayMinutes) return undefined;
  return { days: list, start: from, end: to, zone };
}

/** `daily`, `sun`, `mon-fri`, `fri-mon` */
function daysOf(text: string): readonly number[] | undefined {
  if (text === "daily") return [0, 1, 2, 3, 4, 5, 6];
  const [from = "", to = from, more] = text.split("-");
  const [first, last] = [weekdays.indexOf(from), weekdays.indexOf(to)];
  if (first < 0 || last < 0 || more !== undefined) return undefined;
  return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, index) => (first + index) % 7);
}

/** Minutes since midnight; `24:00` is the end of the day. */
function timeOfDay(text: string): number | undefined {
  const [, hours, minutes] = /^([01]?\d|2[0-4]):([0-5]\d)$/.exec(text) ?? [];
  const time = Number(hours) * 60 + Number(minutes);
  return hours === undefined || time > dayMinutes ? undefined : time;
}

/** When the maintenance ends that is under way at a time. undefined: none is. */
export function maintenanceEnd(windows: readonly MaintenanceWindow[], time: Date): Date | undefined {
  const ends = windows.flatMap((window) => endOf(window, time) ?? []);
  return ends.reduce<Date | undefined>((latest, end) => (latest && latest > end ? latest : end), undefined);
}

function endOf(window: MaintenanceWindow, time: Date): Date | undefined {
  if ("from" in window) return window.from <= time && time < window.to ? window.to : undefined;
  const today = Math.floor(wallMinutes(time, window.zone) / dayMinutes);
  return [today, today - 1].map((day) => endOnDay(window, day, time)).find((end) => end !== undefined);
}

type WeeklyWindow = Extract<MaintenanceWindow, { readonly days: readonly number[] }>;

/** Where clocks are put forward it lasts as long as on other days, where they are put back until they show its end. */
function endOnDay({ days, start, end, zone }: WeeklyWindow, day: number, time: Date): Date | undefined {
  if (!days.includes((day + firstWeekday) % 7)) return undefined;
  const startWall = day * dayMinutes + start;
  const lastsMinutes = end > start ? end - start : end + dayMinutes - start;
  const fromMs = earliestInstant(startWall, zone);
  const toMs = Math.max(fromMs + lastsMinutes * minuteMs, latestInstant(startWall + lastsMinutes, zone));
  return fromMs <= time.getTime() && time.getTime() < toMs ? new Date(toMs) : undefined;
}

/** 1 January 1970 was a Thursday. */
const firstWeekday = 4;
