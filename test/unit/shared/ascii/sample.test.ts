import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PixelFrame, YuvColour } from '../../../../src/shared/ascii/pixel-frame';
import { createSampler } from '../../../../src/shared/ascii/sample';
import type { SampleGrid } from '../../../../src/shared/ascii/sample-grid';
import { naiveSamples } from '../../../helpers/naive-samples';
import {
  flatI420,
  flatRgba,
  FULL_709,
  noiseBytes,
  noiseI420,
  toNv12,
} from '../../../helpers/pixel-frames';

const COLOURS: readonly YuvColour[] = [
  FULL_709,
  { matrix: 'bt709', isFullRange: false },
  { matrix: 'bt601', isFullRange: true },
  { matrix: 'bt601', isFullRange: false },
];

function sample(frame: PixelFrame, cols: number, rows: number, mirror = false): SampleGrid {
  return createSampler({ cols, rows, mirror }).sample(frame);
}

/** How far two grids are apart at most, in levels. */
function largestDifference(a: SampleGrid, b: SampleGrid): number {
  const planes = ['luma', 'u', 'v'] as const;
  return Math.max(
    ...planes.map((plane) =>
      a[plane].reduce((most, value, at) => Math.max(most, Math.abs(value - b[plane][at])), 0),
    ),
  );
}

describe('createSampler', () => {
  it.each([
    [320, 192, 160, 48],
    [640, 480, 160, 48],
    [640, 480, 120, 36],
    [320, 240, 160, 48],
    [101, 67, 13, 7],
  ])('is within a level of the float oracle: %ix%i to %ix%i cells', (width, height, cols, rows) => {
    const frame = noiseI420(width, height, { matrix: 'bt601', isFullRange: false });
    const difference = largestDifference(
      sample(frame, cols, rows),
      naiveSamples(frame, cols, rows),
    );
    expect(difference).toBeLessThanOrEqual(1);
  });

  it('is within a level of the oracle for any size, colour space, padding and grid', () => {
    const side = fc.integer({ min: 1, max: 40 });
    const grid = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(
        fc.record({ width: side, height: side, cols: grid, rows: grid }),
        fc.constantFrom(...COLOURS),
        fc.nat(1000),
        fc.nat(5),
        ({ width, height, cols, rows }, colour, seed, padding) => {
          const frame = noiseI420(width, height, colour, seed, padding);
          const expected = naiveSamples(frame, cols, rows);
          expect(largestDifference(sample(frame, cols, rows), expected)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('reads RGBA within a level of the oracle', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), (w, h) => {
        const stride = 4 * w + 12;
        const data = noiseBytes(stride * h, w * 31 + h);
        const frame = { format: 'rgba', width: w, height: h, data, stride } as const;
        const expected = naiveSamples(frame, 5, 3);
        expect(largestDifference(sample(frame, 5, 3), expected)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it.each([
    [64, 48],
    [65, 47],
  ])('gives the same for NV12 as for I420, %ix%i', (width, height) => {
    const frame = noiseI420(width, height, { matrix: 'bt601', isFullRange: false }, 7, 3);
    expect(largestDifference(sample(toNv12(frame), 12, 6), sample(frame, 12, 6))).toBe(0);
  });

  it.each(['i420', 'nv12', 'rgba'] as const)('mirrors an %s frame left to right', (format) => {
    const frame = halfWhite(format);
    const [plain, mirrored] = [sample(frame, 2, 1), sample(frame, 2, 1, true)];
    expect([...plain.luma.subarray(0, 8)]).toEqual(Array(8).fill(0));
    expect([...mirrored.luma.subarray(0, 8)]).toEqual(Array(8).fill(255));
    expect([...mirrored.luma.subarray(8)]).toEqual(Array(8).fill(0));
  });

  it('mirrors within a cell too', () => {
    const mirrored = sample(
      { ...flatI420(2, 4, 0), y: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) },
      1,
      1,
      true,
    );
    expect([...mirrored.luma]).toEqual([2, 1, 4, 3, 6, 5, 8, 7]);
  });

  it('stretches limited range over all levels, and does not wrap beyond them', () => {
    const colour = { matrix: 'bt709', isFullRange: false } as const;
    const lumaOf = (y: number): number => sample({ ...flatI420(8, 8, y), colour }, 1, 1).luma[0];
    expect([16, 235, 0, 255].map(lumaOf)).toEqual([0, 255, 0, 255]);
  });

  it('has the same grey in both matrices, and BT.709 luma for a BT.601 red', () => {
    const colour = { matrix: 'bt601', isFullRange: true } as const;
    const grey = sample({ ...flatI420(8, 8, 100), colour }, 1, 1);
    // 255 red in BT.601: Y 76, U 85, V 255.
    const red = sample({ ...flatI420(8, 8, 76, 85, 255), colour }, 1, 1);
    expect([grey.luma[0], grey.u[0], grey.v[0]]).toEqual([100, 128, 128]);
    expect(Math.abs(red.luma[0] - 0.2126 * 255)).toBeLessThanOrEqual(2);
  });

  it('takes white and the primaries of RGBA to their BT.709 luma', () => {
    const lumaOf = (rgb: number): number => sample(flatRgba(4, 4, rgb), 1, 1).luma[0];
    expect([0xffffff, 0xff0000, 0x00ff00, 0x0000ff].map(lumaOf)).toEqual([255, 54, 182, 18]);
  });

  it('follows a stream that changes its size and format', () => {
    const sampler = createSampler({ cols: 3, rows: 2, mirror: false });
    const levels = [flatI420(9, 9, 50), flatI420(17, 4, 60), toNv12(flatI420(17, 4, 70))].map(
      (frame) => sampler.sample(frame).luma[5],
    );
    expect([...levels, sampler.sample(flatRgba(5, 5, 0x505050)).luma[5]]).toEqual([50, 60, 70, 80]);
  });

  it('returns the same grid each time', () => {
    const sampler = createSampler({ cols: 3, rows: 2, mirror: false });
    expect(sampler.sample(flatI420(9, 9, 50))).toBe(sampler.sample(flatI420(9, 9, 60)));
  });

  it('refuses planes that are shorter than the frame', () => {
    const whole = flatI420(8, 8, 50);
    const short = [
      { ...whole, y: whole.y.subarray(1) },
      { ...whole, v: whole.v.subarray(1) },
      { ...whole, yStride: 7 },
      { ...toNv12(whole), uv: new Uint8Array(31) },
      { ...flatRgba(2, 2, 0), data: new Uint8Array(15) },
    ];
    for (const frame of short) expect(() => sample(frame, 2, 2)).toThrow(RangeError);
  });
});

/** 8x8, the left half black, the right half white. */
function halfWhite(format: PixelFrame['format']): PixelFrame {
  const i420 = flatI420(8, 8, 0);
  i420.y.forEach((_, at) => (i420.y[at] = at % 8 < 4 ? 0 : 255));
  if (format === 'i420') return i420;
  if (format === 'nv12') return toNv12(i420);
  const data = Uint8Array.from({ length: 256 }, (_, at) => i420.y[at >> 2]);
  return { format, width: 8, height: 8, data, stride: 32 };
}
