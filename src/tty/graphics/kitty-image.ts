import { deflateSync } from 'node:zlib';
import type { Area } from '../screen/screen-layout';
import { cursorTo } from '../terminal/terminal-modes';
import type { PixelImage } from './pixel-image';

// Kitty's graphics protocol: https://sw.kovidgoyal.net/kitty/graphics-protocol/
// Frames are sent as compressed RGB, in the stream itself, and scaled by the terminal to cells.

const BEGIN = '\x1b_G';
const END = '\x1b\\';
const CHUNK_CHARS = 4_096;
/** Quick: the terminal is near, and what it shows is there for a thirtieth of a second. */
const LEVEL = 1;

/** All that were drawn, and their memory; the terminal says nothing about it. */
export const DELETE_KITTY_IMAGES = `${BEGIN}a=d,d=A,q=2${END}`;

/**
 * Shows `image` at `place`, cells of the screen.
 *
 * @param id 1 and more; what was shown by that number is replaced.
 */
export function kittyImage(image: PixelImage, place: Area, id: number): string {
  const { width, height } = image;
  const data = deflateSync(bytesOf(image), { level: LEVEL }).toString('base64');
  const keys =
    `a=T,q=2,C=1,f=24,o=z,i=${id},p=1,s=${width},v=${height},` + `c=${place.cols},r=${place.rows}`;
  let text = cursorTo(place.row, place.col);
  for (let at = 0; at < data.length; at += CHUNK_CHARS) {
    const more = at + CHUNK_CHARS < data.length ? 1 : 0;
    const control = at === 0 ? `${keys},m=${more}` : `m=${more}`;
    text += `${BEGIN}${control};${data.slice(at, at + CHUNK_CHARS)}${END}`;
  }
  return text;
}

function bytesOf({ pixels }: PixelImage): Uint8Array {
  const bytes = new Uint8Array(pixels.length * 3);
  for (const [index, colour] of pixels.entries()) {
    bytes[3 * index] = colour >> 16;
    bytes[3 * index + 1] = (colour >> 8) & 0xff;
    bytes[3 * index + 2] = colour & 0xff;
  }
  return bytes;
}
