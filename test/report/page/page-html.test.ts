import { createHash } from "node:crypto";
import { HtmlValidate } from "html-validate";
import { describe, expect, it } from "vitest";
import { pageHtml } from "../../../src/report/page/page-html.ts";
import { script, scriptHash } from "../../../src/report/page/page-style.ts";
import { utcClock } from "../../../src/words/instant.ts";
import { fleetNow } from "../../support/fleet-history.ts";
import { modelOfRuns, siteHtml } from "../../support/fleet-site.ts";
import { dead, well } from "../../support/rows.ts";
import { typedRow } from "../../support/typed-row.ts";

const validator = new HtmlValidate({
  extends: ["html-validate:standard", "html-validate:document"],
  // The page is a single file.
  rules: { "require-sri": "off", "no-inline-style": "off", "long-title": "off" },
});

async function htmlFaults(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${line} ${ruleId}: ${message}`),
  );
}

const hostileNames = [
  "</title><script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "a&amp;b",
  "'--><b>",
  "\u202egnp.exe",
];

function hostilePage(): string {
  const runs = [new Date(fleetNow.getTime() - 3_600_000), fleetNow].map((time) =>
    hostileNames.map((host, index) => typedRow(time, host, index === 0 ? dead : { ...well, errors: "<script>" })),
  );
  const inventory = hostileNames.map((host) => ({ host, isNamed: true, group: `<g>"${host}` }));
  return pageHtml(modelOfRuns(runs, inventory, "full"), utcClock(fleetNow));
}

describe("index.html", () => {
  it.each([
    ["one host", () => siteHtml(1)],
    ["a fleet", () => siteHtml(14)],
    ["all that is known of it", () => siteHtml(14, "full")],
    ["a hundred hosts", () => siteHtml(100)],
    ["hostile names", hostilePage],
    ["no host", () => pageHtml(modelOfRuns([], []), utcClock(fleetNow))],
  ])("is valid HTML for %s", async (_what, make) => {
    expect(await htmlFaults(make())).toEqual([]);
  });

  it("says how much of the time was measured, but not on the first day of a monitor that was started by hand", () => {
    const rowsAgo = (hours: readonly number[]) =>
      hours.map((ago) => [typedRow(new Date(fleetNow.getTime() - ago * 3_600_000), "a", well)]);
    const page = (hours: readonly number[]) => pageHtml(modelOfRuns(rowsAgo(hours), undefined), utcClock(fleetNow));
    expect(page([6, 5.9, 5.8, 5.7, 1])).not.toContain("of the time measured");
    expect(page([30, 29, 28, 27, 26, 2])).toContain("of the time measured");
  });

  it("is found invalid where it is", async () => {
    expect(await htmlFaults(siteHtml(1).replace("</h1>", "</h2>"))).not.toEqual([]);
  });

  it("names nothing that a browser would load, and lets nothing run but its own script", () => {
    const html = siteHtml(14, "full");
    const targets = [...html.matchAll(/(?:src|href|action|url)\s*[=(]\s*["']?([^"')\s>]+)/g)].map(
      ([, target = ""]) => target,
    );
    expect(targets.filter((target) => !target.startsWith("data:"))).toEqual(["status.json"]);
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(scriptHash).toBe(`sha256-${createHash("sha256").update(script).digest("base64")}`);
  });

  it("shows names, groups and causes of any kind as text", () => {
    const html = hostilePage();
    expect(html.match(/<script|<img|<b>|<g>/g)).toEqual(["<script"]);
    expect(html).not.toContain("\u202e");
    expect(html).toContain("&#60;img src&#61;x onerror&#61;alert(1)&#62;");
  });

  it("folds hosts that are up by group where there are many, and only those", () => {
    const html = siteHtml(100);
    const [troubled = "", folded = ""] = html.split("<h2>Up</h2>");
    expect(troubled).toContain("<strong>db-1</strong>");
    expect(troubled).not.toContain("<details");
    expect(
      folded
        .split("<h2>")[0]
        ?.match(/class="state \w+/g)
        ?.filter((each) => !each.endsWith(" up")),
    ).toEqual([]);
    expect(folded).toContain("<h3>production</h3>");
  });

  it("has no group where there is none, and one for the rest where there are some", () => {
    expect(siteHtml(1)).toContain("<h2>production</h2>");
    const runs = [["a", "b"].map((host) => typedRow(fleetNow, host, well))];
    const titles = (groups: readonly (string | undefined)[]) => {
      const inventory = ["a", "b"].map((host, index) => ({ host, isNamed: true, group: groups[index] }));
      return [...pageHtml(modelOfRuns(runs, inventory), utcClock(fleetNow)).matchAll(/<h2>(.*?)<\/h2>/g)].map(
        ([, title]) => title,
      );
    };
    expect(titles([undefined, undefined])).toEqual(["Hosts", "Past incidents"]);
    expect(titles([undefined, "office"])).toEqual(["office", "Other hosts", "Past incidents"]);
  });

  it("does not turn red for planned work", () => {
    const rows = [typedRow(fleetNow, "a", well), typedRow(fleetNow, "b", { ...dead, silenced: "maintenance" })];
    const html = pageHtml(modelOfRuns([rows], undefined), utcClock(fleetNow));
    expect(html).toContain('<div class="banner up">\n<h1>1 of 2 hosts is up, 1 is down, 1 is in maintenance</h1>');
    expect(html).toContain('<span class="state down">down, in maintenance</span>');
  });

  it("names the zone once", () => {
    const html = pageHtml(modelOfRuns([[typedRow(fleetNow, "a", well)]], undefined), {
      near: fleetNow,
      zone: "Europe/Berlin",
    });
    expect(html.match(/Europe\/Berlin/g)).toHaveLength(1);
    expect(html).toContain("22 Nov 2026 22:30 Europe/Berlin");
  });
});
