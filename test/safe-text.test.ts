import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logText, markdownCode, terminalText } from "../src/safe-text.ts";

/** The commands that the runner would find in a line (actions/runner, ActionCommand.cs). */
function commandsIn(line: string): string[] {
  const atStart = /^[\s\u0085]*::[a-z-]+/iu.exec(line);
  const anywhere = /##\[[a-z-]+/i.exec(line);
  return [...(atStart ?? []), ...(anywhere ?? [])];
}

const attacks = [
  "::set-output name=x::y",
  "  ::add-mask::a",
  "\u00a0::stop-commands::x",
  "\u2003::error::x",
  "web-1: ##[error]pwned",
  "####[add-mask]e",
  "a\r::error::b",
  "a\n::error::b",
  "\u0085::error::b",
  "\u2028::error::b",
  "\ufeff::error::b",
  "\u001b[2J\u001b]0;title\u0007",
];

describe("logText", () => {
  it.each(attacks)("leaves no command in %j", (attack) => {
    const shown = logText(attack);
    expect(shown).not.toMatch(/[\r\n\u0085\u2028\u2029]/);
    expect(commandsIn(shown)).toEqual([]);
  });

  it("leaves no command in any text", () => {
    const piece = fc.constantFrom("::", "##[", "error", " ", "\r", "\n", "\u00a0", "]", ":", "#", "[", "x");
    fc.assert(
      fc.property(fc.array(piece), fc.string({ unit: "binary" }), (pieces, noise) => {
        expect(commandsIn(logText(pieces.join("") + noise))).toEqual([]);
        expect(logText(noise + pieces.join(""))).not.toMatch(/[\r\n]/);
      }),
    );
  });

  it("leaves an IPv6 address readable inside a line", () => {
    expect(logText("peer ::1")).toBe("peer ::1");
  });
});

describe("terminalText", () => {
  it("shows control characters instead of obeying them", () => {
    expect(terminalText("a\u001b[31mred\r\nb\u202e")).toBe("a\\u{1b}[31mred\\u{d}\\u{a}b\\u{202e}");
  });

  it("bounds what it shows", () => {
    expect(terminalText("x".repeat(10_000)).length).toBeLessThan(2100);
  });
});

describe("markdownCode", () => {
  it.each([
    ["@octocat", "`@octocat`"],
    ["a | b", "`a ¦ b`"],
    ["`<img src=x>`", "`'<img src=x>'`"],
    ["![x](http://evil)\n# title", "`![x](http://evil)\\u{a}# title`"],
    ["", ""],
  ])("makes a span of %j", (text, span) => {
    expect(markdownCode(text)).toBe(span);
  });

  it("never ends its span early", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(markdownCode(text).slice(1, -1)).not.toMatch(/[`|\n\r]/);
      }),
    );
  });
});
