import { describe, expect, it } from 'vitest';
import {
  MAX_TEXT_SIZE,
  MIN_TEXT_SIZE,
  nextTextSize,
} from '../../../../src/shared/config/text-size';

describe('nextTextSize', () => {
  it('goes through the steps of browsers', () => {
    expect(nextTextSize(100, 1)).toBe(110);
    expect(nextTextSize(100, -1)).toBe(90);
    expect(nextTextSize(300, -1)).toBe(250);
  });

  it('finds its way back to them from a size between', () => {
    expect(nextTextSize(130, 1)).toBe(150);
    expect(nextTextSize(130, -1)).toBe(125);
  });

  it('stops at either end', () => {
    expect(nextTextSize(MAX_TEXT_SIZE, 1)).toBe(MAX_TEXT_SIZE);
    expect(nextTextSize(MIN_TEXT_SIZE, -1)).toBe(MIN_TEXT_SIZE);
  });
});
