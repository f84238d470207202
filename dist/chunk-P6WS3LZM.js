const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;

// src/outcome.ts
var errorCodes = [
  "ping:unreachable",
  "http:dns",
  "http:refused",
  "http:timeout",
  "http:tls",
  "http:failed",
  "ssh:dns",
  "ssh:refused",
  "ssh:timeout",
  "ssh:closed",
  "ssh:protocol",
  "ssh:auth",
  "ssh:host-key-unknown",
  "ssh:host-key-changed",
  "ssh:key-unreadable",
  "ssh:algorithms",
  "probe:incomplete",
  "probe:oversize",
  "monitor:offline"
];
function problem(code, detail) {
  return { code, detail: { untrusted: detail } };
}
function reworded({ code, detail }, reword) {
  return problem(code, reword(detail.untrusted));
}
function success(value) {
  return { value, problems: [] };
}
function failure(code, detail) {
  return { problems: [problem(code, detail)] };
}

export {
  errorCodes,
  problem,
  reworded,
  success,
  failure
};
