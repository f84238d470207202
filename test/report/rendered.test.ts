/** Mails and the summary in Chromium, on a phone and on a desk, light and dark: what people see of them. */
import { HtmlValidate } from "html-validate";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { alertMail } from "../../src/report/mail/alert-mail.ts";
import { monthMail } from "../../src/report/mail/email.ts";
import { runMail } from "../../src/report/mail/run-mail.ts";
import { summaryPage } from "../../src/report/summary.ts";
import { githubPage } from "../../tools/pictures/github-page.ts";
import { accessibilityFaults, chromiumName, screens, showPage, startBrowser, tooWide } from "../support/browser.ts";
import { busyRun, links } from "../support/busy-run.ts";
import { fiveHosts, hostOf, manyHosts, monthOf } from "../support/month-models.ts";
import { canUse, describeWith } from "../support/tools.ts";

const monthOptions = {
  ...{ pagePath: "results/2026-10.md", links },
  pageUrl: "https://github.com/octo/monitor/blob/HEAD/results/2026-10.md",
};
const months = { 1: monthOf([hostOf("web-1")]), 14: fiveHosts(), 100: manyHosts(100) } as const;

function mailsOf(number: keyof typeof months): readonly (readonly [name: string, html: string])[] {
  const report = busyRun(number);
  const news = alertMail(report.alerts.changes, { ...report.alerts, clock: report.clock, links });
  return [
    [`the mail of alerts, hosts: ${number}`, news?.html ?? ""],
    [`the mail of a run, hosts: ${number}`, runMail(report).html],
    [`the mail of a month, hosts: ${number}`, monthMail(months[number], monthOptions).html],
  ];
}

const mails = ([1, 14, 100] as const).flatMap(mailsOf);
const summaries = ([1, 14, 100] as const).map((number) => {
  return [`the summary, hosts: ${number}`, githubPage("check", summaryPage(busyRun(number)))] as const;
});

describe.each(mails)("%s", (_name, html) => {
  it("is valid HTML, but for what only mail readers want", () => {
    const validator = new HtmlValidate({
      extends: ["html-validate:document"],
      rules: {
        // Outlook and Gmail know tables and inline styles alone.
        "no-inline-style": "off",
        "no-deprecated-attr": "off",
        "attr-quotes": "off",
        "no-conditional-comment": "off",
        "no-trailing-whitespace": "off",
        "wcag/h32": "off",
        "long-title": "off",
        "doctype-style": "off",
        "heading-level": ["error", { minInitialRank: "h2" }],
      },
    });
    const { results } = validator.validateStringSync(html);
    expect(results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`))).toEqual(
      [],
    );
  });

  it("leads to GitHub alone", () => {
    const hrefs = [...html.matchAll(/href="([^"]*)"/g)].map(([, href = ""]) => href.replaceAll("&#61;", "="));
    expect(hrefs.length).toBeGreaterThan(0);
    const known =
      /^https:\/\/github\.com\/octo\/monitor\/(issues(\/\d+|\?q=[\w%+-]+)|actions\/runs\/\d+|(tree|blob)\/HEAD\/results[\w./-]*)$/;
    expect(hrefs.filter((href) => !known.test(href))).toEqual([]);
  });
});

let browser: Browser;
beforeAll(async () => {
  if (canUse([chromiumName])) browser = await startBrowser();
});
afterAll(() => browser?.close());

describeWith([chromiumName], "in Chromium", () => {
  const shown = [...mails, ...summaries].flatMap(([name, html]) =>
    screens.map((screen) => ({ name, html, ...screen })),
  );
  it.each(shown)("$name fits $width px and can be read, $scheme", async ({ html, ...screen }) => {
    const { page, requests, close } = await showPage(browser, html, screen);
    expect(await tooWide(page)).toEqual([]);
    expect((await accessibilityFaults(page)).filter((fault) => fault.startsWith("color-contrast"))).toEqual([]);
    expect(requests.filter((url) => /^https?:/.test(url))).toEqual([]);
    await close();
  });
});
