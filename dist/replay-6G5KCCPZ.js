const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  memoryMs,
  newRules,
  openResults,
  rowsBetween,
  storeSettings
} from "./chunk-LMI6F3NF.js";
import "./chunk-J2PM5DPM.js";
import {
  textTable
} from "./chunk-SCSHSJG6.js";
import {
  InputError
} from "./chunk-S6WBXIOX.js";
import "./chunk-DF2DJ47O.js";
import "./chunk-J26OB2QN.js";
import "./chunk-PKOFM26T.js";
import "./chunk-7NTXYRBY.js";
import "./chunk-C3YEWPXT.js";
import "./chunk-IUBTW42K.js";
import "./chunk-LFO2QM2K.js";
import {
  alertKinds,
  identityOf
} from "./chunk-4HM2XZ56.js";
import {
  count,
  minuteWords,
  roughDuration
} from "./chunk-2QMTXIVR.js";
import "./chunk-P6WS3LZM.js";
import "./chunk-EZ7I46YA.js";
import "./chunk-BR6ED527.js";

// src/report/replay-words.ts
var yearMs = 365 * 864e5;
var mostFindings = 5;
var longestFinding = 60;
function episodesOf(changes) {
  const [episodes, open] = [[], /* @__PURE__ */ new Map()];
  for (const { what, alert, time, reason } of changes) {
    const identity = identityOf(alert);
    const episode = open.get(identity) ?? { alert, opened: time, closed: void 0, reason: void 0, changes: 0 };
    if (what === "opened") episodes.push(episode);
    open.set(identity, episode);
    episode.alert = alert;
    if (what === "changed") episode.changes += 1;
    if (what !== "resolved") continue;
    [episode.closed, episode.reason] = [time, reason];
    open.delete(identity);
  }
  return episodes;
}
function episodeTable(episodes) {
  const rows = episodes.map((episode) => {
    const { alert, opened, closed } = episode;
    const lasted = closed ? roughDuration(closed.getTime() - opened.getTime()) : "";
    const times = [minuteWords(opened), closed ? minuteWords(closed) : "still open", lasted];
    return [...times, alert.kind, alert.host, findingWords(alert), noteWords(episode)];
  });
  return { header: ["opened", "closed", "lasted", "kind", "host", "findings", "notes"], rows };
}
function findingWords({ findings }) {
  const named = findings.slice(0, mostFindings).map((finding) => finding.slice(0, longestFinding));
  const more = findings.length - named.length;
  return [...named, ...more > 0 ? [`and ${more} more`] : []].join(", ");
}
function noteWords({ alert, changes, reason }) {
  const notes = [
    alert.flapping && "flapping",
    changes > 0 && `changed ${count(changes, "time")}`,
    reason === "gone" && "no longer watched"
  ];
  return notes.filter(Boolean).join(", ");
}
function totalsTable(episodes, span) {
  const kinds = alertKinds.filter((kind) => episodes.some(({ alert }) => alert.kind === kind));
  const hosts = [...Map.groupBy(episodes, ({ alert }) => alert.host)].sort(([, a], [, b]) => b.length - a.length);
  const line = (name, some, years2) => [
    ...[name, String(some.length), rate(some.length, years2)],
    ...kinds.map((kind) => String(some.filter(({ alert }) => alert.kind === kind).length))
  ];
  const years = yearsOf(span);
  const rows = hosts.map(([host, some]) => line(host, some, years));
  return {
    header: ["host", "alerts", "a year", ...kinds],
    rows: [...rows, line("all, per host", episodes, years * span.hosts)]
  };
}
function replayHeadline(episodes, span, confirm) {
  const [alerts, hosts] = [count(episodes.length, "alert"), count(span.hosts, "host")];
  const perYear = rate(episodes.length, yearsOf(span) * span.hosts);
  const lasted = roughDuration(span.to.getTime() - span.from.getTime());
  return `confirm ${confirm}: ${alerts} of ${hosts} in ${lasted}, ${perYear} per host and year (${count(span.rows, "row")})`;
}
function yearsOf({ from, to }) {
  return (to.getTime() - from.getTime()) / yearMs;
}
function rate(alerts, years) {
  return years < 2 / 365 ? "\u2013" : (alerts / years).toFixed(1);
}

// src/commands/replay.ts
var dayMs = 864e5;
async function replay(call) {
  const { inputs, reporter, now } = call;
  const { from, to, confirm } = inputs;
  const end = to === void 0 ? now : new Date(to.getTime() + dayMs - 1);
  if (from !== void 0 && from > end) throw new InputError(["from: expected a day that is not later than `to`"]);
  const results = await openResults(storeSettings(call));
  const { changes, span } = await play(results, { from, end, confirm });
  if (span === void 0)
    throw new Error(`${inputs.results}: there are no rows to replay; see --results, --from and --to`);
  const episodes = episodesOf(changes).filter(({ opened }) => opened >= span.from);
  const tables = episodes.length === 0 ? [] : [episodeTable(episodes), totalsTable(episodes, span)];
  for (const { header, rows } of tables) for (const line of [...textTable(header, rows), ""]) reporter.info(line);
  reporter.info(replayHeadline(episodes, span, confirm));
}
async function play(results, { from, end, confirm }) {
  const rules = newRules({ confirm });
  const changes = [];
  const hosts = /* @__PURE__ */ new Set();
  let [first, last, rows] = [void 0, void 0, 0];
  const early = from && new Date(from.getTime() - memoryMs);
  for await (const row of rowsBetween(results, early, end)) {
    changes.push(...rules.add(row));
    if (from !== void 0 && row.time < from) continue;
    [first, last, rows] = [first ?? row.time, row.time, rows + 1];
    hosts.add(row.host);
  }
  if (first === void 0 || last === void 0) return { changes, span: void 0 };
  const span = { from: first, to: last, rows, hosts: hosts.size };
  return { changes, span };
}
export {
  replay
};
