import { crc32, deflateSync } from 'node:zlib';

export const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/**
 * Colour types, by bytes per pixel.
 *
 * @type {Readonly<Record<number, number>>}
 */
const COLOUR_TYPES = { 3: 2, 4: 6 };
const NO_FILTER = 0;
/** Each byte less the one above it: text repeats itself downwards. */
const FILTER_UP = 2;

/**
 * PNG (RFC 2083) of RGB or RGBA pixels, 8 bits per channel, row by row.
 *
 * @param {ArrayLike<number>} pixels
 * @param {number} width
 * @param {number} height
 */
export function encodePng(pixels, width, height) {
  const bytes = pixels.length / (width * height);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, COLOUR_TYPES[bytes], 0, 0, 0], 8);
  /** @param {number} filter */
  const deflate = (filter) =>
    deflateSync(filtered(Buffer.from(pixels), width * bytes, filter), { level: 9 });
  const [plain, up] = [deflate(NO_FILTER), deflate(FILTER_UP)];
  return Buffer.concat([
    PNG_SIGNATURE,
    pngChunk('IHDR', header),
    pngChunk('IDAT', up.length < plain.length ? up : plain),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/**
 * @param {Buffer} pixels
 * @param {number} rowBytes
 * @param {number} filter
 */
function filtered(pixels, rowBytes, filter) {
  const rows = pixels.length / rowBytes;
  const lines = Buffer.alloc(pixels.length + rows);
  for (let row = 0; row < rows; row++) {
    const [from, to] = [row * rowBytes, row * (rowBytes + 1)];
    lines[to] = filter;
    for (let at = 0; at < rowBytes; at++) {
      const above = filter === FILTER_UP && row > 0 ? pixels[from + at - rowBytes] : 0;
      lines[to + 1 + at] = pixels[from + at] - above;
    }
  }
  return lines;
}

/**
 * @param {string} type
 * @param {Buffer} data
 */
export function pngChunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const bytes = Buffer.alloc(body.length + 8);
  bytes.writeUInt32BE(data.length, 0);
  body.copy(bytes, 4);
  bytes.writeUInt32BE(crc32(body), body.length + 4);
  return bytes;
}
