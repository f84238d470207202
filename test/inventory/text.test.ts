import { describe, expect, it } from "vitest";
import { accepted, reading } from "./reading.ts";

const quotes = "put a value with special characters in quotes";
const indentation = "wrong indentation (keys of one map start in the same column) or a missing bracket";
const missing = "something is missing here, such as a comma, a colon, a quote or a closing bracket";
const misplaced =
  "this line is not indented like any line before it that it could belong to; keys of one map start in the same column";
const twoColons = `a second ": " in one line (${quotes}), or wrong indentation of this line or the next`;
const twice = "this key appears twice; keep one";
const leadsNowhere = "an alias (*name) or merge key (<<) that leads nowhere, or too many of them";
const tooLarge = "too deep or too large; an alias (*name) may be inside the value that it repeats";

describe("a text that is neither JSON nor YAML", () => {
  it.each([
    ['{"servers": [{"ip": "a"]}', `line 1, column 24: ${indentation}`],
    ['{\n  "servers": [{"ip": "a" "b"}]\n}', `line 2, column 26: unexpected text; ${quotes}`],
    ['{"servers": [{"password": "s3cret', `line 1, column 34: ${missing}`],
    ["servers:\n\t- ip: a", "line 2, column 1: a tab in the indentation; use spaces"],
    ["servers:\n  - ip: a\n   port: 1", `line 3, column 1: ${misplaced}`],
    ["servers:\n  - ip: a\n    name: s3cret\n   port: 1", `line 4, column 1: ${misplaced}`],
    ["servers:\n  - ip: a\n    password: s3cret: yes", `line 3, column 15: ${twoColons}`],
    ["servers:\n  - ip: s3cret\n     port: 1", `line 2, column 9: ${twoColons}`],
    ["servers:\n    - ip: a\n   - ip: b", `line 3, column 1: ${twoColons}`],
    ["servers:\n  - ip: @s3cret", "line 2, column 9: a value cannot start with this character; put it in quotes"],
    ['servers:\n  - ip: "\\s3cret"', "line 2, column 10: an unknown escape after a backslash; double the backslash"],
    ["servers: !s3cret a", "line 1, column 10: tags (!name) are not known here; write the value itself"],
    ["servers: [{ip: a}]\n---\nservers: []", "line 2, column 1: a second document (---) begins here; keep one"],
    ["servers: [{ip: a}]\n? [a]\n: b", "line 2, column 3: a key must be plain text"],
    ["servers: *s3cret", leadsNowhere],
    ["servers: &a [*a]", tooLarge],
  ])("is refused with the place and without a word of it: %j", (text, message) => {
    expect(reading(text)).toEqual({ errors: [`inventory: ${message}`], masks: [] });
  });

  it("is refused where it is nested too deep, as JSON and as YAML", () => {
    const [open, close] = ["[".repeat(9_000), "]".repeat(9_000)];
    expect(reading(open + close).errors).toEqual([`inventory: ${tooLarge}`]);
    // Where YAML gives up depends on the room that is left on the stack.
    expect(reading(open).errors).toEqual([expect.stringMatching(/^inventory: line 1, column \d+: nested too deep$/)]);
  });

  it("tells every key that stands twice, in YAML and in JSON, escaped or not", () => {
    const places = [`inventory: line 2, column 15: ${twice}`, `inventory: line 3, column 15: ${twice}`];
    expect(reading("servers:\n  - { ip: a,  ip: b }\n  - { ip: c,  ip: d }").errors).toEqual(places);
    const json = '{"servers": [\n{"ip": "a",   "\\u0069p": "b"},\n{"ip":"c:\\"", "ip": "d", "x": {"ip": 1}}]}';
    expect(reading(json).errors).toEqual(places);
  });

  it("is told of a key that is repeated in another map, or a value like it, nothing", () => {
    const json = '{"servers": [{"ip": "a", "name": "ip"}, {"name": "x", "ip": "b"}]}';
    expect(accepted(json).hosts).toHaveLength(2);
  });
});

describe("aliases", () => {
  it("let 200 servers share one identity, and merge keys one server", () => {
    const servers = Array.from({ length: 200 }, (_, index) => `  - { ip: 10.0.0.${index}, creds: *pi }`);
    const text = `defaults: { creds: &pi [{ username: pi, password: raspberry }] }\nservers:\n${servers.join("\n")}`;
    expect(accepted(text).hosts.filter(({ identities }) => identities.length === 1)).toHaveLength(200);
    const merged = "servers:\n  - &a { ip: a, port: 2222 }\n  - { <<: *a, ip: b }";
    expect(accepted(merged).hosts.map(({ address, port }) => [address, port])).toEqual([
      ["a", 2222],
      ["b", 2222],
    ]);
  });

  it("cannot make a small text a huge tree", () => {
    const floors = Array.from({ length: 12 }, (_, floor) => {
      const below = floor === 0 ? "x" : `*a${floor - 1}`;
      return `a${floor}: &a${floor} [${Array.from({ length: 9 }, () => below).join(", ")}]`;
    });
    expect(reading(floors.join("\n")).errors).toEqual([`inventory: ${leadsNowhere}`]);
    const wide = `a: &a [${"x,".repeat(5_000)}]\nb: [${"*a,".repeat(1_000)}]`;
    expect(reading(wide).errors).toEqual([`inventory: ${tooLarge}`]);
  });
});
