import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPlaneAverager, FIXED_ONE } from '../../../../src/shared/ascii/area-average';
import { noiseBytes } from '../../../helpers/pixel-frames';

const side = fc.integer({ min: 1, max: 40 });

describe('createPlaneAverager', () => {
  it('leaves a flat plane as it is, whatever the sizes', () => {
    fc.assert(
      fc.property(side, side, side, side, fc.nat(255), (width, height, cols, rows, level) => {
        const target = new Uint16Array(cols * rows);
        createPlaneAverager({ width, height }, { width: cols, height: rows }, 1).average(
          new Uint8Array(width * height).fill(level),
          width,
          [target],
        );
        expect([...new Set(target)]).toEqual([level * FIXED_ONE]);
      }),
    );
  });

  it('keeps the mean of the whole plane: every pixel counts once', () => {
    fc.assert(
      fc.property(side, side, side, side, fc.nat(), (width, height, cols, rows, seed) => {
        const plane = noiseBytes(width * height, seed);
        const target = new Uint16Array(cols * rows);
        createPlaneAverager({ width, height }, { width: cols, height: rows }, 1).average(
          plane,
          width,
          [target],
        );
        // Each target is rounded to 1/256 level.
        expect(mean(target) / FIXED_ONE).toBeCloseTo(mean(plane), 2);
      }),
    );
  });

  it('averages blocks where the size divides', () => {
    const target = new Uint16Array(2);
    const plane = Uint8Array.of(0, 10, 100, 200, 20, 30, 0, 100);
    createPlaneAverager({ width: 4, height: 2 }, { width: 2, height: 1 }, 1).average(plane, 4, [
      target,
    ]);
    expect(Array.from(target, (each) => each / FIXED_ONE)).toEqual([15, 100]);
  });

  it('weighs a pixel that two targets share by its parts', () => {
    const target = new Uint16Array(2);
    createPlaneAverager({ width: 3, height: 1 }, { width: 2, height: 1 }, 1).average(
      Uint8Array.of(30, 60, 120),
      3,
      [target],
    );
    expect(Array.from(target, (each) => each / FIXED_ONE)).toEqual([40, 100]);
  });

  it('takes interleaved channels apart, and leaves out those that nobody wants', () => {
    const [red, green] = [new Uint16Array(1), new Uint16Array(1)];
    createPlaneAverager({ width: 2, height: 1 }, { width: 1, height: 1 }, 3).average(
      Uint8Array.of(10, 20, 99, 30, 60, 99),
      6,
      [red, green],
    );
    expect([red[0], green[0]]).toEqual([20 * FIXED_ONE, 40 * FIXED_ONE]);
  });

  it('does not overflow on the brightest 4K plane', () => {
    const [width, height] = [3840, 2160];
    const target = new Uint16Array(7 * 5);
    createPlaneAverager({ width, height }, { width: 7, height: 5 }, 1).average(
      new Uint8Array(width * height).fill(255),
      width,
      [target],
    );
    expect([...new Set(target)]).toEqual([255 * FIXED_ONE]);
  });

  it('refuses a plane without pixels, and one too large to sum up', () => {
    const target = { width: 1, height: 1 };
    expect(() => createPlaneAverager({ width: 0, height: 4 }, target, 1)).toThrow(RangeError);
    expect(() => createPlaneAverager({ width: 8192, height: 4096 }, target, 1)).toThrow(RangeError);
  });
});

function mean(values: Uint8Array | Uint16Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
