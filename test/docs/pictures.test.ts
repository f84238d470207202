/** The README's pictures are those that `npm run pictures` makes, and small enough for a page. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findChromium } from "../../tools/pictures/chromium.ts";
import { fileOf, mostBytes, pictures, schemes } from "../../tools/pictures/list.ts";

const root = join(import.meta.dirname, "..", "..");
const readme = readFileSync(join(root, "README.md"), "utf8");
const made = pictures.flatMap((picture) => schemes.map((scheme) => fileOf(picture, scheme))).sort();

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

  it("has a description and a dark variant for each", () => {
    for (const picture of pictures) {
      const [light, dark] = schemes.map((scheme) => fileOf(picture, scheme));
      const shown = new RegExp(
        `<source media="\\(prefers-color-scheme: dark\\)" srcset="docs/images/${dark}"><img src="docs/images/${light}" [^>]*alt="[^"]{20,}"`,
      );
      expect(readme).toMatch(shown);
    }
  });
});

describe("without Chromium", () => {
  it("the script says what is missing", () => {
    expect(existsSync("/nowhere")).toBe(false);
    expect(() => findChromium("/nowhere")).toThrow("sudo apt-get install chromium");
  });
});
