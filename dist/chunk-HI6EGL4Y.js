import { createRequire as createRequireOfBundle } from "node:module"; const require = createRequireOfBundle(import.meta.url); const __dirname = import.meta.dirname;
import {
  InputError
} from "./chunk-CDWMZF3Q.js";

// src/commands/index.ts
var actionCommands = {
  check: async (call) => (await import("./check-EO37KV2N.js")).check(call),
  watchdog: async (call) => (await import("./watchdog-TAAOALTD.js")).watchdog(call)
};
var terminalCommands = {
  ...actionCommands,
  demo: async (call) => (await import("./demo-MIGCDXI7.js")).demo(call),
  probe: async (call) => (await import("./probe-AOXVBERI.js")).probe(call),
  validate: async (call) => (await import("./validate-6XCNKCGT.js")).validate(call)
};
async function run(commands, call) {
  const { command } = call.inputs;
  const chosen = Object.hasOwn(commands, command) ? commands[command] : void 0;
  if (chosen === void 0) throw new InputError([`command: expected one of ${Object.keys(commands).join(", ")}`]);
  await chosen(call);
}

// src/output/table.ts
function textTable(header, rows) {
  const widths = header.map((title, index) => Math.max(title.length, ...rows.map((row) => (row[index] ?? "").length)));
  return [header.map((title) => title.toUpperCase()), ...rows].map(
    (cells) => cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join("  ").trimEnd()
  );
}

export {
  actionCommands,
  terminalCommands,
  run,
  textTable
};
