import { describe, expect, it } from 'vitest';
import { gaussianBlur, psnr, ssim } from '../../helpers/image-metrics';
import { noiseBytes } from '../../helpers/pixel-frames';

const plane = (width: number, height: number, at: (x: number, y: number) => number) => ({
  width,
  height,
  values: Float32Array.from({ length: width * height }, (_, index) =>
    at(index % width, Math.floor(index / width)),
  ),
});
const noise = noiseBytes(32 * 24, 5);
const NOISE = plane(32, 24, (x, y) => noise[y * 32 + x]);

describe('gaussianBlur', () => {
  it('leaves an even plane as it is, to the very edges', () => {
    for (const value of gaussianBlur(
      plane(9, 7, () => 42),
      2,
    )) {
      expect(value).toBeCloseTo(42, 3);
    }
  });

  it('spreads a point as a gaussian does, alike across and down', () => {
    const blurred = gaussianBlur(
      plane(31, 31, (x, y) => (x === 15 && y === 15 ? 1 : 0)),
      2,
    );
    const at = (x: number, y: number): number => blurred[(15 + y) * 31 + 15 + x];
    expect(at(2, 0) / at(0, 0)).toBeCloseTo(Math.exp(-0.5), 3);
    expect(at(0, 4) / at(0, 0)).toBeCloseTo(Math.exp(-2), 3);
    expect(at(3, 1)).toBeCloseTo(at(1, 3), 6);
    expect(blurred.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 3);
  });
});

describe('psnr', () => {
  it('is that of the mean squared error over all channels', () => {
    const a = [Float32Array.of(10, 20), Float32Array.of(30, 40)];
    const b = [Float32Array.of(12, 20), Float32Array.of(30, 36)];
    expect(psnr(a, b)).toBeCloseTo(10 * Math.log10(255 ** 2 / 5), 6);
    expect(psnr(a, a)).toBe(Infinity);
  });
});

describe('ssim', () => {
  it('is 1 for equals only', () => {
    expect(ssim(NOISE, NOISE)).toBeCloseTo(1, 5);
    const shifted = { ...NOISE, values: NOISE.values.map((value) => Math.min(255, value + 8)) };
    expect(ssim(NOISE, shifted)).toBeLessThan(0.999);
  });

  it('falls as noise grows, and below zero for the negative', () => {
    const mixed = (share: number) => ({
      ...NOISE,
      values: NOISE.values.map((value, at) => (1 - share) * value + share * noise[(at * 7) % 768]),
    });
    const values = [0.1, 0.3, 0.6, 0.9].map((share) => ssim(NOISE, mixed(share)));
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    expect(
      ssim(NOISE, { ...NOISE, values: NOISE.values.map((value) => 255 - value) }),
    ).toBeLessThan(0);
  });

  it('is that of the formula for even planes', () => {
    const [a, b] = [100, 120];
    const c1 = 2.55 ** 2;
    const expected = (2 * a * b + c1) / (a * a + b * b + c1);
    expect(
      ssim(
        plane(16, 16, () => a),
        plane(16, 16, () => b),
      ),
    ).toBeCloseTo(expected, 3);
  });

  it('refuses planes of unequal size', () => {
    expect(() =>
      ssim(
        NOISE,
        plane(24, 32, () => 0),
      ),
    ).toThrow(/unequal/);
  });
});
