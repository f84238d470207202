/** The status website in Chromium, on a phone and a desk, light and dark. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accessibilityFaults, chromiumName, screens, showPage, startBrowser, tooWide } from "../../support/browser.ts";
import { siteHtml } from "../../support/fleet-site.ts";
import { describeWith } from "../../support/tools.ts";

describeWith([chromiumName], "the status website", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  const pages = [1, 14, 100].map((size) => ({ size, html: siteHtml(size, size === 14 ? "full" : "names") }));

  describe.each(pages)("of $size hosts", ({ html }) => {
    it.each(screens)(
      "fits $width px, $scheme, without a fault that axe-core finds and without a request",
      async (screen) => {
        const { page, requests, close } = await showPage(browser, html, screen);
        expect(await tooWide(page)).toEqual([]);
        expect(await accessibilityFaults(page)).toEqual([]);
        expect(requests).toEqual([]);
        await close();
      },
    );
  });

  it("is found too wide, and hard to read, where it is", async () => {
    const html = siteHtml(1).replace("</style>", "h1{width:3000px;color:#c00}</style>");
    const { page, close } = await showPage(browser, html, { width: 390, scheme: "light" });
    expect((await tooWide(page))[0]).toMatch(/^H1 /);
    expect((await accessibilityFaults(page))[0]).toMatch(/^color-contrast: <h1/);
    await close();
  });

  it("is opened with the keyboard alone", async () => {
    const { page, close } = await showPage(browser, siteHtml(100), { width: 1280, scheme: "light" });
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.locator("details[open]").count()).toBe(1);
    await close();
  });

  it("says so when it is old, and needs no script for the rest", async () => {
    const old = siteHtml(1);
    const fresh = old.replace(/data-made="[^"]*"/, `data-made="${new Date().toISOString()}"`);
    for (const [html, isShown] of [
      [old, true],
      [fresh, false],
    ] as const) {
      const { page, close } = await showPage(browser, html, { width: 390, scheme: "light" });
      expect(await page.locator("#old").isVisible()).toBe(isShown);
      await close();
    }
  });
});
