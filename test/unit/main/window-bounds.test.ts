import { describe, expect, it } from 'vitest';
import { clampToDisplays, parseWindowState } from '../../../src/main/window-bounds';

const LEFT = { x: 0, y: 24, width: 1_920, height: 1_056 };
const RIGHT = { x: 1_920, y: 0, width: 1_280, height: 800 };

describe('clampToDisplays', () => {
  it('leaves a window alone that fits', () => {
    const bounds = { x: 100, y: 100, width: 1_000, height: 700 };
    expect(clampToDisplays(bounds, [LEFT, RIGHT])).toEqual(bounds);
  });

  it('pulls a window in that hangs over an edge', () => {
    const bounds = { x: 2_600, y: 300, width: 1_000, height: 700 };
    expect(clampToDisplays(bounds, [LEFT, RIGHT])).toEqual({
      x: 2_200,
      y: 100,
      width: 1_000,
      height: 700,
    });
  });

  it('shrinks a window that is larger than its display', () => {
    const bounds = { x: 1_920, y: 0, width: 2_000, height: 1_500 };
    expect(clampToDisplays(bounds, [RIGHT])).toEqual(RIGHT);
  });

  it('enlarges a window that is below the minimum', () => {
    expect(clampToDisplays({ x: 50, y: 50, width: 10, height: 10 }, [LEFT])).toEqual({
      x: 50,
      y: 50,
      width: 640,
      height: 400,
    });
  });

  it.each([
    ['on a display that is gone', { x: 5_000, y: 100, width: 900, height: 600 }],
    ['above every display', { x: 100, y: -400, width: 900, height: 600 }],
    ['in view by a sliver only', { x: -880, y: 100, width: 900, height: 600 }],
  ])('gives up a place %s', (_what, bounds) => {
    expect(clampToDisplays(bounds, [LEFT])).toBeNull();
  });
});

describe('parseWindowState', () => {
  it('reads what was stored', () => {
    const state = { bounds: { x: 1, y: 2, width: 3, height: 4 }, isMaximised: true };
    expect(parseWindowState(state)).toEqual(state);
  });

  it.each([
    null,
    {},
    { bounds: { x: 1, y: 2, width: 3 }, isMaximised: true },
    { bounds: { x: 0.5, y: 2, width: 3, height: 4 }, isMaximised: true },
    { bounds: { x: 1e9, y: 2, width: 3, height: 4 }, isMaximised: true },
    { bounds: { x: 1, y: 2, width: 3, height: 4 } },
  ])('takes %j for none', (input) => {
    expect(parseWindowState(input)).toBeNull();
  });
});
