import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodedBytes, html, link, mailText, own, plain } from "../../../src/report/mail/mail-markup.ts";
import { terminalText } from "../../../src/safe-text.ts";
import { linkLike, linksOf, sentBytes, textRuns } from "../../support/mail-html.ts";

describe("html", () => {
  it("takes what is put in for text, unless it is markup", () => {
    const cell = html`<td>${"<b>"}</td>`;
    expect(html`<tr>${[cell, cell]}${own("<br>")}${{ untrusted: "&" }}</tr>`.html).toBe(
      "<tr><td>&#60;b&#62;</td><td>&#60;b&#62;</td><br>&#38;</tr>",
    );
  });

  it("keeps an attribute between its quotes", () => {
    expect(html`<a href="${plain('"><script>')}">`.html).toBe('<a href="&#34;&#62;&#60;script&#62;">');
  });
});

describe("link", () => {
  it("leads to the web", () => {
    expect(linksOf(link("https://example.org/a?b=c&d", own("x")).html)).toEqual(["https://example.org/a?b=c&d"]);
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "//evil.example", ""])("does not lead to %j", (url) => {
    expect(link(url, own("x")).html).toBe("x");
  });
});

const linked = ["http://evil.example/x", "www.evil.com", "evil.com", "pi@192.0.2.1", "a.b.ÅÄ.se", "file:\\\\evil\\x"];

describe("mailText", () => {
  it.each(linked)("leaves nothing in %j that becomes a link", (text) => {
    expect(textRuns(mailText(text)).map(linkLike)).not.toContainEqual(expect.anything());
  });

  it("keeps a figure beside its unit", () => {
    expect(mailText("99.93 % up")).toBe("99.93\u00a0% up");
  });

  it("breaks no number, no address and no time", () => {
    for (const text of ["192.0.2.1", "2001:db8::1", "ssh:timeout", "5353/udp", "14:10"])
      expect(mailText(text)).toBe(text);
  });

  const pieces = [
    "http",
    "://",
    "www.",
    "evil",
    ".",
    "com",
    "@",
    ":",
    "/",
    "\\",
    "<",
    ">",
    "&",
    '"',
    "\r\n",
    "\u202e",
    "。",
    "é",
  ];
  const hostile = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(fc.constantFrom(...pieces)).map((parts) => parts.join("")),
  );

  it("adds nothing that would be copied along, and hides nothing", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const markup = mailText(text);
        expect(markup.replaceAll(/<\/?span>/g, "")).not.toMatch(/[<>"]/);
        const runs = textRuns(markup.replaceAll(/<\/?span>/g, ""));
        expect(runs.join("")).toBe(terminalText(text).trim() === "" ? "" : terminalText(text));
        expect(textRuns(markup).map(linkLike)).not.toContainEqual(expect.anything());
      }),
    );
  });
});

it("knows what HTML weighs once it is encoded", async () => {
  const markup =
    html`<td style="color:#fff">${"ä€𝄞 · – → ▂▃▄ words of some length, and a.few@dots.org ".repeat(400)}</td>`.html;
  const weight = (await sentBytes(markup)) - (await sentBytes("x"));
  expect(encodedBytes(markup)).toBeGreaterThan(weight);
  expect(encodedBytes(markup)).toBeLessThan(weight * 1.06);
});
