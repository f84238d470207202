import { createRequire as createRequireOfBundle } from "node:module"; const require = createRequireOfBundle(import.meta.url); const __dirname = import.meta.dirname;
import {
  problem
} from "./chunk-47E6GXZ3.js";

// src/safe-text.ts
var unprintable = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udfff]/gu;
var formula = /^[\s\u00a0]*[=+\-@](?!\d+(?:\.\d+)?$)/;
var longestShown = 2e3;
function terminalText(text) {
  const line = printable(text);
  return line.length > longestShown ? `${line.slice(0, longestShown)}\u2026` : line;
}
function logText(text) {
  return terminalText(text).replaceAll("##[", "##\\[").replace(/^\s*::/u, (colons) => colons.replace("::", ":\\:"));
}
function markdownCode(text) {
  const inert = terminalText(text).replaceAll("`", "'").replaceAll("|", "\xA6").trim();
  return inert === "" ? "" : `\`${inert}\``;
}
function csvText(text) {
  const cell = printable(text);
  return formula.test(cell) ? `'${cell}` : cell;
}
function subjectText(text) {
  return textOf(text).replace(unprintable, " ").replace(/ +/g, " ").trim();
}
function printable(text) {
  return textOf(text).replace(unprintable, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
function textOf(text) {
  return typeof text === "string" ? text : text.untrusted;
}

// src/check-result.ts
var everyone = ["node", "miner", "ping"];
var sessions = ["node", "miner"];
var columns = [
  { name: "time", types: everyone, cell: ({ time }) => isoSeconds(time) },
  { name: "host", types: everyone, cell: ({ host }) => host },
  { name: "ping_ms", types: everyone, cell: ({ ping }) => milliseconds(ping.meanMs) },
  { name: "ping_max_ms", types: everyone, cell: ({ ping }) => milliseconds(ping.maxMs) },
  { name: "http_ms", types: ["node"], cell: ({ page }) => page && String(Math.round(page.ms)) },
  { name: "http_code", types: ["node"], cell: ({ page }) => page && String(page.status) },
  { name: "mem_avail_mib", types: sessions, cell: ({ facts }) => facts?.memAvailMib?.toFixed(0) },
  { name: "swap_free_mib", types: ["node"], cell: ({ facts }) => facts?.swapFreeMib?.toFixed(0) },
  { name: "disk_avail_mib", types: sessions, cell: ({ facts }) => facts?.diskAvailMib?.toFixed(0) },
  { name: "last_boot", types: sessions, cell: ({ lastBoot }) => lastBoot },
  { name: "gpu_temp_c", types: ["miner"], cell: ({ facts }) => perGpu(facts, ({ tempC }) => tempC) },
  { name: "gpu_mem_mib", types: ["miner"], cell: ({ facts }) => perGpu(facts, ({ memMib }) => memMib) },
  { name: "gpu_power_w", types: ["miner"], cell: ({ facts }) => perGpu(facts, ({ powerW }) => powerW) },
  { name: "ports", types: ["node"], cell: ({ facts }) => facts?.ports?.map(portText).join("+") },
  { name: "ssh_peers", types: sessions, cell: ({ facts }) => facts?.sshPeers?.join("+") },
  { name: "loss", types: everyone, cell: ({ ping }) => ping.lossPercent?.toFixed(0) },
  { name: "cert_days", types: ["node"], cell: ({ page, time }) => wholeDays(time, page?.certExpires) },
  { name: "logins", types: sessions, cell: ({ facts }) => facts?.logins?.join("+") },
  { name: "errors", types: everyone, cell: (result) => errorsOf(result).join("+") }
];
function header(type) {
  return columnsOf(type).map(({ name }) => name);
}
function row(result) {
  return columnsOf(result.type).map(({ cell }) => csvText(cell(result) ?? ""));
}
function errorsOf(result) {
  return [...new Set(result.problems.map(({ code }) => code))];
}
function stateOf(result) {
  if (errorsOf(result).includes("monitor:offline")) return "unknown";
  return hasAnswered(result) ? "up" : "down";
}
function unseen({ time, host, type }, why) {
  const problems = [problem("monitor:offline", why)];
  return { time, host, type, ping: {}, page: void 0, facts: void 0, lastBoot: void 0, problems };
}
function hasAnswered(result) {
  const { ping, page, facts } = result;
  return ping.meanMs !== void 0 || page !== void 0 || facts !== void 0 || errorsOf(result).some(isAnswer);
}
var answers = [
  "ssh:auth",
  "ssh:host-key-unknown",
  "ssh:host-key-changed",
  "ssh:algorithms",
  "ssh:protocol",
  "probe:incomplete",
  "probe:oversize"
];
function isAnswer(code) {
  return answers.includes(code);
}
function isoSeconds(time) {
  return `${time.toISOString().slice(0, 19)}Z`;
}
function portText({ port, protocol }) {
  return protocol === "udp" ? `${port}/udp` : String(port);
}
function columnsOf(type) {
  return columns.filter(({ types }) => types.includes(type));
}
function milliseconds(ms) {
  if (ms === void 0) return void 0;
  const tenths = Math.round(ms * 10) / 10;
  return tenths < 100 ? tenths.toFixed(1) : ms.toFixed(0);
}
function perGpu(facts, pick) {
  return facts?.gpus?.map((gpu) => pick(gpu) ?? "None").join("_");
}
function wholeDays(from, to) {
  return to && String(Math.floor((to.getTime() - from.getTime()) / 864e5));
}

export {
  terminalText,
  logText,
  markdownCode,
  subjectText,
  header,
  row,
  errorsOf,
  stateOf,
  unseen,
  isAnswer,
  isoSeconds,
  portText
};
