/**
 * SVG that GitHub shows as an image: no scripts, no fonts, nothing from elsewhere. A picture is as wide as its page: only
 * plots stretch, text keeps its size. Pure.
 */
import { htmlText, type Shown } from "../../safe-text.ts";
import { stateLooks } from "../state-looks.ts";
import { type Point, simplified } from "./simplify.ts";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Of a plot, in units that stretch with the page. */
export const plotWidth = 2000;
/** Vertical units of a plot: whole numbers are fine enough for a line. */
const unitsPerPixel = 2;
const longestText = 60;

const [up, down] = [stateLooks.up.area, stateLooks.down.area];

/**
 * The reader's system says whether it is dark, for an image is not told which theme of GitHub's is chosen. The ground is
 * painted, so that where the two differ everything is still readable.
 */
const style = [
  `:root{--g:#fff;--t:#1f2328;--m:#59636e;--e:#d1d9e0;--n:#e6eaef;--u:${up.light};--d:${down.light};--l0:#0969da}`,
  "@media(prefers-color-scheme:dark){",
  `:root{--g:#0d1117;--t:#f0f6fc;--m:#9198a1;--e:#3d444d;--n:#2b3138;--u:${up.dark};--d:${down.dark};--l0:#4493f8}}`,
  'text{font:12px -apple-system,"Segoe UI",Helvetica,Arial,sans-serif;fill:var(--t)}path{vector-effect:non-scaling-stroke}',
  ".h{font-weight:600}.m{fill:var(--m)}.r{text-anchor:end}.c{text-anchor:middle}",
  ".i{fill:var(--m);font-size:11px;paint-order:stroke;stroke:var(--g);stroke-width:3px;stroke-linejoin:round}",
  ".g{fill:var(--g);stroke:var(--e)}.e{fill:none;stroke:var(--e)}.k{stroke:var(--g);stroke-width:1.5}",
  ".n{fill:var(--n)}.u{fill:var(--u)}.d{fill:var(--d)}.o{fill:var(--d);opacity:.2}.a{fill:var(--l0);opacity:.45}",
].join("");

/** Of lines in one plot, told apart by a legend. */
const lineColours = ["var(--l0)", "#8250df", "#1a7f37", "#bf8700", "#e16f24", "#1b7c83", "#d4509a", "#6e7781"];
export const mostLines = lineColours.length;

function lineStyle(lineCount: number): string {
  if (lineCount === 0) return "";
  const ofLine = (colour: string, index: number) => `.l${index}{stroke:${colour}}.t${index}{fill:${colour}}`;
  const shape = "[class^=l]{fill:none;stroke-width:1.5;stroke-linejoin:round;stroke-linecap:round}";
  return shape + lineColours.slice(0, lineCount).map(ofLine).join("");
}

/** A picture of its own; `label` is what a screen reader says. */
export function svgPicture(height: number, label: string, parts: readonly string[], lineCount = 0): string {
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="${height}" role="img"><title>${svgText(label)}</title>`;
  const ground = `<rect class="g" width="100%" height="${height}" rx="6"/>`;
  const inner = ['<svg x="1.5%" width="97%">', ...parts.filter(Boolean), "</svg>"];
  return `${[`${head}<style>${style}${lineStyle(lineCount)}</style>`, ground, ...inner, "</svg>"].join("\n")}\n`;
}

/** Where something stands in a picture: pixels from above, and CSS lengths from the left. */
export interface Place {
  readonly x?: string;
  readonly y: number;
  readonly width?: string;
  readonly height: number;
}

/** What stretches with the page; its units are `plotWidth` across and two a pixel down. */
export function plot({ x = "0", y, width = "100%", height }: Place, paths: readonly string[]): string {
  const box = `viewBox="0 0 ${plotWidth} ${height * unitsPerPixel}" preserveAspectRatio="none"`;
  return `<svg x="${x}" y="${y}" width="${width}" height="${height}" ${box}>${paths.join("")}</svg>`;
}

/** Text that is cut where its room ends. */
export function cutText({ x = "0", y, width = "100%", height }: Place, words: Shown, classes = ""): string {
  return `<svg x="${x}" y="${y}" width="${width}" height="${height}">${text({ x: "0", y: 13 }, words, classes)}</svg>`;
}

/** Text at a point of its base line. Classes: h title, m muted, i within a plot, r ends there, c centred there. */
export function text(at: { readonly x: string; readonly y: number }, words: Shown, classes = ""): string {
  const kind = classes === "" ? "" : ` class="${classes}"`;
  return `<text x="${at.x}" y="${Math.round(at.y)}"${kind}>${svgText(words)}</text>`;
}

/** `■ 0 ■ 1`: which line is which. */
export function legend(y: number, names: readonly string[]): string {
  const parts = names.map((name, index) => `<tspan class="t${index}">■</tspan> ${svgText(name)}`);
  return `<text y="${y}" class="m">${parts.join(" ")}</text>`;
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
