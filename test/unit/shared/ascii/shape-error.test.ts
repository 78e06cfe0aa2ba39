import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shapeProduct, weighShapes } from '../../../../src/shared/ascii/shape-error';

type Vector = readonly number[];

function errorOf(glyph: Vector, targets: Vector, toneWeight: number): number {
  const product = (a: Vector, b: Vector): number => {
    const { weights } = weighShapes(shapesOf(a), toneWeight);
    return shapeProduct(weights, 0, Float32Array.from(b));
  };
  return product(glyph, glyph) - 2 * product(glyph, targets) + product(targets, targets);
}

function shapesOf(glyph: Vector) {
  const mean = glyph.reduce((sum, each) => sum + each / 8, 0);
  return {
    codePoints: Uint16Array.of(0x61),
    coverage: Float32Array.from(glyph),
    means: Float32Array.of(mean),
  };
}

const vector = fc.array(fc.float({ min: 0, max: 1, noNaN: true }), {
  minLength: 8,
  maxLength: 8,
});
const EVEN = [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5];

describe('weighShapes', () => {
  it('knows the product of a glyph with itself', () => {
    fc.assert(
      fc.property(vector, (glyph) => {
        const { weights, squares } = weighShapes(shapesOf(glyph), 4);
        expect(squares[0]).toBeCloseTo(shapeProduct(weights, 0, Float32Array.from(glyph)), 4);
      }),
    );
  });

  it('finds no error in equals, and some in any others', () => {
    fc.assert(
      fc.property(vector, vector, (a, b) => {
        expect(errorOf(a, a, 1)).toBeCloseTo(0, 4);
        const distance = a.reduce((sum, each, at) => sum + (each - b[at]) ** 2, 0);
        fc.pre(distance > 0.1);
        expect(errorOf(a, b, 1)).toBeGreaterThan(0.001);
      }),
    );
  });

  it('weighs an error of the mean by its weight and one of shape not', () => {
    const brighter = EVEN.map((each) => each + 0.1);
    expect(errorOf(brighter, EVEN, 0)).toBeCloseTo(0.08, 4);
    expect(errorOf(brighter, EVEN, 15)).toBeCloseTo(16 * 0.08, 4);
    const topHeavy = EVEN.map((each, at) => each + (at < 4 ? 0.1 : -0.1));
    expect(errorOf(topHeavy, EVEN, 15)).toBeCloseTo(errorOf(topHeavy, EVEN, 0), 4);
  });

  it('minds top against bottom more than left against right, and coarse more than fine', () => {
    const error = (signs: Vector): number =>
      errorOf(
        EVEN.map((each, at) => each + 0.1 * signs[at]),
        EVEN,
        1,
      );
    const topBottom = error([1, 1, 1, 1, -1, -1, -1, -1]);
    expect(topBottom).toBeGreaterThan(2 * error([1, -1, 1, -1, 1, -1, 1, -1]));
    expect(topBottom).toBeGreaterThan(error([1, 1, -1, -1, 1, 1, -1, -1]));
  });
});
