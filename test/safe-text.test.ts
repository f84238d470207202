import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvText, htmlText, logText, markdownCode, subjectText, terminalText } from "../src/safe-text.ts";

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

/** Any bytes, and texts made of what is dangerous somewhere. */
const hostile = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes).toString("latin1")),
  fc
    .array(
      fc.constantFrom(
        "=",
        "+",
        "-",
        "@",
        "\t",
        " ",
        "\u00a0",
        "1",
        "`",
        "|",
        "<",
        ">",
        "&",
        '"',
        "'",
        "\r\n",
        "\u001b[2J",
        "::",
        "##[",
        "](",
        "x",
      ),
    )
    .map((parts) => parts.join("")),
);

describe("csvText", () => {
  it.each([
    ["=1+1", "'=1+1"],
    ["=1", "'=1"],
    ["-x@192.0.2.1", "'-x@192.0.2.1"],
    ["\u00a0@SUM(A1)", "'\u00a0@SUM(A1)"],
    ["-3", "-3"],
    ["+4.5", "+4.5"],
    ["-3-1", "'-3-1"],
    ["2001:db8::1", "2001:db8::1"],
    ["", ""],
  ])("writes %j as %j", (text, cell) => {
    expect(csvText(text)).toBe(cell);
  });

  it("is never a formula, and always one line", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const cell = csvText(text);
        expect(cell).not.toMatch(/[\r\n]/);
        if (/^\s*[=+\-@]/.test(cell)) expect(Number(cell)).not.toBeNaN();
      }),
    );
  });
});

describe("subjectText", () => {
  it("keeps a subject or a mail header to itself", () => {
    expect(subjectText("check: a\r\nBcc: evil@example.org\u2028x")).toBe("check: a Bcc: evil@example.org x");
    fc.assert(
      fc.property(hostile, (text) => {
        expect(subjectText(text)).not.toMatch(/[\u0000-\u001f\u007f\u0085\u2028\u2029]/);
      }),
    );
  });
});

describe("htmlText", () => {
  it("opens no tag, ends no attribute and starts no entity of the text's own", () => {
    expect(htmlText("<a href=\"x\" onclick='y'>&amp;")).toBe(
      "&#60;a href&#61;&#34;x&#34; onclick&#61;&#39;y&#39;&#62;&#38;amp;",
    );
    fc.assert(
      fc.property(hostile, (text) => {
        expect(htmlText(text).replace(/&#\d+;/g, "")).not.toMatch(/[<>"'`&=\u0000-\u001f]/);
      }),
    );
  });
});

describe("untrusted text", () => {
  it("shows itself only through these functions", () => {
    const detail = { untrusted: "a\u001b[2Jb" };
    expect(terminalText(detail)).toBe("a\\u{1b}[2Jb");
    expect(`${detail}`).toBe("[object Object]");
  });
});
