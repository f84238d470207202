/** The status page as GitHub shows it: its width on a desk and a phone, and where its links lead. */
import { marked, type Token, type Tokens } from "marked";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { monthPage } from "../../../src/report/month/month-page.ts";
import { githubPage } from "../../../tools/pictures/github-page.ts";
import { chromiumName, showPage, startBrowser, tooWide } from "../../support/browser.ts";
import { fleet } from "../../support/fleet-history.ts";
import { fleetFiles, fleetStatusPage } from "../../support/fleet-status.ts";
import { hostOf, monthOf, october, outageOf } from "../../support/month-models.ts";
import { describeWith } from "../../support/tools.ts";

const sizes = [1, 14, 100];
const pages = new Map(sizes.map((size) => [size, fleetStatusPage(size)]));

/** GitHub's pages are this wide on a desk. */
const githubWidth = 950;

describeWith([chromiumName], "the status page on GitHub", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it.each(sizes)("of %i hosts fits a desk without scrolling, and a phone with tables that scroll", async (size) => {
    const html = githubPage("README.md", pages.get(size) ?? "");
    for (const width of [390, githubWidth]) {
      const { page, close } = await showPage(browser, html, { width, scheme: "light" });
      await page.evaluate(`document.querySelectorAll("details").forEach((each) => { each.open = true; })`);
      expect(await tooWide(page)).toEqual([]);
      const scrolling = `[...document.querySelectorAll("table")].filter((each) => each.scrollWidth > each.clientWidth).length`;
      if (width === githubWidth) expect(await page.evaluate(scrolling)).toBe(0);
      await close();
    }
  });

  it("shows host, state and why on a phone before anything has to scroll", async () => {
    const html = githubPage("README.md", pages.get(14) ?? "");
    const { page, close } = await showPage(browser, html, { width: 390, scheme: "light" });
    const right = `Math.max(...[...document.querySelectorAll("td:nth-child(2)")].map((each) => each.getBoundingClientRect().right))`;
    expect(await page.evaluate(right)).toBeLessThan(390);
    await close();
  });
});

/** As GitHub makes them. */
function anchorsOf(markdown: string): string[] {
  const headings: string[] = [];
  const keep = (token: Token) => void (token.type === "heading" && headings.push((token as Tokens.Heading).text));
  void marked.walkTokens(marked.lexer(markdown), keep);
  const slug = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, "")
      .replaceAll(" ", "-");
  const ids = [...markdown.matchAll(/<details id="([^"]*)">/g)].map(([, id = ""]) => id);
  return [...headings.map(slug), ...ids];
}

describe("the links of the status page", () => {
  const hosts = fleet(14);
  const hrefs: string[] = [];
  const keep = (token: Token) => void (token.type === "link" && hrefs.push((token as Tokens.Link).href));
  void marked.walkTokens(marked.lexer(pages.get(14) ?? ""), keep);
  // In the month's page, a host that was not well has a heading, and one that was is folded.
  const outages = (index: number) => (index % 2 === 0 ? [outageOf(october(2), 30)] : []);
  const months = hosts.map(({ host }, index) => hostOf(host, { outages: outages(index) }));
  const month = monthPage(monthOf(months), { files: [] }).markdown;

  it("lead to files beside it, to sections of the month's page, or to issues", () => {
    expect(hrefs.length).toBeGreaterThan(20);
    for (const href of hrefs.filter((each) => !each.startsWith("https://"))) {
      const [file = "", anchor] = href.split("#");
      expect(fleetFiles).toContain(file);
      if (anchor !== undefined) expect(anchorsOf(month)).toContain(anchor);
    }
    const issues = hrefs.filter((each) => each.startsWith("https://"));
    expect(issues.every((each) => each.startsWith("https://github.com/octo/servers/issues?q="))).toBe(true);
  });
});
