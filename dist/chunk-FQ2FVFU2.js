const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  alertWords,
  atMost,
  causeWords,
  folded,
  grouped,
  hostNeeds,
  markdownWords,
  needsOf,
  table,
  unbroken
} from "./chunk-5NIME6VD.js";
import {
  columnChange,
  columnTitle,
  columnValue,
  dayAndTime,
  dayWords,
  durationWords,
  monthWords,
  percentWords
} from "./chunk-GGIYJPNK.js";
import {
  deliver,
  judge,
  messageOf,
  openPost,
  openWatch,
  recipients,
  resultsUrl,
  throwAll
} from "./chunk-EJL6VX4C.js";
import {
  codeOf,
  filesOfMonth,
  hasRows,
  headerOf2 as headerOf,
  listFolder,
  memoryMs,
  monthsWithPage,
  newRules,
  openStore,
  readLine,
  readMonthFileName,
  require_node_buffer,
  require_sync,
  rowsBetween,
  sparkline,
  storeSettings,
  yearMonthOf
} from "./chunk-LMI6F3NF.js";
import {
  require_node_fs
} from "./chunk-J2PM5DPM.js";
import {
  InputError
} from "./chunk-S6WBXIOX.js";
import {
  require_node_path
} from "./chunk-DF2DJ47O.js";
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
  worstFirst
} from "./chunk-6ZGBHYEO.js";
import {
  errorsOf,
  isAnswer,
  isoSeconds,
  portText
} from "./chunk-4HM2XZ56.js";
import {
  count
} from "./chunk-2QMTXIVR.js";
import {
  errorCodes
} from "./chunk-P6WS3LZM.js";
import {
  htmlText,
  markdownCode,
  terminalText
} from "./chunk-EZ7I46YA.js";
import {
  __commonJS,
  __require,
  __toESM
} from "./chunk-BR6ED527.js";

// at-first-use:node:zlib
var require_node_zlib = __commonJS({
  "at-first-use:node:zlib"(exports) {
    var loaded;
    var load = () => loaded ??= __require("node:zlib");
    for (const name of ["BrotliCompress", "BrotliDecompress", "Deflate", "DeflateRaw", "Gunzip", "Gzip", "Inflate", "InflateRaw", "Unzip", "ZstdCompress", "ZstdDecompress", "brotliCompress", "brotliCompressSync", "brotliDecompress", "brotliDecompressSync", "codes", "constants", "crc32", "createBrotliCompress", "createBrotliDecompress", "createDeflate", "createDeflateRaw", "createGunzip", "createGzip", "createInflate", "createInflateRaw", "createUnzip", "createZstdCompress", "createZstdDecompress", "deflate", "deflateRaw", "deflateRawSync", "deflateSync", "gunzip", "gunzipSync", "gzip", "gzipSync", "inflate", "inflateRaw", "inflateRawSync", "inflateSync", "unzip", "unzipSync", "zstdCompress", "zstdCompressSync", "zstdDecompress", "zstdDecompressSync"]) Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });
  }
});

// src/commands/report.ts
var import_node_path2 = __toESM(require_node_path(), 1);
var import_node_zlib = __toESM(require_node_zlib(), 1);

// src/report/month/month-words.ts
function reportSubject(report2) {
  const { hosts, alerts } = report2;
  const up2 = overallAvailability(report2);
  const measured = up2 === void 0 ? "no data" : `${percentWords(up2)} up`;
  const counts = hosts.length === 0 ? [measured] : [count(hosts.length, "host"), measured];
  const open = alerts.length === 0 ? "no alerts open" : `${count(alerts.length, "alert")} open`;
  return `Server report ${report2.month}${report2.running ? " so far" : ""}: ${[...counts, open].join(", ")}`;
}
function overallAvailability({ hosts }) {
  const measured = hosts.filter(({ availability: availability2, coverage }) => availability2 !== void 0 && coverage > 0);
  const time = measured.reduce((sum, { coverage }) => sum + coverage, 0);
  const up2 = measured.reduce((sum, { availability: availability2 = 0, coverage }) => sum + availability2 * coverage, 0);
  if (time === 0) return void 0;
  return measured.every(({ availability: availability2 }) => availability2 === 1) ? 1 : Math.min(up2 / time, 1 - Number.EPSILON);
}
var mostNamed = 3;
function openingSentence(report2, quote2) {
  const silence = silenceWords(report2);
  const [worst, ...others] = needsOf(report2, quote2);
  if (worst === void 0) return [silence, ...calmWords(report2, quote2, silence === "")].filter(Boolean).join(" ");
  const named = others.slice(0, mostNamed - 1).map(({ host, words }) => `${quote2(host)}: ${words.join(", ")}`);
  const more = others.length - named.length;
  const rest = [...named, ...more > 0 ? [`and ${count(more, "more host")}`] : []];
  const first = `${quote2(worst.host)} needs you: ${worst.words.join(", ")}`;
  return [`${[first, ...rest].join("; ")}.`, silence].filter(Boolean).join(" ");
}
var dayMs = 864e5;
function silenceWords({ hosts, rows, month, running, to, from }) {
  if (rows === 0) return `No rows for ${monthWords(month)}${running ? " so far" : ""}: nothing was measured.`;
  const newest = new Date(Math.max(...hosts.map(({ last }) => last.getTime())));
  if (to.getTime() - newest.getTime() < dayMs) return "";
  return `There are no rows after ${dayAndTime(newest, from)}: nothing is known of the time since.`;
}
function calmWords(report2, quote2, complete) {
  if (report2.rows === 0) return [];
  const up2 = overallAvailability(report2);
  const hosts = count(report2.hosts.length, "host");
  const words = up2 === void 0 ? `of ${hosts} nothing was measured` : `${hosts}, ${percentWords(up2)} up`;
  return [
    `${complete && up2 !== void 0 ? "Nothing needs you" : "No alert is open"}: ${words}.`,
    longestOutage(report2, quote2)
  ];
}
function longestOutage({ hosts, from }, quote2) {
  const all = hosts.flatMap(({ host: host2, outages: outages2 }) => outages2.map((outage2) => ({ host: host2, outage: outage2 })));
  const [longest] = all.toSorted((a, b) => b.outage.seconds - a.outage.seconds);
  if (longest === void 0) return "";
  const { host, outage } = longest;
  const what = all.length === 1 ? "The only outage" : `The longest of ${all.length} outages`;
  const why = causeWords(outage.errors, quote2);
  const when = `${durationWords(outage.seconds)} from ${dayAndTime(outage.from, from)}`;
  return `${what} was ${quote2(host)}'s, ${when}${why === "" ? "" : `: ${why}`}.`;
}
function verdictOf(host, report2) {
  const alerts = report2.alerts.filter((alert) => alert.host === host.host);
  if (alerts.some(({ kind }) => kind === "down") || host.outages.some(({ ongoing }) => ongoing)) return "down";
  if (alerts.length > 0 || host.diskFull !== void 0) return "needs";
  if (host.availability === void 0) return "unknown";
  if (host.outages.length > 0) return "outages";
  return troubleOf(host) === void 0 ? "well" : "trouble";
}
function verdictWords(host, report2, quote2) {
  const needs = hostNeeds(host, report2, quote2);
  if (needs.length > 0) return needs.join(", ");
  if (host.availability === void 0) return "no data";
  if (host.outages.length > 0) return outageWords(host);
  return troubleWords(host, quote2) ?? rebootWords(host) ?? "well";
}
function outageWords({ outages: outages2 }) {
  const down = durationWords(outages2.reduce((sum, { seconds }) => sum + seconds, 0));
  return outages2.length === 1 ? `down once, for ${down}` : `down ${down} in ${outages2.length} outages`;
}
function troubleOf({ errors: errors3, rows }) {
  const ours2 = [...errors3].filter(([code]) => code !== "monitor:offline");
  const [most] = ours2.toSorted((a, b) => b[1] - a[1]);
  return most !== void 0 && most[1] >= Math.max(2, rows / 100) ? most : void 0;
}
function troubleWords(host, quote2) {
  const trouble = troubleOf(host);
  return trouble && `${causeWords([trouble[0]], quote2)}, in ${percentWords(trouble[1] / host.rows)} of checks`;
}
function rebootWords({ reboots: reboots2 }) {
  if (reboots2.length === 0) return void 0;
  return reboots2.length === 1 ? "rebooted once" : `rebooted ${reboots2.length} times`;
}
var noticed = [
  ["ping_ms", 1.25, 2],
  ["http_ms", 1.25, 20],
  ["mem_avail_mib", 1.1, 64],
  ["swap_free_mib", 1.1, 64],
  ["disk_avail_mib", 1.05, 256]
];
function changeWords({ availability: availability2, before, columns: columns3 }) {
  if (before === void 0) return [];
  const changes = noticed.flatMap(([column, ratio, least2]) => {
    const [was, is] = [before.means.get(column), columns3.get(column)?.mean];
    if (was === void 0 || is === void 0 || Math.abs(is - was) < least2) return [];
    const big = Math.max(was, is) >= ratio * Math.min(was, is);
    return big ? [`${columnTitle(column)} ${columnChange(column, was, is)}`] : [];
  });
  return [...availabilityChange(before.availability, availability2), ...changes];
}
function availabilityChange(was, is) {
  if (was === void 0 || is === void 0) return [];
  const points = Math.abs(is - was) * 100;
  if (points < 5e-3) return [];
  return [`availability ${is > was ? "up" : "down"} ${points.toFixed(points < 1 ? 2 : 1)} points`];
}

// src/report/mail/email-statistics.ts
var latency = ({ p50, p95 }) => [
  ["p50", p50],
  ["p95", p95]
];
var lowest = ({ min }) => [["lowest", min]];
var highest = ({ max }) => [["highest", max]];
var keyColumns = [
  ["ping_ms", latency],
  ["http_ms", latency],
  ["mem_avail_mib", lowest],
  ["disk_avail_mib", lowest],
  ["gpu_temp_c", highest]
];
var mostLines = 12;
function statisticsLines(host, report2) {
  const lines3 = keyColumns.flatMap(
    ([name, figures4]) => [...host.columns].filter(([column]) => column === name || column.startsWith(`${name}.`)).map(([column, statistics2]) => {
      const known2 = figures4(statistics2).filter(([, value]) => value !== void 0);
      const named = known2.map(([figure, value = 0]) => `${figure} ${columnValue(column, value)}`);
      const change = changeSince(column, host.before?.means.get(column), statistics2.mean, report2);
      const words = [...named, ...change].join(", ");
      return [columnTitle(column) ?? column, `${words} ${trend(host, column, report2)}`.trim()];
    })
  );
  return lines3.filter(([, words]) => words !== "").slice(0, mostLines);
}
function changeSince(column, was, is, { month }) {
  if (was === void 0 || is === void 0 || columnValue(column, was) === columnValue(column, is)) return [];
  return [`mean ${columnChange(column, was, is)} since ${monthBefore(month)}`];
}
function monthBefore(month) {
  const lastDay = new Date(new Date(month).getTime() - 864e5);
  return monthWords(lastDay.toISOString().slice(0, 7)).replace(/ .*/, "");
}
var mostSpans = 24;
function trend({ series }, column, { running }) {
  const means = series.get(column) ?? [];
  return sparkline(spanMeans(running ? means.slice(0, means.findLastIndex((mean) => mean !== void 0) + 1) : means));
}
function spanMeans(series) {
  const length = Math.max(1, Math.ceil(series.length / mostSpans));
  const spans = Array.from(
    { length: Math.ceil(series.length / length) },
    (_, at) => series.slice(at * length, (at + 1) * length)
  );
  return spans.map(meanOf);
}
function meanOf(values) {
  const known2 = values.filter((value) => value !== void 0);
  return known2.length === 0 ? void 0 : known2.reduce((sum, value) => sum + value, 0) / known2.length;
}

// src/report/mail/email-tables.ts
var mostOutages = 8;
function outageTable(outages2, near) {
  if (outages2.length === 0) return [];
  const shown = outages2.slice(-mostOutages);
  const rest = outages2.slice(0, -mostOutages);
  return [
    { kind: "table", header: ["down", "for", "why"], rows: shown.map((outage) => outageRow(outage, near)) },
    ...rest.length > 0 ? [earlier(rest)] : []
  ];
}
function outageRow({ from, to, seconds, errors: errors3, ongoing }, near) {
  const sameDay = from.toISOString().slice(0, 10) === to.toISOString().slice(0, 10);
  const end = ongoing ? "still down" : sameDay ? to.toISOString().slice(11, 16) : dayAndTime(to, near);
  return [
    `${unbroken2(dayAndTime(from, near))} \u2013 ${unbroken2(end)}`,
    durationWords(seconds),
    (quote2) => causeWords(errors3, quote2)
  ];
}
function unbroken2(words) {
  return words.replaceAll(" ", "\xA0");
}
function earlier(outages2) {
  const seconds = outages2.reduce((sum, outage) => sum + outage.seconds, 0);
  return {
    kind: "paragraph",
    words: `and ${count(outages2.length, "outage")} before, ${durationWords(seconds)}.`,
    quiet: true
  };
}
var mostSightings = 5;
function sightingTable({ ports, peers, logins }, near) {
  const kinds2 = [
    { label: "login", seen: logins },
    { label: "peer", seen: peers },
    { label: "port", seen: ports }
  ];
  const rows = kinds2.flatMap(
    ({ label, seen: seen2 }) => seen2.slice(0, mostSightings).map((one) => sightingRow(label, one, near))
  );
  const more = kinds2.filter(({ seen: seen2 }) => seen2.length > mostSightings);
  const moreWords = more.map(({ label, seen: seen2 }) => count(seen2.length - mostSightings, `more ${label}`)).join(", ");
  return [
    ...rows.length > 0 ? [{ kind: "table", header: ["unknown", "checks", "seen"], rows }] : [],
    ...more.length > 0 ? [{ kind: "paragraph", words: `and ${moreWords}.`, quiet: true }] : []
  ];
}
function sightingRow(label, { what, rows, first, last }, near) {
  const days = [first, last].map((time) => unbroken2(dayWords(time, near)));
  const when = rows === 1 ? dayAndTime(first, near) : [...new Set(days)].join(" \u2013 ");
  return [(quote2) => `${label} ${quote2(what)}`, String(rows), when];
}
function troubleTable(hosts, report2) {
  const rows = hosts.map(
    (host) => [
      (quote2) => quote2(host.host),
      percentWords(host.availability),
      (quote2) => verdictWords(host, report2, quote2)
    ]
  );
  return { kind: "table", header: ["host", "up", "what"], rows, dense: true };
}
function healthyTable(hosts, report2) {
  return {
    kind: "table",
    header: ["host", "up", "ping p50", "lowest disk", ""],
    rows: hosts.map((host) => healthyRow(host, report2)),
    dense: true
  };
}
function healthyRow(host, report2) {
  const figure = (column, value) => value === void 0 ? "" : columnValue(column, value);
  return [
    (quote2) => quote2(host.host),
    percentWords(host.availability),
    figure("ping_ms", host.columns.get("ping_ms")?.p50),
    figure("disk_avail_mib", host.columns.get("disk_avail_mib")?.min),
    (quote2) => [verdictWords(host, report2, quote2), ...changeWords(host)].filter((words) => words !== "well").join(", ")
  ];
}

// src/report/mail/email-host.ts
function hostDetails(host, report2) {
  const verdict = verdictOf(host, report2);
  const told = { kind: "paragraph", words: (quote2) => `${sentenceStart(verdictWords(host, report2, quote2))}.` };
  return [
    { kind: "heading", words: (quote2) => quote2(host.host), badge: badges[verdict] },
    ...verdict === "well" || verdict === "unknown" ? [] : [told],
    { kind: "strip", days: dayStates(host.days, report2) },
    { kind: "facts", facts: facts(host, report2) },
    ...outageTable(host.outages, report2.from),
    ...sightingTable(host, report2.from)
  ];
}
var badges = {
  down: { words: "down", tone: "bad" },
  needs: { words: "needs you", tone: "warn" },
  outages: { words: "was down", tone: "warn" },
  trouble: { words: "trouble", tone: "warn" },
  unknown: { words: "no data", tone: "quiet" },
  well: { words: "well", tone: "good" }
};
var dayMs2 = 864e5;
function dayStates(days, { from, to, running }) {
  const inMonth = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 0)).getUTCDate();
  const past = running ? Math.ceil((to.getTime() - from.getTime()) / dayMs2) : inMonth;
  return Array.from({ length: inMonth }, (_, at) => at < past ? dayState(days[at]) : "ahead");
}
function dayState(day) {
  if (day === void 0 || day.up + day.down === 0) return "none";
  if (day.down === 0) return "well";
  return day.down < day.up ? "partly" : "down";
}
function facts(host, report2) {
  return [
    ...advice(host, report2),
    ["up", availability(host, report2)],
    ...statisticsLines(host, report2),
    ...reboots(host.reboots, report2.from),
    ...errors(host.errors),
    ...constants(host.constants, report2.from)
  ];
}
function advice({ host }, { alerts }) {
  const own = worstFirst(alerts.filter((alert) => alert.host === host));
  return [...new Set(own.map(alertAdvice))].slice(0, 2).map((words) => ["to do", words]);
}
function availability({ availability: up2, coverage, before }, { month }) {
  const was = before?.availability === void 0 ? "" : ` (${percentWords(before.availability)} in ${monthBefore(month)})`;
  return `${percentWords(up2)}${was}, measured ${percentWords(coverage)} of the time`;
}
var mostTimes = 6;
function reboots(times, near) {
  if (times.length === 0) return [];
  const more = times.length > mostTimes ? [`and ${times.length - mostTimes} more`] : [];
  return [["reboots", [...times.slice(0, mostTimes).map((time) => dayAndTime(time, near)), ...more].join(", ")]];
}
var mostErrors = 4;
function errors(rows) {
  if (rows.size === 0) return [];
  const most = [...rows].toSorted(([, a], [, b]) => b - a).slice(0, mostErrors);
  return [["errors", (quote2) => most.map(([code, times]) => `${quote2(code)} in ${count(times, "check")}`).join(", ")]];
}
var mostConstants = 8;
function constants(values, near) {
  if (values.size === 0) return [];
  const words = [...values].slice(0, mostConstants).map(([column, value]) => {
    return `${columnTitle(column) ?? column} ${constantValue(column, value, near)}`;
  });
  return [["constant", (quote2) => words.map(quote2).join(", ")]];
}
function constantValue(column, value, near) {
  const time = column === "last_boot" ? Date.parse(value) : Number.NaN;
  if (!Number.isNaN(time)) return dayAndTime(new Date(time), near);
  const number = Number(value === "" ? Number.NaN : value);
  return Number.isFinite(number) ? columnValue(column, number) : value;
}

// src/report/mail/email.ts
function monthMail(report2, options) {
  const first = [
    { kind: "lead", words: (quote2) => openingSentence(report2, quote2), tone: toneOf(report2) },
    ...furtherNeeds(report2),
    ...damage(report2),
    ...figures(report2),
    pageLink(options)
  ];
  const period = `${monthWords(report2.month)}${report2.running ? " so far" : ""}`;
  return mailOf("report", reportSubject(report2), {
    preview: openingSentence(report2, clipped),
    blocks: [...first, ...hostBlocks(report2, roomForBlocks - weightOf(first))],
    footer: [...report2.hosts.length === 0 ? [] : [legend], `${period}, all times in UTC. Written by server-monitor.`]
  });
}
var legend = "A square is a day: green well, amber \u2013 partly down, red \xD7 mostly down, grey no data.";
function toneOf(report2) {
  const isDown2 = report2.hosts.some((host) => verdictOf(host, report2) === "down");
  if (isDown2 || report2.alerts.some(({ kind }) => kind === "down" || kind === "silent")) return "bad";
  if (needsCount(report2) > 0) return "warn";
  return overallAvailability(report2) === void 0 ? "quiet" : "good";
}
function needsCount(report2) {
  return needsOf(report2, () => "").length;
}
var mostOpening = 3;
var needsShare = 0.15;
function furtherNeeds(report2) {
  const further = Math.max(0, needsCount(report2) - mostOpening);
  const lines3 = Array.from({ length: further }, (_, at) => needLine(report2, mostOpening + at));
  return lines3.length === 0 ? [] : [fittingList(lines3, roomForBlocks * needsShare)];
}
function needLine(report2, at) {
  return (quote2) => {
    const needs = needsOf(report2, quote2).slice(at, at + 1);
    return needs.map(({ host, words }) => `${quote2(host)}: ${words.join(", ")}`).join("");
  };
}
var damageShare = 0.05;
function damage({ damage: places }) {
  if (places.length === 0) return [];
  const lines3 = places.map(
    (place) => (quote2) => quote2(place)
  );
  return [
    { kind: "lead", words: "Not everything could be read; the report is made from the rest.", tone: "warn" },
    fittingList(lines3, roomForBlocks * damageShare)
  ];
}
function figures(report2) {
  const { hosts, alerts } = report2;
  if (hosts.length === 0) return [];
  const outages2 = hosts.flatMap((host) => host.outages);
  const down = durationWords(outages2.reduce((sum, { seconds }) => sum + seconds, 0));
  const outageLabel = `${outages2.length === 1 ? "outage" : "outages"}${outages2.length === 0 ? "" : `, ${down}`}`;
  const figure = (value, label) => ({ value: String(value), label });
  return [
    {
      kind: "figures",
      figures: [
        figure(percentWords(overallAvailability(report2)), "up"),
        figure(hosts.length, hosts.length === 1 ? "host" : "hosts"),
        figure(outages2.length, outageLabel),
        figure(alerts.length, `${alerts.length === 1 ? "alert" : "alerts"} open`)
      ]
    }
  ];
}
function pageLink({ pagePath: pagePath2, pageUrl: pageUrl2 }) {
  if (pageUrl2 === void 0)
    return { kind: "paragraph", words: `Every figure and the pictures: ${pagePath2}`, quiet: true };
  return { kind: "link", words: "Every figure, and the pictures", url: pageUrl2 };
}
var mostDetailed = 8;
var detailShare = 0.6;
var reserve = 2e3;
function hostBlocks(report2, room) {
  const isWell2 = (host) => verdictOf(host, report2) === "well";
  const isDetailed = (host) => report2.hosts.length <= mostDetailed || !isWell2(host);
  const detailed = fitting(
    report2.hosts.filter(isDetailed),
    room * detailShare,
    (host) => weightOf(hostDetails(host, report2))
  );
  const details2 = detailed.shown.flatMap((host) => hostDetails(host, report2));
  const troubled = lines(
    detailed.left,
    "with trouble",
    room - weightOf(details2),
    (hosts) => troubleTable(hosts, report2)
  );
  const healthy = report2.hosts.filter((host) => !isDetailed(host));
  const left2 = room - weightOf([...details2, ...troubled]);
  return [...details2, ...troubled, ...lines(healthy, "without trouble", left2, (hosts) => healthyTable(hosts, report2))];
}
function lines(all, how, room, table2) {
  if (all.length === 0) return [];
  const frame = weightOf([table2([])]);
  const { shown, left: left2 } = fitting(all, room - reserve - frame, (host) => weightOf([table2([host])]) - frame);
  return [
    { kind: "heading", words: `${count(all.length, "host")} ${how}` },
    ...shown.length > 0 ? [table2(shown)] : [],
    ...left2.length > 0 ? [{ kind: "paragraph", words: `and ${left2.length} more ${how}.`, quiet: true }] : []
  ];
}

// src/report/month/chart-scale.ts
function niceTop(largest2, binary) {
  if (!(largest2 > 0)) return 1;
  const base = binary ? 2 : 10;
  const power = base ** Math.floor(Math.log(largest2) / Math.log(base));
  const steps2 = binary ? [1, 1.5, 2, 3] : [1, 1.5, 2, 3, 4, 6, 8, 10, 15];
  return power * (steps2.find((step) => step * power >= largest2) ?? base);
}
function thinned(values, most) {
  const size = Math.ceil(values.length / most);
  if (size <= 1) return [...values];
  return Array.from(
    { length: Math.ceil(values.length / size) },
    (_, index) => meanOf2(values.slice(index * size, (index + 1) * size))
  );
}
function meanOf2(values) {
  const known2 = values.filter((value) => value !== void 0);
  return known2.length === 0 ? void 0 : known2.reduce((sum, value) => sum + value, 0) / known2.length;
}
var dayMs3 = 864e5;
function monthScale(report2, left2, width2) {
  const [from, year, month] = [Date.parse(report2.month), report2.month.slice(0, 4), report2.month.slice(5)];
  const to = Date.UTC(Number(year), Number(month), 1);
  const days = (to - from) / dayMs3;
  return { left: left2, width: width2, from, to, days, begun: Math.min(days, Math.ceil((report2.to.getTime() - from) / dayMs3)) };
}
function xOf(time, scale) {
  const share = (time - scale.from) / (scale.to - scale.from);
  return scale.left + scale.width * Math.min(1, Math.max(0, share));
}
function xOfDay(day, scale) {
  return xOf(scale.from + day * dayMs3, scale);
}
function bands(spans, scale) {
  const edges = spans.map(({ from, to }) => ({
    start: Math.round(xOf(from.getTime(), scale)),
    end: Math.round(xOf(to.getTime(), scale))
  })).map(({ start, end }) => ({ start, end: Math.max(end, start + 2) })).toSorted((a, b) => a.start - b.start);
  const merged = [];
  for (const edge of edges) {
    const last = merged.at(-1);
    if (last !== void 0 && edge.start <= last.end + 2) last.end = Math.max(last.end, edge.end);
    else merged.push({ ...edge });
  }
  return merged.map(({ start, end }) => ({ x: start, width: end - start }));
}

// src/report/month/simplify.ts
function simplified(points, tolerance2) {
  const [first, last] = [points[0], points.at(-1)];
  if (first === void 0 || last === void 0 || points.length < 3) return [...points];
  const { index, distance } = farthest(points, first, last);
  if (distance <= tolerance2) return [first, last];
  return [
    ...simplified(points.slice(0, index + 1), tolerance2).slice(0, -1),
    ...simplified(points.slice(index), tolerance2)
  ];
}
function farthest(points, first, last) {
  const slope = (last.y - first.y) / (last.x - first.x || 1);
  let found = { index: 0, distance: 0 };
  points.forEach(({ x, y }, index) => {
    const distance = Math.abs(y - first.y - slope * (x - first.x));
    if (distance > found.distance) found = { index, distance };
  });
  return found;
}

// src/report/month/svg.ts
var unitsPerPixel = 2;
var longestText = 60;
var style = [
  ":root{--g:#fff;--t:#1f2328;--m:#59636e;--e:#d1d9e0;--n:#e6eaef;--b:#0969da;--v:#8250df;--u:#2da44e;--d:#cf222e}",
  "@media(prefers-color-scheme:dark){",
  ":root{--g:#0d1117;--t:#f0f6fc;--m:#9198a1;--e:#3d444d;--n:#2b3138;--b:#4493f8;--v:#ab7df8;--u:#2ea043;--d:#f85149}}",
  'text{font:24px -apple-system,"Segoe UI",Helvetica,Arial,sans-serif;fill:var(--t)}',
  ".h{font-weight:600}.m{fill:var(--m)}.s{font-size:22px}.r{text-anchor:end}.c{text-anchor:middle}",
  ".g{fill:var(--g);stroke:var(--e);stroke-width:2}.e{fill:none;stroke:var(--e);stroke-width:1}",
  ".k{stroke:var(--g);stroke-width:3}.n{fill:var(--n)}.u{fill:var(--u)}.d{fill:var(--d)}.o{fill:var(--d);opacity:.2}.a{fill:var(--b);opacity:.45}",
  ".b,.v{fill:none;stroke:var(--b);stroke-width:3;stroke-linejoin:round;stroke-linecap:round}.v{stroke:var(--v)}"
].join("");
function svgPicture(width2, height, label, parts2) {
  const size = `width="${width2 / unitsPerPixel}" height="${height / unitsPerPixel}" viewBox="0 0 ${width2} ${height}"`;
  const ground = `<rect class="g" x="1" y="1" width="${width2 - 2}" height="${height - 2}" rx="12"/>`;
  const head = `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img"><title>${svgText(label)}</title>`;
  return `${[`${head}<style>${style}</style>`, ground, ...parts2.filter(Boolean), "</svg>"].join("\n")}
`;
}
function text(at, words, classes = "") {
  const kind = classes === "" ? "" : ` class="${classes}"`;
  return `<text x="${Math.round(at.x)}" y="${Math.round(at.y)}"${kind}>${svgText(words)}</text>`;
}
function svgText(words) {
  return htmlText(clip(words)).replace(/[\ufffe\uffff]/g, "\uFFFD");
}
function clip(words) {
  if (typeof words !== "string" || words.length <= longestText) return words;
  return `${words.slice(0, longestText)}\u2026`;
}
function path(classes, data) {
  return data === "" ? "" : `<path class="${classes}" d="${data}"/>`;
}
function boxes(all) {
  return all.map(({ x, y, width: width2, height }) => ({
    x: Math.round(x),
    y: Math.round(y),
    w: Math.round(width2),
    h: Math.round(height)
  })).filter(({ w, h }) => w > 0 && h > 0).map(({ x, y, w, h }) => `M${x} ${y}h${w}v${h}h${-w}z`).join("");
}
var tolerance = 2;
function stretches(points) {
  const all = [[]];
  for (const point of points) {
    if (point === void 0) all.push([]);
    else all.at(-1)?.push(point);
  }
  return all.filter((stretch) => stretch.length > 0).map((stretch) => simplified(stretch, tolerance).map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) })));
}
function lines2(all) {
  return all.map((points) => points.length === 1 ? `${steps(points)}h0` : steps(points)).join("");
}
function areas(all, ground) {
  return all.map((points) => `${steps(points)}${points.length === 1 ? "h4" : ""}V${ground}H${points[0]?.x ?? 0}z`).join("");
}
function steps([first, ...others]) {
  if (first === void 0) return "";
  let last = first;
  const moves = others.map((point) => {
    const [dx, dy] = [point.x - last.x, point.y - last.y];
    last = point;
    return `${dx}${dy < 0 ? "" : " "}${dy}`;
  });
  const line = moves.length === 0 ? "" : `l${moves.reduce((all, move) => `${all}${move.startsWith("-") ? "" : " "}${move}`)}`;
  return `M${first.x} ${first.y}${line}`;
}

// src/report/month/day-cells.ts
var leastDown = 6;
function dayRows(rows, scale) {
  const cells = rows.map(
    ({ days, y, height }) => days.slice(0, scale.begun).map((day, index) => cellOf(day, boxOf(index, y, height, scale)))
  );
  const drawn2 = (kind) => boxes(cells.flatMap((row) => joined(row.map((cell) => cell[kind]))));
  return [path("n", drawn2("unknown")), path("u", drawn2("up")), path("d", drawn2("down")), ...cuts(rows, scale)].join("");
}
function boxOf(day, y, height, scale) {
  const x = Math.round(xOfDay(day, scale));
  return { x, y, width: Math.round(xOfDay(day + 1, scale)) - x, height };
}
function cellOf({ up: up2, down }, all) {
  const red = down > 0 ? Math.min(all.height, Math.max(leastDown, Math.round(down * all.height))) : 0;
  const known2 = up2 + down > 0.9 ? all.height : Math.round((up2 + down) * all.height);
  const green = Math.max(0, known2 - red);
  const [grey, bottom] = [all.height - green - red, all.y + all.height];
  return {
    unknown: { ...all, height: grey },
    up: { ...all, y: all.y + grey, height: green },
    down: { ...all, y: bottom - red, height: red }
  };
}
function joined(row) {
  const all = [];
  for (const box of row) {
    const last = all.at(-1);
    if (last?.y === box.y && last.height === box.height)
      all[all.length - 1] = { ...last, width: last.width + box.width };
    else all.push(box);
  }
  return all;
}
function cuts(rows, scale) {
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === void 0 || last === void 0) return [];
  const [top, bottom] = [first.y, last.y + last.height];
  const edges = Array.from(
    { length: scale.days },
    (_, day) => `M${Math.round(xOfDay(day + 1, scale))} ${top}V${bottom}`
  );
  return [path("k", edges.join(""))];
}

// src/report/month/month-charts.ts
var width = 800;
var left = 100;
var right = 22;
var stripTop = 56;
var stripHeight = 26;
var panelsTop = stripTop + stripHeight + 6;
var titleHeight = 48;
var plotHeight = 104;
var panelHeight = titleHeight + plotHeight;
var axisHeight = 46;
var mostPoints = 250;
var panels = [
  { title: "ping", columns: /^ping_ms$/, summary: medianWords },
  { title: "page", columns: /^http_ms$/, summary: medianWords },
  { title: "free memory", columns: /^mem_avail_mib$/, level: true, summary: lowestWords },
  { title: "free disk", columns: /^disk_avail_mib$/, level: true, summary: lowestWords },
  { title: "GPU temperature", columns: /^gpu_temp_c(\.\d+)?$/, summary: highestWords }
];
function hostPicture(host, report2) {
  const shown = panels.map((panel) => ({ panel, series: seriesOf(host, panel) })).filter(({ series }) => series.length > 0);
  if (host.rows === 0 || shown.length === 0 && host.availability === void 0) return void 0;
  const scale = monthScale(report2, left, width - left - right);
  const bottom = panelsTop + shown.length * panelHeight;
  const up2 = `${percentWords(host.availability)}${host.availability === void 0 ? "" : " up"}`;
  return svgPicture(width, bottom + axisHeight, `${host.host} in ${monthWords(report2.month)}: ${up2}`, [
    text({ x: 22, y: 38 }, clipped2(host.host), "h"),
    text({ x: width - right, y: 38 }, `${monthWords(report2.month)} \xB7 ${up2}`, "m r"),
    dayRows([{ days: host.days, y: stripTop, height: stripHeight }], scale),
    ...outages(host, scale, bottom),
    ...shown.flatMap(
      ({ panel, series }, index) => drawn({ panel, series, top: panelsTop + index * panelHeight, host, scale })
    ),
    ...dayAxis(scale, bottom)
  ]);
}
var mostLetters = 28;
function clipped2(host) {
  return host.length > mostLetters ? `${host.slice(0, mostLetters - 1)}\u2026` : host;
}
var mostLines2 = 8;
function seriesOf({ series }, { columns: columns3 }) {
  return [...series].filter(([column, values]) => columns3.test(column) && values.some((value) => value !== void 0)).slice(0, mostLines2);
}
function outages({ outages: all }, scale, bottom) {
  const found = bands(all, scale).map(({ x, width: wide }) => ({
    x,
    width: wide,
    y: panelsTop + 8,
    height: bottom - panelsTop - 8
  }));
  return [path("o", boxes(found))];
}
function drawn({ panel, series, top, host, scale }) {
  const [[column = ""] = []] = series;
  const most = niceTop(
    Math.max(...series.flatMap(([, values]) => values.filter((value) => value !== void 0))),
    column.endsWith("_mib")
  );
  const [ceiling, floor] = [top + titleHeight, top + panelHeight];
  const statistics2 = series.length === 1 ? host.columns.get(column) : void 0;
  const yOf = (value) => floor - Math.max(0, value) / most * plotHeight;
  const shapes = series.map(([, values]) => stretches(pointsOf(values, scale, yOf)));
  return [
    text({ x: left, y: top + 34 }, panel.title, "h s"),
    statistics2 === void 0 ? "" : text({ x: width - right, y: top + 34 }, panel.summary(statistics2, column), "m s r"),
    path("e", `M${left} ${ceiling}H${width - right}M${left} ${floor}H${width - right}`),
    text({ x: left - 10, y: ceiling + 8 }, columnValue(column, most), "m s r"),
    text({ x: left - 10, y: floor + 2 }, "0", "m s r"),
    ...shapes.map(
      (shape, index) => panel.level ? path("a", areas(shape, floor)) : path(index % 2 === 0 ? "b" : "v", lines2(shape))
    )
  ];
}
function pointsOf(values, scale, yOf) {
  const means = thinned(values, mostPoints);
  const span = (scale.to - scale.from) / means.length;
  return means.map(
    (mean, index) => mean === void 0 ? void 0 : { x: xOf(scale.from + (index + 0.5) * span, scale), y: yOf(mean) }
  );
}
function dayAxis(scale, bottom) {
  const days = [1, 8, 15, 22, 29].filter((day) => day <= scale.days);
  const ticks = days.map((day) => `M${Math.round(xOfDay(day - 1, scale))} ${bottom}v8`).join("");
  return [
    path("e", ticks),
    ...days.map((day) => text({ x: xOfDay(day - 1, scale), y: bottom + 30 }, String(day), "m s"))
  ];
}
function medianWords({ p50, p95 }, column) {
  if (p50 === void 0 || p95 === void 0) return "";
  return `median ${columnValue(column, p50)}, 95 % below ${columnValue(column, p95)}`;
}
function lowestWords({ min }, column) {
  return min === void 0 ? "" : `lowest ${columnValue(column, min)}`;
}
function highestWords({ max }, column) {
  return max === void 0 ? "" : `highest ${columnValue(column, max)}`;
}

// src/report/month/month-table.ts
var mostShown = 30;
var mostRows = 1e3;
var signs = {
  down: "\u{1F534}",
  needs: "\u{1F7E0}",
  outages: "\u{1F7E1}",
  trouble: "\u{1F7E1}",
  unknown: "\u26AA",
  well: "\u{1F7E2}"
};
function hostTables(report2, linked) {
  const hosts = report2.hosts.slice(0, mostRows);
  const left2 = report2.hosts.length - hosts.length;
  const more = left2 > 0 ? [`And ${count(left2, "more host")}.`] : [];
  const show = (some) => hostTable(some, report2, linked);
  if (hosts.length <= mostShown) return hosts.length === 0 ? [] : [show(hosts), ...more];
  const [well, rest] = [hosts.filter((host) => isWell(host, report2)), hosts.filter((host) => !isWell(host, report2))];
  return [
    ...rest.length > 0 ? [show(rest)] : [],
    ...well.length > 0 ? [folded(`\u{1F7E2} ${count(well.length, "host")} without trouble`, [show(well)])] : [],
    ...more
  ];
}
function isWell(host, report2) {
  return verdictOf(host, report2) === "well";
}
var columns = [
  { title: "up", text: ({ availability: availability2 }) => unbroken(percentWords(availability2)) },
  {
    title: "the month",
    text: (host, report2) => `${signs[verdictOf(host, report2)]}\xA0${inParts(verdictWords(host, report2, markdownWords))}`
  },
  { title: unbroken("ping p50 / p95"), text: pingText },
  { title: unbroken("least memory"), text: (host) => least(host, "mem_avail_mib") },
  { title: unbroken("least disk"), text: (host) => least(host, "disk_avail_mib") }
];
var longestPart = 30;
function inParts(words) {
  const parts2 = words.split(/(?<=,) | (?=\(|since |for )/);
  return parts2.map((part) => part.length > longestPart ? part : unbroken(part)).join(" ");
}
function hostTable(hosts, report2, linked) {
  const cells = columns.map(({ title, text: text2 }) => ({ title, texts: hosts.map((host) => text2(host, report2)) }));
  const shown = cells.filter(({ texts }) => texts.some((text2) => text2 !== ""));
  const rows = hosts.map((host, index) => [nameOf(host, linked), ...shown.map(({ texts }) => texts[index] ?? "")]);
  return table([["host", ...shown.map(({ title }) => title)], ...rows]);
}
function nameOf(host, linked) {
  const words = markdownWords(host.host);
  if (words.startsWith("`")) return words;
  const name = words.replaceAll("-", "\u2011");
  return linked.has(host) ? `[${name}](#${anchorOf(words)})` : name;
}
function anchorOf(heading) {
  return heading.toLowerCase().replace(/[^\w -]/g, "").replaceAll(" ", "-");
}
function pingText({ columns: all }) {
  const { p50, p95 } = all.get("ping_ms") ?? {};
  if (p50 === void 0 || p95 === void 0) return "";
  return unbroken(`${columnValue("ping_ms", p50).replace(" ms", "")} / ${columnValue("ping_ms", p95)}`);
}
function least({ columns: all }, column) {
  const min = all.get(column)?.min;
  return min === void 0 ? "" : unbroken(columnValue(column, min));
}

// src/report/month/month-host.ts
var mostOutages2 = 30;
var mostSightings2 = 20;
var mostReboots = 12;
var mostColumns = 32;
var mostLines3 = 20;
function hostSection(host, report2, picture) {
  return [...summary(host, report2), ...image(host, report2, picture), ...tables(host, report2), ...details(host)];
}
function hostLine({ host, availability: availability2 }) {
  return `${signs.well} ${htmlName(host)}: ${percentWords(availability2)} up`;
}
function htmlName(host) {
  const words = markdownWords(host);
  return words.startsWith("`") ? `<code>${htmlText(words.slice(1, -1))}</code>` : words;
}
function summary(host, report2) {
  const { availability: availability2, coverage, rows, reboots: reboots2, before } = host;
  const up2 = availability2 === void 0 ? "Nothing was measured" : `${percentWords(availability2)} up`;
  const measured = `${percentWords(coverage)} of the time measured, ${grouped(rows)} ${rows === 1 ? "check" : "checks"}`;
  const verdict = verdictOf(host, report2);
  const words = verdict === "well" ? "" : `${signs[verdict]} ${verdictWords(host, report2, markdownWords)}. `;
  const changes = changeWords(host);
  const booted = atMost(
    mostReboots,
    reboots2.map((time) => dayAndTime(time, report2.from)),
    (more) => `${more} more`
  );
  return [
    `${words}${up2}; ${measured}.`,
    ...changes.length > 0 ? [`Against ${monthWords(monthBefore2(report2))}: ${changes.join("; ")}.`] : [],
    ...before !== void 0 && changes.length === 0 ? [`As in ${monthWords(monthBefore2(report2))}.`] : [],
    ...reboots2.length > 0 ? [`Rebooted ${booted.join(", ")}.`] : []
  ];
}
function monthBefore2({ from }) {
  return new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
}
function image(host, { month }, picture) {
  return picture === void 0 ? [] : [`![${markdownWords(host.host)} in ${monthWords(month)}](${picture})`];
}
function tables(host, report2) {
  return [...outageTable2(host, report2), ...sightingTable2(host, report2)];
}
function outageTable2({ outages: outages2 }, report2) {
  if (outages2.length === 0) return [];
  const shown = outages2.slice(-mostOutages2);
  const left2 = outages2.length - shown.length;
  const header = ["down from", "for", "why"];
  return [
    table([header, ...shown.map((outage) => outageRow2(outage, report2))]),
    ...left2 > 0 ? [`And ${count(left2, "outage")} before.`] : []
  ];
}
function outageRow2({ from, to, seconds, errors: errors3, ongoing }, report2) {
  const end = ongoing ? "still down" : `to ${dayAndTime(to, report2.from)}`;
  const times = [dayAndTime(from, report2.from), end].map(unbroken).join("<br>");
  return [times, unbroken(durationWords(seconds)), causeWords(errors3, markdownWords)];
}
function sightingTable2({ ports, peers, logins, rows }, report2) {
  const all = [
    ...ports.map((sighting) => ({ kind: "port", sighting })),
    ...logins.map((sighting) => ({ kind: "login", sighting })),
    ...peers.map((sighting) => ({ kind: "SSH peer", sighting }))
  ];
  if (all.length === 0) return [];
  const shown = all.slice(0, mostSightings2).map(({ kind, sighting }) => sightingRow2(kind, sighting, rows, report2));
  const left2 = all.length - shown.length;
  return [table([["unknown", "in checks", "first", "last"], ...shown]), ...left2 > 0 ? [`And ${left2} more.`] : []];
}
function sightingRow2(kind, { what, rows, first, last }, all, { from }) {
  const often = `${grouped(rows)} (${percentWords(rows / all)})`;
  return [`${kind} ${markdownWords(what)}`, ...[often, dayAndTime(first, from), dayAndTime(last, from)].map(unbroken)];
}
function details(host) {
  const parts2 = [...statistics(host), ...errors2(host), ...constants2(host)];
  return parts2.length === 0 ? [] : [folded("All figures", parts2)];
}
var figures2 = ["mean", "stdev", "min", "p50", "p95", "max"];
function statistics({ columns: columns3, constants: same }) {
  const varied = [...columns3].filter(([column, { n }]) => n > 0 && !same.has(column));
  const rows = varied.slice(0, mostColumns).map(([column, all]) => statisticsRow(column, all));
  return rows.length === 0 ? [] : [table([["column", ...figures2, "values", "empty"], ...rows])];
}
function statisticsRow(column, all) {
  const values = figures2.map((figure) => {
    const value = all[figure];
    return value === void 0 ? "\u2013" : unbroken(columnValue(column, value));
  });
  return [titleOf(column), ...values, grouped(all.n), grouped(all.nulls)];
}
function titleOf(column) {
  return unbroken(columnTitle(column) ?? markdownWords(column));
}
function errors2({ errors: all }) {
  const rows = [...all].toSorted((a, b) => b[1] - a[1]).slice(0, mostLines3);
  if (rows.length === 0) return [];
  return [
    table([["error", "checks"], ...rows.map(([code, number]) => [causeWords([code], markdownWords), grouped(number)])])
  ];
}
var toldAbove = /* @__PURE__ */ new Set(["ports", "ssh_peers", "logins", "errors"]);
function constants2({ constants: all, columns: columns3 }) {
  const others = [...all].filter(([column]) => !toldAbove.has(column));
  const rows = others.slice(0, mostLines3).map(([column, value]) => {
    const { n, nulls } = columns3.get(column) ?? {};
    const counts = [n, nulls].map((number) => number === void 0 ? "" : grouped(number));
    return [titleOf(column), markdownWords(constantText(column, value)), ...counts];
  });
  return rows.length === 0 ? [] : [table([["never changed", "value", "values", "empty"], ...rows])];
}
function constantText(column, value) {
  return column.endsWith("_mib") && /^\d+$/.test(value) ? columnValue(column, Number(value)) : value;
}

// src/report/month/month-overview.ts
var rowHeight = 34;
var squareHeight = 26;
var firstRow = 18;
var axisHeight2 = 46;
var nameWidth = 200;
var percentWidth = 120;
var mostRows2 = 40;
var mostLetters2 = 16;
function overviewPicture(hosts, { month, to }) {
  const shown = hosts.slice(0, mostRows2);
  const scale = monthScale({ month, to }, nameWidth, width - nameWidth - percentWidth);
  const bottom = firstRow + shown.length * rowHeight;
  return svgPicture(width, bottom + axisHeight2, `Availability by day in ${monthWords(month)}`, [
    dayRows(
      shown.map(({ days }, index) => ({ days, y: firstRow + index * rowHeight, height: squareHeight })),
      scale
    ),
    ...shown.flatMap((host, index) => labels(host, firstRow + index * rowHeight + squareHeight - 5)),
    ...dayAxis(scale, bottom)
  ]);
}
function labels({ host, availability: availability2 }, y) {
  const name = host.length > mostLetters2 ? `${host.slice(0, mostLetters2 - 1)}\u2026` : host;
  return [text({ x: 22, y }, name), text({ x: width - 22, y }, percentWords(availability2), "m r")];
}

// src/report/month/picture-names.ts
var longestName = 60;
var reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/;
function pictureNames(month, hosts) {
  const slugs = hosts.map(slugOf);
  const taken = /* @__PURE__ */ new Set(["overview"]);
  return hosts.map((host, index) => {
    const slug = slugs[index] ?? "";
    const plain = slug === host.toLowerCase() && slugs.indexOf(slug) === slugs.lastIndexOf(slug);
    return `${month}/${free(plain ? slug : `${slug}-${markOf(host)}`, taken)}.svg`;
  });
}
function free(name, taken) {
  let found = name;
  for (let number = 2; taken.has(found); number += 1) found = `${name}-${number}`;
  taken.add(found);
  return found;
}
function slugOf(host) {
  const safe = host.toLowerCase().replace(/[^a-z\d_.-]+/g, "-").replace(/^[.-]+/, "").slice(0, longestName);
  return safe === "" || reserved.test(safe) ? `host-${safe}` : safe;
}
function markOf(host) {
  let hash = 2166136261;
  for (let index = 0; index < host.length; index += 1) hash = Math.imul(hash ^ host.charCodeAt(index), 16777619);
  return (hash >>> 0).toString(36);
}

// src/report/month/month-page.ts
var mostSections = 40;
var mostOverview = 20;
var mostAlerts = 30;
var mostDamage = 20;
function monthPage(report2, options) {
  const hosts = withSection(report2);
  const overview = overviewOf(report2);
  const pictures = picturesOf(report2, hosts);
  const paragraphs = [
    `# ${monthWords(report2.month)}${report2.running ? " so far" : ""}`,
    `**${openingSentence(report2, markdownWords)}**`,
    ...damage2(report2),
    ...openAlerts(report2),
    ...figures3(report2),
    ...overview.map(({ name }) => `![Availability by day](${name})`),
    ...hostTables(report2, new Set(hosts.filter((host) => isInSight(host, report2)))),
    ...hosts.flatMap((host) => section(host, report2, pictures.get(host)?.name)),
    ...origin(report2, options)
  ];
  return { markdown: `${paragraphs.join("\n\n")}
`, pictures: [...overview, ...pictures.values()] };
}
function withSection(report2) {
  if (report2.hosts.length <= mostSections) return report2.hosts;
  return report2.hosts.filter((host) => verdictOf(host, report2) !== "well").slice(0, mostSections);
}
function overviewOf(report2) {
  const { hosts, month } = report2;
  const shown = hosts.length > mostOverview ? hosts.filter((host) => verdictOf(host, report2) !== "well") : hosts;
  if (hosts.length < 2 || shown.length === 0) return [];
  return [{ name: `${month}/overview.svg`, svg: overviewPicture(shown, report2) }];
}
function picturesOf(report2, hosts) {
  const names = pictureNames(
    report2.month,
    hosts.map(({ host }) => host)
  );
  const drawn2 = hosts.flatMap((host, index) => {
    const [name, svg] = [names[index], hostPicture(host, report2)];
    return name === void 0 || svg === void 0 ? [] : [[host, { name, svg }]];
  });
  return new Map(drawn2);
}
function damage2({ damage: all }) {
  if (all.length === 0) return [];
  const lines3 = atMost(mostDamage, all.map(markdownWords), (more) => `and ${more} more`);
  const what = `The report lacks what could not be read (${count(all.length, "fault")}):`;
  return [["[!WARNING]", what, ...lines3.map((line) => `- ${line}`)].map((line) => `> ${line}`).join("\n")];
}
function openAlerts({ alerts, from }) {
  if (alerts.length === 0) return [];
  const lines3 = worstFirst(alerts).map(
    (alert) => `- **${markdownWords(alert.host)}** ${alertWords(alert, from, markdownWords)}. ${alertAdvice(alert)}`
  );
  const shown = atMost(mostAlerts, lines3, (more) => `- and ${count(more, "more alert")}`);
  return [`## ${count(alerts.length, "open alert")}`, shown.join("\n")];
}
function figures3(report2) {
  const { hosts, rows, running, to, from } = report2;
  if (rows === 0) return [];
  const coverage = hosts.reduce((sum, host) => sum + host.coverage, 0) / hosts.length;
  const up2 = overallAvailability(report2);
  const words = [
    up2 === void 0 ? "no data" : `${percentWords(up2)} up`,
    `${grouped(rows)} ${rows === 1 ? "check" : "checks"}`,
    `${percentWords(coverage)} of the time measured`,
    ...running ? [`so far, until ${dayAndTime(to, from)}`] : []
  ];
  return [`## ${count(hosts.length, "host")}`, words.join(" \xB7 ")];
}
function isInSight(host, report2) {
  return report2.hosts.length === 1 || verdictOf(host, report2) !== "well";
}
function section(host, report2, picture) {
  const paragraphs = hostSection(host, report2, picture);
  if (isInSight(host, report2)) return [`## ${markdownWords(host.host)}`, ...paragraphs];
  return [folded(hostLine(host), paragraphs)];
}
function origin(report2, { previous, next, files }) {
  const names = files.filter((name) => /^[\w.-]+$/.test(name)).map((name) => `[${name}](${name})`);
  const beside = names.length === 0 ? "" : ` The rows, and what else was made of them: ${names.join(" \xB7 ")}.`;
  const links = [
    ...previous === void 0 ? [] : [`\u2190 [${monthWords(previous)}](${previous}.md)`],
    "[Now](README.md)",
    ...next === void 0 ? [] : [`[${monthWords(next)}](${next}.md) \u2192`]
  ];
  return ["---", `${legend2(report2)}Written by server-monitor.${beside}`, links.join(" \xB7 ")];
}
function legend2(report2) {
  if (report2.rows === 0) return "";
  const left2 = report2.hosts.length - withSection(report2).length;
  const fewer = left2 > 0 ? `${count(left2, "host")} that needed none have no section of their own. ` : "";
  return `${fewer}${legendWords} `;
}
var legendWords = [
  "Up is what answered, of the time that was measured.",
  "In the pictures green is up, red is down, grey is not measured. All times are UTC."
].join(" ");

// src/report/statistics/month-json.ts
function monthJson(report2) {
  const { month, from, to, rows, hosts, running, damage: damage3 } = report2;
  const figures4 = {
    ...{ month, from: isoSeconds(from), to: isoSeconds(to), rows, hosts: hosts.map(hostFigures) },
    ...{ running, damage: damage3 }
  };
  return `${JSON.stringify(figures4, null, 2)}
`;
}
function hostFigures(host) {
  const { availability: availability2 = null, coverage, outages: outages2, columns: columns3, constants: constants3, ports, peers } = host;
  return {
    ...{ host: host.host, type: host.type, rows: host.rows, availability: availability2, coverage },
    outages: outages2.map(outageFigures),
    columns: Object.fromEntries(Array.from(columns3, ([name, column]) => [name, columnFigures(column)])),
    constants: Object.fromEntries(constants3),
    ports: ports.map((sighting) => ({ port: sighting.what, ...seen(sighting) })),
    peers: peers.map((sighting) => ({ peer: sighting.what, ...seen(sighting) })),
    logins: host.logins.map((sighting) => ({ login: sighting.what, ...seen(sighting) })),
    errors: Object.fromEntries(host.errors),
    reboots: host.reboots.map(isoSeconds),
    first: isoSeconds(host.first),
    last: isoSeconds(host.last),
    disk_full: host.diskFull === void 0 ? null : isoSeconds(host.diskFull)
  };
}
function outageFigures({ from, to, seconds, errors: errors3, ongoing }) {
  return { from: isoSeconds(from), to: isoSeconds(to), seconds, errors: errors3, ongoing };
}
function columnFigures({ n, nulls, mean, stdev, min, p50, p95, max }) {
  return {
    n,
    nulls,
    mean: known(mean),
    stdev: known(stdev),
    min: known(min),
    p50: known(p50),
    p95: known(p95),
    max: known(max)
  };
}
function known(value) {
  return value ?? null;
}
function seen({ rows, first, last }) {
  return { rows, first: isoSeconds(first), last: isoSeconds(last) };
}

// src/report/statistics/row-log.ts
var [up, unknown, firstReason] = [0, 1, 2];
var verdictBits = 10;
var lastReason = 2 ** verdictBits - 1;
var RowLog = class {
  #entries = new Uint32Array(64);
  size = 0;
  /** False where there is a row of that second. */
  add(second, verdict = up) {
    const place = this.size === 0 || second > this.secondAt(this.size - 1) ? this.size : this.#placeOf(second);
    if (place < this.size && this.secondAt(place) === second) return false;
    if (this.size === this.#entries.length) this.#grow();
    if (place < this.size) this.#entries.copyWithin(place + 1, place, this.size);
    this.#entries[place] = second << verdictBits | verdict;
    this.size += 1;
    return true;
  }
  has(second) {
    const place = this.#placeOf(second);
    return place < this.size && this.secondAt(place) === second;
  }
  secondAt(index) {
    return (this.#entries[index] ?? 0) >>> verdictBits;
  }
  verdictAt(index) {
    return (this.#entries[index] ?? 0) & lastReason;
  }
  get newest() {
    return this.size === 0 ? -1 : this.secondAt(this.size - 1);
  }
  /** Seconds from each row to the next. */
  intervals() {
    const intervals = new Float64Array(Math.max(0, this.size - 1));
    for (let index = 0; index < intervals.length; index += 1)
      intervals[index] = this.secondAt(index + 1) - this.secondAt(index);
    return intervals;
  }
  /** The first entry that is not earlier. */
  #placeOf(second) {
    let [low, high] = [0, this.size];
    while (low < high) {
      const middle = low + high >> 1;
      if (this.secondAt(middle) < second) low = middle + 1;
      else high = middle;
    }
    return low;
  }
  #grow() {
    const larger = new Uint32Array(this.#entries.length * 2);
    larger.set(this.#entries);
    this.#entries = larger;
  }
};

// src/report/statistics/availability.ts
var daySeconds = 86400;
function availabilityOf(log, reasons, medianInterval, span) {
  const [upDays, downDays] = [new Float64Array(span.days), new Float64Array(span.days)];
  const outages2 = new Outages(reasons, span.start);
  const longest = 2 * (medianInterval ?? 0);
  for (let index = 0; index < log.size; index += 1) {
    const from = log.secondAt(index);
    const verdict = log.verdictAt(index);
    if (verdict === up) index = lastOfRun(log, index, longest);
    const next = index + 1 < log.size ? log.secondAt(index + 1) : span.end;
    const to = Math.max(from, Math.min(next, log.secondAt(index) + longest, span.end));
    if (verdict === unknown) continue;
    spread(verdict === up ? upDays : downDays, from, to);
    outages2.add(verdict, from, to);
  }
  const [upSeconds, downSeconds] = [sumOf(upDays), sumOf(downDays)];
  const measured = upSeconds + downSeconds;
  return {
    availability: measured === 0 ? void 0 : upSeconds / measured,
    coverage: span.end <= 0 ? 0 : measured / span.end,
    outages: outages2.all(),
    days: Array.from(upDays, (seconds, day) => ({ up: seconds / daySeconds, down: (downDays[day] ?? 0) / daySeconds }))
  };
}
function lastOfRun(log, index, longest) {
  let last = index;
  while (last + 1 < log.size && log.verdictAt(last + 1) === up && log.secondAt(last + 1) - log.secondAt(last) <= longest)
    last += 1;
  return last;
}
function spread(days, from, to) {
  for (let start = from; start < to; ) {
    const day = Math.floor(start / daySeconds);
    const end = Math.min(to, (day + 1) * daySeconds);
    days[day] = (days[day] ?? 0) + end - start;
    start = end;
  }
}
function sumOf(values) {
  return values.reduce((sum, value) => sum + value, 0);
}
var Outages = class {
  #reasons;
  #start;
  #ended = [];
  #open;
  constructor(reasons, start) {
    this.#reasons = reasons;
    this.#start = start;
  }
  add(verdict, from, to) {
    if (verdict === up) {
      if (this.#open !== void 0) this.#ended.push(this.#close({ ...this.#open, to: from }, false));
      this.#open = void 0;
      return;
    }
    const outage = this.#open ?? { from, to, seconds: 0, codes: /* @__PURE__ */ new Map() };
    outage.to = to;
    outage.seconds += to - from;
    for (const code of (this.#reasons[verdict - firstReason] ?? "").split("+"))
      if (code !== "") outage.codes.set(code, (outage.codes.get(code) ?? 0) + 1);
    this.#open = outage;
  }
  all() {
    return this.#open === void 0 ? this.#ended : [...this.#ended, this.#close(this.#open, true)];
  }
  #close({ from, to, seconds, codes }, ongoing) {
    const dateOf = (second) => new Date(this.#start.getTime() + second * 1e3);
    const errors3 = [...codes].sort(([, a], [, b]) => b - a).map(([code]) => code);
    return { from: dateOf(from), to: dateOf(to), seconds, errors: errors3, ongoing };
  }
};

// src/report/statistics/forecast.ts
var fewestDays = 10;
var mostDaysAhead = 365;
var leastAgreement = 0.9;
var mostOff = { median: 0.1, newest: 0.2 };
function dayOfFullDisk(days, today) {
  const [first, newest] = [days[0], days.at(-1)];
  if (days.length < fewestDays || first === void 0 || newest === void 0) return void 0;
  const slopes = slopesOf(days);
  const slope = medianOf(slopes);
  const falling = slopes.filter((each) => each < 0).length / slopes.length;
  if (!(slope < 0) || falling < leastAgreement) return void 0;
  const level = medianOf(days.map(({ day, mib }) => mib - slope * day));
  const decline = -slope * (newest.day - first.day);
  const off = ({ day, mib }) => Math.abs(mib - level - slope * day) / decline;
  if (medianOf(days.map(off)) > mostOff.median || off(newest) > mostOff.newest) return void 0;
  const full = -level / slope;
  return full > today && full <= today + mostDaysAhead ? full : void 0;
}
function slopesOf(days) {
  const slopes = new Float64Array(days.length * (days.length - 1) / 2);
  let size = 0;
  for (const [index, a] of days.entries())
    for (const b of days.slice(index + 1)) {
      slopes[size] = (b.mib - a.mib) / (b.day - a.day);
      size += 1;
    }
  return slopes;
}
function medianOf(values) {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2;
}

// src/row-state.ts
var answerColumns = ["ping_ms", "http_code", "mem_avail_mib", "disk_avail_mib", "last_boot", "gpu_temp_c"];
function columnsOf(header) {
  return {
    index: new Map(header.map((name, index) => [name, index])),
    errors: header.indexOf("errors"),
    httpCode: header.indexOf("http_code"),
    ping: header.indexOf("ping_ms"),
    disk: header.indexOf("disk_avail_mib"),
    answers: answerColumns.map((name) => header.indexOf(name)).filter((index) => index >= 0)
  };
}
function stateOfRow(cells, columns3) {
  const answers = () => columns3.answers.some((index) => cells[index] !== "");
  return stateOf(cells[columns3.errors] ?? "", cells[columns3.httpCode] ?? "", answers);
}
function stateOf(errors3, httpCode, answers) {
  if (errors3 === "") return isFailedPage(httpCode) ? "trouble" : "up";
  const codes = errors3.split("+");
  if (codes.includes("monitor:offline")) return void 0;
  return answers() || errorCodes.some((code) => isAnswer(code) && codes.includes(code)) ? "trouble" : "down";
}
function isFailedPage(status) {
  return /^[4-9]\d\d$/.test(status);
}

// src/report/statistics/cell-bytes.ts
var [dot, zero] = [46, 48];
var decoder = new TextDecoder();
var powersOfTen = [1, 10, 100, 1e3];
var largest = 1e100;
var mostPlainBytes = 9;
var mostPlainDigits = 99999999;
var noNumber = -1;
function textOf(bytes, start, end) {
  return decoder.decode(bytes.subarray(start, end));
}
function isSame(known2, bytes, start, end) {
  const { length } = known2;
  if (length !== end - start) return false;
  for (let index = 0; index < length; index += 1) if (known2[index] !== bytes[start + index]) return false;
  return true;
}
function isNone(bytes, start, end) {
  return end - start === 4 && bytes[start] === 78 && textOf(bytes, start, end) === "None";
}
function plainOf(bytes, start, end) {
  if (end - start > mostPlainBytes) return noNumber;
  let digits = 0;
  let point = end;
  for (let index = start; index < end; index += 1) {
    const digit = (bytes[index] ?? 0) - zero;
    if (digit >= 0 && digit <= 9) digits = digits * 10 + digit;
    else if (digit === dot - zero && point === end) point = index;
    else return noNumber;
  }
  if (digits > mostPlainDigits) return noNumber;
  if (point - start !== 1 && (point === start || bytes[start] === zero)) return noNumber;
  if (point === end) return digits * 4;
  const decimals = end - point - 1;
  return decimals >= 1 && decimals <= 3 ? digits * 4 + decimals : noNumber;
}
function powerOfTen(power) {
  return powersOfTen[power] ?? Number.NaN;
}
function valueOfPlain(plain) {
  return (plain >> 2) / powerOfTen(plain & 3);
}
function textOfPlain(plain) {
  return valueOfPlain(plain).toFixed(plain & 3);
}
function numberOf(bytes, start, end) {
  const plain = plainOf(bytes, start, end);
  return plain === noNumber ? unusualNumber(bytes, start, end) : valueOfPlain(plain);
}
function unusualNumber(bytes, start, end) {
  const text2 = end - start > 400 ? "" : textOf(bytes, start, end);
  const value = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text2) ? Number(text2) : Number.NaN;
  return Math.abs(value) <= largest ? value + 0 : Number.NaN;
}

// src/report/statistics/gathered-rows.ts
var mostRows3 = 64;
var GatheredRows = class {
  size = 0;
  seconds = new Int32Array(mostRows3);
  verdicts = new Int32Array(mostRows3);
  #spans = new Int32Array(mostRows3);
  #cells;
  /** Column by column. */
  #plain;
  /** `cells`: which of a row's are numbers. */
  constructor(cells) {
    this.#cells = cells;
    this.#plain = new Int32Array(mostRows3 * cells.length);
  }
  get isFull() {
    return this.size === mostRows3;
  }
  /** Returns whether it has cells among its numbers that are neither empty nor plain. */
  add(row, span, verdict) {
    this.seconds[this.size] = row.second;
    this.verdicts[this.size] = verdict;
    this.#spans[this.size] = span;
    this.size += 1;
    return this.#read(row.bytes, row.starts, this.size - 1);
  }
  column(index) {
    const first = index * mostRows3;
    return { plain: this.#plain, first, end: first + this.size, spans: this.#spans };
  }
  #read(bytes, starts, place) {
    const cells = this.#cells;
    const plain = this.#plain;
    let isUnusual = false;
    for (let index = 0, at = place; index < cells.length; index += 1, at += mostRows3) {
      const cell = cells[index] ?? 0;
      const start = starts[cell] ?? 0;
      const end = (starts[cell + 1] ?? 0) - 1;
      const number = start === end ? noNumber : plainOf(bytes, start, end);
      plain[at] = number;
      if (number === noNumber && start !== end) isUnusual = true;
    }
    return isUnusual;
  }
};

// src/columns.ts
var everyone = ["node", "miner", "ping"];
var sessions = ["node", "miner"];
var columns2 = [
  {
    name: "time",
    meaning: "start of the run, UTC, the same in all its rows: `2026-11-22T21:32:05Z`",
    types: everyone,
    cell: ({ time }) => isoSeconds(time)
  },
  { name: "host", meaning: "the inventory's `name`, else its `ip`", types: everyone, cell: ({ host }) => host },
  {
    name: "ping_ms",
    meaning: "mean round trip of 4 echo requests, ms",
    types: everyone,
    cell: ({ ping }) => milliseconds(ping.meanMs)
  },
  {
    name: "ping_max_ms",
    meaning: "the slowest of them, ms",
    types: everyone,
    cell: ({ ping }) => milliseconds(ping.maxMs)
  },
  {
    name: "http_ms",
    meaning: "time to the headers of the home page's final response, ms",
    types: ["node"],
    cell: ({ page }) => page && String(Math.round(page.ms))
  },
  { name: "http_code", meaning: "its status", types: ["node"], cell: ({ page }) => page && String(page.status) },
  {
    name: "mem_avail_mib",
    meaning: "memory that programs could still have (`free`: available), MiB",
    types: sessions,
    cell: ({ facts: facts2 }) => facts2?.memAvailMib?.toFixed(0)
  },
  {
    name: "swap_free_mib",
    meaning: "free swap, MiB",
    types: ["node"],
    cell: ({ facts: facts2 }) => facts2?.swapFreeMib?.toFixed(0)
  },
  {
    name: "disk_avail_mib",
    meaning: "room for users on `/` (`df`: avail), MiB",
    types: sessions,
    cell: ({ facts: facts2 }) => facts2?.diskAvailMib?.toFixed(0)
  },
  {
    name: "last_boot",
    meaning: "to the minute: `2026-07-06T21:31Z`. The same text as long as it is the same boot",
    types: sessions,
    cell: ({ lastBoot }) => lastBoot
  },
  {
    name: "gpu_temp_c",
    meaning: "temperature of each GPU, \xB0C, joined by `_`: `58_61`. `None`: that GPU does not answer",
    types: ["miner"],
    cell: ({ facts: facts2 }) => perGpu(facts2, ({ tempC }) => tempC)
  },
  {
    name: "gpu_mem_mib",
    meaning: "memory in use on each GPU, MiB",
    types: ["miner"],
    cell: ({ facts: facts2 }) => perGpu(facts2, ({ memMib }) => memMib)
  },
  {
    name: "gpu_power_w",
    meaning: "what each GPU draws, W",
    types: ["miner"],
    cell: ({ facts: facts2 }) => perGpu(facts2, ({ powerW }) => powerW)
  },
  {
    name: "ports",
    meaning: "listeners outside `known_ports`, joined by `+`: `8080+5353/udp`",
    types: ["node"],
    cell: ({ facts: facts2 }) => facts2?.ports?.map(portText).join("+")
  },
  {
    name: "ssh_peers",
    meaning: "addresses connected to the SSH port that are not in the inventory's `ssh_peers`, joined by `+`",
    types: sessions,
    cell: ({ facts: facts2 }) => facts2?.sshPeers?.join("+")
  },
  {
    name: "loss",
    meaning: "echo requests lost, percent",
    types: everyone,
    cell: ({ ping }) => ping.lossPercent?.toFixed(0)
  },
  {
    name: "cert_days",
    meaning: "whole days until the home page's certificate expires",
    types: ["node"],
    cell: ({ page, time }) => wholeDays(time, page?.certExpires)
  },
  {
    name: "logins",
    meaning: "`user@address` of sessions from unknown addresses, joined by `+`",
    types: sessions,
    cell: ({ facts: facts2 }) => facts2?.logins?.join("+")
  },
  {
    name: "errors",
    meaning: "why cells are empty: `ping:unreachable+ssh:timeout`",
    types: everyone,
    cell: (result) => errorsOf(result).join("+")
  },
  {
    name: "disk_size_mib",
    meaning: "size of `/`, MiB",
    types: sessions,
    cell: ({ facts: facts2 }) => facts2?.diskSizeMib?.toFixed(0)
  }
];
function milliseconds(ms) {
  if (ms === void 0) return void 0;
  const tenths = Math.round(ms * 10) / 10;
  return tenths < 100 ? tenths.toFixed(1) : ms.toFixed(0);
}
function perGpu(facts2, pick) {
  return facts2?.gpus?.map((gpu) => pick(gpu) ?? "None").join("_");
}
function wholeDays(from, to) {
  return to && String(Math.floor((to.getTime() - from.getTime()) / 864e5));
}

// src/report/statistics/series.ts
var spanSeconds = 6 * 3600;
var Series = class {
  #sums;
  #counts;
  constructor(spans) {
    this.#sums = new Float64Array(spans);
    this.#counts = new Uint32Array(spans);
  }
  add(span, value) {
    this.#sums[span] = (this.#sums[span] ?? 0) + value;
    this.#counts[span] = (this.#counts[span] ?? 0) + 1;
  }
  addAll({ plain, first, end, spans }) {
    for (let at = first; at < end; at += 1) {
      const number = plain[at] ?? noNumber;
      if (number !== noNumber) this.add(spans[at - first] ?? 0, valueOfPlain(number));
    }
  }
  means() {
    return Array.from(this.#sums, (sum, span) => {
      const count4 = this.#counts[span] ?? 0;
      return count4 === 0 ? void 0 : sum / count4;
    });
  }
};

// src/report/statistics/sightings.ts
var mostKept = 1e3;
var Sightings = class {
  #seen = /* @__PURE__ */ new Map();
  /** The texts of the latest cell: the next one mostly says the same. */
  #latest = "";
  #ofLatest = [];
  /** A cell such as `80+443`, in a row at `second`. */
  add(cell, second) {
    if (cell !== this.#latest) {
      if (this.#seen.size > 2 * mostKept) this.#forget();
      this.#ofLatest = [...new Set(cell.split("+"))].filter((what) => what !== "").map((what) => this.#of(what, second));
      this.#latest = cell;
    }
    for (const seen2 of this.#ofLatest) {
      seen2.rows += 1;
      if (second > seen2.last) seen2.last = second;
      else if (second < seen2.first) seen2.first = second;
    }
  }
  /** The most frequent first. */
  all(start) {
    this.#forget();
    const dateOf = (second) => new Date(start.getTime() + second * 1e3);
    return Array.from(this.#seen.values(), ({ what, rows, first, last }) => ({
      ...{ what, rows, first: dateOf(first), last: dateOf(last) }
    }));
  }
  #of(what, second) {
    const seen2 = this.#seen.get(what) ?? { what, rows: 0, first: second, last: second };
    this.#seen.set(what, seen2);
    return seen2;
  }
  /** Keeps those that were seen most, of these the latest. */
  #forget() {
    const sorted = [...this.#seen.values()].sort((a, b) => b.rows - a.rows || b.last - a.last);
    this.#seen = new Map(sorted.slice(0, mostKept).map((seen2) => [seen2.what, seen2]));
  }
};

// src/report/statistics/brackets.ts
var parts = 1024;
var Brackets = class {
  found = /* @__PURE__ */ new Map();
  #open;
  /** `ranks` from 0; `min` and `max` of all the numbers. */
  constructor(ranks, min, max) {
    this.#open = [bracketOf(ranks, 0, min, max)];
  }
  get isDone() {
    return this.#open.length === 0;
  }
  /** Every number once in every pass. */
  add(value) {
    for (const bracket of this.#open) count2(bracket, value);
  }
  endPass() {
    this.#open = this.#open.flatMap((bracket) => this.#narrow(bracket));
  }
  #narrow(bracket) {
    const next = [];
    let below = bracket.below;
    for (let part = 0; part < parts; part += 1) {
      const within = bracket.counts[part] ?? 0;
      const [least2, most] = [bracket.least[part] ?? 0, bracket.most[part] ?? 0];
      const [first, last] = [below, below + within - 1];
      const wanted = bracket.ranks.filter((rank) => rank >= first && rank <= last);
      for (const rank of wanted)
        if (rank === first || least2 === most) this.found.set(rank, least2);
        else if (rank === last) this.found.set(rank, most);
      const open = wanted.filter((rank) => !this.found.has(rank));
      if (open.length > 0) next.push(bracketOf(open, below, least2, most));
      below += within;
    }
    return next;
  }
};
function bracketOf(ranks, below, min, max) {
  const [least2, most] = [
    new Float64Array(parts).fill(Number.POSITIVE_INFINITY),
    new Float64Array(parts).fill(-Infinity)
  ];
  return { ranks, below, borders: bordersOf(min, max), counts: new Uint32Array(parts), least: least2, most, end: max };
}
function count2({ borders, counts, least: least2, most, end }, value) {
  if (!(value >= (borders[0] ?? 0) && value <= end)) return;
  let low = 0;
  let high = parts - 1;
  while (low < high) {
    const middle = low + high + 1 >> 1;
    if ((borders[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  counts[low] = (counts[low] ?? 0) + 1;
  if (value < (least2[low] ?? 0)) least2[low] = value;
  if (value > (most[low] ?? 0)) most[low] = value;
}
function bordersOf(min, max) {
  const half = parts / 2;
  const [first, last] = [keyOf(min), keyOf(max)];
  const byKey = (part) => numberOf2(first + (last - first + 1n) * BigInt(part) / BigInt(half));
  const byDistance = (part) => min + (max - min) * (part / half);
  return Float64Array.from(
    { length: parts },
    (_, part) => part < half ? byKey(part) : byDistance(part - half)
  ).sort();
}
var word = new DataView(new ArrayBuffer(8));
function keyOf(value) {
  word.setFloat64(0, value);
  const bits = word.getBigInt64(0);
  return bits >= 0n ? bits : -(2n ** 63n) - bits;
}
function numberOf2(key) {
  word.setBigInt64(0, key >= 0n ? key : -(2n ** 63n) - key);
  return word.getFloat64(0);
}

// src/report/statistics/counts.ts
var widest = 8192;
var narrowest = 16;
var nothing = new Uint32Array(0);
var Counts = class {
  n = 0;
  /** Of numbers of so many decimals, from that of the digits `base` on. */
  #counts = nothing;
  #base = 0;
  #decimals = 0;
  /** `plain` as `plainOf` has it. False for what lies too far from the others to be counted. */
  add(plain) {
    let at = (plain >> 2) - this.#base;
    if ((plain & 3) !== this.#decimals || at < 0 || at >= this.#counts.length) at = this.#placeOf(plain);
    if (at < 0) return false;
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
    this.n += 1;
    return true;
  }
  /** Goes on from `at` while there is room; returns where there is none, or the end. */
  addAll({ plain, end }, from) {
    const counts = this.#counts;
    const base = this.#base;
    const decimals = this.#decimals;
    let at = from;
    let added = 0;
    for (; at < end; at += 1) {
      const number = plain[at] ?? noNumber;
      if (number === noNumber) continue;
      const place = (number >> 2) - base;
      if ((number & 3) !== decimals || place < 0 || place >= counts.length) break;
      counts[place] = (counts[place] ?? 0) + 1;
      added += 1;
    }
    this.n += added;
    return at;
  }
  distinct() {
    let size = 0;
    for (let index = 0; index < this.#counts.length; index += 1) if (this.#counts[index] !== 0) size += 1;
    const found = { values: new Float64Array(size), counts: new Uint32Array(size) };
    const divisor = powerOfTen(this.#decimals);
    let next = 0;
    for (let index = 0; next < size; index += 1) {
      const count4 = this.#counts[index] ?? 0;
      if (count4 === 0) continue;
      found.values[next] = (this.#base + index) / divisor;
      found.counts[next] = count4;
      next += 1;
    }
    return found;
  }
  /** -1 for none. Makes room where there is none yet. */
  #placeOf(plain) {
    const decimals = plain & 3;
    const finer = Math.max(decimals, this.#decimals);
    const digits = (plain >> 2) * powerOfTen(finer - decimals);
    if (this.#counts.length === 0) [this.#base, this.#decimals] = [digits, decimals];
    const scale = powerOfTen(finer - this.#decimals);
    const [first, end] = [this.#base * scale, (this.#base + this.#counts.length) * scale];
    const wanted = Math.max(end, digits + 1) - Math.min(first, digits);
    if (wanted > widest) return -1;
    if (scale > 1 || digits < first || digits >= end) {
      const length = Math.max(narrowest, 2 ** Math.ceil(Math.log2(wanted)));
      this.#move(digits < first ? end - length : Math.min(first, digits), length, scale);
      this.#decimals = finer;
    }
    return digits - this.#base;
  }
  #move(base, length, scale) {
    const moved = new Uint32Array(length);
    for (let index = 0; index < this.#counts.length; index += 1)
      moved[(this.#base + index) * scale - base] = this.#counts[index] ?? 0;
    this.#counts = moved;
    this.#base = base;
  }
};

// src/report/statistics/exact-sum.ts
function zero2() {
  return { high: 0, low: 0 };
}
function add(sum, value) {
  const total = sum.high + value;
  sum.low += sumError(sum.high, value, total);
  sum.high = total;
}
function addProduct(sum, a, b) {
  const product = a * b;
  sum.low += productError(a, b, product);
  add(sum, product);
}
function sumError(a, b, total) {
  const added = total - a;
  return a - (total - added) + (b - added);
}
function difference(a, b) {
  const result = { ...a };
  add(result, -b.high);
  result.low -= b.low;
  return normal(result);
}
function square(value) {
  const result = zero2();
  addProduct(result, value.high, value.high);
  result.low += 2 * value.high * value.low;
  return normal(result);
}
function quotient(value, divisor) {
  const { high, low } = normal(value);
  const first = high / divisor;
  const product = first * divisor;
  const rest = high - product - productError(first, divisor, product) + low;
  return normal({ high: first, low: rest / divisor });
}
function squareRoot(value) {
  const { high, low } = normal(value);
  if (high <= 0) return 0;
  const root = Math.sqrt(high);
  const squared = root * root;
  return root + (high - squared - productError(root, root, squared) + low) / (2 * root);
}
function normal({ high, low }) {
  const total = high + low;
  return { high: total, low: sumError(high, low, total) };
}
function productError(a, b, product) {
  const aHigh = upperHalf(a);
  const bHigh = upperHalf(b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}
function upperHalf(value) {
  const shifted = value * (2 ** 27 + 1);
  return shifted - (shifted - value);
}

// src/report/statistics/quantiles.ts
function positionOf(percent, n) {
  const hundredths = (n - 1) * percent;
  return { rank: Math.floor(hundredths / 100), hundredths: hundredths % 100 };
}
function interpolate(lower, upper, { hundredths }) {
  if (hundredths === 0 || lower === upper) return lower;
  const sum = zero2();
  addProduct(sum, lower, 100 - hundredths);
  addProduct(sum, upper, hundredths);
  return quotient(sum, 100).high;
}
function valuesOfRanks(ranks, counted, others) {
  const { values, counts } = counted;
  const found = /* @__PURE__ */ new Map();
  let [index, other] = [0, 0];
  let below = 0;
  for (const rank of ranks)
    while (!found.has(rank)) {
      const isOther = index === values.length || (others[other] ?? Number.POSITIVE_INFINITY) < (values[index] ?? 0);
      const count4 = isOther ? 1 : counts[index] ?? 0;
      if (rank < below + count4) found.set(rank, (isOther ? others[other] : values[index]) ?? 0);
      else {
        below += count4;
        if (isOther) other += 1;
        else index += 1;
      }
    }
  return found;
}
function percentileOf(values, n, percent) {
  const position = positionOf(percent, n);
  const lower = select(values, n, position.rank);
  return position.hundredths === 0 ? lower : interpolate(lower, leastFrom(values, position.rank + 1, n), position);
}
function select(values, n, rank) {
  let [left2, right2] = [0, n - 1];
  while (left2 < right2) {
    const pivot = middleOfThree(values[left2] ?? 0, values[left2 + right2 >> 1] ?? 0, values[right2] ?? 0);
    let low = left2;
    let high = right2;
    while (low <= high) {
      while ((values[low] ?? 0) < pivot) low += 1;
      while ((values[high] ?? 0) > pivot) high -= 1;
      if (low > high) break;
      const swapped = values[low] ?? 0;
      values[low] = values[high] ?? 0;
      values[high] = swapped;
      low += 1;
      high -= 1;
    }
    if (rank <= high) right2 = high;
    else if (rank >= low) left2 = low;
    else break;
  }
  return values[rank] ?? 0;
}
function middleOfThree(a, b, c) {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
function leastFrom(values, start, end) {
  let least2 = values[start] ?? 0;
  for (let index = start + 1; index < end; index += 1) {
    const value = values[index] ?? 0;
    if (value < least2) least2 = value;
  }
  return least2;
}

// src/report/statistics/sums.ts
var mostWhole = 2 ** 53;
var Sums = class {
  n = 0;
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;
  /** Deviations are taken from the first value: what is small has more digits. */
  #first = 0;
  #sum = zero2();
  #squares = zero2();
  /** `counts`: how often each is there; once where it is not given. */
  add(values, counts) {
    if (this.n === 0) this.#first = values[0] ?? 0;
    const fold = this.#widen(values, counts) ? foldWhole : foldAny;
    fold({ values, counts, first: this.#first, sum: this.#sum, squares: this.#squares });
  }
  get mean() {
    if (this.n === 0) return void 0;
    const { high, low } = quotient(this.#sum, this.n);
    const mean = { high: this.#first, low: 0 };
    add(mean, high);
    return mean.high + (mean.low + low);
  }
  get stdev() {
    if (this.n < 2) return void 0;
    return squareRoot(quotient(difference(this.#squares, quotient(square(this.#sum), this.n)), this.n - 1));
  }
  /** Whether plain sums of the deviations and their squares are exact. */
  #widen(values, counts) {
    const first = this.#first;
    let { min, max } = this;
    let [isWhole, n] = [first % 1 === 0, 0];
    for (let index = 0; index < values.length; index += 1) {
      const value = values[index] ?? 0;
      if (value < min) min = value;
      if (value > max) max = value;
      if (value % 1 !== 0) isWhole = false;
      n += counts === void 0 ? 1 : counts[index] ?? 0;
    }
    [this.min, this.max] = [min, max];
    this.n += n;
    return isWhole && Math.max(max - first, first - min) ** 2 * n <= mostWhole;
  }
};
function foldWhole({ values, counts, first, sum, squares }) {
  let total = 0;
  let ofSquares = 0;
  for (let index = 0; index < values.length; index += 1) {
    const deviation = (values[index] ?? 0) - first;
    const some = counts === void 0 ? deviation : deviation * (counts[index] ?? 0);
    total += some;
    ofSquares += some * deviation;
  }
  add(sum, total);
  add(squares, ofSquares);
}
function foldAny({ values, counts, first, sum, squares }) {
  let { high, low } = sum;
  let { high: squaresHigh, low: squaresLow } = squares;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? 0;
    const count4 = counts === void 0 ? 1 : counts[index] ?? 0;
    const deviation = value - first;
    const rest = sumError(value, -first, deviation);
    const some = deviation * count4;
    const total = high + some;
    low += sumError(high, some, total) + productError(deviation, count4, some) + rest * count4;
    high = total;
    const squared = deviation * deviation;
    const someSquared = squared * count4;
    const ofSquares = squaresHigh + someSquared;
    squaresLow += sumError(squaresHigh, someSquared, ofSquares) + productError(squared, count4, someSquared);
    squaresLow += (productError(deviation, deviation, squared) + 2 * deviation * rest) * count4;
    squaresHigh = ofSquares;
  }
  Object.assign(sum, { high, low });
  Object.assign(squares, { high: squaresHigh, low: squaresLow });
}

// src/report/statistics/statistics.ts
var mostKept2 = 4096;
var fewestKept = 16;
var percents = [50, 95];
var nothingKept = new Float64Array(0);
var unknown2 = { mean: void 0, stdev: void 0, min: void 0, p50: void 0, p95: void 0, max: void 0 };
var Values = class {
  #counts = new Counts();
  #sums = new Sums();
  /** Those that are not counted, as far as they are not in the sums. */
  #kept = nothingKept;
  #size = 0;
  #others = 0;
  /** What is counted, once it is known that nothing more comes. */
  #distinct;
  #most;
  constructor(most = mostKept2) {
    this.#most = most;
  }
  /** A number as `plainOf` has it. */
  addPlain(plain) {
    if (!this.#counts.add(plain)) this.add(valueOfPlain(plain));
  }
  addAll(column) {
    const { plain, first, end } = column;
    for (let at = this.#counts.addAll(column, first); at < end; at = this.#counts.addAll(column, at + 1))
      this.addPlain(plain[at] ?? 0);
  }
  add(value) {
    if (this.#size === this.#kept.length) this.#makeRoom();
    this.#kept[this.#size] = value;
    this.#size += 1;
    this.#others += 1;
  }
  get n() {
    return this.#counts.n + this.#others;
  }
  /** Whether there are numbers that are neither counted nor kept: then percentiles take further readings. */
  get isWide() {
    return this.#others > this.#most;
  }
  get mean() {
    return this.#closed().mean;
  }
  /** What finds the percentiles of wide values. */
  brackets() {
    const { min, max } = this.#closed();
    return new Brackets(this.#ranks(), min, max);
  }
  /** `found`: for wide values, by rank. */
  statistics(rows, found) {
    const { n } = this;
    const nulls = rows - n;
    if (n === 0) return { n, nulls, ...unknown2 };
    const { mean, stdev, min, max } = this.#closed();
    const byRank = this.isWide ? found : valuesOfRanks(this.#ranks(), this.#distinct ?? this.#counts.distinct(), this.#sorted());
    const [p50, p95] = percents.map((percent) => {
      const position = positionOf(percent, n);
      const [lower, upper] = [byRank?.get(position.rank), byRank?.get(position.rank + 1)];
      return lower === void 0 ? void 0 : interpolate(lower, upper ?? lower, position);
    });
    return { n, nulls, mean, stdev, min, p50, p95, max };
  }
  /** Those between which the percentiles lie, in ascending order. */
  #ranks() {
    const ranks = percents.map((percent) => positionOf(percent, this.n).rank);
    return [...new Set(ranks.flatMap((rank) => [rank, Math.min(rank + 1, this.n - 1)]))];
  }
  #sorted() {
    return this.#kept.subarray(0, this.#size).sort();
  }
  #makeRoom() {
    const { length } = this.#kept;
    if (length < this.#most) {
      const kept = new Float64Array(Math.min(this.#most, Math.max(fewestKept, length * 4)));
      kept.set(this.#kept);
      this.#kept = kept;
    } else {
      this.#sums.add(this.#kept);
      this.#size = 0;
    }
  }
  #closed() {
    if (this.#distinct === void 0) {
      this.#distinct = this.#counts.distinct();
      const { values, counts } = this.#distinct;
      if (values.length > 0) this.#sums.add(values, counts);
      if (this.#size > 0) this.#sums.add(this.#kept.subarray(0, this.#size));
    }
    return this.#sums;
  }
};

// src/report/statistics/month-column.ts
var kinds = new Map([
  ...["ports", "ssh_peers", "logins", "errors"].map((name) => [name, "names"]),
  ["last_boot", "boot"]
]);
function kindOf(name) {
  return kinds.get(name) ?? (name.startsWith("gpu_") ? "gpus" : "number");
}
var ours = new Set(columns2.map(({ name }) => name));
var withPictures = /^(ping_ms|http_ms|mem_avail_mib|swap_free_mib|disk_avail_mib|loss|gpu_temp_c)$/;
var separator = 95;
var mostGpus = 64;
var MonthColumn = class {
  kind;
  name;
  /** Whether the contract names it. */
  isOurs;
  /** Of a column of names. */
  names;
  /** What every cell so far has said that said anything. */
  constant;
  /** Whether a cell has said what is no number: a column of ours is one of numbers all the same. */
  isText = false;
  #bounds;
  #numbers = [];
  /** What the latest cell said that was no plain number. */
  #latest = "";
  #latestBytes = new Uint8Array(0);
  /** The latest plain number. */
  #plain = noNumber;
  #hasChanged = false;
  constructor(name, bounds) {
    this.name = name;
    this.kind = kindOf(name);
    this.isOurs = ours.has(name);
    this.#bounds = bounds;
    if (this.kind === "number") this.#numbersAt(0);
    this.names = this.kind === "names" ? new Sightings() : void 0;
  }
  /** By GPU; of a column of numbers a single one. */
  get numbers() {
    return this.#numbers;
  }
  /** The plain numbers of some rows. */
  takeNumbers(column) {
    const numbers = this.#numbers[0];
    numbers?.values.addAll(column);
    numbers?.series?.addAll(column);
    if (!this.#hasChanged) this.#compare(column);
  }
  /** A cell of a column of numbers that is not empty and no plain number. */
  takeUnusual(bytes, start, end, span) {
    this.#textOf(bytes, start, end);
    const isNumber = add2(this.#numbersAt(0), unusualNumber(bytes, start, end), span);
    if (!isNumber && !this.isText) this.isText = !isNone(bytes, start, end);
  }
  /** A cell of a column of another kind that is not empty. Returns its text. */
  takeText(bytes, start, end, second, span) {
    const text2 = this.#textOf(bytes, start, end);
    this.names?.add(text2, second);
    if (this.kind === "gpus") this.#takeGpus(bytes, start, end, span);
    return text2;
  }
  #takeGpus(bytes, start, end, span) {
    let index = 0;
    let from = start;
    for (let at = start; at <= end && index < mostGpus; at += 1) {
      if (at < end && bytes[at] !== separator) continue;
      const plain = plainOf(bytes, from, at);
      if (plain === noNumber) add2(this.#numbersAt(index), unusualNumber(bytes, from, at), span);
      else addPlain(this.#numbersAt(index), plain, span);
      index += 1;
      from = at + 1;
    }
  }
  /** It is mostly that of the cell before. */
  #textOf(bytes, start, end) {
    if (!isSame(this.#latestBytes, bytes, start, end)) {
      this.#latestBytes = bytes.slice(start, end);
      this.#latest = textOf(bytes, start, end);
    }
    this.#say(this.#latest);
    return this.#latest;
  }
  #compare({ plain, first, end }) {
    for (let at = first; at < end; at += 1) {
      const number = plain[at] ?? noNumber;
      if (number === noNumber || number === this.#plain) continue;
      this.#say(textOfPlain(number));
      this.#plain = number;
    }
  }
  #say(text2) {
    if (this.#hasChanged || text2 === this.constant) return;
    this.#hasChanged = this.constant !== void 0;
    this.constant = this.#hasChanged ? void 0 : text2;
  }
  #numbersAt(index) {
    const known2 = this.#numbers[index];
    if (known2 !== void 0) return known2;
    const series = withPictures.test(this.name) ? new Series(this.#bounds.spans) : void 0;
    const made = { values: new Values(this.#bounds.most), series };
    this.#numbers[index] = made;
    return made;
  }
};
function add2({ values, series }, value, span) {
  if (Number.isNaN(value)) return false;
  values.add(value);
  series?.add(span, value);
  return true;
}
function addPlain({ values, series }, plain, span) {
  values.addPlain(plain);
  series?.add(span, valueOfPlain(plain));
}
function numberIn(kind, bytes, start, end, index) {
  if (kind !== "gpus") return numberOf(bytes, start, end);
  const part = textOf(bytes, start, end).split("_")[index] ?? "";
  const own = new TextEncoder().encode(part);
  return numberOf(own, 0, own.length);
}

// src/report/statistics/verdicts.ts
var Verdicts = class {
  #reasons = /* @__PURE__ */ new Map();
  /** Of the latest row with errors: the next one mostly has the same. */
  #errors = new Uint8Array(0);
  #hasAnswer = false;
  #verdict = up;
  /** The texts of `errors` by which a log tells why the host was down. */
  get reasons() {
    return [...this.#reasons.keys()];
  }
  of({ bytes, starts }, columns3) {
    const start = starts[columns3.errors] ?? 0;
    const end = (starts[columns3.errors + 1] ?? 0) - 1;
    if (columns3.errors < 0 || start === end) return up;
    const hasAnswer = hasSome(starts, columns3.answers);
    if (hasAnswer !== this.#hasAnswer || !isSame(this.#errors, bytes, start, end)) {
      this.#hasAnswer = hasAnswer;
      this.#errors = bytes.slice(start, end);
      this.#verdict = this.#verdictOf(textOf(bytes, start, end), columns3, hasAnswer);
    }
    return this.#verdict;
  }
  #verdictOf(errors3, columns3, hasAnswer) {
    const cells = [];
    for (const index of columns3.answers) cells[index] = hasAnswer ? "1" : "";
    cells[columns3.errors] = errors3;
    const state = stateOfRow(cells, columns3);
    return state === void 0 ? unknown : state === "down" ? this.#reasonOf(errors3) : up;
  }
  #reasonOf(errors3) {
    const reason = this.#reasons.get(errors3) ?? Math.min(lastReason, firstReason + this.#reasons.size);
    if (reason < lastReason) this.#reasons.set(errors3, reason);
    return reason;
  }
};
function hasSome(starts, cells) {
  return cells.some((cell) => (starts[cell + 1] ?? 0) - 1 > (starts[cell] ?? 0));
}

// src/report/statistics/host-tally.ts
function layoutOf(header) {
  const cells = [...header.keys()].filter((at) => header[at] !== "time" && header[at] !== "host");
  const isNumber = (at) => kindOf(header[at] ?? "") === "number";
  const texts = cells.filter((at) => !isNumber(at));
  const columns3 = columnsOf(header);
  return { header, columns: columns3, numbers: cells.filter(isNumber), texts, boot: columns3.index.get("last_boot") ?? -1 };
}
var sameBootMs = 12e4;
var mostReboots2 = 1e3;
var HostTally = class {
  host;
  log = new RowLog();
  /** By name, in the order of the files. */
  columns = /* @__PURE__ */ new Map();
  reboots = [];
  /** Of the newest row. */
  type;
  /** Of which host the row was that came after the latest of this one. */
  next;
  #bounds;
  #verdicts = new Verdicts();
  #layout = layoutOf([]);
  /** As the header has them. */
  #inOrder = [];
  #gathered = new GatheredRows([]);
  #newest = -1;
  #bootBytes = new Uint8Array(0);
  #bootMs = Number.NaN;
  constructor(host, type, bounds) {
    this.host = host;
    this.type = type;
    this.#bounds = bounds;
  }
  /** The texts of `errors` by which the log tells why the host was down. */
  get reasons() {
    return this.#verdicts.reasons;
  }
  /** A row of a second that has one counts for nothing. */
  take(row, type, layout) {
    const { second } = row;
    const isNewest = second > this.#newest;
    if (!isNewest && this.#has(second)) return;
    if (layout !== this.#layout) this.#arrange(layout);
    if (this.#gathered.isFull) this.end();
    const span = Math.floor(second / spanSeconds);
    const isUnusual = this.#gathered.add(row, span, this.#verdicts.of(row, layout.columns));
    if (isUnusual) this.#takeUnusual(row, span);
    this.#takeTexts(row, span, isNewest);
    if (!isNewest) return;
    this.#newest = second;
    this.type = type;
  }
  /** Counts what is gathered. */
  end() {
    const gathered = this.#gathered;
    for (let row = 0; row < gathered.size; row += 1)
      this.log.add(gathered.seconds[row] ?? 0, gathered.verdicts[row] ?? 0);
    const { numbers } = this.#layout;
    for (let index = 0; index < numbers.length; index += 1)
      this.#inOrder[numbers[index] ?? 0]?.takeNumbers(gathered.column(index));
    gathered.size = 0;
  }
  #has(second) {
    this.end();
    return this.log.has(second);
  }
  #takeUnusual({ bytes, starts }, span) {
    for (const at of this.#layout.numbers) {
      const start = starts[at] ?? 0;
      const end = (starts[at + 1] ?? 0) - 1;
      if (start < end && plainOf(bytes, start, end) === noNumber)
        this.#inOrder[at]?.takeUnusual(bytes, start, end, span);
    }
  }
  #takeTexts({ bytes, starts, second }, span, isNewest) {
    const { texts, boot } = this.#layout;
    for (let index = 0; index < texts.length; index += 1) {
      const at = texts[index] ?? 0;
      const start = starts[at] ?? 0;
      const end = (starts[at + 1] ?? 0) - 1;
      if (start === end || at === boot && isSame(this.#bootBytes, bytes, start, end)) continue;
      const text2 = this.#inOrder[at]?.takeText(bytes, start, end, second, span) ?? "";
      if (at !== boot || !isNewest) continue;
      this.#bootBytes = bytes.slice(start, end);
      this.#takeBoot(text2);
    }
  }
  #arrange(layout) {
    this.end();
    this.#layout = layout;
    this.#gathered = new GatheredRows(layout.numbers);
    this.#inOrder = layout.header.map(
      (name) => name === "time" || name === "host" ? void 0 : this.#columnOf(name)
    );
  }
  #columnOf(name) {
    const column = this.columns.get(name) ?? new MonthColumn(name, this.#bounds);
    this.columns.set(name, column);
    return column;
  }
  #takeBoot(text2) {
    const boot = Date.parse(text2);
    if (Number.isNaN(boot)) return;
    if (boot > this.#bootMs + sameBootMs && this.reboots.length < mostReboots2) this.reboots.push(new Date(boot));
    this.#bootMs = boot;
  }
};

// src/report/statistics/month-tally.ts
function tallyRows(tables2, end, bounds) {
  const tallies = /* @__PURE__ */ new Map();
  for (const { type, rows } of tables2) {
    let layout = layoutOf([]);
    let latest;
    for (const row of rows()) {
      if (row.second >= end) continue;
      if (row.header !== layout.header) layout = layoutOf(row.header);
      let tally = latest?.next;
      if (tally?.host !== row.host) {
        tally = tallies.get(row.host) ?? new HostTally(row.host, type, bounds);
        tallies.set(row.host, tally);
        if (latest !== void 0) latest.next = tally;
      }
      tally.take(row, type, layout);
      latest = tally;
    }
  }
  for (const tally of tallies.values()) tally.end();
  return tallies;
}
function findRanks(tables2, end, tallies) {
  const wide = new Map(Array.from(tallies, (tally) => [tally.host, wideColumnsOf(tally)]));
  const all = [...wide.values()].flat();
  while (all.some(({ brackets }) => !brackets.isDone)) {
    goThrough(tables2, end, wide);
    for (const { brackets } of all) brackets.endPass();
  }
  return new Map(all.map(({ values, brackets }) => [values, brackets.found]));
}
function wideColumnsOf({ columns: columns3 }) {
  return [...columns3.values()].flatMap(
    ({ name, kind, numbers }) => numbers.flatMap(
      ({ values }, index) => values.isWide ? [{ name, kind, index, values, brackets: values.brackets() }] : []
    )
  );
}
function goThrough(tables2, end, wide) {
  const logs = /* @__PURE__ */ new Map();
  for (const { rows } of tables2) {
    let layout = layoutOf([]);
    for (const row of rows()) {
      const columns3 = wide.get(row.host) ?? [];
      if (row.second >= end || columns3.length === 0) continue;
      if (row.header !== layout.header) layout = layoutOf(row.header);
      const log = logs.get(row.host) ?? new RowLog();
      logs.set(row.host, log);
      if (log.add(row.second)) for (const column of columns3) count3(row, column, layout);
    }
  }
}
function count3({ bytes, starts }, { name, kind, index, brackets }, layout) {
  const at = layout.columns.index.get(name);
  if (at === void 0 || brackets.isDone) return;
  const value = numberIn(kind, bytes, starts[at] ?? 0, (starts[at + 1] ?? 0) - 1, index);
  if (!Number.isNaN(value)) brackets.add(value);
}

// src/report/statistics/month-report.ts
function monthReport({ rows, before, to, running, alerts }) {
  const span = spanOf(rows, to);
  const tallies = tallyRows(rows.tables, span.end, { most: mostKept2, spans: span.days * daySeconds2 / spanSeconds });
  const context = {
    span,
    found: findRanks(rows.tables, span.end, tallies.values()),
    numeric: numericColumns(tallies.values()),
    intervals: intervalsOf(tallies.values()),
    before: before === void 0 ? /* @__PURE__ */ new Map() : monthBefore3(before)
  };
  const hosts = Array.from(tallies.values(), (tally) => hostMonth(tally, context)).sort(worstFirst2);
  return {
    ...{ month: rows.month, from: rows.start, to, running, alerts, hosts },
    rows: hosts.reduce((sum, host) => sum + host.rows, 0),
    damage: rows.tables.flatMap(({ damage: damage3 }) => damage3)
  };
}
var daySeconds2 = 86400;
function spanOf({ start, end }, to) {
  const seconds = (time) => (time.getTime() - start.getTime()) / 1e3;
  return { start, end: Math.min(seconds(to), seconds(end)), days: seconds(end) / daySeconds2 };
}
function hostMonth(tally, context) {
  const { host, type, log, reboots: reboots2 } = tally;
  const { span, before, found } = context;
  const dateOf = (second) => new Date(span.start.getTime() + second * 1e3);
  const numbers = numbersOf(tally, context.numeric);
  const columns3 = /* @__PURE__ */ new Map();
  for (const [name, { values }] of numbers) columns3.set(name, values.statistics(log.size, found.get(values)));
  const series = seriesOf2(numbers);
  return {
    ...{ host, type, rows: log.size, first: dateOf(log.secondAt(0)), last: dateOf(log.newest) },
    ...availabilityIn(tally, context),
    ...{ reboots: reboots2, columns: columns3, constants: constantsOf(tally, span), series, diskFull: diskFull(series, span) },
    ...{ ports: namesOf(tally, "ports", span), peers: namesOf(tally, "ssh_peers", span) },
    logins: namesOf(tally, "logins", span),
    errors: new Map(namesOf(tally, "errors", span).map(({ what, rows }) => [what, rows])),
    before: before.get(host)
  };
}
function monthBefore3(rows) {
  const span = spanOf(rows, rows.end);
  const tallies = tallyRows(rows.tables, span.end, { most: 256, spans: 0 });
  const [numeric, intervals] = [numericColumns(tallies.values()), intervalsOf(tallies.values())];
  const entries = Array.from(tallies.values(), (tally) => {
    const { availability: availability2 } = availabilityIn(tally, { span, intervals });
    const means = [...numbersOf(tally, numeric)].flatMap(
      ([name, { values }]) => values.mean === void 0 ? [] : [[name, values.mean]]
    );
    return [tally.host, { availability: availability2, means: new Map(means) }];
  });
  return new Map(entries);
}
function availabilityIn(tally, { span, intervals }) {
  return availabilityOf(tally.log, tally.reasons, intervals.median.get(tally) ?? intervals.usual, span);
}
function intervalsOf(tallies) {
  const median = /* @__PURE__ */ new Map();
  for (const tally of tallies) {
    const intervals = tally.log.intervals();
    if (intervals.length > 0) median.set(tally, percentileOf(intervals, intervals.length, 50));
  }
  const usual = median.size === 0 ? void 0 : percentileOf(Float64Array.from(median.values()), median.size, 50);
  return { median, usual };
}
function numericColumns(tallies) {
  const columns3 = Array.from(tallies, (tally) => [...tally.columns.values()]).flat();
  const texts = new Set(columns3.filter(({ isOurs, isText }) => isText && !isOurs).map(({ name }) => name));
  const hasNumbers = ({ isOurs, numbers }) => isOurs || numbers.some(({ values }) => values.n > 0);
  return new Set(columns3.filter((column) => hasNumbers(column) && !texts.has(column.name)).map(({ name }) => name));
}
function numbersOf({ columns: columns3 }, numeric) {
  const all = [...columns3.values()].filter(({ name }) => numeric.has(name));
  return new Map(
    all.flatMap(
      ({ name, kind, numbers }) => numbers.map((each, index) => [kind === "gpus" ? `${name}.${index}` : name, each])
    )
  );
}
function seriesOf2(numbers) {
  const all = [...numbers].flatMap(
    ([name, { values, series }]) => series === void 0 || values.n === 0 ? [] : [[name, series.means()]]
  );
  return new Map(all);
}
function constantsOf({ columns: columns3, log }, { start }) {
  const isInEveryRow = ({ names }) => names === void 0 || names.all(start)[0]?.rows === log.size;
  const constant = [...columns3.values()].flatMap(
    (column) => column.constant !== void 0 && isInEveryRow(column) ? [[column.name, column.constant]] : []
  );
  return new Map(constant);
}
function namesOf({ columns: columns3 }, name, { start }) {
  return columns3.get(name)?.names?.all(start) ?? [];
}
function diskFull(series, span) {
  const full = dayOfFullDisk(dayMeans(series.get("disk_avail_mib") ?? []), span.end / daySeconds2);
  return full === void 0 ? void 0 : new Date(span.start.getTime() + Math.round(full * daySeconds2) * 1e3);
}
function dayMeans(means) {
  const perDay = daySeconds2 / spanSeconds;
  const days = [];
  for (let first = 0; first < means.length; first += perDay) {
    const sum = { n: 0, day: 0, mib: 0 };
    for (let index = first; index < first + perDay; index += 1) {
      const mib = means[index];
      if (mib === void 0) continue;
      sum.n += 1;
      sum.day += (index + 0.5) / perDay;
      sum.mib += mib;
    }
    if (sum.n > 0) days.push({ day: sum.day / sum.n, mib: sum.mib / sum.n });
  }
  return days;
}
function worstFirst2(a, b) {
  return Number(isDown(b)) - Number(isDown(a)) || (a.availability ?? 2) - (b.availability ?? 2) || errorsIn(b) - errorsIn(a) || (a.host < b.host ? -1 : 1);
}
function isDown({ outages: outages2 }) {
  return outages2.at(-1)?.ongoing === true;
}
function errorsIn({ errors: errors3 }) {
  return [...errors3.values()].reduce((sum, rows) => sum + rows, 0);
}

// src/store/month-rows.ts
var import_node_fs2 = __toESM(require_node_fs(), 1);
var import_node_path = __toESM(require_node_path(), 1);

// src/store/damage.ts
var mostNamed2 = 20;
var Damage = class {
  lines = [];
  #file;
  #unnamed = 0;
  constructor(file) {
    this.#file = file;
  }
  clear() {
    this.lines.length = 0;
    this.#unnamed = 0;
  }
  line(line, what) {
    if (this.lines.length < mostNamed2) this.lines.push(`${this.#file}: line ${line}: ${what}`);
    else {
      this.#unnamed += 1;
      this.lines[mostNamed2] = `${this.#file}: ${this.#unnamed} more that cannot be read`;
    }
  }
  file(what) {
    this.lines.push(`${this.#file}: ${what}`);
  }
};

// src/store/record-reader.ts
var import_node_buffer = __toESM(require_node_buffer(), 1);
var import_node_fs = __toESM(require_node_fs(), 1);
var import_sync = __toESM(require_sync(), 1);
var [newline, carriageReturn, comma, quote] = [10, 13, 44, 34];
var bufferBytes = 1 << 20;
var pieceBytes = 1 << 17;
var mostCells = 4096;
var [seenUnusual, seenQuote] = [128, 256];
var RecordReader = class {
  bytes = new Uint8Array(0);
  /** Cell i is what lies from starts[i] up to, not including, starts[i + 1] - 1. */
  starts = new Int32Array(mostCells + 1);
  width = 0;
  /** The line on which the record begins, from 1. */
  line = 0;
  /** What is wrong with it, in words of ours. */
  flaw;
  #file;
  /** The same memory twice: `slice` of a Buffer would be no copy, which who gets the bytes need not know. */
  #bytes = new Uint8Array(bufferBytes + 2);
  #buffer = Buffer.from(this.#bytes.buffer);
  #starts = this.starts;
  #begin = 0;
  #next = 0;
  #filled = 0;
  #atEnd = false;
  #nextLine = 1;
  /** The bits of all bytes of the line above the comma, and what else it has. */
  #seen = 0;
  constructor(file) {
    this.#file = file;
    this.#refill();
    if (this.#buffer.subarray(0, this.#filled).indexOf("\uFEFF") === 0) this.#next = 3;
  }
  /** Whether there is one more. Empty lines are none. */
  next() {
    for (; ; ) {
      if (!this.#findEnd()) return false;
      this.line = this.#nextLine;
      this.#nextLine += 1;
      if (this.flaw !== void 0 || this.#seen >= seenUnusual) this.#look();
      if (this.width > 1 || this.flaw !== void 0 || this.#end > this.#begin) return true;
    }
  }
  /** The whole record, as it is written. */
  text() {
    return this.#buffer.toString("utf8", this.#begin, this.#end);
  }
  /** Whether the next record begins with a comma, which only the seed's pinger wrote. */
  goesOnWithComma() {
    if (this.#next === this.#filled) this.#refill();
    return this.#next < this.#filled && this.#buffer[this.#next] === comma;
  }
  get #end() {
    const end = this.#next - 1;
    return end > this.#begin && this.#buffer[end - 1] === carriageReturn ? end - 1 : end;
  }
  /** From the start of a line to its end; false at the end of the file. */
  #findEnd() {
    this.flaw = void 0;
    this.#begin = this.#next;
    while (!this.#scan()) {
      if (this.#refill()) continue;
      if (this.#filled - this.#begin >= bufferBytes) return this.#skipLine();
      if (this.#begin === this.#filled) return false;
      this.#fill(1);
    }
    return true;
  }
  /** Whether the line ends within the buffer. The newline that stands guard behind it is no end. */
  #scan() {
    const bytes = this.#bytes;
    const starts = this.#starts;
    let index = this.#begin;
    let width2 = 0;
    let seen2 = 0;
    starts[0] = index;
    for (let byte = bytes[index] ?? 0; byte !== newline; byte = bytes[index] ?? 0) {
      while (byte > comma) {
        seen2 |= byte;
        index += 1;
        byte = bytes[index] ?? 0;
      }
      if (byte === newline) break;
      index += 1;
      if (byte === comma) {
        width2 += 1;
        starts[width2] = index;
      } else if (byte === quote) seen2 |= seenQuote;
      else if (byte < 32) seen2 |= seenUnusual;
    }
    if (index >= this.#filled) return false;
    this.#endLine(index, width2 + 1, seen2);
    return true;
  }
  #endLine(index, width2, seen2) {
    this.#next = index + 1;
    this.bytes = this.#bytes;
    this.starts = this.#starts;
    this.width = width2;
    this.starts[width2] = this.#end + 1;
    this.#seen = seen2;
    if (width2 > mostCells) this.flaw = `more than ${mostCells} cells`;
  }
  /** Moves what is not read yet to the front and reads on. False when there is no more, or no room. */
  #refill() {
    this.#buffer.copyWithin(0, this.#begin, this.#filled);
    this.#filled -= this.#begin;
    this.#next -= this.#begin;
    this.#begin = 0;
    if (this.#atEnd || this.#filled >= bufferBytes) return false;
    const room = Math.min(pieceBytes, bufferBytes - this.#filled);
    const count4 = (0, import_node_fs.readSync)(this.#file, this.#buffer, this.#filled, room, null);
    this.#fill(count4);
    this.#atEnd = count4 === 0;
    return !this.#atEnd;
  }
  #fill(count4) {
    this.#filled += count4;
    this.#bytes[this.#filled] = newline;
  }
  /** A line that the buffer cannot hold is passed over. */
  #skipLine() {
    let end = -1;
    while (end === -1) {
      this.#begin = this.#filled;
      if (!this.#refill()) break;
      end = this.#buffer.indexOf(newline);
      if (end >= this.#filled) end = -1;
    }
    this.#next = end === -1 ? this.#filled : end + 1;
    this.#seen = 0;
    this.flaw = "longer than a mebibyte";
    return true;
  }
  #look() {
    this.flaw ??= this.#flawOf(this.#buffer.subarray(this.#begin, this.#end));
    if (this.flaw !== void 0 || this.#seen < seenQuote) return;
    const end = this.#endOfQuoted();
    const cells = end === void 0 ? void 0 : readQuotedRecord(this.#buffer.toString("utf8", this.#begin, end));
    if (end === void 0 || cells === void 0)
      this.flaw = "a quote stands where none may, or a quoted cell never ends";
    else this.#takeQuoted(cells, end);
  }
  #flawOf(bytes) {
    if (bytes.includes(0)) return "a NUL character";
    return (0, import_node_buffer.isUtf8)(bytes) ? void 0 : "no UTF-8 text";
  }
  /** A quoted cell may hold newlines: the record ends with the first one outside of quotes. */
  #endOfQuoted() {
    let [index, isOpen] = [this.#begin, false];
    for (; ; ) {
      for (; index < this.#filled; index += 1) {
        const byte = this.#buffer[index];
        if (byte === quote) isOpen = !isOpen;
        else if (byte === newline && !isOpen) return index + 1;
      }
      const moved = this.#begin;
      if (!this.#refill()) return isOpen ? void 0 : this.#filled;
      index -= moved;
    }
  }
  #takeQuoted(cells, end) {
    const lines3 = this.#buffer.subarray(this.#next, end).filter((byte) => byte === newline).length;
    this.#nextLine += lines3;
    this.#next = end;
    Object.assign(this, encodeCells(cells));
    this.width = cells.length;
  }
};
function encodeCells(cells) {
  const starts = new Int32Array(cells.length + 1);
  for (const [index, cell] of cells.entries()) starts[index + 1] = (starts[index] ?? 0) + Buffer.byteLength(cell) + 1;
  return { bytes: new Uint8Array(Buffer.from(`${cells.join(",")},`)), starts };
}
function readQuotedRecord(text2) {
  try {
    const [cells, ...others] = (0, import_sync.parse)(text2, { relax_column_count: true });
    return others.length === 0 ? cells : void 0;
  } catch (cause) {
    if (!(cause instanceof import_sync.CsvError)) throw cause;
    return void 0;
  }
}

// src/store/row-time.ts
function daysIn(year, month) {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
var timeLength = 20;
var RowTimes = class {
  #month;
  #latest = new Uint8Array(timeLength);
  #second;
  constructor(month) {
    this.#month = month;
  }
  /** Seconds since the month began; -1 for a time of another month, undefined for what is no time. */
  secondOf(bytes, start, end) {
    if (end - start !== timeLength) return void 0;
    const latest = this.#latest;
    let index = timeLength - 1;
    while (index >= 0 && bytes[start + index] === latest[index]) index -= 1;
    if (index < 0) return this.#second;
    latest.set(bytes.subarray(start, end));
    this.#second = secondOf(bytes, start, this.#month);
    return this.#second;
  }
};
function secondOf(bytes, start, month) {
  if (!isPunctuated(bytes, start)) return void 0;
  const year = pair(bytes, start) * 100 + pair(bytes, start + 2);
  const monthNumber = pair(bytes, start + 5);
  const day = pair(bytes, start + 8);
  const hour = pair(bytes, start + 11);
  const minute = pair(bytes, start + 14);
  const second = pair(bytes, start + 17);
  if (!(year >= 0 && hour < 24 && minute < 60 && second < 60)) return void 0;
  const isOfMonth = year === month.year && monthNumber === month.month;
  if (!isOfMonth) return isDay(year, monthNumber, day) ? -1 : void 0;
  if (!(day >= 1 && day <= month.days)) return void 0;
  return ((day - 1) * 24 + hour) * 3600 + minute * 60 + second | 0;
}
function isDay(year, month, day) {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}
function isPunctuated(bytes, start) {
  return bytes[start + 4] === 45 && bytes[start + 7] === 45 && bytes[start + 10] === 84 && bytes[start + 13] === 58 && bytes[start + 16] === 58 && bytes[start + 19] === 90;
}
function pair(bytes, start) {
  const tens = (bytes[start] ?? 0) - 48;
  const ones = (bytes[start + 1] ?? 0) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

// src/store/text-pool.ts
var TextPool = class {
  #byText = /* @__PURE__ */ new Map();
  #latest;
  /** The text of these bytes of UTF-8. */
  textOf(bytes, start, end) {
    const guess = this.#latest?.next;
    const pooled = guess !== void 0 && isSame2(guess.bytes, bytes, start, end) ? guess : this.#find(bytes, start, end);
    this.#latest = pooled;
    return pooled.text;
  }
  #find(bytes, start, end) {
    const own = bytes.slice(start, end);
    const text2 = Buffer.from(own).toString();
    const pooled = this.#byText.get(text2) ?? { bytes: own, text: text2, next: void 0 };
    this.#byText.set(text2, pooled);
    if (this.#latest !== void 0) this.#latest.next = pooled;
    return pooled;
  }
};
function isSame2(expected, bytes, start, end) {
  if (expected.length !== end - start) return false;
  for (let index = 0; index < expected.length; index += 1) if (expected[index] !== bytes[start + index]) return false;
  return true;
}

// src/store/row-reader.ts
var RowReader = class {
  header = [];
  second = 0;
  host = "";
  bytes = new Uint8Array(0);
  starts = new Int32Array(1);
  #reader;
  #reading;
  #seedHeader;
  #hosts = new TextPool();
  #times;
  #ourHeader;
  #time = 0;
  #host = 0;
  constructor(reader, reading) {
    this.#reader = reader;
    this.#reading = reading;
    this.#seedHeader = headerOf(reading.file.type);
    this.#times = new RowTimes(reading.month);
  }
  /** Whether there is one more. */
  next() {
    while (this.#reader.next()) {
      const what = this.#reader.flaw ?? this.#take();
      if (what === void 0) return true;
      if (what !== "") this.#reading.damage.line(this.#reader.line, what);
    }
    return false;
  }
  /** undefined: a row of the month. Else why not: "" where nothing is wrong with it. */
  #take() {
    const { bytes, starts, width: width2 } = this.#reader;
    if (isSeedLine(bytes, starts[0] ?? 0)) return this.#takeSeed();
    const at = starts[this.#time] ?? 0;
    if (this.#ourHeader === void 0 || isTimeWord(bytes, at, (starts[this.#time + 1] ?? 0) - 1))
      return this.#takeHeader();
    const wanted = this.#ourHeader.length;
    if (width2 !== wanted) return `${wanted} cells expected, ${width2} found`;
    this.bytes = bytes;
    this.starts = starts;
    this.header = this.#ourHeader;
    return this.#place(this.#time, this.#host);
  }
  #place(time, host) {
    const { bytes, starts } = this;
    const timeStart = starts[time] ?? 0;
    const timeEnd = (starts[time + 1] ?? 0) - 1;
    const hostStart = starts[host] ?? 0;
    const hostEnd = (starts[host + 1] ?? 0) - 1;
    const second = this.#times.secondOf(bytes, timeStart, timeEnd);
    if (second === void 0) return "a time such as 2026-11-22T21:32:05Z expected";
    if (hostStart === hostEnd) return "the host is missing";
    this.second = second;
    this.host = this.#hosts.textOf(bytes, hostStart, hostEnd);
    return second >= 0 ? void 0 : "";
  }
  #takeHeader() {
    const { bytes, starts, width: width2 } = this.#reader;
    const names = Array.from(
      { length: width2 },
      (_, index) => Buffer.from(bytes.subarray(starts[index], (starts[index + 1] ?? 0) - 1)).toString()
    );
    const [time, host] = [names.indexOf("time"), names.indexOf("host")];
    if (time === -1 || host === -1) return "a header with the columns time and host expected";
    if (new Set(names).size < names.length) return "the header names a column twice";
    [this.#ourHeader, this.#time, this.#host] = [names, time, host];
    return "";
  }
  #takeSeed() {
    let text2 = this.#reader.text();
    const { line } = this.#reader;
    while (this.#reading.file.type === "ping" && this.#reader.goesOnWithComma() && this.#reader.next())
      text2 += ` ${this.#reader.text()}`;
    try {
      const cells = readLine(text2, this.#reading.file);
      if ("what" in cells) throw new SeedFlaw(cells.what);
      Object.assign(this, encodeCells(cells), { header: this.#seedHeader });
    } catch (error) {
      if (!(error instanceof SeedFlaw)) throw error;
      this.#reading.damage.line(line, error.message);
      return "";
    }
    return this.#place(0, 1);
  }
};
var SeedFlaw = class extends Error {
};
function isSeedLine(bytes, start) {
  const blank = bytes[start + 2] === 32 ? 2 : bytes[start + 6] === 32 ? 6 : void 0;
  if (blank === void 0) return false;
  const text2 = Buffer.from(bytes.subarray(start, start + blank + 10)).toString("latin1");
  return /^(\d\d|\d{6}) \d\d:\d\d:\d\d,/.test(text2);
}
function isTimeWord(bytes, start, end) {
  return end - start === 4 && bytes[start] === 116 && bytes[start + 1] === 105;
}

// src/store/month-rows.ts
async function openMonth(folder, time) {
  const [year, month] = [time.getUTCFullYear(), time.getUTCMonth() + 1];
  const span = { year, month, days: daysIn(year, month) };
  const start = new Date(Date.UTC(year, month - 1));
  return {
    ...{ month: start.toISOString().slice(0, 7), start, end: new Date(Date.UTC(year, month)) },
    tables: (await filesOf(folder, start)).map(({ path: path2, file }) => tableOf(path2, file, span))
  };
}
async function filesOf(folder, start) {
  const wanted = yearMonthOf(start);
  const before = yearMonthOf(new Date(start.getTime() - 1));
  const names = await listFolder(folder);
  const listed = names.flatMap((name) => {
    const file = readMonthFileName(name);
    const isOf = file?.yearMonth === wanted || file?.yearMonth === before && file.day !== void 0;
    return file !== void 0 && isOf ? [{ path: (0, import_node_path.join)(folder, name), file }] : [];
  });
  const [days, months] = [listed.filter(({ file }) => file.day), listed.filter(({ file }) => !file.day)];
  return [...days, ...months];
}
function tableOf(path2, file, month) {
  const damage3 = new Damage((0, import_node_path.basename)(path2));
  const rows = () => {
    damage3.clear();
    return new Rows(path2, { file, month, damage: damage3 });
  };
  return { type: file.type, rows, damage: damage3.lines };
}
var Rows = class {
  #path;
  #reading;
  #file;
  #reader;
  #found;
  constructor(path2, reading) {
    this.#path = path2;
    this.#reading = reading;
  }
  [Symbol.iterator]() {
    return this;
  }
  next() {
    try {
      const found = this.#found ?? this.#open();
      if (found.value.next()) return found;
      if (this.#reader?.line === 0) this.#reading.damage.file("is empty; there should be a header");
    } catch (cause) {
      this.#note(cause);
    }
    return this.return();
  }
  return() {
    if (this.#file !== void 0) (0, import_node_fs2.closeSync)(this.#file);
    this.#file = void 0;
    return { done: true, value: void 0 };
  }
  #open() {
    this.#file = (0, import_node_fs2.openSync)(this.#path, "r");
    this.#reader = new RecordReader(this.#file);
    this.#found = { done: false, value: new RowReader(this.#reader, this.#reading) };
    return this.#found;
  }
  #note(cause) {
    const code = codeOf(cause);
    if (code === void 0) {
      this.return();
      throw cause;
    }
    if (code !== "ENOENT") this.#reading.damage.file(`cannot be read (${code})`);
  }
};

// src/commands/report.ts
async function report(call) {
  const month = wantedMonth(call);
  const post = openPost(call, recipients(call));
  const store = await openStore(storeSettings(call));
  const results = await store.results();
  requireRows(results, call);
  const { rules, unread } = await replayRules(month, results, call);
  const watch = await openWatch(call, { rules }, () => true);
  const judged = await judge(watch, []);
  const model = await readMonth(month, { open: judged.open, unread }, call);
  model.damage.forEach(call.reporter.warn);
  const files = await attachedFiles(results, month.start);
  const [commit, unsaved] = await unlessFails(() => save({ model, files, results, store }));
  const unsent = await mail(model, files, post, call);
  const undelivered = month.alertsAt === call.now ? await sync(watch, judged) : [];
  await call.reporter.reported(outcome(model, commit, call));
  throwAll([unsaved, unsent, ...undelivered]);
}
var recentMs = 8 * 864e5;
function wantedMonth({ inputs, now }) {
  const [year, index] = [now.getUTCFullYear(), now.getUTCMonth()];
  const [, y, m] = /^(\d{4})-(\d\d)$/.exec(inputs.month) ?? [];
  const back = inputs.month === "previous" ? 1 : 0;
  const start = new Date(y === void 0 ? Date.UTC(year, index - back) : Date.UTC(Number(y), Number(m) - 1));
  const end = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1));
  if (start > now) throw new InputError([`month: ${inputs.month} has not begun; expected this month or one before it`]);
  const running = end > now;
  const isRecent = now.getTime() - end.getTime() < recentMs;
  return { start, to: running ? now : end, running, alertsAt: isRecent ? now : end };
}
function requireRows(results, { inputs }) {
  if (hasRows(results)) return;
  throw new InputError([
    `results: ${inputs.results} has no rows of any month; run a check first, or name the folder that has`
  ]);
}
async function replayRules({ alertsAt }, results, call) {
  const rules = newRules(call.inputs);
  try {
    const from = new Date(alertsAt.getTime() - memoryMs);
    for await (const row of rowsBetween(results, from, alertsAt)) rules.add(row);
    return { rules, unread: [] };
  } catch (error) {
    const reason = messageOf(error).replaceAll(`${call.inputs.results}${import_node_path2.sep}`, "");
    return { rules: newRules(call.inputs), unread: [`the alerts are not known: ${reason}`] };
  }
}
async function readMonth({ start, to, running }, { open, unread }, { inputs }) {
  const dayBefore = new Date(start.getTime() - 1);
  const [rows, before] = [await openMonth(inputs.results, start), await openMonth(inputs.results, dayBefore)];
  const model = monthReport({ rows, before, to, running, alerts: open });
  return { ...model, damage: [...model.damage, ...unread] };
}
async function attachedFiles(results, month) {
  const names = filesOfMonth(results, month);
  return Promise.all(names.map(async (name) => ({ name, bytes: Buffer.from(await results.read(name) ?? "") })));
}
async function save({ model, files, results, store }) {
  const pages = monthsWithPage(results);
  const jsonName = `${model.month}.json`;
  const page = monthPage(model, {
    previous: pages.findLast((month) => month < model.month),
    next: pages.find((month) => month > model.month),
    files: [...files.map(({ name }) => name), jsonName]
  });
  const all = [
    { name: pageName(model), text: page.markdown },
    { name: jsonName, text: monthJson(model) },
    ...page.pictures.map(({ name, svg }) => ({ name, text: svg }))
  ];
  const subject = reportSubject(model).replace(/^Server report/, "report:");
  return store.saveFiles(all, subject);
}
function pageName({ month }) {
  return `${month}.md`;
}
async function mail(model, files, post, call) {
  if (typeof post === "string") {
    call.reporter.info(post);
    return void 0;
  }
  const body = monthMail(model, { pagePath: pagePath(model, call), pageUrl: pageUrl(model, call)?.href });
  return (await post.send(body, attachments(files, call))).fault;
}
var roomBytes = 14 * 1024 * 1024;
var plainBytes = 5 * 1024 * 1024;
function attachments(files, { reporter }) {
  const plain = files.map(({ name, bytes }) => ({ name, content: bytes }));
  if (sizeOf(plain) <= plainBytes) return plain;
  const packed = files.map(({ name, bytes }) => ({ name: `${name}.gz`, content: (0, import_node_zlib.gzipSync)(bytes) }));
  if (sizeOf(packed) <= roomBytes) return packed;
  reporter.warn("the month's files are too large for a mail, which goes without them; they are in the repository");
  return [];
}
function sizeOf(attached) {
  return attached.reduce((sum, { content }) => sum + content.length, 0);
}
async function sync(watch, judged) {
  return (await deliver(watch, judged)).faults;
}
function outcome(model, commit, call) {
  const [subject, path2] = [reportSubject(model), pagePath(model, call)];
  const url = pageUrl(model, call)?.href;
  const where = commit === void 0 ? path2 : `${path2} in commit ${commit.slice(0, 10)}`;
  const link = url === void 0 ? markdownCode(path2) : `[${path2}](${url})`;
  return {
    lines: [subject, openingSentence(model, terminalText), "", where],
    summary: `### ${subject}

${openingSentence(model, markdownWords)}

${link}
`,
    ...{ path: path2, commit, alertsOpen: model.alerts.length }
  };
}
function pagePath(model, { inputs }) {
  return (0, import_node_path2.join)(inputs.resultsInRepository ?? inputs.results, pageName(model));
}
function pageUrl(model, call) {
  return resultsUrl(call, "blob", pageName(model));
}
async function unlessFails(work) {
  try {
    return [await work(), void 0];
  } catch (fault) {
    return [void 0, fault];
  }
}

export {
  report
};
