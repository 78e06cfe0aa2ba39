import { describe, expect, it } from 'vitest';
import { type CellGrid, NO_BACKGROUND } from '../../../../src/shared/ascii/cells';
import { DITHER_STEPS, DITHER_THRESHOLDS } from '../../../../src/shared/ascii/dither-thresholds';
import { type AsciiConfig, createAsciiEngine } from '../../../../src/shared/ascii/engine';
import { paletteLookup } from '../../../../src/shared/ascii/palette-lookup';
import { lumaOfRgb } from '../../../../src/shared/ascii/luma';
import { paletteMap } from '../../../../src/shared/ascii/palette-map';
import { PALETTE_NAMES, type PaletteName, paletteOf } from '../../../../src/shared/ascii/palettes';
import { STYLE_NAMES, STYLES } from '../../../../src/shared/ascii/styles';
import { faceFrame } from '../../../helpers/face-frame';
import { flatRgba } from '../../../helpers/pixel-frames';
import { withSensorNoise } from '../../../helpers/sensor-noise';

const OWN = [0x0f_38_0f, 0x30_62_30, 0x8b_ac_0f, 0x9b_bc_0f];
const LIMITED = PALETTE_NAMES.filter((name) => paletteOf(name, OWN).kind === 'limited');
const RECOLOURED = PALETTE_NAMES.filter((name) => name !== 'truecolour');

function engineFor(look: AsciiConfig['look'], style: AsciiConfig['style'] = 'duotone') {
  return createAsciiEngine({ cols: 60, rows: 20, style, look: { ownColours: OWN, ...look } });
}

function coloursOf({ glyphs, foreground, background }: CellGrid): Set<number> {
  const inks = foreground.filter((_, cell) => glyphs[cell] !== 0x20);
  const papers = background.filter((paper) => paper !== NO_BACKGROUND);
  return new Set([...inks, ...papers]);
}

function colourOf(name: PaletteName): readonly number[] {
  const palette = paletteOf(name, OWN);
  return palette.kind === 'limited' ? palette.colours : [];
}

const FACE = faceFrame();

describe.each(STYLE_NAMES)('%s in a palette', (style) => {
  it.each(LIMITED)('shows no other colour than those of %s, dithered or not', (palette) => {
    for (const isDithered of [false, true]) {
      const drawn = coloursOf(engineFor({ palette, isDithered }, style).draw(FACE));
      const known = new Set(colourOf(palette));
      expect([...drawn].filter((each) => !known.has(each))).toEqual([]);
    }
  });

  it('keeps every glyph', () => {
    const plain = engineFor({}, style).draw(FACE);
    for (const palette of RECOLOURED) {
      expect(engineFor({ palette }, style).draw(FACE).glyphs).toEqual(plain.glyphs);
    }
  });

  it('marks all of the first frame dirty, and nothing of the same again', () => {
    const engine = engineFor({ palette: 'solarized', isDithered: true }, style);
    const count = (): number => engine.draw(FACE).dirty.reduce((sum, each) => sum + each);
    expect(count()).toBe(1200);
    expect(count()).toBe(0);
  });

  it('has one ink where it had one before, also dithered', () => {
    if (STYLES[style].isOneColour !== true) return;
    const { foreground } = engineFor({ palette: '16', isDithered: true }, style).draw(FACE);
    expect(new Set(foreground).size).toBe(1);
  });
});

describe('dithering', () => {
  it('has every threshold once', () => {
    expect(Array.from(DITHER_THRESHOLDS).sort((a, b) => a - b)).toEqual(
      Array.from({ length: DITHER_STEPS }, (_, step) => step),
    );
  });

  it('shows a grey between two as so many of each', () => {
    const config = { cols: 32, rows: 32, style: 'half' as const };
    const look = { palette: 'own' as const, ownColours: [0, 0xff_ff_ff] };
    const share = (grey: number, isDithered: boolean): number => {
      const engine = createAsciiEngine({ ...config, look: { ...look, isDithered } });
      const { foreground } = engine.draw(flatRgba(64, 128, grey * 0x01_01_01));
      return foreground.filter((each) => each !== 0).length / foreground.length;
    };
    const shares = [0, 60, 90, 120, 150, 255].map((grey) => share(grey, true));
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(new Set(shares).size).toBeGreaterThanOrEqual(5);
    expect(share(90, false)).toBe(0);
    expect(share(0, true)).toBe(0);
    expect(share(255, true)).toBe(1);
  });

  it('flickers no more than the colours that it stands for', () => {
    const changed = (look: AsciiConfig['look']): number => {
      const engine = engineFor(look);
      let count = 0;
      for (let index = 0; index < 12; index++) {
        const cells = engine.draw(withSensorNoise(FACE, 3, index));
        if (index > 0) count += cells.dirty.reduce((sum, each) => sum + each);
      }
      return count;
    };
    const plain = changed({});
    for (const palette of LIMITED) {
      expect(changed({ palette, isDithered: true }), palette).toBeLessThanOrEqual(plain);
    }
  });
});

describe('paletteLookup', () => {
  it('leaves the colours of 16 as they are', () => {
    const map = paletteMap('16', [])?.map;
    for (const colour of colourOf('16')) expect(map?.(colour, DITHER_STEPS)).toBe(colour);
  });

  it('is a few levels off those of 256 at most', () => {
    const map = paletteMap('256', [])?.map;
    for (const colour of colourOf('256')) {
      const shown = map?.(colour, DITHER_STEPS) ?? 0;
      expect(Math.abs(lumaOfRgb(shown) - lumaOfRgb(colour)), colour.toString(16)).toBeLessThan(8);
    }
  });

  it('makes black the darkest and white the brightest', () => {
    const map = paletteLookup(OWN);
    expect(map(0, DITHER_STEPS)).toBe(OWN[0]);
    expect(map(0xff_ff_ff, DITHER_STEPS)).toBe(OWN[3]);
  });
});

describe('a glow', () => {
  it.each(['green', 'amber'] as const)('is %s, and the brighter the brighter', (name) => {
    const map = paletteMap(name, [])?.map;
    const lumas = Array.from({ length: 256 }, (_, grey) =>
      lumaOfRgb(map?.(grey * 0x01_01_01, 0) ?? 0),
    );
    expect(lumas).toEqual([...lumas].sort((a, b) => a - b));
    expect(lumas[0]).toBeLessThan(12);
    expect(lumas[255]).toBeGreaterThan(220);
  });

  it('knows brightness alone', () => {
    const map = paletteMap('green', [])?.map;
    expect(map?.(0xff_00_00, 0)).toBe(map?.(0x36_36_36, 0));
  });
});
