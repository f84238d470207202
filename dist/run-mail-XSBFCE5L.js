const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  fitting,
  fittingList,
  mailOf,
  roomForBlocks,
  weightOf
} from "./chunk-HCHC7FZ4.js";
import {
  beganWords,
  headline,
  keptWords,
  resultTable
} from "./chunk-5HKXV3WF.js";
import "./chunk-6ZGBHYEO.js";
import {
  stateOf
} from "./chunk-4HM2XZ56.js";
import {
  count
} from "./chunk-2QMTXIVR.js";
import "./chunk-P6WS3LZM.js";
import "./chunk-EZ7I46YA.js";
import "./chunk-BR6ED527.js";

// src/report/mail/run-mail.ts
function runMail(report) {
  const { results } = report;
  const words = headline(results);
  return mailOf("run", words, {
    preview: words,
    blocks: [{ kind: "lead", words, tone: toneOf(results) }, ...problemBlocks(results), ...tableBlocks(results)],
    footer: [
      `${beganWords(report)}${keptWords(report)}. Written by server-monitor after every check (email-on: always).`
    ]
  });
}
function toneOf(results) {
  const states = results.map(stateOf);
  if (states.includes("down")) return "bad";
  if (states.includes("unknown") || results.length === 0) return "quiet";
  return results.some(isTroubled) ? "warn" : "good";
}
function isTroubled({ problems }) {
  return problems.length > 0;
}
var problemShare = 0.35;
function problemBlocks(results) {
  const troubled = results.filter((result) => isTroubled(result) && stateOf(result) !== "unknown");
  return troubled.length === 0 ? [] : [fittingList(troubled.map(problemWords), roomForBlocks * problemShare)];
}
function problemWords({ host, problems }) {
  return (quote) => `${quote(host)}: ${problems.map(({ code, detail }) => `${code} (${quote(detail)})`).join(", ")}`;
}
var tableShare = 0.6;
function tableBlocks(results) {
  if (results.length === 0) return [];
  const fits = (some) => weightOf([table(some)]) <= roomForBlocks * tableShare;
  if (fits(results)) return [table(results)];
  const { shown, left } = fitting(
    results.filter(isTroubled),
    roomForBlocks * tableShare,
    (one) => weightOf([table([one])])
  );
  const well = results.length - shown.length - left.length;
  const more = [...left.length > 0 ? [`${left.length} with trouble`] : [], `${well} without`].join(", ");
  return [table(shown), { kind: "paragraph", words: `and ${count(left.length + well, "more host")}: ${more}.` }];
}
var mostRuled = 12;
function table(results) {
  const { header, rows } = resultTable(results);
  const titles = header.slice(2);
  return {
    kind: "table",
    dense: rows.length > mostRuled,
    header: ["host", "state", "what it said"],
    rows: rows.map(([host = "", state = "", ...cells]) => [(quote) => quote(host), state, figures(titles, cells)])
  };
}
function figures(titles, cells) {
  const said = titles.map((title, at) => ({ title, text: cells[at] ?? "" }));
  const shown = said.filter(({ title, text }) => text !== "" && title !== "errors");
  return (quote) => shown.map(({ title, text }) => `${title} ${quote(text)}`).join(", ");
}
export {
  runMail
};
