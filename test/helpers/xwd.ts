import type { I420Frame } from '../../src/shared/ascii/pixel-frame';
import { frameToRgb } from './frame-to-rgb';

const HEADER_INTS = 25;
const NAME = 'frame\0';
const FILE_VERSION = 7;
const Z_PIXMAP = 2;
const TRUE_COLOUR = 4;
const BITS_PER_PIXEL = 24;

/**
 * The frame as an X window dump (XWDFile.h of X11): 24 bits a pixel and no compression, so that
 * reading it costs next to nothing.
 */
export function encodeXwd(frame: I420Frame): Buffer {
  const { width, height } = frame;
  const planes = frameToRgb(frame, width, height);
  const pixels = Buffer.alloc(width * height * 3);
  planes.forEach((plane, channel) => {
    // Least significant byte first: blue, green, red.
    plane.forEach((value, at) => (pixels[at * 3 + 2 - channel] = Math.round(value)));
  });
  return Buffer.concat([xwdHeader(width, height), Buffer.from(NAME, 'latin1'), pixels]);
}

function xwdHeader(width: number, height: number): Buffer {
  const header = Buffer.alloc(4 * HEADER_INTS);
  const shape = [Z_PIXMAP, BITS_PER_PIXEL, width, height, 0];
  const layout = [0, 32, 0, 32, BITS_PER_PIXEL, width * 3];
  const colours = [TRUE_COLOUR, 0xff0000, 0xff00, 0xff, 8, 0, 0];
  const window = [width, height, 0, 0, 0];
  [header.length + NAME.length, FILE_VERSION, ...shape, ...layout, ...colours, ...window].forEach(
    (value, index) => header.writeUInt32BE(value, 4 * index),
  );
  return header;
}
