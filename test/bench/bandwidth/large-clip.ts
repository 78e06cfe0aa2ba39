import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { faceFrame } from '../../helpers/face-frame';
import { encodeY4m, type YuvFrame } from '../../helpers/y4m';

const CLIP = fileURLToPath(
  new URL('../../../.cache/bench/head-1280x720-forth-and-back.y4m', import.meta.url),
);
const FRAMES = 30;
const FPS = 30;
/** The middle of 640x480, in the shape of 1280x720. */
const CROPPED_HEIGHT_PX = 360;

/**
 * The path of the head clip at 1280x720, forth and back, so that it never jumps. Made on first use.
 */
export async function largeClip(): Promise<string> {
  if (existsSync(CLIP)) return CLIP;
  await mkdir(dirname(CLIP), { recursive: true });
  const forth = Array.from({ length: FRAMES }, (_, index) => enlarged(index));
  const back = forth.slice(1, -1).toReversed();
  // Written aside and renamed, so that nobody plays half a clip.
  const partial = `${CLIP}.${process.pid}`;
  await writeFile(partial, encodeY4m([...forth, ...back], FPS));
  await rename(partial, CLIP);
  return CLIP;
}

function enlarged(index: number): YuvFrame {
  const { width, height, y, u, v } = faceFrame(index);
  const chroma = (plane: Uint8Array): Uint8Array =>
    doubled(cropped(plane, width / 2, height / 2, CROPPED_HEIGHT_PX / 2), width / 2);
  return {
    widthPx: 2 * width,
    heightPx: 2 * CROPPED_HEIGHT_PX,
    y: doubled(cropped(y, width, height, CROPPED_HEIGHT_PX), width),
    u: chroma(u),
    v: chroma(v),
  };
}

function cropped(plane: Uint8Array, width: number, height: number, kept: number): Uint8Array {
  const top = (height - kept) >> 1;
  return plane.subarray(top * width, (top + kept) * width);
}

/** Twice as wide and high, with means between neighbours. */
function doubled(plane: Uint8Array, width: number): Uint8Array {
  const height = plane.length / width;
  const at = (x: number, y: number): number =>
    plane[Math.min(y, height - 1) * width + Math.min(x, width - 1)];
  const large = new Uint8Array(4 * plane.length);
  for (let y = 0; y < 2 * height; y++) {
    for (let x = 0; x < 2 * width; x++) {
      const [left, top] = [x >> 1, y >> 1];
      const [right, bottom] = [(x + 1) >> 1, (y + 1) >> 1];
      const sum = at(left, top) + at(right, top) + at(left, bottom) + at(right, bottom);
      large[y * 2 * width + x] = (sum + 2) >> 2;
    }
  }
  return large;
}
