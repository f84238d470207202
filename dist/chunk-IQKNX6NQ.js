const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  InputError,
  repositoryName,
  require_node_os
} from "./chunk-S6WBXIOX.js";
import {
  require_node_path
} from "./chunk-DF2DJ47O.js";
import {
  __toESM
} from "./chunk-BR6ED527.js";

// src/commands/index.ts
var actionCommands = {
  check: async (call) => (await import("./check-Q6Q33SXF.js")).check(call),
  report: async (call) => (await import("./report-BV4M52JO.js")).report(call),
  watchdog: async (call) => (await import("./watchdog-UZ7AVU2U.js")).watchdog(call)
};
var terminalCommands = {
  ...actionCommands,
  demo: async (call) => (await import("./demo-767MCELD.js")).demo(call),
  doctor: async (call) => (await import("./doctor-UDWB5GIT.js")).doctor(call),
  probe: async (call) => (await import("./probe-ULFNZEMS.js")).probe(call),
  replay: async (call) => (await import("./replay-6G5KCCPZ.js")).replay(call),
  validate: async (call) => (await import("./validate-6XTGCEWU.js")).validate(call)
};
async function run(commands, call) {
  const { command } = call.inputs;
  const chosen = Object.hasOwn(commands, command) ? commands[command] : void 0;
  if (chosen === void 0) throw new InputError([`command: expected one of ${Object.keys(commands).join(", ")}`]);
  await chosen(call);
}

// src/surroundings.ts
var import_node_os = __toESM(require_node_os(), 1);
var import_node_path = __toESM(require_node_path(), 1);
function readSurroundings(environment) {
  const home = environment["HOME"] || (0, import_node_os.homedir)();
  const stateHome = environment["XDG_STATE_HOME"] || (0, import_node_path.join)(home, ".local", "state");
  const internet = internetLandmark(environment);
  return { home, stateHome, internet, github: readGitHub(environment), environment: { ...environment } };
}
function readGitHub({ GITHUB_API_URL, GITHUB_SERVER_URL, GITHUB_REPOSITORY }) {
  return {
    apiUrl: URL.parse(GITHUB_API_URL ?? "") ?? new URL("https://api.github.com"),
    serverUrl: URL.parse(GITHUB_SERVER_URL ?? "") ?? new URL("https://github.com"),
    repository: repositoryName(GITHUB_REPOSITORY ?? "")
  };
}
function internetLandmark(environment) {
  const { https_proxy, HTTPS_PROXY, GITHUB_API_URL } = environment;
  const given = [https_proxy, HTTPS_PROXY, GITHUB_API_URL].flatMap((text) => URL.parse(text ?? "") ?? []);
  return given.find(({ protocol }) => /^https?:$/.test(protocol)) ?? new URL("https://api.github.com");
}

export {
  actionCommands,
  terminalCommands,
  run,
  readSurroundings
};
