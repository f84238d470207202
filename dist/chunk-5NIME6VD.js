const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  dayAndTime,
  dayWords
} from "./chunk-GGIYJPNK.js";
import {
  alertDetail,
  alertFinding
} from "./chunk-6ZGBHYEO.js";
import {
  alertKinds
} from "./chunk-4HM2XZ56.js";
import {
  markdownCode,
  terminalText
} from "./chunk-EZ7I46YA.js";

// src/report/month/markdown.ts
var longestWords = 80;
var plain = /^(?!.*www\.|.*:[a-z\d+-]+:|\d+[.)](?: |$))[a-z\d](?:[a-z\d ,.()%-]|:(?=[a-z\d ])|\/(?=[a-z\d])|(?<=[a-z\d])_(?=[a-z\d]))*$/i;
function markdownWords(words) {
  const line = terminalText(words);
  const shown = line.length > longestWords ? `${line.slice(0, longestWords)}\u2026` : line;
  return plain.test(shown) ? shown : markdownCode(shown);
}
function table([header = [], ...rows]) {
  return [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
function folded(summary, paragraphs) {
  return [`<details>
<summary>${summary}</summary>`, ...paragraphs, "</details>"].join("\n\n");
}
function atMost(most, lines, more) {
  return lines.length <= most ? [...lines] : [...lines.slice(0, most), more(lines.length - most)];
}
function unbroken(words) {
  return words.replaceAll(" ", "\xA0");
}
function grouped(number) {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

// src/report/cause-words.ts
var meanings = {
  "ping:unreachable": "no answer to pings",
  "http:dns": "the page's name did not resolve",
  "http:refused": "the page's port refused connections",
  "http:timeout": "the page did not answer in time",
  "http:tls": "the page's certificate was not valid",
  "http:failed": "the page broke off",
  "ssh:dns": "its name did not resolve",
  "ssh:refused": "the SSH port refused connections",
  "ssh:timeout": "SSH did not answer in time",
  "ssh:closed": "SSH hung up",
  "ssh:protocol": "what answered was no SSH server",
  "ssh:auth": "SSH refused the login",
  "ssh:host-key-unknown": "the SSH host key was unknown",
  "ssh:host-key-changed": "the SSH host key had changed",
  "ssh:key-unreadable": "our own SSH key could not be read",
  "ssh:algorithms": "SSH had no algorithm in common with us",
  "probe:incomplete": "the probe broke off",
  "probe:oversize": "the probe's answer was too long",
  "monitor:offline": "the monitor itself was cut off"
};
var meaningOf = new Map(Object.entries(meanings));
var mostCauses = 2;
function causeWords(errors, quote) {
  return telling(errors).slice(0, mostCauses).map((code) => meaningOf.get(code) ?? quote(code)).join(", ");
}
function telling(errors) {
  return errors.length > 1 ? errors.filter((code) => code !== "ping:unreachable") : errors;
}

// src/report/month/month-needs.ts
function needsOf(report, quote) {
  const needs = [...alertNeeds(report, quote), ...ongoingNeeds(report, quote), ...diskNeeds(report)];
  const byHost = Map.groupBy(
    needs.toSorted((a, b) => a.rank - b.rank),
    ({ host }) => host
  );
  return [...byHost].map(([host, found]) => ({ host, words: found.map(({ words }) => words) }));
}
function hostNeeds(host, report, quote) {
  const alerts = report.alerts.filter((alert) => alert.host === host.host);
  return needsOf({ ...report, hosts: [host], alerts }, quote)[0]?.words ?? [];
}
function alertNeeds({ alerts, from }, quote) {
  return alerts.map((alert) => ({
    host: alert.host,
    rank: alertKinds.indexOf(alert.kind),
    words: alertWords(alert, from, quote)
  }));
}
function alertWords(alert, near, quote) {
  const finding = alert.kind === "down" ? "down" : quote(alertFinding(alert));
  const since = alert.kind === "cert" ? "" : ` since ${dayAndTime(alert.since, near)}`;
  return [
    `${finding}${since}${inBrackets(quote(alertDetail(alert)))}`,
    ...alert.flapping ? ["comes and goes"] : []
  ].join(", ");
}
function ongoingNeeds({ hosts, alerts, from }, quote) {
  const told = new Set(alerts.filter(({ kind }) => kind === "down").map(({ host }) => host));
  return hosts.flatMap(({ host, outages }) => {
    const outage = outages.find(({ ongoing }) => ongoing);
    if (outage === void 0 || told.has(host)) return [];
    const why = telling(outage.errors).map(quote).join(", ");
    return [{ host, rank: 0, words: `down since ${dayAndTime(outage.from, from)}${inBrackets(why)}` }];
  });
}
function inBrackets(text) {
  return text === "" ? "" : ` (${text})`;
}
function diskNeeds({ hosts, from }) {
  return hosts.flatMap(
    ({ host, diskFull }) => diskFull === void 0 ? [] : [{ host, rank: alertKinds.length, words: forecastWords(diskFull, from) }]
  );
}
function forecastWords(diskFull, near) {
  return `disk full about ${dayWords(diskFull, near)}`;
}

export {
  markdownWords,
  table,
  folded,
  atMost,
  unbroken,
  grouped,
  causeWords,
  needsOf,
  hostNeeds,
  alertWords
};
