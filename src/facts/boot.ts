/**
 * When the host started: its clock minus its uptime, as `uptime -s` does it. `btime` of /proc/stat is no better, and is the
 * machine's own where a container has an uptime of its own.
 *
 *     @server-monitor now 1795390924
 *     @server-monitor up 7831.25
 *     @server-monitor sysctl kern.boottime: { sec = 1790798684, usec = 725700 } Wed Sep 30 16:04:44 2026   (FreeBSD, macOS)
 *     @server-monitor sysctl kern.boottime=Tue Sep 29 16:09:55 2026                                        (OpenBSD)
 *     @server-monitor boottime kern.boottime: …                                                            (the first revision)
 *
 * BSD and macOS are untested on a real system.
 */
import { type Answer, onlyLine } from "./answer.ts";
import { askProc } from "./ask-proc.ts";
import { endOfYear9999 } from "./clock.ts";
import type { Fact } from "./fact.ts";

export const boot: Fact<Date> = {
  types: ["node", "miner"],
  ask: askProc,
  /** Cut to the minute: seconds would differ by one or two from one asking to the next. */
  parse: (answer) => {
    const [told] = [...answer.lines("sysctl"), ...answer.lines("boottime")].filter((line) =>
      line.startsWith("kern.boottime"),
    );
    const seconds = told === undefined ? countedSeconds(answer) : toldSeconds(told);
    if (!(seconds > 0 && seconds < endOfYear9999)) throw new Error("the host's clock tells no time that can be true");
    return new Date(Math.floor(seconds / 60) * 60_000);
  },
};

const sameBootMs = 120_000;

/** What the host's previous row says. undefined: it does not say. */
export interface PreviousBoot {
  readonly lastBoot?: string | undefined;
  readonly bootId?: string | undefined;
}

/** `2026-07-06T21:31Z`. The same boot as in the previous row keeps that row's text. */
export function bootText(boot: Date, bootId: string | undefined, previous: PreviousBoot): string {
  const { lastBoot } = previous;
  if (lastBoot !== undefined && isSameBoot(boot, bootId, previous)) return lastBoot;
  return `${boot.toISOString().slice(0, 16)}Z`;
}

/**
 * The boot id decides where both are known: a machine that was paused counts too little uptime, and seems to have started
 * later than it did. Without it, two minutes are the same boot.
 */
function isSameBoot(boot: Date, bootId: string | undefined, previous: PreviousBoot): boolean {
  const distanceMs = Math.abs(boot.getTime() - Date.parse(previous.lastBoot ?? ""));
  if (Number.isNaN(distanceMs)) return false;
  if (bootId !== undefined && previous.bootId !== undefined) return bootId === previous.bootId;
  return distanceMs <= sameBootMs;
}

function countedSeconds(answer: Answer): number {
  return number(onlyLine(answer, "now"), /^\d{1,12}$/) - number(onlyLine(answer, "up"), /^\d{1,12}(?:\.\d+)?$/);
}

function number(text: string, pattern: RegExp): number {
  if (!pattern.test(text)) throw new Error("date or /proc/uptime did not answer with a number");
  return Number(text);
}

function toldSeconds(line: string): number {
  const [, seconds] = /^kern\.boottime[:=] *\{ sec = (\d{1,12}),/.exec(line) ?? [];
  if (seconds !== undefined) return Number(seconds);
  const [, weekday, month, day, time, year] =
    /^kern\.boottime=(\w{3}) (\w{3}) +(\d{1,2}) ([\d:]{8}) (\d{4})$/.exec(line) ?? [];
  if (weekday === undefined) throw new Error("sysctl kern.boottime answered in a form that is not known");
  return Date.parse(`${weekday}, ${day?.padStart(2, "0")} ${month} ${year} ${time} GMT`) / 1000;
}
