const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  InputError
} from "./chunk-2WPXJ4DK.js";

// src/commands/index.ts
var actionCommands = {
  check: async (call) => (await import("./check-UFEU5SZI.js")).check(call),
  report: async (call) => (await import("./report-3O6WN4UL.js")).report(call),
  watchdog: async (call) => (await import("./watchdog-56IEXXFT.js")).watchdog(call)
};
var terminalCommands = {
  ...actionCommands,
  demo: async (call) => (await import("./demo-NEZSSDCP.js")).demo(call),
  doctor: async (call) => (await import("./doctor-UFNQIXFV.js")).doctor(call),
  probe: async (call) => (await import("./probe-ULFNZEMS.js")).probe(call),
  replay: async (call) => (await import("./replay-PRMCMUC3.js")).replay(call),
  validate: async (call) => (await import("./validate-V2DEOL45.js")).validate(call)
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
