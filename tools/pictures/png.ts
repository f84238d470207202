/**
 * Makes a screenshot small: a palette instead of true colour, and without the empty space below what it shows. Reads what
 * Chromium writes (8 bits, RGB or RGBA, not interlaced) and nothing else.
 */
import { crc32, deflateSync, inflateSync } from "node:zlib";

interface Bitmap {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue of each pixel. */
  readonly rgb: Buffer;
}

export function compact(png: Buffer): Buffer {
  return encode(trimmed(decode(png)));
}

const signature = Buffer.from("89504e470d0a1a0a", "hex");

function decode(png: Buffer): Bitmap {
  const chunks = chunksOf(png);
  const header = chunks.find(({ type }) => type === "IHDR")?.data;
  const channels =
    header === undefined
      ? undefined
      : new Map([
          [2, 3],
          [6, 4],
        ]).get(header.readUInt8(9));
  if (header === undefined || channels === undefined || header.readUInt8(8) !== 8 || header.readUInt8(12) !== 0)
    throw new Error("png: expected 8 bits per channel, RGB or RGBA, not interlaced");
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const data = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data)));
  return { width, height, rgb: withoutAlpha(unfiltered(data, { width, height, channels }), channels) };
}

function chunksOf(png: Buffer): { type: string; data: Buffer }[] {
  const chunks = [];
  for (let at = signature.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString("latin1", at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

/** Each line begins with the number of the filter that it went through (PNG specification, section 9). */
function unfiltered(data: Buffer, { width, height, channels }: { width: number; height: number; channels: number }) {
  const stride = width * channels;
  const pixels = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = data[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x < channels ? 0 : (pixels[at - channels] ?? 0);
      const above = y === 0 ? 0 : (pixels[at - stride] ?? 0);
      const corner = x < channels || y === 0 ? 0 : (pixels[at - stride - channels] ?? 0);
      pixels[at] = (data[y * (stride + 1) + 1 + x] ?? 0) + predicted(filter, left, above, corner);
    }
  }
  return pixels;
}

function predicted(filter: number, left: number, above: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  if (filter !== 4) return 0;
  const [a, b, c] = [Math.abs(above - corner), Math.abs(left - corner), Math.abs(left + above - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? above : corner;
}

function withoutAlpha(pixels: Buffer, channels: number): Buffer {
  return channels === 3 ? pixels : Buffer.from(pixels.filter((_, index) => index % 4 !== 3));
}

/** Left below what the picture shows. */
const marginPixels = 30;

function trimmed({ width, height, rgb }: Bitmap): Bitmap {
  const stride = width * 3;
  const empty = rgb.subarray((height - 1) * stride, height * stride);
  let last = height - 1;
  while (last > 0 && rgb.subarray(last * stride, (last + 1) * stride).equals(empty)) last -= 1;
  const kept = last === height - 1 ? height : Math.min(height, last + 1 + marginPixels);
  return { width, height: kept, rgb: rgb.subarray(0, kept * stride) };
}

function encode({ width, height, rgb }: Bitmap): Buffer {
  const { palette, indexOf } = paletteOf(rgb);
  const lines = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) lines[y * (width + 1) + 1 + x] = indexOf(colorAt(rgb, y * width + x));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const packed = deflateSync(lines, { level: 9, memLevel: 9 });
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("PLTE", palette),
    chunk("IDAT", packed),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const [head, tail] = [Buffer.alloc(8), Buffer.alloc(4)];
  head.writeUInt32BE(data.length, 0);
  head.write(type, 4, "latin1");
  tail.writeUInt32BE(crc32(data, crc32(type)), 0);
  return Buffer.concat([head, data, tail]);
}

function colorAt(rgb: Buffer, pixel: number): number {
  return rgb.readUIntBE(pixel * 3, 3);
}

const mostColors = 256;

/** The most frequent colours, of those that nobody can tell apart one; every other becomes the nearest of them. */
function paletteOf(rgb: Buffer): { palette: Buffer; indexOf: (color: number) => number } {
  const counts = new Map<number, number>();
  for (let pixel = 0; pixel < rgb.length / 3; pixel += 1) {
    const color = colorAt(rgb, pixel);
    counts.set(color, (counts.get(color) ?? 0) + 1);
  }
  const chosen = distinct([...counts].sort(([a, m], [b, n]) => n - m || a - b).map(([color]) => color));
  const known = new Map(chosen.map((color, index) => [color, index]));
  const indexOf = (color: number) => {
    const index = known.get(color) ?? nearest(color, chosen);
    known.set(color, index);
    return index;
  };
  const palette = Buffer.alloc(chosen.length * 3);
  for (const [index, color] of chosen.entries()) palette.writeUIntBE(color, index * 3, 3);
  return { palette, indexOf };
}

/** Of the squares of the differences of red, green and blue. */
const tellingDistance = 48;

function distinct(colors: readonly number[]): number[] {
  const chosen: number[] = [];
  for (const color of colors) {
    if (chosen.length === mostColors) break;
    if (chosen.every((other) => distance(color, other) > tellingDistance)) chosen.push(color);
  }
  return chosen;
}

function nearest(color: number, chosen: readonly number[]): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (const [index, other] of chosen.entries()) {
    const away = distance(color, other);
    if (away < least) [best, least] = [index, away];
  }
  return best;
}

function distance(a: number, b: number): number {
  return square((a >> 16) - (b >> 16)) + square(((a >> 8) & 255) - ((b >> 8) & 255)) + square((a & 255) - (b & 255));
}

function square(value: number): number {
  return value * value;
}
