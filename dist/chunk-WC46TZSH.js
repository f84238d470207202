import { createRequire as createRequireOfBundle } from "node:module"; const require = createRequireOfBundle(import.meta.url); const __dirname = import.meta.dirname;
import {
  binarySize,
  count,
  roughDuration
} from "./chunk-FDEWNKUW.js";

// src/safe-text.ts
var unprintable = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udfff]/gu;
var formula = /^[\s\u00a0]*[=+\-@](?!\d+(?:\.\d+)?$)/;
var longestShown = 2e3;
function terminalText(text) {
  const line = textOf(text).replace(unprintable, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
  return line.length > longestShown ? `${line.slice(0, longestShown)}\u2026` : line;
}
function logText(text) {
  return terminalText(text).replaceAll("##[", "##\\[").replace(/^\s*::/u, (colons) => colons.replace("::", ":\\:"));
}
function markdownCode(text) {
  const inert2 = terminalText(text).replaceAll("`", "'").replaceAll("|", "\xA6").trim();
  return inert2 === "" ? "" : `\`${inert2}\``;
}
function csvText(text) {
  const cell = terminalText(text);
  return formula.test(cell) ? `'${cell}` : cell;
}
function subjectText(text) {
  return textOf(text).replace(unprintable, " ").replace(/ +/g, " ").trim();
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
function isUp(result) {
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

// src/report/summary.ts
var mostNamed = 3;
function headline(results) {
  const down = results.filter((result) => !isUp(result));
  const troubled = results.filter((result) => isUp(result) && result.problems.length > 0);
  const named = [...down.map(downWords), ...troubled.map(troubleWords)];
  const counts = `${count(results.length, "host")}, ${results.length - down.length} up`;
  if (named.length === 0) return counts;
  const more = named.length > mostNamed ? `, and ${named.length - mostNamed} more` : "";
  return `${counts} \u2014 ${named.slice(0, mostNamed).join(", ")}${more}`;
}
function downWords(result) {
  return `${result.host} down (${errorsOf(result).at(-1)})`;
}
function troubleWords(result) {
  return `${result.host} ${errorsOf(result).join("+")}`;
}
function resultTable(results) {
  const shown = tableColumns.filter(({ always, text }) => always || results.some((result) => text(result) !== ""));
  return {
    header: shown.map(({ title }) => title),
    rows: results.map((result) => shown.map(({ text }) => text(result)))
  };
}
var tableColumns = [
  { title: "host", always: true, text: ({ host }) => host },
  { title: "state", always: true, text: stateWords },
  { title: "ping", text: pingWords },
  { title: "page", text: pageWords },
  { title: "memory", text: ({ facts }) => sizeWords(facts?.memAvailMib) },
  { title: "swap", text: ({ facts, type }) => type === "node" ? sizeWords(facts?.swapFreeMib) : "" },
  { title: "disk", text: ({ facts }) => sizeWords(facts?.diskAvailMib) },
  { title: "up for", text: uptimeWords },
  { title: "gpus", text: gpuWords },
  { title: "ports", text: ({ facts }) => facts?.ports?.map(portText).join(" ") ?? "" },
  { title: "peers", text: ({ facts }) => facts?.sshPeers?.join(" ") ?? "" },
  { title: "logins", text: ({ facts }) => facts?.logins?.join(" ") ?? "" },
  { title: "errors", text: (result) => errorsOf(result).join(" ") }
];
function stateWords(result) {
  if (!isUp(result)) return "down";
  return result.problems.length > 0 ? "trouble" : "up";
}
function pingWords({ ping }) {
  if (ping.meanMs === void 0) return "";
  const mean = ping.meanMs < 10 ? ping.meanMs.toFixed(1) : ping.meanMs.toFixed(0);
  return ping.lossPercent ? `${mean} ms, ${ping.lossPercent.toFixed(0)} % lost` : `${mean} ms`;
}
function pageWords({ page }) {
  return page ? `${page.status} in ${page.ms.toFixed(0)} ms` : "";
}
function sizeWords(mib) {
  return mib === void 0 ? "" : binarySize(mib);
}
function uptimeWords({ lastBoot, time }) {
  return lastBoot === void 0 ? "" : roughDuration(time.getTime() - Date.parse(lastBoot));
}
function gpuWords({ facts }) {
  return facts?.gpus?.map(({ tempC }) => tempC === void 0 ? "none" : `${tempC} \xB0C`).join(" ") ?? "";
}
function summaryPage(report) {
  const { results } = report;
  const lines = [`### ${headline(results)}`, "", ...markdownTable(results), ""];
  const troubled = results.filter(({ problems }) => problems.length > 0);
  if (troubled.length > 0) lines.push("**What was found**", "", ...troubled.flatMap(problemLines), "");
  return `${[...lines, `Began ${minuteWords(results[0]?.time)}: ${keptWords(report)}.`].join("\n")}
`;
}
function markdownTable(results) {
  const { header: header2, rows } = resultTable(results);
  const signs = results.map((result) => signOf(result));
  return [
    tableLine(["", ...header2]),
    tableLine(["", ...header2].map(() => "---")),
    ...rows.map((cells, index) => tableLine([signs[index] ?? "", ...cells.map((cell, at) => inert(cell, header2[at]))]))
  ];
}
function inert(cell, title) {
  return title === "logins" ? markdownCode(cell) : cell;
}
function tableLine(cells) {
  return `| ${cells.join(" | ")} |`;
}
function signOf(result) {
  if (!isUp(result)) return "\u{1F534}";
  return result.problems.length > 0 ? "\u{1F7E1}" : "\u{1F7E2}";
}
function problemLines({ host, problems }) {
  return problems.map(({ code, detail }) => `- **${host}** ${code}: ${markdownCode(detail)}`);
}
function keptWords({ rows, commit, ms }) {
  const where = commit === void 0 ? "" : ` in commit ${commit.slice(0, 10)}`;
  return `${count(rows, "row")}${where}, ${(ms / 1e3).toFixed(1)} s`;
}
function minuteWords(time) {
  return `${time?.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

export {
  terminalText,
  logText,
  subjectText,
  header,
  row,
  errorsOf,
  isUp,
  isoSeconds,
  headline,
  resultTable,
  summaryPage,
  keptWords
};
