import { describe, expect, it } from 'vitest';
import { PixelPace } from '../../../../src/tty/graphics/pixel-pace';

describe('how often pictures are drawn', () => {
  it('is what the line takes', () => {
    const pace = new PixelPace(1);
    expect(pace.isDue(0)).toBe(true);
    pace.spend(12_500, 0, 1);
    pace.confirm();
    expect(pace.isDue(99)).toBe(false);
    expect(pace.isDue(100)).toBe(true);
  });

  it('is when the terminal has drawn the last, or says nothing for a second', () => {
    const pace = new PixelPace(1_000);
    pace.spend(10, 0, 1);
    expect(pace.isDue(999)).toBe(false);
    expect(pace.isDue(1_000)).toBe(true);
    pace.confirm();
    expect(pace.isDue(10)).toBe(true);
  });

  it('leaves half of the time to all else', () => {
    const pace = new PixelPace(1_000);
    pace.spend(10, 0, 40);
    pace.confirm();
    expect(pace.isDue(79)).toBe(false);
    expect(pace.isDue(80)).toBe(true);
  });
});
