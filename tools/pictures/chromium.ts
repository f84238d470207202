/** Chromium without a window: from a page in a file to a picture of it. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { Scheme } from "./list.ts";

/** Pixels of a picture for one of the page: sharp on most screens, at half the bytes of 2. */
const scale = 1.5;

/** Throws where there is none. */
export function findChromium(path: string): string {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const found = names.flatMap((name) => path.split(delimiter).map((folder) => join(folder, name))).find(existsSync);
  if (found === undefined) throw new Error("chromium: is not in PATH; sudo apt-get install chromium");
  return found;
}

/** Higher than any page, in CSS pixels: what a page leaves empty is cut off afterwards. */
const height = 5000;

interface Window {
  readonly width: number;
  readonly scheme: Scheme;
}

export function takePicture(page: string, { width, scheme }: Window, chromium: string) {
  const folder = dirname(page);
  const picture = `${page}.png`;
  const flags = [
    // Its sandbox wants a user other than root, and the page is ours.
    ...["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--lang=en"],
    // Every machine draws the same.
    ...["--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb"],
    ...[`--user-data-dir=${join(folder, ".chromium")}`, `--force-device-scale-factor=${scale}`],
    `--blink-settings=preferredColorScheme=${scheme === "dark" ? 0 : 1}`,
    ...[`--window-size=${width},${height}`, `--screenshot=${picture}`, `file://${page}`],
  ];
  const { status, stderr } = spawnSync(chromium, flags, { cwd: folder, encoding: "utf8", timeout: 60_000 });
  if (!existsSync(picture)) throw new Error(`chromium: took no picture of ${page} (exit ${status}): ${stderr}`);
  return readFileSync(picture);
}
