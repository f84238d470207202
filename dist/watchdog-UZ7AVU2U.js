const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  mailChanges,
  openDesk,
  openPost,
  recipients,
  throwAll
} from "./chunk-EJL6VX4C.js";
import "./chunk-KC65QT6A.js";
import {
  memoryMs,
  newestTime,
  openResults,
  rowsBetween,
  storeSettings
} from "./chunk-LMI6F3NF.js";
import "./chunk-J2PM5DPM.js";
import "./chunk-S6WBXIOX.js";
import "./chunk-DF2DJ47O.js";
import "./chunk-J26OB2QN.js";
import "./chunk-PKOFM26T.js";
import "./chunk-7NTXYRBY.js";
import "./chunk-C3YEWPXT.js";
import "./chunk-IUBTW42K.js";
import "./chunk-LFO2QM2K.js";
import "./chunk-4HM2XZ56.js";
import {
  minuteWords,
  roughDuration
} from "./chunk-2QMTXIVR.js";
import "./chunk-P6WS3LZM.js";
import "./chunk-EZ7I46YA.js";
import "./chunk-BR6ED527.js";

// src/commands/watchdog.ts
var clockToleranceMs = 6e5;
async function watchdog(call) {
  const { inputs, reporter, now } = call;
  const post = inputs.emailOn === "never" ? "no mail: email-on is never" : openPost(call, recipients(call));
  const results = await openResults(storeSettings(call));
  const newest = await credibleTime(results, call);
  const trouble = silence(newest, inputs.maxAgeMs, now);
  const verdict = trouble ?? `the monitor is alive: its newest row is ${ageWords(newest, now)}`;
  await reporter.summarise(`${trouble === void 0 ? "\u{1F7E2}" : "\u{1F534}"} ${verdict}`);
  const faults = await raise({ results, newest, trouble }, post, call);
  if (trouble === void 0) reporter.info(verdict);
  throwAll(faults);
}
async function credibleTime(results, { reporter, now }) {
  const end = new Date(now.getTime() + clockToleranceMs);
  const newest = await newestTime(results);
  if (newest !== void 0 && newest > end) reporter.warn(aheadWords(newest, now));
  const credible = await newestTime(results, end);
  if (credible === void 0) throw new Error(neverWords);
  return credible;
}
var neverWords = "the monitor has never written a row here: start its check workflow once, and see that its runner is online and that this job checks out the branch and the results folder that it writes to";
function silence(newest, maxAgeMs, now) {
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
async function raise({ results, newest, trouble }, post, call) {
  const desk = await openDesk(call);
  if (typeof desk === "string") return trouble === void 0 ? [] : [trouble];
  if (trouble !== void 0) call.reporter.warn(trouble);
  const alerts = trouble === void 0 ? [] : [silentAlert(newest, call.now)];
  const standing = () => trouble === void 0 ? "well" : "open";
  const synced = await desk.sync({ alerts, kinds: ["silent"], isOurs: () => true, standing });
  const [opened, closed] = [synced.opened[0], synced.closed[0]];
  const changes = [
    ...opened === void 0 ? [] : alerts.map((alert) => ({ what: "opened", alert, time: call.now })),
    ...closed === void 0 ? [] : [await recovery(results, newest, call)]
  ];
  const issueUrl = () => (opened ?? closed)?.url;
  return [...synced.undelivered, ...await mailChanges({ open: alerts, changes, issueUrl }, post, call)];
}
function silentAlert(since, seen) {
  return {
    kind: "silent",
    host: "monitor",
    findings: ["rows"],
    since,
    seen,
    flapping: false,
    evidence: [],
    sightings: []
  };
}
async function recovery(results, newest, { inputs, now }) {
  let [last, since, time] = [newest, newest, newest];
  for await (const row of rowsBetween(results, new Date(now.getTime() - memoryMs), newest)) {
    const at = row.time;
    if (at.getTime() - last.getTime() > inputs.maxAgeMs) [since, time] = [last, at];
    last = at;
  }
  return { what: "resolved", alert: silentAlert(since, time), time, reason: "recovered" };
}
export {
  watchdog
};
