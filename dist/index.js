/** The entry point of the action. */
const { enableCompileCache } = process.getBuiltinModule("node:module");
const { join } = process.getBuiltinModule("node:path");
const { setFlagsFromString } = process.getBuiltinModule("node:v8");

// Once a V8 flag has changed, Node compiles its own modules again instead of loading them compiled.
const modules = [
  "child_process",
  "crypto",
  "dns/promises",
  "fs/promises",
  "net",
  "perf_hooks",
  "timers/promises",
  "vm",
  "zlib",
];
for (const name of modules) process.getBuiltinModule(name);

// Runners can be small: without room for new objects that grows, a check takes 40 MiB less memory, for at most 5 % more CPU time.
setFlagsFromString("--semi-space-growth-factor=1");
// A run is too short to gain from V8's middle compiler: without it, a check of 50 hosts takes 8 % less CPU time.
setFlagsFromString("--no-maglev");

// The tools folder of a self-hosted runner is kept between runs. Each command keeps the code that it runs.
const { RUNNER_ENVIRONMENT, RUNNER_TOOL_CACHE, INPUT_COMMAND = "check" } = process.env;
if (RUNNER_ENVIRONMENT === "self-hosted" && RUNNER_TOOL_CACHE && /^[a-z]+$/.test(INPUT_COMMAND))
  enableCompileCache(join(RUNNER_TOOL_CACHE, "server-monitor", INPUT_COMMAND));

const { runAction } = await import("./load.js");
await runAction(process.env);
