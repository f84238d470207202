/** A screenshot that was made small shows what it showed. */
import { crc32, deflateSync, inflateSync } from "node:zlib";
import { expect, it } from "vitest";
import { compact } from "../../tools/pictures/png.ts";

const [width, height, channels] = [5, 12, 4];

/** Ten lines of colours that anybody can tell apart, and two empty ones. */
function colorAt(x: number, y: number): number[] {
  return y < 10 ? [x * 60, y * 25, (x + y) % 2 === 0 ? 0 : 255, 255] : [255, 255, 255, 255];
}

/** A PNG whose lines have gone through one filter after another. */
function screenshot(): Buffer {
  const at = (x: number, y: number, channel: number) => (x < 0 || y < 0 ? 0 : (colorAt(x, y)[channel] ?? 0));
  const lines = Array.from({ length: height }, (_, y) => {
    const bytes = Array.from({ length: width * channels }, (_, index) => {
      const [x, channel] = [Math.floor(index / channels), index % channels];
      const [left, above, corner] = [at(x - 1, y, channel), at(x, y - 1, channel), at(x - 1, y - 1, channel)];
      const guesses = [0, left, above, Math.floor((left + above) / 2), paeth(left, above, corner)];
      return (at(x, y, channel) - (guesses[y % 5] ?? 0)) & 255;
    });
    return [y % 5, ...bytes];
  });
  const header = Buffer.from([0, 0, 0, width, 0, 0, 0, height, 8, 6, 0, 0, 0]);
  const data = deflateSync(Buffer.from(lines.flat()));
  const chunks = [chunk("IHDR", header), chunk("IDAT", data.subarray(0, 9)), chunk("IDAT", data.subarray(9))];
  return Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), ...chunks, chunk("IEND", Buffer.alloc(0))]);
}

/** As the specification words it. */
function paeth(left: number, above: number, corner: number): number {
  const estimate = left + above - corner;
  const byDistance = [left, above, corner].map((value, order) => ({ value, order, off: Math.abs(estimate - value) }));
  return byDistance.sort((a, b) => a.off - b.off || a.order - b.order)[0]?.value ?? 0;
}

function chunk(type: string, data: Buffer): Buffer {
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(data, crc32(type)));
  return Buffer.concat([length, Buffer.from(type), data, sum]);
}

/** By type; of a type the last. */
function chunksOf(png: Buffer): Map<string, Buffer> {
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    const end = at + 8 + png.readUInt32BE(at);
    expect(png.readUInt32BE(end)).toBe(crc32(png.subarray(at + 4, end)));
    chunks.set(png.toString("latin1", at + 4, at + 8), png.subarray(at + 8, end));
  }
  return chunks;
}

it("keeps every pixel, in a palette", () => {
  const chunks = chunksOf(compact(screenshot()));
  expect(chunks.get("IHDR")).toEqual(Buffer.from([0, 0, 0, width, 0, 0, 0, height, 8, 3, 0, 0, 0]));
  const [palette, lines] = [chunks.get("PLTE"), inflateSync(chunks.get("IDAT") ?? "")];
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const index = lines[y * (width + 1) + 1 + x] ?? 0;
      expect([...(palette?.subarray(index * 3, index * 3 + 3) ?? [])]).toEqual(colorAt(x, y).slice(0, 3));
    }
});

it("refuses what it cannot read", () => {
  const png = screenshot();
  png[24] = 16;
  expect(() => compact(png)).toThrow("expected 8 bits per channel");
});
