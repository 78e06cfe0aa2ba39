import { describe, expect, it } from 'vitest';
import { builtInAtlas, PRINTABLE_ASCII } from '../../../../src/shared/ascii/built-in-atlas';
import { glyphDensity } from '../../../../src/shared/ascii/glyph-atlas';
import { glyphsOfStyles } from '../../../../src/shared/ascii/styles';

const density = (glyph: string): number => glyphDensity(builtInAtlas(), glyph.charCodeAt(0));

describe('builtInAtlas', () => {
  it('is the same each time', () => {
    expect(builtInAtlas()).toBe(builtInAtlas());
  });

  it('has ink for every glyph of every style but the space', () => {
    const blank = Array.from(glyphsOfStyles()).filter((glyph) => density(glyph) === 0);
    expect(blank).toEqual([' ']);
  });

  it('shows each glyph at its own place: a stroke down, a stroke across, a dot', () => {
    const { slots, coverage } = builtInAtlas();
    const rows = (glyph: string): number[] => {
      const at = slots[glyph.charCodeAt(0)] * 128;
      return Array.from({ length: 16 }, (_, y) =>
        coverage.subarray(at + y * 8, at + y * 8 + 8).reduce((sum, ink) => sum + ink, 0),
      );
    };
    expect(rows('|').filter((ink) => ink > 0).length).toBeGreaterThanOrEqual(12);
    expect(rows('_').filter((ink) => ink > 0).length).toBeLessThanOrEqual(2);
    expect(rows('.').findIndex((ink) => ink > 0)).toBeGreaterThan(9);
    expect(rows("'").findLastIndex((ink) => ink > 0)).toBeLessThan(8);
  });
});

describe('PRINTABLE_ASCII', () => {
  it('holds each of the 95 characters once', () => {
    const codes = Array.from(PRINTABLE_ASCII, (glyph) => glyph.charCodeAt(0)).sort((a, b) => a - b);
    expect(codes).toEqual(Array.from({ length: 95 }, (_, index) => 0x20 + index));
  });

  it('rises in ink', () => {
    const densities = Array.from(PRINTABLE_ASCII, density);
    expect(densities).toEqual(densities.toSorted((a, b) => a - b));
  });
});
