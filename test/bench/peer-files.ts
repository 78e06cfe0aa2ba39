import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { I420Frame } from '../../src/shared/ascii/pixel-frame';
import { encodeXwd } from '../helpers/xwd';
import { encodeY4m, type YuvFrame } from '../helpers/y4m';
import type { BenchClip } from './bench-clips';

/** A clip as files that other programs read at next to no cost: none of them is compressed. */
export interface PeerFiles {
  /** One file a frame, as X window dumps. */
  readonly stills: readonly string[];
  /** All frames, at a rate that makes no player wait. */
  readonly clip: string;
  /** The same with pixels of the shape that timg takes for granted. */
  readonly stretchedClip: string;
  /** Single frames of that. */
  stretchedStill(index: number): Promise<string>;
}

const FPS = 1000;

/** timg keeps the aspect: a picture of 160x48 cells of 1 by 2 is 5 by 3. */
const STRETCHED_HEIGHT_PX = 384;

export async function writePeerFiles(clip: BenchClip, folder: string): Promise<PeerFiles> {
  const own = join(folder, clip.name);
  await mkdir(own, { recursive: true });
  const stills = clip.frames.map((_, index) => join(own, `${index}.xwd`));
  for (const [index, still] of stills.entries()) {
    await writeFile(still, encodeXwd(clip.frames[index]));
  }
  const [whole, stretched] = [join(own, 'clip.y4m'), join(own, 'stretched.y4m')];
  await writeClip(whole, clip.frames);
  await writeFile(stretched, encodeY4m(clip.frames.map(stretch), FPS));
  return {
    stills,
    clip: whole,
    stretchedClip: stretched,
    async stretchedStill(index) {
      const still = join(own, `${index}.y4m`);
      await writeFile(still, encodeY4m([stretch(clip.frames[index])], FPS));
      return still;
    },
  };
}

export async function writeClip(file: string, frames: readonly I420Frame[]): Promise<void> {
  await writeFile(file, encodeY4m(frames.map(yuvOf), FPS));
}

function yuvOf({ width, height, y, u, v }: I420Frame): YuvFrame {
  return { widthPx: width, heightPx: height, y, u, v };
}

function stretch({ width, height, y, u, v }: I420Frame): YuvFrame {
  const chroma = (plane: Uint8Array): Uint8Array =>
    resizeRows(plane, width / 2, height / 2, STRETCHED_HEIGHT_PX / 2);
  return {
    widthPx: width,
    heightPx: STRETCHED_HEIGHT_PX,
    y: resizeRows(y, width, height, STRETCHED_HEIGHT_PX),
    u: chroma(u),
    v: chroma(v),
  };
}

/** Each new row is the mean of those that it covers: nothing sharpened, nothing left out. */
function resizeRows(plane: Uint8Array, width: number, from: number, to: number): Uint8Array {
  const ratio = from / to;
  const resized = new Uint8ClampedArray(width * to);
  for (let row = 0; row < to; row++) {
    const [top, bottom] = [row * ratio, (row + 1) * ratio];
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let source = Math.floor(top); source < bottom; source++) {
        const share = Math.min(bottom, source + 1) - Math.max(top, source);
        sum += share * plane[source * width + x];
      }
      resized[row * width + x] = sum / ratio;
    }
  }
  return new Uint8Array(resized.buffer);
}
