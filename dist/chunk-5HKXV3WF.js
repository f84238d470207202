const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  alertDetail,
  alertRecovery,
  alertTitle,
  worstFirst
} from "./chunk-6ZGBHYEO.js";
import {
  errorsOf,
  identityOf,
  portText,
  stateOf
} from "./chunk-4HM2XZ56.js";
import {
  binarySize,
  count,
  minuteWords,
  roughDuration
} from "./chunk-2QMTXIVR.js";
import {
  markdownCode,
  subjectText,
  terminalText
} from "./chunk-EZ7I46YA.js";

// src/report/alert-news.ts
function opened({ changes }) {
  return worstFirst(changes.filter(({ what }) => what === "opened").map(({ alert }) => alert));
}
function resolved({ changes }) {
  return changes.filter(({ what }) => what === "resolved");
}
function newsForSubject(alerts) {
  const news = [
    ["opened", opened(alerts).map(alertTitle)],
    ["resolved", resolved(alerts).map(recovery)]
  ];
  return news.filter(([, titles]) => titles.length > 0).map(([what, [first = "", ...others]]) => `; ${what} ${subjectText(first)}${andMore(others.length)}`).join("");
}
function andMore(more) {
  return more === 0 ? "" : ` and ${more} more`;
}
function recovery({ alert, reason }) {
  if (reason !== "gone") return alertRecovery(alert);
  return { untrusted: `${terminalText(alertTitle(alert))}: no longer watched` };
}
var mostShown = 20;
function newsLines(alerts) {
  return [
    ...opened(alerts).map((alert) => `alert opened: ${titleAndDetail(alert)}${at(alerts.issueUrl(alert))}`),
    ...resolved(alerts).map((change) => `alert resolved: ${terminalText(recovery(change))}`),
    ...lasting(alerts).slice(0, mostShown).map((alert) => `alert open since ${minuteWords(alert.since)}: ${titleAndDetail(alert)}`)
  ];
}
function at(url) {
  return url === void 0 ? "" : ` (${url})`;
}
function lasting(alerts) {
  const fresh = new Set(opened(alerts).map(identityOf));
  return worstFirst(alerts.open.filter((alert) => !fresh.has(identityOf(alert))));
}
function newsMarkdown(alerts) {
  const old = lasting(alerts);
  const items = [
    ...opened(alerts).map((alert) => `- \u{1F514} opened: ${linked(alert, alerts)}`),
    ...resolved(alerts).map((change) => `- \u2705 resolved: ${markdownCode(recovery(change))}`),
    ...old.slice(0, mostShown).map((alert) => `- open since ${minuteWords(alert.since)}: ${linked(alert, alerts)}`),
    ...old.length > mostShown ? [`- and ${count(old.length - mostShown, "more alert")} open`] : []
  ];
  return items.length === 0 ? [] : ["**Alerts**", "", ...items, ""];
}
function linked(alert, { issueUrl }) {
  const [words, url] = [markdownCode(titleAndDetail(alert)), issueUrl(alert)];
  return url === void 0 ? words : `[${words}](${url})`;
}
function titleAndDetail(alert) {
  const detail = terminalText(alertDetail(alert));
  return `${terminalText(alertTitle(alert))}${detail === "" ? "" : ` (${detail})`}`;
}

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
  lines.push(...newsMarkdown(report.alerts), `${beganWords(report)}${keptWords(report)}.`);
  return `${lines.join("\n")}
`;
}
function beganWords({ results, punctuality: { due, missed } }) {
  const [began] = results.map(({ time }) => time);
  if (began === void 0) return "";
  const lost = missed === 0 ? "" : ` ${count(missed, "run")} of the schedule since the one before never came.`;
  if (due === void 0) return `Began ${minuteWords(began)}.${lost} `;
  const lateMs = began.getTime() - due.getTime();
  const late = lateMs < punctualMs ? "in time" : `${roughDuration(lateMs)} late`;
  return `Due ${minuteWords(due)}, began ${late}.${lost} `;
}
var punctualMs = 12e4;
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
  opened,
  newsForSubject,
  newsLines,
  headline,
  resultTable,
  summaryPage,
  beganWords,
  keptWords
};
