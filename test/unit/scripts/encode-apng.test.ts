import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { encodeApng } from '../../../scripts/pictures/encode-apng.mjs';

const [WIDTH, HEIGHT] = [5, 4];
const BLACK = [0, 0, 0];
const RED = [255, 0, 0];
const WHITE = [255, 255, 255];

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

function chunksOf(png: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    chunks.push({ type, data: png.subarray(at + 8, at + 8 + length) });
  }
  return chunks;
}

/** What a viewer shows, picture by picture, as pixels; and for how many milliseconds. */
function shownBy(png: Buffer): { pixels: number[][]; ms: number; drawn: number }[] {
  const chunks = chunksOf(png);
  const palette = chunks.find(({ type }) => type === 'PLTE')?.data ?? Buffer.alloc(0);
  const canvas: number[][] = Array.from({ length: WIDTH * HEIGHT }, () => []);
  return chunks.flatMap(({ type, data: control }, index) => {
    if (type !== 'fcTL') return [];
    const [, width, height, x, y] = [0, 4, 8, 12, 16].map((at) => control.readUInt32BE(at));
    const next = chunks[index + 1];
    const lines = inflateSync(next.type === 'IDAT' ? next.data : next.data.subarray(4));
    for (let row = 0; row < height; row++) {
      for (let col = 0; col < width; col++) {
        const colour = lines[row * (width + 1) + 1 + col];
        const place = (y + row) * WIDTH + x + col;
        if (colour > 0) canvas[place] = [...palette.subarray(colour * 3, colour * 3 + 3)];
      }
    }
    return [{ pixels: [...canvas], ms: control.readUInt16BE(20), drawn: width * height }];
  });
}

/** All of one colour, but for some pixels. */
function picture(
  ground: readonly number[],
  dots: Readonly<Record<number, readonly number[]>> = {},
) {
  return Array.from({ length: WIDTH * HEIGHT }, (_, at) => [...(dots[at] ?? ground)]);
}

it('a film shows each picture as it was, and draws of it only what is new', () => {
  const pictures = [
    picture(BLACK),
    picture(BLACK, { 7: RED }),
    picture(BLACK, { 7: RED }),
    picture(WHITE),
  ];
  const frames = pictures.map((pixels, index) => ({
    rgb: Uint8Array.from(pixels.flat()),
    durationMs: 100 + index,
  }));
  const shown = shownBy(encodeApng(frames, WIDTH, HEIGHT));
  expect(shown.map(({ pixels }) => pixels)).toEqual(pictures);
  expect(shown.map(({ ms }) => ms)).toEqual([100, 101, 102, 103]);
  expect(shown.map(({ drawn }) => drawn)).toEqual([20, 1, 1, 20]);
});

it('a film of more colours than there are places for shows near ones', () => {
  const pixels = Array.from({ length: 40 * 40 }, (_, at) => [
    at % 256,
    (at * 7) % 256,
    (at * 31) % 256,
  ]);
  const png = encodeApng([{ rgb: Uint8Array.from(pixels.flat()), durationMs: 50 }], 40, 40);
  const palette = chunksOf(png).find(({ type }) => type === 'PLTE')?.data ?? Buffer.alloc(0);
  expect(palette.length / 3).toBeLessThanOrEqual(256);
  const lines = inflateSync(
    chunksOf(png).find(({ type }) => type === 'IDAT')?.data ?? Buffer.alloc(0),
  );
  const errors = pixels.flatMap((pixel, at) => {
    const colour = lines[Math.floor(at / 40) * 41 + 1 + (at % 40)];
    return pixel.map((level, channel) => Math.abs(level - palette[colour * 3 + channel]));
  });
  expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(16);
});

it('the film of the README moves, and is no burden', () => {
  const png = readFileSync(new URL('../../../docs/images/film.png', import.meta.url));
  expect(png.length).toBeLessThan(2 ** 21);
  const control = chunksOf(png).find(({ type }) => type === 'acTL')?.data;
  expect(control?.readUInt32BE(0)).toBeGreaterThan(50);
});
