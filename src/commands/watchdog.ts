/** `watchdog`: whether the monitor still writes rows. It runs elsewhere than the monitor, on what is checked out there. */

import { newestTime } from "../store/results-folder.ts";
import { minuteWords, roughDuration } from "../words.ts";
import type { Call } from "./index.ts";

/** Clocks differ by less. */
const clockToleranceMs = 600_000;

export async function watchdog({ inputs, reporter, now }: Call): Promise<void> {
  const end = new Date(now.getTime() + clockToleranceMs);
  const [newest, credible] = [await newestTime(inputs.results), await newestTime(inputs.results, end)];
  if (newest !== undefined && newest > end) reporter.warn(aheadWords(newest, now));
  const trouble = silence(credible, inputs.maxAgeMs, now);
  const verdict = trouble ?? `the monitor is alive: its newest row is ${ageWords(credible ?? now, now)}`;
  await reporter.summarise(`${trouble === undefined ? "🟢" : "🔴"} ${verdict}`);
  if (trouble !== undefined) throw new Error(trouble);
  reporter.info(verdict);
}

/** undefined: the monitor is not silent. */
function silence(newest: Date | undefined, maxAgeMs: number, now: Date): string | undefined {
  if (newest === undefined)
    return "the monitor has never written a row here: start its check workflow once, and see that its runner is online and that this job checks out the branch and the results folder that it writes to";
  if (now.getTime() - newest.getTime() <= maxAgeMs) return undefined;
  return `the monitor is silent: its newest row is ${ageWords(newest, now)}, and max-age is ${roughDuration(maxAgeMs)}; look at the runner's service, at the power and network of its machine, and at whether the check workflow is still scheduled and can push`;
}

/** `of 2026-11-22 21:32 UTC, 5 h old` */
function ageWords(time: Date, now: Date): string {
  return `of ${minuteWords(time)}, ${roughDuration(now.getTime() - time.getTime())} old`;
}

/** A row of tomorrow would keep the watchdog quiet until then: it is told, and does not count. */
function aheadWords(time: Date, now: Date): string {
  const ahead = roughDuration(time.getTime() - now.getTime());
  return `a row is of ${minuteWords(time)}, ${ahead} ahead of this machine's clock, and does not count: look at the clock of the monitor's machine (timedatectl)`;
}
