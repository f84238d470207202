const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  dayAndTime,
  durationWords
} from "./chunk-GGIYJPNK.js";
import {
  valueWords
} from "./chunk-KAGDESKV.js";
import {
  columnTable,
  evidenceOf
} from "./chunk-PKOFM26T.js";
import "./chunk-7NTXYRBY.js";
import "./chunk-LFO2QM2K.js";
import {
  clipped,
  fitting,
  fittingList,
  mailOf,
  roomForBlocks,
  sentenceStart,
  weightOf
} from "./chunk-HCHC7FZ4.js";
import {
  alertAdvice,
  alertDetail,
  alertFinding,
  alertRecovery,
  alertTitle,
  worstFirst
} from "./chunk-6ZGBHYEO.js";
import {
  identityOf
} from "./chunk-4HM2XZ56.js";
import "./chunk-2QMTXIVR.js";
import "./chunk-P6WS3LZM.js";
import {
  subjectText
} from "./chunk-EZ7I46YA.js";
import "./chunk-BR6ED527.js";

// src/report/mail/alert-mail.ts
function alertMail(changes, options) {
  const opened = worstFirst(changes.filter(({ what }) => what === "opened").map(({ alert }) => alert));
  const resolved = worstResolved(changes);
  if (opened.length + resolved.length === 0) return void 0;
  const first = (quote) => headline(opened, resolved, options.now, quote);
  return mailOf("alerts", headline(opened, resolved, options.now, subjectText), {
    preview: headline(opened, resolved, options.now, clipped),
    blocks: [
      { kind: "lead", words: first, tone: opened.length > 0 ? "bad" : "good" },
      ...openedBlocks(opened, options),
      ...resolvedBlocks(resolved, options.now),
      ...lastingBlocks(opened, options)
    ],
    footer: ["All times are UTC. Written by server-monitor, once when an alert opens and once when it closes."]
  });
}
function worstResolved(changes) {
  const resolved = changes.filter(({ what }) => what === "resolved");
  const order = worstFirst(resolved.map(({ alert }) => alert));
  return resolved.toSorted((a, b) => order.indexOf(a.alert) - order.indexOf(b.alert));
}
function headline(opened, resolved, now, quote) {
  const [worst] = opened;
  if (worst === void 0) return resolvedHeadline(resolved, quote);
  return `${quote(alertTitle(worst))} since ${moment(worst.since, now)} UTC${andMore(opened)}`;
}
function resolvedHeadline(resolved, quote) {
  const [first] = resolved;
  return first === void 0 ? "" : `resolved: ${recovery(first, quote)}${andMore(resolved)}`;
}
function recovery({ alert, time, reason }, quote) {
  const after = durationWords((time.getTime() - alert.since.getTime()) / 1e3);
  if (reason === "gone") return `${quote(alertTitle(alert))}: no longer watched, after ${after}`;
  return `${quote(alertRecovery(alert))} after ${after}`;
}
function andMore({ length }) {
  return length > 1 ? `, and ${length - 1} more` : "";
}
function moment(time, now) {
  const isToday = time.toISOString().slice(0, 10) === now.toISOString().slice(0, 10);
  return isToday ? time.toISOString().slice(11, 16) : dayAndTime(time, now);
}
var detailShare = 0.55;
var listShare = 0.14;
function openedBlocks(opened, options) {
  const { shown, left } = fitting(
    opened,
    roomForBlocks * detailShare,
    (alert) => weightOf(alertBlocks(alert, options))
  );
  const rest = left.map((alert) => titleSince(alert, options.now));
  return [...shown.flatMap((alert) => alertBlocks(alert, options)), ...listBlocks("Opened, too", rest)];
}
function alertBlocks(alert, { now, issueUrl }) {
  const url = issueUrl(alert);
  return [
    { kind: "heading", words: (quote) => quote(alert.host), badge: { words: alert.kind, tone: "bad" } },
    { kind: "paragraph", words: (quote) => findingSentence(alert, quote) },
    {
      kind: "facts",
      facts: [["since", sinceWords(alert, now)], ...newestRow(alert, now), ["to do", alertAdvice(alert)]]
    },
    ...url === void 0 ? [] : [{ kind: "link", words: "The issue, with all that was seen", url }]
  ];
}
function findingSentence(alert, quote) {
  const detail = quote(alertDetail(alert));
  return `${sentenceStart(quote(alertFinding(alert)))}${detail === "" ? "" : `: ${detail}`}.`;
}
function sinceWords({ since, flapping }, now) {
  return `${moment(since, now)} UTC${flapping ? ", comes and goes: this is the last mail until it has been quiet" : ""}`;
}
var mostCells = 6;
function newestRow({ kind, evidence: [newest] }, now) {
  if (newest === void 0) return [];
  const cells = evidenceOf(kind).map((key) => [columnTable[key].title, valueWords(key, newest)]);
  const shown = cells.filter(([, words2]) => words2 !== "").slice(0, mostCells);
  if (shown.length === 0) return [];
  const words = (quote) => shown.map(([title, text]) => quote(`${title} ${text}`)).join(", ");
  return [[`seen ${moment(newest.time, now)}`, words]];
}
function resolvedBlocks(resolved, now) {
  return listBlocks(
    "Resolved",
    resolved.map((change) => recoveryLine(change, now))
  );
}
function recoveryLine(change, now) {
  const period = `${moment(change.alert.since, now)} \u2013 ${moment(change.time, now)}`;
  return (quote) => `${recovery(change, quote)} (${period})`;
}
function lastingBlocks(opened, { open, now }) {
  const news = new Set(opened.map(identityOf));
  const lasting = worstFirst(open.filter((alert) => !news.has(identityOf(alert))));
  return listBlocks(
    "Still open",
    lasting.map((alert) => titleSince(alert, now))
  );
}
function titleSince(alert, now) {
  return (quote) => `${quote(alertTitle(alert))} since ${moment(alert.since, now)}`;
}
function listBlocks(title, items) {
  if (items.length === 0) return [];
  return [{ kind: "heading", words: `${title}: ${items.length}` }, fittingList(items, roomForBlocks * listShare)];
}
export {
  alertMail
};
