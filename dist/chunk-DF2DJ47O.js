const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  __commonJS,
  __require,
  __toESM
} from "./chunk-BR6ED527.js";

// at-first-use:node:path
var require_node_path = __commonJS({
  "at-first-use:node:path"(exports) {
    var loaded;
    var load = () => loaded ??= __require("node:path");
    for (const name of ["_makeLong", "basename", "delimiter", "dirname", "extname", "format", "isAbsolute", "join", "matchesGlob", "normalize", "parse", "posix", "relative", "resolve", "sep", "toNamespacedPath", "win32"]) Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });
  }
});

// at-first-use:node:util
var require_node_util = __commonJS({
  "at-first-use:node:util"(exports) {
    var loaded;
    var load = () => loaded ??= __require("node:util");
    for (const name of ["MIMEParams", "MIMEType", "TextDecoder", "TextEncoder", "_errnoException", "_exceptionWithHostPort", "_extend", "aborted", "callbackify", "convertProcessSignalToExitCode", "debug", "debuglog", "deprecate", "diff", "format", "formatWithOptions", "getCallSites", "getSystemErrorMap", "getSystemErrorMessage", "getSystemErrorName", "inherits", "inspect", "isArray", "isDeepStrictEqual", "parseArgs", "parseEnv", "promisify", "setTraceSigInt", "stripVTControlCharacters", "styleText", "toUSVString", "transferableAbortController", "transferableAbortSignal", "types"]) Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });
  }
});

// src/inventory/parsed.ts
function refused(...problems) {
  return { problems };
}
function problemsOf(parsed) {
  return "problems" in parsed ? parsed.problems : [];
}
function parseEach(entries, parse) {
  const all = entries.map(parse);
  const problems = all.flatMap(problemsOf);
  return problems.length > 0 ? { problems } : { value: all.flatMap((parsed) => "value" in parsed ? [parsed.value] : []) };
}
function commaSeparated(input) {
  return [input].flat().flatMap((text) => text.split(",")).map((entry) => entry.trim()).filter((entry) => entry !== "");
}
function quoted(text) {
  const printable = text.replace(/[^\x20-\x7e]/g, "?");
  return `"${printable.length > 60 ? `${printable.slice(0, 60)}\u2026` : printable}"`;
}
function kindOf(value) {
  if (value === void 0 || value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return "text";
  if (typeof value === "number") return "a number";
  return typeof value === "boolean" ? "true or false" : "a map";
}
function isMap(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// src/inventory/home-page.ts
var expected = "expected an address such as https://example.com/health";
function parseHomePage(text) {
  const address = text.trim();
  const scheme = /^([a-z][a-z0-9+.-]{0,15}):\/\//i.exec(address)?.[1]?.toLowerCase();
  if (scheme === void 0) return refused(expected);
  if (scheme !== "http" && scheme !== "https") return refused(`${expected}, got the scheme ${quoted(scheme)}`);
  if (/^[^:]+:\/\/[^/?#]*@/.test(address)) return refused("must not hold a user name or password; remove them");
  const url = /[\s\\\x00-\x1f\x7f]/.test(address) ? null : URL.parse(address);
  return url === null ? refused(expected) : { value: url };
}

// src/inventory/secret.ts
var import_node_util = __toESM(require_node_util(), 1);
var shown = "[secret]";
var Secret = class {
  #value;
  constructor(value) {
    this.#value = value;
  }
  /** The value itself, for the one place that hands it to a library. */
  reveal() {
    return this.#value;
  }
  toString() {
    return shown;
  }
  toJSON() {
    return shown;
  }
  [import_node_util.inspect.custom]() {
    return shown;
  }
};

export {
  require_node_path,
  require_node_util,
  refused,
  problemsOf,
  parseEach,
  commaSeparated,
  quoted,
  kindOf,
  isMap,
  parseHomePage,
  Secret
};
