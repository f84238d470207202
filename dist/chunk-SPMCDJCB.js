import { createRequire as createRequireOfBundle } from "node:module"; const require = createRequireOfBundle(import.meta.url); const __dirname = import.meta.dirname;

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
import { inspect } from "node:util";
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
  [inspect.custom]() {
    return shown;
  }
};

export {
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
