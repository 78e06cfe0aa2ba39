import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cropFrame } from '../../../../src/shared/ascii/crop-frame';
import { createAsciiEngine } from '../../../../src/shared/ascii/engine';
import type { I420Frame } from '../../../../src/shared/ascii/pixel-frame';
import { flatI420, flatRgba, FULL_709, noiseI420, toNv12 } from '../../../helpers/pixel-frames';

const MIDDLE = { x: 0.25, y: 0.5, width: 0.5, height: 0.25 };

/** Another brightness in each quarter. */
function quarters(): I420Frame {
  const frame = flatI420(64, 32, 0);
  for (let at = 0; at < frame.y.length; at++) {
    const x = at % frame.yStride;
    const y = Math.floor(at / frame.yStride);
    frame.y[at] = 40 + (x < 32 ? 0 : 60) + (y < 16 ? 0 : 120);
  }
  return frame;
}

describe('cropFrame', () => {
  it('shows a part of the picture, and only that', () => {
    const part = cropFrame(quarters(), { x: 0.5, y: 0.5, width: 0.5, height: 0.5 });
    expect([part.width, part.height]).toEqual([32, 16]);
    const draw = (frame: typeof part): string =>
      Array.from(
        createAsciiEngine({ cols: 4, rows: 2, style: 'just-ascii' }).draw(frame).glyphs,
      ).join(' ');
    expect(draw(part)).toBe(draw({ ...flatI420(32, 16, 220), colour: quarters().colour }));
  });

  it('is the same part of whatever kind of planes', () => {
    const planes = noiseI420(64, 48, FULL_709);
    const draw = (frame: Parameters<typeof cropFrame>[0]) =>
      createAsciiEngine({ cols: 8, rows: 6, style: 'duotone' }).draw(cropFrame(frame, MIDDLE));
    const { glyphs, foreground, background } = draw(planes);
    const other = draw(toNv12(planes));
    expect([other.glyphs, other.foreground, other.background]).toEqual([
      glyphs,
      foreground,
      background,
    ]);
    expect(cropFrame(flatRgba(64, 48, 0x123456), MIDDLE)).toMatchObject({ width: 32, height: 12 });
  });

  it('never looks outside the memory of the frame', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, share, share, (x, y, width, height) => {
        const part = cropFrame(noiseI420(34, 22, FULL_709), { x, y, width, height });
        expect(part.width).toBeGreaterThanOrEqual(1);
        expect(part.height).toBeGreaterThanOrEqual(1);
        // Throws when a plane is shorter than the size says.
        createAsciiEngine({ cols: 3, rows: 2, style: 'just-ascii' }).draw(part);
      }),
    );
  });
});
