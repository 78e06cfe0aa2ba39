import { inflateSync } from 'node:zlib';
import { PNG_SIGNATURE } from './encode-png.mjs';

/** Bytes per pixel, by colour type: what Chromium takes screenshots in. */
const BYTES_PER_PIXEL = /** @type {Readonly<Record<number, number>>} */ ({ 2: 3, 6: 4 });

/**
 * Pixels of a PNG (RFC 2083) as browsers write screenshots: 8 bits per channel, RGB or RGBA, not
 * interlaced. What is transparent counts as it is written.
 *
 * @param {Buffer} png
 * @returns {{ width: number, height: number, rgb: Uint8Array }}
 */
export function decodePng(png) {
  if (!png.subarray(0, 8).equals(PNG_SIGNATURE)) throw new Error('This is no PNG.');
  const [width, height] = [16, 20].map((at) => png.readUInt32BE(at));
  const bytes = BYTES_PER_PIXEL[png[25]];
  if (png[24] !== 8 || bytes === undefined || png[28] !== 0)
    throw new Error('This PNG is unusual.');
  const lines = inflateSync(Buffer.concat(dataOf(png)));
  const rowBytes = width * bytes;
  const pixels = new Uint8Array(rowBytes * height);
  for (let row = 0; row < height; row++) {
    const from = row * (rowBytes + 1);
    unfilter(lines.subarray(from + 1, from + 1 + rowBytes), lines[from], pixels, row, bytes);
  }
  return { width, height, rgb: bytes === 3 ? pixels : withoutAlpha(pixels) };
}

/** @param {Buffer} png */
function dataOf(png) {
  const parts = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return parts;
}

/**
 * @param {Uint8Array} line as it is filtered
 * @param {number} filter
 * @param {Uint8Array} pixels of the picture
 * @param {number} row
 * @param {number} bytes per pixel
 */
function unfilter(line, filter, pixels, row, bytes) {
  const start = row * line.length;
  for (let at = 0; at < line.length; at++) {
    const left = at < bytes ? 0 : pixels[start + at - bytes];
    const up = row === 0 ? 0 : pixels[start + at - line.length];
    const corner = at < bytes || row === 0 ? 0 : pixels[start + at - line.length - bytes];
    pixels[start + at] = line[at] + guess(filter, left, up, corner);
  }
}

/**
 * What a filter expects of a byte.
 *
 * @param {number} filter
 * @param {number} left
 * @param {number} up
 * @param {number} corner
 */
function guess(filter, left, up, corner) {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const [toLeft, toUp, toCorner] = [up - corner, left - corner, left + up - 2 * corner].map(
    Math.abs,
  );
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

/** @param {Uint8Array} rgba */
function withoutAlpha(rgba) {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let pixel = 0; pixel < rgba.length / 4; pixel++)
    rgb.set(rgba.subarray(pixel * 4, pixel * 4 + 3), pixel * 3);
  return rgb;
}
