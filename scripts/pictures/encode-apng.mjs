import { deflateSync } from 'node:zlib';
import { PNG_SIGNATURE, pngChunk } from './encode-png.mjs';
import { choosePalette } from './median-cut.mjs';

/** The first colour of the palette is none: what does not change shows what was there. */
const UNCHANGED = 0;
const MAX_COLOURS = 255;

/**
 * A part of a picture that changed.
 *
 * @typedef {{ x: number, y: number, width: number, height: number, indices: Uint8Array }} Change
 */

/** @type {typeof import('./encode-apng.mjs').encodeApng} */
export function encodeApng(frames, width, height) {
  const { palette, indexOf } = choosePalette(
    frames.map(({ rgb }) => rgb),
    MAX_COLOURS,
  );
  const chunks = [header(width, height), animation(frames.length), ...colours(palette)];
  const shown = new Uint8Array(width * height);
  let sequence = 0;
  for (const [number, { rgb, durationMs }] of frames.entries()) {
    const change = changeOf(rgb, { indexOf, shown, width, isFirst: number === 0 });
    chunks.push(control((sequence += 1) - 1, change, durationMs));
    const data = deflateSync(linesOf(change), { level: 9 });
    if (number === 0) chunks.push(pngChunk('IDAT', data));
    else chunks.push(pngChunk('fdAT', Buffer.concat([number32((sequence += 1) - 1), data])));
  }
  return Buffer.concat([PNG_SIGNATURE, ...chunks, pngChunk('IEND', Buffer.alloc(0))]);
}

/** @param {number} value */
function number32(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/**
 * @param {number} width
 * @param {number} height
 */
function header(width, height) {
  return pngChunk(
    'IHDR',
    Buffer.concat([number32(width), number32(height), Buffer.from([8, 3, 0, 0, 0])]),
  );
}

/** @param {number} count */
const animation = (count) => pngChunk('acTL', Buffer.concat([number32(count), number32(0)]));

/** @param {readonly (readonly number[])[]} palette */
function colours(palette) {
  return [
    pngChunk('PLTE', Buffer.from([0, 0, 0, ...palette.flat()])),
    pngChunk('tRNS', Buffer.from([0])),
  ];
}

/**
 * @param {number} sequence
 * @param {Change} change
 * @param {number} durationMs
 */
function control(sequence, { x, y, width, height }, durationMs) {
  const times = Buffer.alloc(6);
  times.writeUInt16BE(Math.round(durationMs), 0);
  times.writeUInt16BE(1_000, 2);
  // Nothing is taken away afterwards, and what is drawn lies over what was there.
  times.set([0, 1], 4);
  return pngChunk('fcTL', Buffer.concat([...[sequence, width, height, x, y].map(number32), times]));
}

/**
 * Of a picture what is not shown yet; from then on it is.
 *
 * @param {Uint8Array} rgb
 * @param {{
 *   indexOf: (rgb: Uint8Array, at: number) => number,
 *   shown: Uint8Array,
 *   width: number,
 *   isFirst: boolean,
 * }} state
 * @returns {Change}
 */
function changeOf(rgb, { indexOf, shown, width, isFirst }) {
  const height = shown.length / width;
  const fresh = new Uint8Array(shown.length).fill(UNCHANGED);
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let at = 0; at < shown.length; at++) {
    const index = indexOf(rgb, at * 3) + 1;
    if (index === shown[at] && !isFirst) continue;
    fresh[at] = shown[at] = index;
    const [x, y] = [at % width, Math.floor(at / width)];
    [left, top] = [Math.min(left, x), Math.min(top, y)];
    [right, bottom] = [Math.max(right, x), Math.max(bottom, y)];
  }
  // A picture has at least one pixel, which may say nothing.
  if (left > right) [left, top, right, bottom] = [0, 0, 0, 0];
  const size = { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
  const indices = new Uint8Array(size.width * size.height);
  for (let row = 0; row < size.height; row++) {
    const from = (top + row) * width + left;
    indices.set(fresh.subarray(from, from + size.width), row * size.width);
  }
  return { ...size, indices };
}

/**
 * As they are: of indices no filter makes less.
 *
 * @param {Change} change
 */
function linesOf({ width, height, indices }) {
  const lines = Buffer.alloc((width + 1) * height);
  for (let row = 0; row < height; row++)
    lines.set(indices.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  return lines;
}
