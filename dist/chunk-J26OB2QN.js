const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;

// src/inventory/host.ts
var hostTypes = ["node", "miner", "ping"];

export {
  hostTypes
};
