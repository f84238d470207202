#!/usr/bin/env node
/** The terminal's door onto the same commands. */
import { run, terminalCommands } from "./commands/index.ts";
import { type RawInputs, readCommandLine, readInputs, terminalDefaults } from "./inputs.ts";
import { fail, terminalReporter } from "./output/terminal.ts";
import { readSurroundings } from "./surroundings.ts";

process.on("uncaughtException", stop).on("unhandledRejection", stop);

try {
  demandNode(24);
  const { inputs, verbose, help } = readCommandLine(process.argv.slice(2), process.env);
  const reporter = terminalReporter(verbose);
  if (help) for (const line of usage()) reporter.info(line);
  else await run(terminalCommands, call(inputs, reporter));
} catch (error) {
  fail(messageOf(error));
}
// All that may still be open is the look-up of a name, which cannot be called off.
setTimeout(() => process.exit(), 1000).unref();

/** The runner brings its own Node; a terminal has what there is. */
function demandNode(major: number): void {
  const found = process.versions.node;
  if (Number.parseInt(found, 10) < major) throw new Error(`node ${found} is too old: install Node ${major} or newer`);
}

function call(inputs: RawInputs, reporter: ReturnType<typeof terminalReporter>) {
  return { inputs: readInputs(inputs), surroundings: readSurroundings(process.env), reporter, now: new Date() };
}

function usage(): string[] {
  const { command: _, ...named } = terminalDefaults;
  const flags = Object.entries(named).map(
    ([name, value]) => `  --${name} ${value === "" ? "TEXT" : `TEXT (${value})`}`,
  );
  return [
    "usage: server-monitor COMMAND [--input-name value …] [--verbose]",
    "",
    `commands: ${Object.keys(terminalCommands).join(", ")}`,
    "",
    ...flags,
    "",
    "What each means: README.md, section Inputs. Secrets are better given by the environment, as SERVER_MONITOR_SMTP_PASSWORD.",
  ];
}

/** Something of ours broke where nobody could catch it: nothing after it can be trusted. */
function stop(error: unknown): never {
  fail(`unexpected: ${messageOf(error)}`);
  process.exit();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "no reason given";
}
