import { describe, expect, it } from 'vitest';
import { placeInSight } from '../../../../src/renderer/ui/keep-in-sight';

const PAGE_PX = 844;

describe('placeInSight', () => {
  it('leaves a window alone that is all in sight', () => {
    expect(placeInSight({ height: PAGE_PX, offsetTop: 0, scale: 1 }, PAGE_PX)).toBeNull();
  });

  it('moves a window above a keyboard that covers the page, wherever the page was scrolled to', () => {
    const seen = { height: 508, offsetTop: 120, scale: 1 };
    expect(placeInSight(seen, PAGE_PX)).toEqual({ top: 120, height: 508 });
  });

  it('does not take bars of the browser for a keyboard', () => {
    expect(placeInSight({ height: PAGE_PX - 56, offsetTop: 0, scale: 1 }, PAGE_PX)).toBeNull();
  });

  it('leaves a window where it is while the page is pinched larger', () => {
    expect(placeInSight({ height: 422, offsetTop: 200, scale: 2 }, PAGE_PX)).toBeNull();
  });
});
