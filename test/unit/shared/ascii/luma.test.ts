import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packYuv } from '../../../../src/shared/ascii/luma';
import { FULL_709 } from '../../../helpers/pixel-frames';
import { rgbOf } from '../../../helpers/yuv-to-rgb';

describe('packYuv', () => {
  it('keeps greys grey', () => {
    for (let luma = 0; luma < 256; luma++) expect(packYuv(luma, 0, 0)).toBe(luma * 0x01_01_01);
  });

  it('is the BT.709 matrix to within a level, cut off at the gamut', () => {
    const chroma = fc.integer({ min: -128, max: 127 });
    fc.assert(
      fc.property(fc.nat(255), chroma, chroma, (luma, u, v) => {
        const packed = packYuv(luma, u, v);
        rgbOf(luma, u + 128, v + 128, FULL_709).forEach((value, channel) => {
          const clamped = Math.min(255, Math.max(0, value));
          const level = (packed >> (16 - 8 * channel)) & 0xff;
          expect(Math.abs(level - clamped)).toBeLessThanOrEqual(1);
        });
      }),
    );
  });
});
