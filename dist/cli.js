#!/usr/bin/env node
const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  readSurroundings,
  run,
  terminalCommands
} from "./chunk-IQKNX6NQ.js";
import {
  textTable
} from "./chunk-SCSHSJG6.js";
import {
  readCommandLine,
  readInputs,
  terminalDefaults
} from "./chunk-S6WBXIOX.js";
import "./chunk-DF2DJ47O.js";
import {
  headline,
  keptWords,
  newsLines,
  resultTable
} from "./chunk-5HKXV3WF.js";
import "./chunk-6ZGBHYEO.js";
import {
  errorsOf,
  stateOf
} from "./chunk-4HM2XZ56.js";
import "./chunk-2QMTXIVR.js";
import "./chunk-P6WS3LZM.js";
import {
  logText
} from "./chunk-EZ7I46YA.js";
import "./chunk-BR6ED527.js";

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
    reported: async ({ lines }) => {
      for (const line of ["", ...lines]) say(line);
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
  const news = newsLines(report.alerts);
  return [
    "",
    headline(results),
    "",
    ...textTable(table.header, table.rows),
    "",
    ...troubles,
    ...troubles.length > 0 ? [""] : [],
    ...news,
    ...news.length > 0 ? [""] : [],
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
  const { inputs, verbose, help } = readCommandLine(process.argv.slice(2), process.env);
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
  const { command: _, ...named } = terminalDefaults;
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
    "What each means: README.md, section Inputs. Secrets are better given by the environment, as SERVER_MONITOR_SMTP_PASSWORD."
  ];
}
function stop(error) {
  fail(`unexpected: ${messageOf(error)}`);
  process.exit();
}
function messageOf(error) {
  return error instanceof Error ? error.message : "no reason given";
}
