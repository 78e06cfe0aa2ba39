import { describe, expect, it } from 'vitest';
import { ConnectionSlots } from '../../../../src/main/lan/connection-slots';

const LIMITS = { all: 64, each: 6 };

describe('ConnectionSlots', () => {
  it('takes so many of one address, and others beside them', () => {
    const slots = new ConnectionSlots(LIMITS);
    for (let count = 0; count < LIMITS.each; count++) expect(slots.open('10.0.0.1')).toBe(true);
    expect(slots.open('10.0.0.1')).toBe(false);
    expect(slots.open('10.0.0.2')).toBe(true);
    slots.close('10.0.0.1');
    expect(slots.open('10.0.0.1')).toBe(true);
  });

  it('takes so many of all, however many addresses they have', () => {
    const slots = new ConnectionSlots(LIMITS);
    for (let count = 0; count < LIMITS.all; count++)
      expect(slots.open(`10.0.0.${count}`)).toBe(true);
    expect(slots.open('10.0.1.1')).toBe(false);
    slots.close('10.0.0.7');
    expect(slots.open('10.0.1.1')).toBe(true);
  });
});
