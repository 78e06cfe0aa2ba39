import { describe, expect, it } from 'vitest';
import { isQuick, pauseAfter } from '../../../../src/shared/call/glyph-pace';

describe('the pause after a packet of a text picture', () => {
  it('is as long as the packet took, so that half of the time is for others', () => {
    expect(pauseAfter(400, false)).toBe(400);
  });

  it('is never so short that nobody sees a difference, nor so long that it looks dead', () => {
    expect(pauseAfter(1, false)).toBe(70);
    expect(pauseAfter(30_000, false)).toBe(2_000);
  });

  it('is longer when nothing had changed', () => {
    expect(pauseAfter(20, true)).toBe(500);
  });
});

describe('isQuick', () => {
  it.each([
    ['a full packet that was there and back at once', 40, 1_100, true],
    ['a full packet that took its time', 150, 1_100, false],
    ['a small one, which is quick on any path', 40, 20, null],
    ['a small one that took its time', 150, 20, false],
  ])('says of %s', (_, tookMs, bytes, expected) => {
    expect(isQuick(tookMs, bytes)).toBe(expected);
  });
});
