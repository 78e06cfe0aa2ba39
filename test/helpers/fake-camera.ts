import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decode } from 'jpeg-js';
import { keptClip } from './kept-clip';
import { patternFrame } from './pattern-clip';
import { encodeY4m, decodeY4m, type YuvFrame } from './y4m';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export const CLIP_WIDTH_PX = 640;
export const CLIP_HEIGHT_PX = 480;

/** Brightness of a picture, row by row, 0 (black) to 255. */
export interface LumaFrame {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly luma: Uint8Array;
}

/**
 * A head before a flag and a space shuttle, nodding; 120 frames, played at 30 a second. From NASA's
 * portrait of Eileen Collins, which is in the public domain.
 */
export const HEAD_CLIP = join(ROOT, 'test', 'fixtures', 'head.mjpeg');

const PATTERN_FRAMES = 30;
const PATTERN_FPS = 15;
const SMALL_WIDTH_PX = 320;
const SMALL_HEIGHT_PX = 240;
const SMALL_FPS = 5;

/**
 * The path of a second clip, unlike the first: coloured spots that drift. Made on first use; the
 * same bytes everywhere.
 */
export function patternClip(): string {
  return makeClip('pattern', CLIP_WIDTH_PX, CLIP_HEIGHT_PX, PATTERN_FPS, 0);
}

/** Further clips, small and slow, for a machine on which many play at once; no two are alike. */
export function smallClip(variant: number): string {
  return makeClip(`small-${variant}`, SMALL_WIDTH_PX, SMALL_HEIGHT_PX, SMALL_FPS, variant);
}

function makeClip(
  name: string,
  widthPx: number,
  heightPx: number,
  fps: number,
  variant: number,
): string {
  return keptClip(`${name}-${patternVersion()}.y4m`, () => {
    const frames = Array.from({ length: PATTERN_FRAMES }, (_, index) =>
      patternFrame(widthPx, heightPx, index / PATTERN_FRAMES, variant),
    );
    return encodeY4m(frames, fps);
  });
}

/**
 * Changes with whatever decides the clip's bytes, so that a clip of an older pattern is not used.
 */
function patternVersion(): string {
  const hash = createHash('sha256');
  for (const file of ['pattern-clip.ts', 'y4m.ts', 'fake-camera.ts']) {
    hash.update(readFileSync(new URL(file, import.meta.url)));
  }
  return hash.digest('hex').slice(0, 12);
}

/**
 * The frames of a clip, decoded: every `step`-th one from the first.
 * @throws {Error} for a file that is neither .y4m nor .mjpeg.
 */
export async function clipFrames(path: string, step = 1): Promise<LumaFrame[]> {
  const bytes = await readFile(path);
  if (path.endsWith('.y4m')) return everyNth(decodeY4m(bytes), step).map(fromYuv);
  if (path.endsWith('.mjpeg')) return everyNth(splitJpegs(bytes), step).map(fromJpeg);
  throw new Error(`unknown kind of clip: ${path}`);
}

function everyNth<T>(items: readonly T[], step: number): T[] {
  return items.filter((_, index) => index % step === 0);
}

function fromYuv(frame: YuvFrame): LumaFrame {
  return { widthPx: frame.widthPx, heightPx: frame.heightPx, luma: frame.y };
}

/** A motion JPEG is nothing but JPEG files end to end. */
function splitJpegs(bytes: Buffer): Buffer[] {
  const START_OF_IMAGE = Buffer.from([0xff, 0xd8, 0xff]);
  const pictures = [];
  let start = bytes.indexOf(START_OF_IMAGE);
  while (start >= 0) {
    const next = bytes.indexOf(START_OF_IMAGE, start + START_OF_IMAGE.length);
    pictures.push(bytes.subarray(start, next < 0 ? undefined : next));
    start = next;
  }
  return pictures;
}

function fromJpeg(bytes: Buffer): LumaFrame {
  const { width, height, data } = decode(bytes, { useTArray: true });
  const luma = new Uint8Array(width * height);
  for (let index = 0; index < luma.length; index++) {
    const [red, green, blue] = data.subarray(index * 4, index * 4 + 3);
    // ITU-R BT.601, as JPEG has it.
    luma[index] = 0.299 * red + 0.587 * green + 0.114 * blue;
  }
  return { widthPx: width, heightPx: height, luma };
}
