import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decode } from 'jpeg-js';
import { HEAD_CLIP } from '../../helpers/fake-camera';
import { encodeY4m, type YuvFrame } from '../../helpers/y4m';
import { writeStamp } from './frame-stamp';

const CACHE_DIR = fileURLToPath(new URL('../../../.cache/clips/', import.meta.url));
const CLIP_FPS = 30;
/** The shape of 160x48 and of 240x72 cells of 8x15 pixels: the middle of the clip's 480 rows. */
const CLIP_HEIGHT_PX = 360;
const START_OF_IMAGE = Buffer.from([0xff, 0xd8, 0xff]);

/**
 * The path of the head clip with every frame's number in it (see frame-stamp.ts). Made on first
 * use.
 */
export function stampedClip(): string {
  const path = join(CACHE_DIR, `head-stamped-${version()}.y4m`);
  if (existsSync(path)) return path;
  mkdirSync(dirname(path), { recursive: true });
  const frames = readJpegs(readFileSync(HEAD_CLIP)).map((jpeg) => cropRows(toYuv(jpeg)));
  frames.forEach(writeStamp);
  // Written aside and renamed, so that nobody plays half a clip.
  const partial = `${path}.${process.pid}`;
  writeFileSync(partial, encodeY4m(frames, CLIP_FPS));
  renameSync(partial, path);
  return path;
}

function version(): string {
  const hash = createHash('sha256');
  for (const file of ['stamped-clip.ts', 'frame-stamp.ts']) {
    hash.update(readFileSync(new URL(file, import.meta.url)));
  }
  return hash.digest('hex').slice(0, 12);
}

function readJpegs(bytes: Buffer): Buffer[] {
  const pictures = [];
  for (let start = bytes.indexOf(START_OF_IMAGE); start >= 0;) {
    const next = bytes.indexOf(START_OF_IMAGE, start + START_OF_IMAGE.length);
    pictures.push(bytes.subarray(start, next < 0 ? undefined : next));
    start = next;
  }
  return pictures;
}

/** BT.601 in the narrow range, colours of each 2x2 pixels by their first one. */
function toYuv(jpeg: Buffer): YuvFrame {
  const { width, height, data } = decode(jpeg, { useTArray: true });
  const y = new Uint8Array(width * height);
  const u = new Uint8Array((width / 2) * (height / 2));
  const v = new Uint8Array(u.length);
  for (let at = 0; at < y.length; at++) {
    const [red, green, blue] = data.subarray(at * 4, at * 4 + 3);
    y[at] = 16 + 0.257 * red + 0.504 * green + 0.098 * blue;
    const [col, row] = [at % width, Math.floor(at / width)];
    if (col % 2 !== 0 || row % 2 !== 0) continue;
    const chroma = (row / 2) * (width / 2) + col / 2;
    u[chroma] = 128 - 0.148 * red - 0.291 * green + 0.439 * blue;
    v[chroma] = 128 + 0.439 * red - 0.368 * green - 0.071 * blue;
  }
  return { widthPx: width, heightPx: height, y, u, v };
}

function cropRows({ widthPx, heightPx, y, u, v }: YuvFrame): YuvFrame {
  // Even, so that the rows of colour are cut where those of brightness are.
  const top = Math.floor((heightPx - CLIP_HEIGHT_PX) / 4) * 2;
  const crop = (plane: Uint8Array, scale: number): Uint8Array => {
    const width = widthPx / scale;
    return plane.slice((top / scale) * width, ((top + CLIP_HEIGHT_PX) / scale) * width);
  };
  return { widthPx, heightPx: CLIP_HEIGHT_PX, y: crop(y, 1), u: crop(u, 2), v: crop(v, 2) };
}
