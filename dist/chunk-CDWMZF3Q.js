import { createRequire as createRequireOfBundle } from "node:module"; const require = createRequireOfBundle(import.meta.url); const __dirname = import.meta.dirname;
import {
  Secret,
  parseHomePage
} from "./chunk-SPMCDJCB.js";

// src/inputs.ts
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

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
function quoted(value) {
  return value.length <= 20 ? JSON.stringify(value) : `${value.length} characters`;
}

// src/inputs.ts
var hostKeyPolicies = ["strict", "accept-new"];
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
  "max-age": "3h",
  "min-interval": "0",
  "heartbeat-url": "",
  "public-ip-url": "",
  token: ""
};
var InputError = class extends Error {
  name = "InputError";
  constructor(errors) {
    super(errors.join("\n"));
  }
};
function takeActionInputs(environment) {
  const given = Object.keys(inputDefaults).map((name) => {
    const variable = `INPUT_${name.toUpperCase()}`;
    const value = environment[variable];
    delete environment[variable];
    return [name, value];
  });
  return withDefaults(Object.fromEntries(given));
}
function readCommandLine(words) {
  const { command: _, ...named } = inputDefaults;
  const text = Object.fromEntries(Object.keys(named).map((name) => [name, { type: "string" }]));
  const flags = { help: { type: "boolean", short: "h" }, verbose: { type: "boolean", short: "v" } };
  const { values, positionals } = parse({ args: [...words], options: { ...text, ...flags } });
  const { help, verbose, ...given } = values;
  if (positionals.length > 1) throw new InputError(["command line: give one command; see server-monitor --help"]);
  const inputs = withDefaults({ ...given, command: positionals[0] });
  return { inputs, help: help === true, verbose: verbose === true };
}
function parse(config) {
  try {
    return parseArgs({ ...config, options: config.options ?? {}, allowPositionals: true, strict: true });
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
    results: resolve(raw.results.trim()),
    push: check("push", boolean, "true or false", true),
    branch: check("branch", branchName, "the name of a branch", void 0) || void 0,
    concurrency: check("concurrency", wholeNumber(1, 1e3), "a whole number from 1 to 1000", 1),
    timeoutMs: check("timeout", seconds, "seconds from 1 to 3600", 1),
    maxAgeMs: check("max-age", (text) => duration(text) || void 0, 'a duration such as "3h" or "1d"', 1),
    minIntervalMs: check("min-interval", duration, 'a duration such as "10m", "1h" or "0"', 0),
    heartbeatUrl: webAddress("heartbeat-url", raw, errors),
    publicIpUrl: webAddress("public-ip-url", raw, errors),
    token: raw.token.trim() === "" ? void 0 : new Secret(raw.token.trim())
  };
  if (errors.length > 0) throw new InputError(errors);
  return inputs;
}
function readSurroundings(environment) {
  const home = environment["HOME"] || homedir();
  const stateHome = environment["XDG_STATE_HOME"] || join(home, ".local", "state");
  return { home, stateHome, internet: internetLandmark(environment), environment: { ...environment } };
}
function internetLandmark(environment) {
  const { https_proxy, HTTPS_PROXY, GITHUB_API_URL } = environment;
  const given = [https_proxy, HTTPS_PROXY, GITHUB_API_URL].flatMap((text) => URL.parse(text ?? "") ?? []);
  return given.find(({ protocol }) => /^https?:$/.test(protocol)) ?? new URL("https://api.github.com");
}
function withDefaults(given) {
  const stated = Object.entries(given).filter(([, value]) => typeof value === "string" && value.trim() !== "");
  return { ...inputDefaults, ...Object.fromEntries(stated) };
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
  inputDefaults,
  InputError,
  takeActionInputs,
  readCommandLine,
  readInputs,
  readSurroundings
};
