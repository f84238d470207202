import { createRequire as createRequireOfBundle } from "node:module"; const require = createRequireOfBundle(import.meta.url); const __dirname = import.meta.dirname;
import {
  newestTime
} from "./chunk-TPE7XRXS.js";
import "./chunk-SSSF3I66.js";
import "./chunk-47E6GXZ3.js";
import {
  minuteWords,
  roughDuration
} from "./chunk-ZZJSGI6R.js";
import "./chunk-IAKUP7UD.js";
import "./chunk-POYYXJBZ.js";

// src/commands/watchdog.ts
var clockToleranceMs = 6e5;
async function watchdog({ inputs, reporter, now }) {
  const end = new Date(now.getTime() + clockToleranceMs);
  const [newest, credible] = [await newestTime(inputs.results), await newestTime(inputs.results, end)];
  if (newest !== void 0 && newest > end) reporter.warn(aheadWords(newest, now));
  const trouble = silence(credible, inputs.maxAgeMs, now);
  const verdict = trouble ?? `the monitor is alive: its newest row is ${ageWords(credible ?? now, now)}`;
  await reporter.summarise(`${trouble === void 0 ? "\u{1F7E2}" : "\u{1F534}"} ${verdict}`);
  if (trouble !== void 0) throw new Error(trouble);
  reporter.info(verdict);
}
function silence(newest, maxAgeMs, now) {
  if (newest === void 0)
    return "the monitor has never written a row here: start its check workflow once, and see that its runner is online and that this job checks out the branch and the results folder that it writes to";
  if (now.getTime() - newest.getTime() <= maxAgeMs) return void 0;
  return `the monitor is silent: its newest row is ${ageWords(newest, now)}, and max-age is ${roughDuration(maxAgeMs)}; look at the runner's service, at the power and network of its machine, and at whether the check workflow is still scheduled and can push`;
}
function ageWords(time, now) {
  return `of ${minuteWords(time)}, ${roughDuration(now.getTime() - time.getTime())} old`;
}
function aheadWords(time, now) {
  const ahead = roughDuration(time.getTime() - now.getTime());
  return `a row is of ${minuteWords(time)}, ${ahead} ahead of this machine's clock, and does not count: look at the clock of the monitor's machine (timedatectl)`;
}
export {
  watchdog
};
