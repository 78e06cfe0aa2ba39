import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createPlaneAverager,
  FIXED_ONE,
  type PlaneSize,
} from '../../src/shared/ascii/area-average';
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

/**
 * timg keeps the aspect: a picture of 160x48 cells of 1 by 2 is 5 by 3. As many pixels as 640x480
 * has, so that none of the scaling is done for it.
 */
const STRETCHED: PlaneSize = { width: 720, height: 432 };

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
  const half = ({ width, height }: PlaneSize): PlaneSize => ({
    width: width / 2,
    height: height / 2,
  });
  const chroma = (plane: Uint8Array): Uint8Array =>
    resize(plane, half({ width, height }), half(STRETCHED));
  return {
    widthPx: STRETCHED.width,
    heightPx: STRETCHED.height,
    y: resize(y, { width, height }, STRETCHED),
    u: chroma(u),
    v: chroma(v),
  };
}

/** Each new pixel is the mean of what it covers: nothing sharpened, nothing left out. */
function resize(plane: Uint8Array, from: PlaneSize, to: PlaneSize): Uint8Array {
  const averages = new Uint16Array(to.width * to.height);
  createPlaneAverager(from, to, 1).average(plane, from.width, [averages]);
  return Uint8Array.from(averages, (average) => Math.round(average / FIXED_ONE));
}
