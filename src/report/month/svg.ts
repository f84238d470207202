/**
 * SVG that GitHub shows as an image: no scripts, no fonts, nothing from elsewhere. Two units are one pixel, so that whole
 * numbers are fine enough for a line; paths are relative, which halves what a picture adds to the repository. Pure.
 */
import { htmlText, type Shown } from "../../safe-text.ts";
import { type Point, simplified } from "./simplify.ts";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const unitsPerPixel = 2;
const longestText = 60;

/**
 * The reader's system says whether it is dark, for an image is not told which theme of GitHub's is chosen. The ground is
 * painted, so that where the two differ everything is still readable.
 */
const style = [
  ":root{--g:#fff;--t:#1f2328;--m:#59636e;--e:#d1d9e0;--n:#e6eaef;--b:#0969da;--v:#8250df;--u:#2da44e;--d:#cf222e}",
  "@media(prefers-color-scheme:dark){",
  ":root{--g:#0d1117;--t:#f0f6fc;--m:#9198a1;--e:#3d444d;--n:#2b3138;--b:#4493f8;--v:#ab7df8;--u:#2ea043;--d:#f85149}}",
  'text{font:24px -apple-system,"Segoe UI",Helvetica,Arial,sans-serif;fill:var(--t)}',
  ".h{font-weight:600}.m{fill:var(--m)}.s{font-size:22px}.r{text-anchor:end}.c{text-anchor:middle}",
  ".g{fill:var(--g);stroke:var(--e);stroke-width:2}.e{fill:none;stroke:var(--e);stroke-width:1}",
  ".k{stroke:var(--g);stroke-width:3}.n{fill:var(--n)}.u{fill:var(--u)}.d{fill:var(--d)}.o{fill:var(--d);opacity:.2}.a{fill:var(--b);opacity:.45}",
  ".b,.v{fill:none;stroke:var(--b);stroke-width:3;stroke-linejoin:round;stroke-linecap:round}.v{stroke:var(--v)}",
].join("");

/** A picture of its own; `label` is what a screen reader says. */
export function svgPicture(width: number, height: number, label: string, parts: readonly string[]): string {
  const size = `width="${width / unitsPerPixel}" height="${height / unitsPerPixel}" viewBox="0 0 ${width} ${height}"`;
  const ground = `<rect class="g" x="1" y="1" width="${width - 2}" height="${height - 2}" rx="12"/>`;
  const head = `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img"><title>${svgText(label)}</title>`;
  return `${[`${head}<style>${style}</style>`, ground, ...parts.filter(Boolean), "</svg>"].join("\n")}\n`;
}

/** Text at a point of its base line. Classes: h title, m muted, s small, r ends there, c centred there. */
export function text(at: Point, words: Shown, classes = ""): string {
  const kind = classes === "" ? "" : ` class="${classes}"`;
  return `<text x="${Math.round(at.x)}" y="${Math.round(at.y)}"${kind}>${svgText(words)}</text>`;
}

/** XML knows characters that it does not allow at all, beyond those that HTML minds. */
function svgText(words: Shown): string {
  return htmlText(clip(words)).replace(/[\ufffe\uffff]/g, "\ufffd");
}

function clip(words: Shown): Shown {
  if (typeof words !== "string" || words.length <= longestText) return words;
  return `${words.slice(0, longestText)}…`;
}

export function path(classes: string, data: string): string {
  return data === "" ? "" : `<path class="${classes}" d="${data}"/>`;
}

/** Many boxes as one path. */
export function boxes(all: readonly Box[]): string {
  return all
    .map(({ x, y, width, height }) => ({
      x: Math.round(x),
      y: Math.round(y),
      w: Math.round(width),
      h: Math.round(height),
    }))
    .filter(({ w, h }) => w > 0 && h > 0)
    .map(({ x, y, w, h }) => `M${x} ${y}h${w}v${h}h${-w}z`)
    .join("");
}

/** Half of a pixel less than a line is thick. */
const tolerance = 2;

/** Stretches of points without a gap, each with as few points as show it. */
export function stretches(points: readonly (Point | undefined)[]): Point[][] {
  const all: Point[][] = [[]];
  for (const point of points) {
    if (point === undefined) all.push([]);
    else all.at(-1)?.push(point);
  }
  return all
    .filter((stretch) => stretch.length > 0)
    .map((stretch) => simplified(stretch, tolerance).map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) })));
}

/** A line through the points of every stretch; a point alone becomes a dot. */
export function lines(all: readonly (readonly Point[])[]): string {
  return all.map((points) => (points.length === 1 ? `${steps(points)}h0` : steps(points))).join("");
}

/** What is between the line and the ground; a point alone becomes a post. */
export function areas(all: readonly (readonly Point[])[], ground: number): string {
  return all
    .map((points) => `${steps(points)}${points.length === 1 ? "h4" : ""}V${ground}H${points[0]?.x ?? 0}z`)
    .join("");
}

function steps([first, ...others]: readonly Point[]): string {
  if (first === undefined) return "";
  let last = first;
  const moves = others.map((point) => {
    const [dx, dy] = [point.x - last.x, point.y - last.y];
    last = point;
    return `${dx}${dy < 0 ? "" : " "}${dy}`;
  });
  const line =
    moves.length === 0 ? "" : `l${moves.reduce((all, move) => `${all}${move.startsWith("-") ? "" : " "}${move}`)}`;
  return `M${first.x} ${first.y}${line}`;
}
