/** Pages in Chromium, driven by playwright-core. Nothing is loaded from anywhere but the page itself. */
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { findTool } from "./tools.ts";

export type { Page } from "playwright-core";

export const chromiumName = "chromium";

export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findTool(chromiumName) ?? chromiumName, chromiumSandbox: false });
}

export interface Screen {
  readonly width: number;
  readonly scheme: "light" | "dark";
}

export const screens: readonly Screen[] = [390, 1280].flatMap((width) =>
  (["light", "dark"] as const).map((scheme) => ({ width, scheme })),
);

/** A document in a window. `requests` is everything that it asked for. */
export async function showPage(browser: Browser, html: string, { width, scheme }: Screen) {
  const context = await browser.newContext({
    ...{ viewport: { width, height: 900 }, colorScheme: scheme, offline: true },
  });
  const page = await context.newPage();
  const requests: string[] = [];
  page.on("request", (request) => void requests.push(request.url()));
  await page.setContent(html, { waitUntil: "load" });
  return { page, requests, close: () => context.close() };
}

/** Elements that stick out of the page, each by its tag and text. What scrolls by itself may be wider inside. */
export function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const width = document.documentElement.clientWidth;
    const isScrolled = ({ parentElement }) =>
      parentElement !== null && (/auto|scroll/.test(getComputedStyle(parentElement).overflowX) || isScrolled(parentElement));
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > width + 1 && !isScrolled(element))
      .map((element) => element.tagName + " " + element.textContent.trim().slice(0, 40));
  })()`);
}

/** What axe-core finds, each with the elements: contrast of text, names, roles, structure. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(`axe.run().then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ": " + html.slice(0, 200))))`);
}
