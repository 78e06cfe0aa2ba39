import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cropOf,
  MAGNIFY_STEP,
  magnifyTo,
  MAX_MAGNIFICATION,
  NOT_MAGNIFIED,
  pan,
  type PanDirection,
} from '../../../../src/shared/stage/magnifier';

const DIRECTIONS: readonly PanDirection[] = ['left', 'right', 'up', 'down'];

describe('a magnifier', () => {
  it('sees all until it magnifies, and then the middle', () => {
    expect(cropOf(NOT_MAGNIFIED)).toBeNull();
    expect(cropOf(magnifyTo(NOT_MAGNIFIED, 4))).toEqual({
      x: 0.375,
      y: 0.375,
      width: 0.25,
      height: 0.25,
    });
  });

  it('doubles in two steps, and comes back to all in as many', () => {
    const twice = magnifyTo(magnifyTo(NOT_MAGNIFIED, MAGNIFY_STEP), MAGNIFY_STEP ** 2);
    expect(twice.times).toBe(2);
    const back = magnifyTo(magnifyTo(twice, 2 / MAGNIFY_STEP), 2 / MAGNIFY_STEP / MAGNIFY_STEP);
    expect(back).toEqual(NOT_MAGNIFIED);
  });

  it('moves by a quarter of what is seen, up to the edge', () => {
    let glass = magnifyTo(NOT_MAGNIFIED, 2);
    glass = pan(glass, 'left');
    expect(cropOf(glass)).toEqual({ x: 0.125, y: 0.25, width: 0.5, height: 0.5 });
    glass = pan(pan(pan(glass, 'left'), 'left'), 'up');
    expect(cropOf(glass)).toEqual({ x: 0, y: 0.125, width: 0.5, height: 0.5 });
  });

  it('never looks beyond the picture, whatever keys are pressed', () => {
    const step = fc.oneof(
      fc.constantFrom(...DIRECTIONS).map((direction) => ({ direction, times: 0 })),
      fc.double({ min: 0, max: 20, noNaN: true }).map((times) => ({ direction: null, times })),
    );
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let glass = NOT_MAGNIFIED;
        for (const { direction, times } of steps)
          glass = direction === null ? magnifyTo(glass, times) : pan(glass, direction);
        const { x, y, width, height } = cropOf(glass) ?? { x: 0, y: 0, width: 1, height: 1 };
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(-1e-9);
        expect(Math.max(x + width, y + height)).toBeLessThanOrEqual(1 + 1e-9);
        expect(width).toBeGreaterThanOrEqual(1 / MAX_MAGNIFICATION - 1e-9);
      }),
    );
  });
});
