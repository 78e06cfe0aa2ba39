import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findCommand } from '../../scripts/lib/find-browser.mjs';
import type { I420Frame } from '../../src/shared/ascii/pixel-frame';
import { faceFrame } from '../helpers/face-frame';
import { toLimitedRange } from '../helpers/limited-range';

/** Frames in memory, 640x480, limited-range BT.601, as players expect. */
export interface BenchClip {
  readonly name: string;
  readonly frames: readonly I420Frame[];
}

export const CLIP_FRAMES = 60;
const [WIDTH_PX, HEIGHT_PX] = [640, 480];
const CACHE_DIR = fileURLToPath(new URL('../../.cache/bench/', import.meta.url));
const run = promisify(execFile);

/** Ships two natural clips of under a megabyte each. */
const PACKAGE = 'python3-imageio';
const PACKAGE_FOLDER = 'usr/lib/python3/dist-packages/imageio/resources/images';
const SHIPPED_CLIPS = [
  { name: 'cockatoo', file: 'cockatoo.mp4' },
  { name: 'window', file: 'realshort.mp4' },
];

export function headClip(): BenchClip {
  const frames = Array.from({ length: CLIP_FRAMES }, (_, index) =>
    toLimitedRange(faceFrame(index)),
  );
  return { name: 'head', frames };
}

/**
 * Two natural clips, filmed by hand, out of a Debian package (which is not installed, only
 * unpacked); mpv decodes and scales them. None where that cannot be done.
 */
export async function shippedClips(): Promise<BenchClip[]> {
  const tools = ['apt-get', 'dpkg-deb', 'mpv'];
  if (tools.some((tool) => findCommand(tool) === null)) return [];
  const clips = SHIPPED_CLIPS.map(async ({ name, file }) => ({
    name,
    frames: await decodeShipped(name, file),
  }));
  return Promise.all(clips);
}

async function decodeShipped(name: string, file: string): Promise<I420Frame[]> {
  const raw = join(CACHE_DIR, `${name}.yuv`);
  if (!existsSync(raw)) {
    // Written aside and renamed, so that nobody reads half a clip.
    const partial = `${raw}.${process.pid}`;
    const source = join(await unpackedPackage(), PACKAGE_FOLDER, file);
    const scale = `--vf=lavfi=[scale=${WIDTH_PX}:${HEIGHT_PX}:flags=area],format=yuv420p`;
    const output = [`--o=${partial}`, '--of=rawvideo', '--ovc=rawvideo'];
    const frames = `--frames=${CLIP_FRAMES}`;
    await run('mpv', [
      '--no-config',
      '--really-quiet',
      '--no-audio',
      frames,
      scale,
      ...output,
      source,
    ]);
    await rename(partial, raw);
  }
  return splitRaw(await readFile(raw));
}

let unpacking: Promise<string> | undefined;

function unpackedPackage(): Promise<string> {
  unpacking ??= unpackPackage();
  return unpacking;
}

async function unpackPackage(): Promise<string> {
  const folder = join(CACHE_DIR, PACKAGE);
  if (existsSync(folder)) return folder;
  await mkdir(CACHE_DIR, { recursive: true });
  const download = await mkdtemp(join(CACHE_DIR, 'download-'));
  try {
    await run('apt-get', ['download', '-q', PACKAGE], { cwd: download });
    await run('sh', ['-c', 'dpkg-deb -x ./*.deb unpacked'], { cwd: download });
    await rename(join(download, 'unpacked'), folder);
  } finally {
    await rm(download, { recursive: true });
  }
  return folder;
}

/** A clip that is shorter goes back and forth: no jump, which no camera makes. */
function splitRaw(raw: Buffer): I420Frame[] {
  const frameBytes = (WIDTH_PX * HEIGHT_PX * 3) / 2;
  const count = Math.floor(raw.length / frameBytes);
  if (count < 2) throw new Error('a clip without frames');
  return Array.from({ length: CLIP_FRAMES }, (_, index) => {
    const place = index % (2 * count - 2);
    const at = (place < count ? place : 2 * count - 2 - place) * frameBytes;
    return rawFrame(raw.subarray(at, at + frameBytes));
  });
}

function rawFrame(bytes: Buffer): I420Frame {
  const lumaBytes = WIDTH_PX * HEIGHT_PX;
  const plane = (from: number, to: number): Uint8Array => new Uint8Array(bytes.subarray(from, to));
  return {
    format: 'i420',
    width: WIDTH_PX,
    height: HEIGHT_PX,
    y: plane(0, lumaBytes),
    u: plane(lumaBytes, lumaBytes * 1.25),
    v: plane(lumaBytes * 1.25, lumaBytes * 1.5),
    yStride: WIDTH_PX,
    uStride: WIDTH_PX / 2,
    vStride: WIDTH_PX / 2,
    colour: { matrix: 'bt601', isFullRange: false },
  };
}
