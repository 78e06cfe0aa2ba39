import { describe, expect, it } from 'vitest';
import { HalfOpen, MAX_HALF_OPEN, MAX_HALF_OPEN_EACH } from '../../../../src/main/lan/half-open';

describe('HalfOpen', () => {
  it('takes so many of one address, and others beside them', () => {
    const halfOpen = new HalfOpen();
    for (let count = 0; count < MAX_HALF_OPEN_EACH; count++)
      expect(halfOpen.open('10.0.0.1')).toBe(true);
    expect(halfOpen.open('10.0.0.1')).toBe(false);
    expect(halfOpen.open('10.0.0.2')).toBe(true);
    halfOpen.close('10.0.0.1');
    expect(halfOpen.open('10.0.0.1')).toBe(true);
  });

  it('takes so many of all, however many addresses they have', () => {
    const halfOpen = new HalfOpen();
    for (let count = 0; count < MAX_HALF_OPEN; count++)
      expect(halfOpen.open(`10.0.0.${count}`)).toBe(true);
    expect(halfOpen.open('10.0.1.1')).toBe(false);
    halfOpen.close('10.0.0.7');
    expect(halfOpen.open('10.0.1.1')).toBe(true);
  });
});
