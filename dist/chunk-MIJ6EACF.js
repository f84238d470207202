import { createRequire as createRequireOfBundle } from "node:module"; const require = createRequireOfBundle(import.meta.url); const __dirname = import.meta.dirname;
import {
  errorsOf,
  markdownCode,
  portText,
  stateOf,
  terminalText
} from "./chunk-SSSF3I66.js";
import {
  binarySize,
  count,
  minuteWords,
  roughDuration
} from "./chunk-ZZJSGI6R.js";

// src/report/summary.ts
var mostNamed = 3;
function headline(results) {
  const unknown = results.find((result) => stateOf(result) === "unknown");
  if (unknown !== void 0) return `${count(results.length, "host")}, monitor offline (${reasonOf(unknown)})`;
  const down = results.filter((result) => stateOf(result) === "down");
  const troubled = results.filter((result) => stateOf(result) === "up" && result.problems.length > 0);
  const named = [...down.map(downWords), ...troubled.map(troubleWords)];
  const counts = `${count(results.length, "host")}, ${results.length - down.length} up`;
  if (named.length === 0) return counts;
  const more = named.length > mostNamed ? `, and ${named.length - mostNamed} more` : "";
  return `${counts} \u2014 ${named.slice(0, mostNamed).join(", ")}${more}`;
}
function reasonOf({ problems }) {
  return problems.map(({ detail }) => terminalText(detail)).join("; ");
}
function downWords(result) {
  return `${result.host} down (${errorsOf(result).at(-1)})`;
}
function troubleWords(result) {
  return `${result.host} ${errorsOf(result).join("+")}`;
}
function resultTable(results) {
  const shown = shownColumns(results);
  return {
    header: shown.map(({ title }) => title),
    rows: results.map((result) => shown.map(({ text }) => text(result)))
  };
}
function shownColumns(results) {
  return tableColumns.filter(({ always, text }) => always || results.some((result) => text(result) !== ""));
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
  const state = stateOf(result);
  return state === "up" && result.problems.length > 0 ? "trouble" : state;
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
  const troubled = results.filter((result) => result.problems.length > 0 && stateOf(result) !== "unknown");
  if (troubled.length > 0) lines.push("**What was found**", "", ...troubled.flatMap(problemLines), "");
  const began = results.slice(0, 1).map(({ time }) => `Began ${minuteWords(time)}: `);
  return `${[...lines, `${began.join("")}${keptWords(report)}.`].join("\n")}
`;
}
function markdownTable(results) {
  const shown = shownColumns(results).filter(({ title }) => title !== "errors");
  return [
    tableLine(shown.map(({ title }) => title)),
    tableLine(shown.map(() => "---")),
    ...results.map((result) => tableLine(shown.map((column) => markdownCell(column, result))))
  ];
}
function markdownCell({ title, text }, result) {
  if (title === "logins") return markdownCode(text(result));
  const words = text(result).replaceAll(" ", "&nbsp;");
  return title === "state" ? `${signOf(result)}&nbsp;${words}` : words;
}
function tableLine(cells) {
  return `| ${cells.join(" | ")} |`;
}
var stateSigns = { up: "\u{1F7E2}", down: "\u{1F534}", unknown: "\u26AA" };
function signOf(result) {
  return result.problems.length > 0 && stateOf(result) === "up" ? "\u{1F7E1}" : stateSigns[stateOf(result)];
}
function problemLines({ host, problems }) {
  return problems.map(({ code, detail }) => `- **${host}** ${code}: ${markdownCode(detail)}`);
}
function keptWords({ rows, waiting, commit, ms }) {
  const where = commit === void 0 ? "" : ` in commit ${commit.slice(0, 10)}`;
  const later = waiting === 0 ? "" : `, ${count(waiting, "row")} waiting to be pushed`;
  return `${count(rows, "row")}${where}${later}, ${(ms / 1e3).toFixed(1)} s`;
}

export {
  headline,
  resultTable,
  summaryPage,
  keptWords
};
