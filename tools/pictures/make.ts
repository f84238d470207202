/**
 * Writes the pictures of docs/images from a month that is always the same, so that they change when the product does:
 *
 *     npm run pictures          all of them
 *     npm run pictures issue    one
 *
 * Wants chromium, and the fonts of Debian's fonts-liberation, fonts-dejavu and fonts-noto-color-emoji.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findChromium, takePicture } from "./chromium.ts";
import { fileOf, mostBytes, type Picture, pictures, type Scheme, schemes } from "./list.ts";
import { compact } from "./png.ts";
import { type Story, tellStory } from "./story.ts";

const target = join(import.meta.dirname, "..", "..", "docs", "images");

async function makePictures(wanted: readonly Picture[]): Promise<void> {
  const chromium = findChromium(process.env["PATH"] ?? "");
  const folder = mkdtempSync(join(tmpdir(), "server-monitor-pictures-"));
  try {
    const story = await tellStory(folder, process.env["PATH"] ?? "");
    mkdirSync(target, { recursive: true });
    for (const picture of wanted) for (const scheme of schemes) console.log(make(picture, scheme, story, chromium));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What was made, in a line. Pages lie in the folder of the results, where the month's pictures are. */
function make(picture: Picture, scheme: Scheme, story: Story, chromium: string): string {
  const name = fileOf(picture, scheme);
  const page = join(story.results, `${name}.html`);
  writeFileSync(page, picture.html(story));
  const png = compact(takePicture(page, { width: picture.width, scheme }, chromium));
  if (png.length > mostBytes) throw new Error(`${name}: is ${png.length} bytes, and ${mostBytes} are the most`);
  writeFileSync(join(target, name), png);
  return `docs/images/${name}: ${Math.ceil(png.length / 1024)} KB`;
}

if (import.meta.main) {
  const names = process.argv.slice(2);
  await makePictures(pictures.filter(({ name }) => names.length === 0 || names.includes(name)));
}
