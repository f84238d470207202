#!/usr/bin/env node
import { createRequire as createRequireOfBundle } from "node:module"; const require = createRequireOfBundle(import.meta.url); const __dirname = import.meta.dirname;
import {
  run,
  terminalCommands,
  textTable
} from "./chunk-HI6EGL4Y.js";
import {
  inputDefaults,
  readCommandLine,
  readInputs,
  readSurroundings
} from "./chunk-CDWMZF3Q.js";
import {
  headline,
  keptWords,
  resultTable
} from "./chunk-MIJ6EACF.js";
import {
  errorsOf,
  logText,
  stateOf
} from "./chunk-SSSF3I66.js";
import "./chunk-47E6GXZ3.js";
import "./chunk-SPMCDJCB.js";
import "./chunk-ZZJSGI6R.js";
import "./chunk-POYYXJBZ.js";

// src/output/terminal.ts
var redrawMs = 100;
function terminalReporter(verbose) {
  const progress = process.stderr.isTTY && !verbose ? liveLine() : void 0;
  const say = (text) => {
    progress?.clear();
    process.stdout.write(`${logText(text)}
`);
  };
  return {
    info: say,
    print: (text) => void process.stdout.write(text),
    warn: (text) => complain(`warning: ${text}`),
    summarise: async () => {
    },
    mask: () => {
    },
    started: (hosts) => progress?.expect(hosts),
    hostStarted: (host) => progress?.start(host),
    hostDone: (result, transcript) => {
      progress?.done(result.host);
      for (const line of verbose ? transcript : []) say(`${result.host}  ${line}`);
      if (!progress) say(outcomeLine(result));
    },
    checked: async (report) => {
      progress?.stop();
      for (const line of closingLines(report)) say(line);
    }
  };
}
function fail(message) {
  process.exitCode = 1;
  for (const line of message.split("\n")) complain(`error: ${line}`);
}
function complain(text) {
  process.stderr.write(`${logText(text)}
`);
}
function outcomeLine(result) {
  const codes = errorsOf(result).join(", ");
  return `${result.host}: ${stateOf(result)}${codes && ` (${codes})`}`;
}
function closingLines(report) {
  const { results } = report;
  const table = resultTable(results);
  const known = results.filter((result) => stateOf(result) !== "unknown");
  const troubles = known.flatMap(
    ({ host, problems }) => problems.map(({ code, detail }) => `${host}: ${code}: ${logText(detail)}`)
  );
  return [
    "",
    headline(results),
    "",
    ...textTable(table.header, table.rows),
    "",
    ...troubles,
    ...troubles.length > 0 ? [""] : [],
    keptWords(report)
  ];
}
function liveLine() {
  const running = /* @__PURE__ */ new Map();
  let total = 0;
  let done = 0;
  const clear = () => process.stderr.write("\r\x1B[K");
  const draw = () => {
    const [slowest, since] = running.entries().next().value ?? [];
    const waiting = slowest === void 0 ? "" : `, waiting for ${slowest} (${Math.round((performance.now() - (since ?? 0)) / 1e3)} s)`;
    clear();
    process.stderr.write(`${done}/${total} hosts done${waiting}`);
  };
  const timer = setInterval(draw, redrawMs).unref();
  return {
    clear,
    expect: (hosts) => {
      total = hosts;
    },
    start: (host) => {
      running.set(host, performance.now());
    },
    done: (host) => {
      done += 1;
      running.delete(host);
    },
    stop: () => {
      clearInterval(timer);
      clear();
    }
  };
}

// src/cli.ts
process.on("uncaughtException", stop).on("unhandledRejection", stop);
try {
  demandNode(24);
  const { inputs, verbose, help } = readCommandLine(process.argv.slice(2));
  const reporter = terminalReporter(verbose);
  if (help) for (const line of usage()) reporter.info(line);
  else await run(terminalCommands, call(inputs, reporter));
} catch (error) {
  fail(messageOf(error));
}
setTimeout(() => process.exit(), 1e3).unref();
function demandNode(major) {
  const found = process.versions.node;
  if (Number.parseInt(found, 10) < major) throw new Error(`node ${found} is too old: install Node ${major} or newer`);
}
function call(inputs, reporter) {
  return { inputs: readInputs(inputs), surroundings: readSurroundings(process.env), reporter, now: /* @__PURE__ */ new Date() };
}
function usage() {
  const { command: _, ...named } = inputDefaults;
  const flags = Object.entries(named).map(
    ([name, value]) => `  --${name} ${value === "" ? "TEXT" : `TEXT (${value})`}`
  );
  return [
    "usage: server-monitor COMMAND [--input-name value \u2026] [--verbose]",
    "",
    `commands: ${Object.keys(terminalCommands).join(", ")}`,
    "",
    ...flags,
    "",
    "What each means: README.md, section Inputs."
  ];
}
function stop(error) {
  fail(`unexpected: ${messageOf(error)}`);
  process.exit();
}
function messageOf(error) {
  return error instanceof Error ? error.message : "no reason given";
}
