const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  InputError
} from "./chunk-2WPXJ4DK.js";

// src/commands/index.ts
var actionCommands = {
  check: async (call) => (await import("./check-7COVCOW7.js")).check(call),
  report: async (call) => (await import("./report-G7OOVBNJ.js")).report(call),
  watchdog: async (call) => (await import("./watchdog-IMT3XBHW.js")).watchdog(call)
};
var terminalCommands = {
  ...actionCommands,
  demo: async (call) => (await import("./demo-MMY47EE4.js")).demo(call),
  doctor: async (call) => (await import("./doctor-2DMEIYKD.js")).doctor(call),
  probe: async (call) => (await import("./probe-ULFNZEMS.js")).probe(call),
  replay: async (call) => (await import("./replay-RJXO53ZD.js")).replay(call),
  validate: async (call) => (await import("./validate-6XTGCEWU.js")).validate(call)
};
async function run(commands, call) {
  const { command } = call.inputs;
  const chosen = Object.hasOwn(commands, command) ? commands[command] : void 0;
  if (chosen === void 0) throw new InputError([`command: expected one of ${Object.keys(commands).join(", ")}`]);
  await chosen(call);
}

export {
  actionCommands,
  terminalCommands,
  run
};
