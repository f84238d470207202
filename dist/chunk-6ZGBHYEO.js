const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  alertKinds
} from "./chunk-4HM2XZ56.js";
import {
  binarySize,
  count
} from "./chunk-2QMTXIVR.js";

// src/alerts/alert-words.ts
var mostNamed = 3;
var longestFinding = 72;
function alertTitle(alert) {
  return { untrusted: `[${alert.kind}] ${clipped(alert.host)}: ${finding(alert)}` };
}
function alertFinding(alert) {
  return { untrusted: finding(alert) };
}
function alertDetail(alert) {
  return { untrusted: clipped(details[alert.kind]?.(alert.evidence[0] ?? nothingSeen) ?? "") };
}
function alertRecovery(alert) {
  return { untrusted: recoveries[alert.kind](clipped(alert.host), alert.findings) };
}
function alertAdvice({ kind }) {
  return advice[kind];
}
function worstFirst(alerts) {
  const severity = ({ kind }) => alertKinds.indexOf(kind);
  return alerts.toSorted((a, b) => severity(a) - severity(b) || a.since.getTime() - b.since.getTime());
}
function finding(alert) {
  return findingWords[alert.kind](alert);
}
var findingWords = {
  down: () => "nothing answers",
  "host-key": (alert) => isUnknownKey(alert) ? "its host key is unknown" : "its host key has changed",
  peer: ({ findings }) => peerWords(findings),
  port: ({ findings }) => `${listed(findings)} ${findings.length === 1 ? "is" : "are"} open`,
  disk: () => "the disk is nearly full",
  ssh: () => "SSH does not work",
  http: () => "the page does not work",
  gpu: ({ findings }) => `${listed(findings).replaceAll("gpu ", "GPU ") || "a GPU"} ${findings.length > 1 ? "are" : "is"} gone`,
  cert: () => "the certificate expires soon",
  silent: () => "no new rows come in"
};
function isUnknownKey(alert) {
  const said = [...alert.findings, ...alert.evidence[0]?.errors ?? []];
  return said.includes("ssh:host-key-unknown") && !said.includes("ssh:host-key-changed");
}
function peerWords(findings) {
  const logins = findings.filter(isLogin);
  const peers = findings.filter((peer) => !isLogin(peer));
  const from = logins.length === 1 ? "an unknown address" : "unknown addresses";
  return [
    ...logins.length > 0 ? [`${listed(logins)} logged in from ${from}`] : [],
    ...peers.length > 0 ? [`${listed(peers)} ${peers.length === 1 ? "stays" : "stay"} connected to SSH`] : []
  ].join(", ");
}
function isLogin(finding2) {
  return finding2.includes("@");
}
function listed(findings) {
  const more = findings.length > mostNamed ? [`${findings.length - mostNamed} more`] : [];
  const names = [...findings.slice(0, mostNamed).map(clipped), ...more];
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
function clipped(text) {
  return text.length > longestFinding ? `${text.slice(0, longestFinding)}\u2026` : text;
}
var nothingSeen = {};
var details = {
  // That a host which is down does not answer to pings goes without saying.
  down: (row) => codes(row, /^(?!ping:)/) || codes(row, /^/),
  disk: ({ diskAvailMib }) => ifKnown(diskAvailMib, (mib) => `${binarySize(mib)} left`),
  ssh: (row) => codes(row, /^(ssh|probe):/),
  http: (row) => codes(row, /^http:/) || ifKnown(row.httpCode, (code) => `it answers ${code}`),
  cert: ({ certDays }) => ifKnown(certDays, (days) => days < 0 ? "expired" : `${count(days, "day")} left`)
};
function codes({ errors = [] }, kind) {
  return errors.filter((code) => kind.test(code)).join(", ");
}
function ifKnown(value, words) {
  return value === void 0 ? "" : words(value);
}
var recoveries = {
  down: (host) => `${host} is back`,
  "host-key": (host) => `${host} has the trusted host key again`,
  peer: (host) => `nobody unknown is on ${host} any more`,
  port: (host, ports) => `${listed(ports)} on ${host} ${ports.length === 1 ? "is" : "are"} closed`,
  disk: (host) => `${host} has room on its disk again`,
  ssh: (host) => `SSH works again on ${host}`,
  http: (host) => `the page of ${host} works again`,
  gpu: (host) => `the GPUs of ${host} are all there again`,
  cert: (host) => `the certificate of ${host} has been renewed`,
  silent: () => "new rows come in again"
};
var advice = {
  down: "Look whether it has power and network; its console tells what the monitor cannot see.",
  "host-key": "Do not log in before you have compared the key on the host's own console; then update host_key or known-hosts.",
  peer: "Run `who` and `last` on the host. If you know the address, add it to ssh_peers; if not, cut it off and change the keys.",
  port: "Run `sudo ss -ltunp` on the host to see whose it is. If it may stay, add it to known_ports.",
  disk: "Run `sudo du -xh / | sort -h | tail` on the host to see what fills it.",
  ssh: "Try `ssh -v` from the monitor's machine: it tells at which step the login ends.",
  http: "Open the page, and look at the web server's log on the host.",
  gpu: "Run `nvidia-smi` and `sudo dmesg | grep -i xid` on the host; a lost GPU often needs a cold restart.",
  cert: "Renew the certificate, and see why its renewal did not run by itself.",
  silent: "Look at the runner: is its machine on, is its service running, is the schedule still enabled?"
};

export {
  alertTitle,
  alertFinding,
  alertDetail,
  alertRecovery,
  alertAdvice,
  worstFirst
};
