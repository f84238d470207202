const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  Secret,
  parseHomePage,
  require_node_path,
  require_node_util
} from "./chunk-DF2DJ47O.js";
import {
  __commonJS,
  __require,
  __toESM
} from "./chunk-BR6ED527.js";

// at-first-use:node:os
var require_node_os = __commonJS({
  "at-first-use:node:os"(exports) {
    var loaded;
    var load = () => loaded ??= __require("node:os");
    for (const name of ["EOL", "arch", "availableParallelism", "constants", "cpus", "devNull", "endianness", "freemem", "getPriority", "homedir", "hostname", "loadavg", "machine", "networkInterfaces", "platform", "release", "setPriority", "tmpdir", "totalmem", "type", "uptime", "userInfo", "version"]) Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });
  }
});

// src/inputs.ts
var import_node_path = __toESM(require_node_path(), 1);
var import_node_util = __toESM(require_node_util(), 1);

// src/input-values.ts
function boolean(text) {
  return text === "true" ? true : text === "false" ? false : void 0;
}
function branchName(text) {
  if (text === "") return "";
  const name = text.replace(/^refs\/heads\//, "");
  const safe = /^[A-Za-z0-9_][A-Za-z0-9._/-]{0,199}$/.test(name);
  return safe && !/\.\.|\/\/|\/\.|\/$|\.$|\.lock(\/|$)/.test(name) ? name : void 0;
}
function wholeNumber(least, most) {
  return (text) => {
    const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
    return number >= least && number <= most ? number : void 0;
  };
}
function seconds(text) {
  const ms = duration(/^\d+$/.test(text) ? `${text}s` : text);
  return ms !== void 0 && ms >= 1e3 && ms <= 36e5 ? ms : void 0;
}
var unitMs = { s: 1e3, m: 6e4, h: 36e5, d: 864e5 };
function duration(text) {
  if (text === "0") return 0;
  const [, amount, unit = ""] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const factor = unitMs[unit];
  return factor === void 0 ? void 0 : Number(amount) * factor;
}
function shardOf(text) {
  if (text === "") return null;
  const [, part = "", of = ""] = /^(\d{1,3})\/(\d{1,3})$/.exec(text) ?? [];
  const shard = { part: Number(part), of: Number(of) };
  return shard.part >= 1 && shard.part <= shard.of ? shard : void 0;
}
function monthName(text) {
  return /^(?:previous|current|20\d\d-(?:0[1-9]|1[0-2]))$/.test(text) ? text : void 0;
}
function day(text) {
  if (text === "") return null;
  const time = /* @__PURE__ */ new Date(`${text}T00:00:00Z`);
  const exact = !Number.isNaN(time.getTime()) && time.toISOString().slice(0, 10) === text;
  return exact ? time : void 0;
}
function names(text) {
  const list = text.split(/[\s,]+/).filter(Boolean);
  return list.every((name) => /^[A-Za-z0-9][A-Za-z0-9-]{0,38}$/.test(name)) ? list : void 0;
}
function repositoryName(text) {
  return /^[A-Za-z0-9][\w-]{0,99}\/(?!\.{1,2}$)[\w.-]{1,100}$/.test(text) ? text : void 0;
}
function quoted(value) {
  return value.length <= 20 ? JSON.stringify(value) : `${value.length} characters`;
}

// src/inputs.ts
var hostKeyPolicies = ["strict", "accept-new"];
var emailOccasions = ["alert", "always", "never"];
var inputDefaults = {
  command: "check",
  inventory: "",
  credentials: "",
  "known-hosts": "",
  "host-key-policy": "strict",
  results: "results",
  push: "true",
  branch: "",
  concurrency: "32",
  timeout: "30",
  shard: "",
  month: "previous",
  "max-age": "3h",
  "min-interval": "0",
  due: "",
  confirm: "2",
  issues: "true",
  assignees: "",
  "email-to": "",
  "email-on": "alert",
  "smtp-username": "",
  "smtp-password": "",
  "smtp-host": "",
  "smtp-port": "587",
  "email-from": "",
  "heartbeat-url": "",
  "public-ip-url": "",
  token: ""
};
var terminalDefaults = { ...inputDefaults, from: "", to: "" };
var InputError = class extends Error {
  name = "InputError";
  constructor(errors) {
    super(errors.join("\n"));
  }
};
function takeActionInputs(environment) {
  return withDefaults(take(environment, Object.keys(inputDefaults), (name) => `INPUT_${name.toUpperCase()}`));
}
function take(environment, names2, variableOf) {
  const given = names2.map((name) => {
    const variable = variableOf(name);
    const value = environment[variable];
    delete environment[variable];
    return [name, value];
  });
  return Object.fromEntries(given);
}
function readCommandLine(words, environment) {
  const { command: _, ...named } = terminalDefaults;
  const text = Object.fromEntries(Object.keys(named).map((name) => [name, { type: "string" }]));
  const flags = { help: { type: "boolean", short: "h" }, verbose: { type: "boolean", short: "v" } };
  const { values, positionals } = parse({ args: [...words], options: { ...text, ...flags } });
  const { help, verbose, ...given } = values;
  if (positionals.length > 1) throw new InputError(["command line: give one command; see server-monitor --help"]);
  const variableOf = (name) => `SERVER_MONITOR_${name.toUpperCase().replaceAll("-", "_")}`;
  const quiet = take(environment, Object.keys(named), variableOf);
  const inputs = withDefaults({ ...quiet, ...given, command: positionals[0] });
  return { inputs, help: help === true, verbose: verbose === true };
}
function parse(config) {
  try {
    return (0, import_node_util.parseArgs)({ ...config, options: config.options ?? {}, allowPositionals: true, strict: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(". ")[0] : "cannot be read";
    throw new InputError([`command line: ${reason}; see server-monitor --help`]);
  }
}
function readInputs(raw) {
  const errors = [];
  const check = (name, read, expected, fallback) => {
    const value = read(raw[name].trim());
    if (value === void 0) errors.push(`${name}: expected ${expected}, got ${quoted(raw[name])}`);
    return value ?? fallback;
  };
  const inputs = {
    command: raw.command.trim(),
    inventory: raw.inventory,
    credentials: raw.credentials,
    knownHosts: raw["known-hosts"],
    hostKeyPolicy: check("host-key-policy", policy, hostKeyPolicies.join(" or "), "strict"),
    results: (0, import_node_path.resolve)(raw.results.trim()),
    resultsInRepository: (0, import_node_path.isAbsolute)(raw.results.trim()) ? void 0 : (0, import_node_path.normalize)(raw.results.trim()),
    push: check("push", boolean, "true or false", true),
    branch: check("branch", branchName, "the name of a branch", void 0) || void 0,
    concurrency: check("concurrency", wholeNumber(1, 1e3), "a whole number from 1 to 1000", 1),
    timeoutMs: check("timeout", seconds, "seconds from 1 to 3600", 1),
    shard: check("shard", shardOf, 'a part of the inventory such as "2/5"', null) ?? void 0,
    month: check("month", monthName, '"previous", "current" or a month such as "2026-10"', ""),
    maxAgeMs: check("max-age", (text) => duration(text) || void 0, 'a duration such as "3h" or "1d"', 1),
    minIntervalMs: check("min-interval", duration, 'a duration such as "10m", "1h" or "0"', 0),
    due: raw.due.trim(),
    confirm: check("confirm", wholeNumber(1, 100), "a whole number from 1 to 100", 1),
    issues: check("issues", boolean, "true or false", true),
    assignees: check("assignees", names, "names of GitHub accounts, separated by commas", []),
    emailOn: check("email-on", emailOccasion, emailOccasions.join(", "), "alert"),
    mail: {
      emailTo: raw["email-to"],
      emailFrom: raw["email-from"],
      smtpUsername: raw["smtp-username"],
      smtpPassword: secret(raw["smtp-password"]),
      smtpHost: raw["smtp-host"],
      smtpPort: raw["smtp-port"]
    },
    from: check("from", day, "a day such as 2026-10-31", null) ?? void 0,
    to: check("to", day, "a day such as 2026-10-31", null) ?? void 0,
    heartbeatUrl: webAddress("heartbeat-url", raw, errors),
    publicIpUrl: webAddress("public-ip-url", raw, errors),
    token: secret(raw.token)
  };
  if (errors.length > 0) throw new InputError(errors);
  return inputs;
}
function withDefaults(given) {
  const stated = Object.entries(given).filter(([, value]) => typeof value === "string" && value.trim() !== "");
  return { ...terminalDefaults, ...Object.fromEntries(stated) };
}
function secret(text) {
  return text.trim() === "" ? void 0 : new Secret(text.trim());
}
function emailOccasion(text) {
  return emailOccasions.find((name) => name === text);
}
function policy(text) {
  return hostKeyPolicies.find((name) => name === text);
}
function webAddress(name, raw, errors) {
  if (raw[name].trim() === "") return void 0;
  const parsed = parseHomePage(raw[name]);
  if ("value" in parsed) return parsed.value;
  errors.push(`${name}: expected an http or https address without user name and password`);
  return void 0;
}

export {
  wholeNumber,
  repositoryName,
  quoted,
  terminalDefaults,
  InputError,
  takeActionInputs,
  readCommandLine,
  readInputs,
  require_node_os
};
