import { describe, expect, it } from 'vitest';
import { placeInset, relaySize } from '../../../../src/renderer/workers/relay-layout';

describe('a relayed picture', () => {
  it('keeps its size up to 1280 pixels, and its aspect beyond', () => {
    expect(relaySize(640, 480)).toEqual({ width: 640, height: 480 });
    expect(relaySize(1_920, 1_080)).toEqual({ width: 1_280, height: 720 });
    expect(relaySize(1_080, 1_920)).toEqual({ width: 720, height: 1_280 });
  });

  it('has even sides', () => {
    expect(relaySize(641, 479)).toEqual({ width: 642, height: 480 });
    expect(relaySize(1, 1)).toEqual({ width: 2, height: 2 });
  });

  it.each([
    [640, 480, 4 / 3],
    [1_280, 720, 9 / 16],
    [200, 640, 16 / 9],
  ])('in %dx%d has mine in its lower right corner, whole', (width, height, aspect) => {
    const place = placeInset(width, height, aspect);
    expect(place.x).toBeGreaterThan(width / 2);
    expect(place.y).toBeGreaterThanOrEqual(height / 2 - place.frame - place.height * 0.1);
    expect(place.x + place.width + place.frame).toBeLessThanOrEqual(width);
    expect(place.y + place.height + place.frame).toBeLessThanOrEqual(height);
    expect(place.width / place.height).toBeCloseTo(aspect, 1);
  });
});
