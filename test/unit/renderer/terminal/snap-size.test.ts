import { describe, expect, it } from 'vitest';
import { snapSize } from '../../../../src/renderer/terminal/snap-size';

/** DejaVu Sans Mono's advance, in ems. */
const ADVANCE = 1233 / 2048;

/** As browsers do: sizes in steps of 1/64 pixel, rounded down. */
function widthOfFont(dpr: number): (sizePx: number) => number {
  return (sizePx) => (Math.floor(sizePx * 64) / 64) * ADVANCE * dpr;
}

describe('snapSize', () => {
  it.each([1, 1.25, 1.5, 1.75, 2, 3])('gives whole cells at %s device pixels per pixel', (dpr) => {
    const widthAt = widthOfFont(dpr);
    for (let sizePx = 9; sizePx <= 32; sizePx += 0.5) {
      const snapped = snapSize(sizePx, widthAt);
      const width = widthAt(snapped);
      expect(width - Math.floor(width), `${sizePx} px`).toBeLessThan(dpr / 64);
      expect(Math.floor(width)).toBe(Math.round(widthAt(sizePx)));
    }
  });

  it('leaves a size alone at which the font cannot be measured', () => {
    expect(snapSize(14, () => 0)).toBe(14);
    expect(snapSize(14, () => Number.NaN)).toBe(14);
  });

  it('leaves a size alone when widths jump, as those of bitmap fonts do', () => {
    expect(snapSize(14, (sizePx) => (sizePx >= 14 ? 8.4 : 7))).toBe(14);
  });
});
