import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Vp8Decoder } from '../../../src/alone/media/vp8-decoder';
import { Vp8Encoder } from '../../../src/alone/media/vp8-encoder';
import type { I420Frame } from '../../../src/shared/ascii/pixel-frame';
import { faceFrame } from '../../helpers/face-frame';

const FRAMES = Array.from({ length: 6 }, (_, index) => faceFrame(index));
const { width: widthPx, height: heightPx } = FRAMES[0];

function encodeAll(frames: readonly I420Frame[], kbps = 1_500): Uint8Array[] {
  const encoder = new Vp8Encoder({ widthPx, heightPx, kbps });
  return frames.map((frame, index) => {
    const data = encoder.encode(frame, index === 0);
    if (data === null) throw new Error(`frame ${index} is left out`);
    return data;
  });
}

/** Decibels between what was sent and what came. */
function psnr(a: I420Frame, b: I420Frame): number {
  let squares = 0;
  for (let row = 0; row < heightPx; row++)
    for (let col = 0; col < widthPx; col++)
      squares += (a.y[row * a.yStride + col] - b.y[row * b.yStride + col]) ** 2;
  return 10 * Math.log10(255 ** 2 / (squares / (widthPx * heightPx)));
}

describe('VP8 in WebAssembly', () => {
  it('shows what was encoded, frame by frame', () => {
    const decoder = new Vp8Decoder();
    const shown = encodeAll(FRAMES).map((data, index) => {
      const picture = decoder.decode(data);
      return picture === null ? 0 : psnr(FRAMES[index], picture);
    });
    expect(Math.min(...shown)).toBeGreaterThan(33);
  });

  it('encodes whole pictures when they are asked for, and else differences', () => {
    const [whole, ...others] = encodeAll(FRAMES);
    expect(whole[0] & 1).toBe(0);
    expect(others.map((data) => data[0] & 1)).toEqual([1, 1, 1, 1, 1]);
  });

  it('shows nothing of what needs a picture that never came', () => {
    const [, second] = encodeAll(FRAMES);
    expect(new Vp8Decoder().decode(second)).toBeNull();
  });

  it('takes anything that comes, and shows pictures again afterwards', () => {
    const frames = encodeAll(FRAMES);
    const decoder = new Vp8Decoder();
    let chance = 1;
    const random = (below: number): number => {
      chance = (Math.imul(chance, 1_103_515_245) + 12_345) >>> 0;
      return (chance >>> 8) % below;
    };
    for (let round = 0; round < 300; round++) {
      const data = frames[random(frames.length)].slice(0, 1 + random(20_000));
      // The headers decide what is made of the rest.
      for (let hits = 1 + random(8); hits > 0; hits--)
        data[random(Math.min(data.length, random(2) === 0 ? 10 : data.length))] = random(256);
      decoder.decode(data);
    }
    expect(decoder.decode(new Uint8Array(0))).toBeNull();
    const picture = decoder.decode(frames[0]);
    expect(picture && psnr(FRAMES[0], picture)).toBeGreaterThan(33);
  });

  it('spends what it is given, and no more than that in the mean', () => {
    const bytesOf = (kbps: number): number =>
      encodeAll([...FRAMES, ...FRAMES, ...FRAMES], kbps).reduce(
        (sum, { length }) => sum + length,
        0,
      );
    expect(bytesOf(100)).toBeLessThan(bytesOf(2_000) / 2);
  });

  it('can call nothing outside itself, and is what was documented', () => {
    const read = (path: string): Buffer =>
      readFileSync(fileURLToPath(new URL(`../../../${path}`, import.meta.url)));
    const bytes = read('src/alone/vpx/vp8.wasm');
    // @ts-expect-error Node.js has it, and @types/node does not say so.
    expect(WebAssembly.Module.imports(new WebAssembly.Module(bytes))).toEqual([]);
    const hash = createHash('sha256').update(bytes).digest('hex');
    expect(read('scripts/libvpx/README.md').toString()).toContain(hash);
  });
});
