/** The README's pictures are those that `npm run pictures` makes, and small enough for a page. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findChromium } from "../../tools/pictures/chromium.ts";
import { mostBytes, pictures } from "../../tools/pictures/list.ts";

const root = join(import.meta.dirname, "..", "..");
const readme = readFileSync(join(root, "README.md"), "utf8");
const made = pictures.map(({ name }) => name).sort();

describe("docs/images", () => {
  it("holds the pictures that the script makes, and no other", () => {
    expect(readdirSync(join(root, "docs", "images")).sort()).toEqual(made);
  });

  it("is what the README shows, each picture once", () => {
    expect([...readme.matchAll(/docs\/images\/([\w.-]+)/g)].map(([, name]) => name).sort()).toEqual(made);
  });

  it.each(made)("%s is a picture that loads at once", (name) => {
    const png = readFileSync(join(root, "docs", "images", name));
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect(png.length).toBeLessThan(mostBytes);
  });

  it("has words for who cannot see each", () => {
    const shown = readme.match(/!\[[^\]]+\]\(docs\/images\/|<img src="docs\/images\/[^>]* alt="[^"]{20,}"/g);
    expect(shown).toHaveLength(made.length);
  });
});

describe("without Chromium", () => {
  it("the script says what is missing", () => {
    expect(existsSync("/nowhere")).toBe(false);
    expect(() => findChromium("/nowhere")).toThrow("sudo apt-get install chromium");
  });
});
