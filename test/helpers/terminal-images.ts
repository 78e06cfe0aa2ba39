import { inflateSync } from 'node:zlib';
import { decode, fromRGBA8888 } from 'sixel';

/** An image that a terminal was told to show. */
export interface TerminalImage {
  /** Where on the screen, in cells from 0. */
  readonly row: number;
  readonly col: number;
  readonly width: number;
  readonly height: number;
  /** 0xRRGGBB, row by row. */
  readonly pixels: readonly number[];
}

/** One of kitty's: scaled to so many cells, by a number. */
export interface KittyImage extends TerminalImage {
  readonly id: number;
  readonly cols: number;
  readonly rows: number;
}

const BEGINS = ['\u001b_Ga=T', '\u001bP0;1;q'];
const PLACE_CHARS = 12;
const PLACE = '\u001b\\[(\\d+);(\\d+)H';
const KITTY = new RegExp(`(?:${PLACE})?\u001b_G([^;\u001b]*)(?:;([^\u001b]*))?\u001b\\\\`, 'g');
const SIXEL = new RegExp(`${PLACE}\u001bP[\\d;]*q([^\u001b]*)\u001b\\\\`, 'g');

/** All that a stream draws by kitty's protocol, in that order. */
export function kittyImages(stream: string): KittyImage[] {
  const images: KittyImage[] = [];
  let begun: { row: string; col: string; keys: Map<string, string>; data: string } | null = null;
  for (const [, row, col, control, data = ''] of stream.matchAll(KITTY)) {
    const keys = keysOf(control);
    if (keys.get('a') === 'T') begun = { row, col, keys, data: '' };
    else if (keys.has('a') || begun === null) continue;
    begun.data += data;
    if (keys.get('m') === '1') continue;
    images.push(readKitty(begun));
    begun = null;
  }
  return images;
}

/** What else is asked by kitty's protocol: `d` for images to be deleted, `q` a question. */
export function kittyDeeds(stream: string): string[] {
  return [...stream.matchAll(KITTY)].flatMap(([, , , control]) => {
    const deed = keysOf(control).get('a');
    return deed === undefined ? [] : [deed];
  });
}

/** The end of a stream that has the newest whole image, and not many more. */
export function endOf(stream: string): string {
  let from = stream.length;
  for (let images = 0; images < 2 && from > 0; images++) from = lastBegin(stream, from - 1);
  // Where it is to be stands before it.
  return stream.slice(Math.max(0, from - PLACE_CHARS));
}

function lastBegin(stream: string, before: number): number {
  return Math.max(...BEGINS.map((begin) => stream.lastIndexOf(begin, before)));
}

/** The numbers of the images that a terminal keeps behind a stream: data that nobody freed. */
export function keptKittyImages(stream: string): number[] {
  const kept = new Set<number>();
  for (const [, , , control] of stream.matchAll(KITTY)) {
    const keys = keysOf(control);
    if (keys.get('a') === 'T') kept.add(Number(keys.get('i')));
    // In capitals the data goes, too; small letters take away what is seen alone.
    if (keys.get('a') === 'd' && keys.get('d') === 'A') kept.clear();
  }
  return [...kept];
}

function keysOf(control: string): Map<string, string> {
  return new Map(control.split(',').map((pair) => pair.split('=') as [string, string]));
}

function readKitty({
  row,
  col,
  keys,
  data,
}: {
  row: string;
  col: string;
  keys: Map<string, string>;
  data: string;
}): KittyImage {
  const number = (key: string): number => Number(keys.get(key));
  const [width, height] = [number('s'), number('v')];
  const bytes = inflateSync(Buffer.from(data, 'base64'));
  if (number('f') !== 24 || bytes.length !== 3 * width * height)
    throw new Error('not as many bytes as its size says');
  const pixels = Array.from({ length: width * height }, (_, at) => bytes.readUIntBE(3 * at, 3));
  const place = { row: Number(row) - 1, col: Number(col) - 1 };
  return { ...place, id: number('i'), cols: number('c'), rows: number('r'), width, height, pixels };
}

/** All that a stream draws by sixel. */
export function sixelImages(stream: string): TerminalImage[] {
  return [...stream.matchAll(SIXEL)].map(([, row, col, sixel]) => {
    const { width, height, data32 } = decode(sixel);
    const pixels = Array.from(data32.subarray(0, width * height), (each) => {
      const [red, green, blue] = fromRGBA8888(each);
      return (red << 16) | (green << 8) | blue;
    });
    return { row: Number(row) - 1, col: Number(col) - 1, width, height, pixels };
  });
}

/** Brightness of 0xRRGGBB, 0 to 255. */
export function brightness(colour: number): number {
  return 0.299 * (colour >> 16) + 0.587 * ((colour >> 8) & 0xff) + 0.114 * (colour & 0xff);
}
