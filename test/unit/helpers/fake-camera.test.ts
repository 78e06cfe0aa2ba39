import { beforeAll, describe, expect, it } from 'vitest';
import {
  CLIP_HEIGHT_PX,
  CLIP_WIDTH_PX,
  HEAD_CLIP,
  clipFrames,
  patternClip,
  type LumaFrame,
} from '../../helpers/fake-camera';
import { bestTextMatch, cellBrightness, pearson } from '../../helpers/picture-match';

const COLS = 40;
const ROWS = 30;

/** Brightness as text: one character per cell, of ten levels. */
function asText(frame: LumaFrame): string {
  const digits = cellBrightness(frame, COLS * 2, ROWS * 2).map((value) => Math.floor(value / 25.6));
  const rows = Array.from({ length: ROWS * 2 }, (_, row) =>
    digits.slice(row * COLS * 2, (row + 1) * COLS * 2).join(''),
  );
  return rows.join('\n');
}

const mirrored = (cells: readonly number[]): number[] =>
  Array.from({ length: ROWS }, (_, row) =>
    cells.slice(row * COLS, (row + 1) * COLS).reverse(),
  ).flat();

describe('the clips that stand in for cameras', () => {
  let head: LumaFrame[];
  let pattern: LumaFrame[];

  beforeAll(async () => {
    head = await clipFrames(HEAD_CLIP, 20);
    pattern = await clipFrames(patternClip(), 5);
  });

  it('are of one size, and of many frames', () => {
    expect(head.map(({ widthPx, heightPx }) => [widthPx, heightPx])).toEqual(
      Array<unknown>(6).fill([CLIP_WIDTH_PX, CLIP_HEIGHT_PX]),
    );
    expect(pattern.map(({ luma }) => luma.length)).toEqual(
      Array<unknown>(6).fill(CLIP_WIDTH_PX * CLIP_HEIGHT_PX),
    );
  });

  it('cannot be taken for each other, at any moment', () => {
    for (const a of head) {
      for (const b of pattern) {
        const r = pearson(cellBrightness(a, COLS, ROWS), cellBrightness(b, COLS, ROWS));
        expect(Math.abs(r)).toBeLessThan(0.4);
      }
    }
  });

  it('show when a picture was mirrored', () => {
    for (const frame of [...head, ...pattern]) {
      const cells = cellBrightness(frame, COLS, ROWS);
      expect(pearson(cells, mirrored(cells))).toBeLessThan(0.6);
    }
  });

  it('are recognised in a picture made of text', () => {
    const text = asText(head[2]);
    expect(bestTextMatch(text, head, Number)).toBeGreaterThan(0.98);
    expect(bestTextMatch(text, pattern, Number)).toBeLessThan(0.5);
  });
});

describe('pearson', () => {
  it('is 1 for the same course, -1 for the opposite, 0 for none', () => {
    expect(pearson([1, 2, 3], [10, 20, 30])).toBeCloseTo(1);
    expect(pearson([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1);
    expect(pearson([1, 2, 3], [5, 5, 5])).toBe(0);
  });
});
