import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CellGrid, cellsToText, NO_BACKGROUND } from '../../../../../src/shared/ascii/cells';
import { createAsciiEngine } from '../../../../../src/shared/ascii/engine';
import type { StyleName } from '../../../../../src/shared/ascii/styles';
import { faceFrame } from '../../../../helpers/face-frame';
import { cellBrightness, pearson } from '../../../../helpers/picture-match';
import { textBrightness } from '../../../../helpers/picture-brightness';
import { flatRgba } from '../../../../helpers/pixel-frames';

/** One cell of one colour. */
function draw(style: StyleName, rgb: number): CellGrid {
  return createAsciiEngine({ cols: 1, rows: 1, style }).draw(flatRgba(4, 8, rgb));
}

function grey(level: number): number {
  return level * 0x01_01_01;
}

function channels(rgb: number): [red: number, green: number, blue: number] {
  return [rgb >> 16, (rgb >> 8) & 0xff, rgb & 0xff];
}

/** HSV hue in degrees, and saturation 0..1. */
function hueOf(rgb: number): { hue: number; saturation: number } {
  const [red, green, blue] = channels(rgb);
  const high = Math.max(red, green, blue);
  const span = high - Math.min(red, green, blue);
  const hue = (Math.atan2(Math.sqrt(3) * (green - blue), 2 * red - green - blue) * 180) / Math.PI;
  return { hue, saturation: high === 0 ? 0 : span / high };
}

const COLOURED = ['ascii-color', 'filled-ascii'] as const;
const ALL = ['just-ascii', ...COLOURED] as const;

describe("clivrt's styles", () => {
  it.each([
    ['just-ascii', '  .:!+*e$@8'],
    ['ascii-color', '.*es◍'],
    ['filled-ascii', '░▒▓█'],
  ] as const)('%s goes through its ramp from black to white', (style, ramp) => {
    const drawn = Array.from({ length: 256 }, (_, level) => cellsToText(draw(style, grey(level))));
    expect(drawn.filter((glyph, at) => glyph !== drawn[at - 1]).join('')).toBe(
      ramp.replace('  ', ' '),
    );
  });

  it('just-ascii has one colour and no background', () => {
    const cells = [0xff0000, 0x00ff80, 0xffffff].map((rgb) => draw('just-ascii', rgb));
    expect(new Set(cells.map((each) => each.foreground[0])).size).toBe(1);
    expect(new Set(cells.map((each) => each.background[0]))).toEqual(new Set([NO_BACKGROUND]));
  });

  it('ascii-color has no background', () => {
    expect(draw('ascii-color', 0x4080c0).background[0]).toBe(NO_BACKGROUND);
  });

  it.each(COLOURED)('%s keeps every grey neutral', (style) => {
    for (let level = 0; level < 256; level++) {
      const cells = draw(style, grey(level));
      for (const rgb of [cells.foreground[0], cells.background[0]]) {
        const [red, green, blue] = channels(rgb === NO_BACKGROUND ? 0 : rgb);
        expect([green, blue], `grey ${level}`).toEqual([red, red]);
      }
    }
  });

  it.each(COLOURED)('%s keeps the hue and never pales it', (style) => {
    const level = fc.integer({ min: 20, max: 255 });
    fc.assert(
      fc.property(level, level, level, (red, green, blue) => {
        const rgb = (red << 16) | (green << 8) | blue;
        const source = hueOf(rgb);
        fc.pre(source.saturation > 0.2 && Math.max(red, green, blue) > 60);
        const drawn = hueOf(draw(style, rgb).foreground[0]);
        const turned = Math.abs(((drawn.hue - source.hue + 540) % 360) - 180);
        // Samples are whole levels: the darker the colour, the coarser its hue.
        expect(turned).toBeLessThan(8);
        expect(drawn.saturation).toBeGreaterThan(source.saturation - 0.05);
      }),
    );
  });

  it('ascii-color shows the hue of a dark cell in a colour that can be seen', () => {
    const [red, green] = channels(draw('ascii-color', 0x400808).foreground[0]);
    expect(red).toBeGreaterThan(0x80);
    expect(green).toBeLessThan(red / 2);
  });

  it('filled-ascii gives off the light of the cell, ink and paper together', () => {
    const shares: Record<string, number> = { '░': 0.25, '▒': 0.5, '▓': 0.75, '█': 1 };
    for (let level = 8; level < 256; level++) {
      const cells = draw('filled-ascii', grey(level));
      const share = shares[cellsToText(cells)];
      const light = (rgb: number): number => (rgb & 0xff) ** 2.2;
      const drawn = share * light(cells.foreground[0]) + (1 - share) * light(cells.background[0]);
      expect(Math.abs(drawn ** (1 / 2.2) - level), `grey ${level}`).toBeLessThanOrEqual(1.5);
    }
  });

  it('filled-ascii has paper darker than its ink, of the same hue', () => {
    const cells = draw('filled-ascii', 0x905020);
    const [ink, paper] = [cells.foreground[0], cells.background[0]];
    expect(channels(paper)[0]).toBeLessThan(channels(ink)[0] * 0.8);
    expect(Math.abs(hueOf(paper).hue - hueOf(ink).hue)).toBeLessThan(3);
  });

  it.each(ALL.flatMap((style) => [[style, 120, 36] as const, [style, 80, 30] as const]))(
    '%s at %ix%i correlates with the face it shows, r >= 0.9',
    (style, cols, rows) => {
      const frame = faceFrame();
      const text = cellsToText(createAsciiEngine({ cols, rows, style }).draw(frame));
      const luma = { widthPx: frame.width, heightPx: frame.height, luma: frame.y };
      const r = pearson(textBrightness(text, style), cellBrightness(luma, cols, rows));
      expect(r, text).toBeGreaterThanOrEqual(0.9);
    },
  );
});
