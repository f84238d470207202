const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;

// src/alerts/alert.ts
var alertKinds = ["down", "host-key", "peer", "port", "disk", "ssh", "http", "gpu", "cert", "silent"];
function identityOf({ kind, host }) {
  return `${kind}:${host}`;
}

export {
  alertKinds,
  identityOf
};
