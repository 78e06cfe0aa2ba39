import { describe, expect, it } from 'vitest';
import { pixelPath } from '../../../../src/renderer/ui/pixel-icon';

const FULL = Array.from({ length: 12 }, () => '#'.repeat(12));
const EMPTY = FULL.map(() => '.'.repeat(12));

describe('pixelPath', () => {
  it('draws a square for each pixel', () => {
    expect(pixelPath(EMPTY, false)).toBe('');
    expect(pixelPath(FULL, false).match(/M/g)).toHaveLength(144);
    expect(pixelPath(['.#', ...EMPTY.slice(1)], false)).toBe('M1 0h1v1h-1z');
  });

  it('strikes an icon through by a line that no pixel touches', () => {
    expect(pixelPath(EMPTY, true).match(/M/g)).toHaveLength(12);
    // A line of 12, and 11 pixels less on each side of it.
    expect(pixelPath(FULL, true).match(/M/g)).toHaveLength(144 - 22);
  });
});
