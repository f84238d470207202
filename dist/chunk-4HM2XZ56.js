const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  problem
} from "./chunk-P6WS3LZM.js";

// src/check-result.ts
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

// src/alerts/alert.ts
var alertKinds = ["down", "host-key", "peer", "port", "disk", "ssh", "http", "gpu", "cert", "silent"];
function identityOf({ kind, host }) {
  return `${kind}:${host}`;
}

export {
  errorsOf,
  stateOf,
  unseen,
  isAnswer,
  isoSeconds,
  portText,
  alertKinds,
  identityOf
};
