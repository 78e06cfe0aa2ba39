import { describe, expect, it } from 'vitest';
import { builtInAtlas } from '../../../src/shared/ascii/built-in-atlas';
import { type CellGrid, createCellGrid } from '../../../src/shared/ascii/cells';
import { createAsciiEngine } from '../../../src/shared/ascii/engine';
import type { StyleName } from '../../../src/shared/ascii/styles';
import { faceFrame } from '../../helpers/face-frame';
import { frameLight, paintedLight, pictureQuality } from '../../helpers/picture-quality';
import { flatI420 } from '../../helpers/pixel-frames';

const ATLAS = builtInAtlas();
const FACE = faceFrame(39);

function draw(style: StyleName, frame = FACE, cols = 80, rows = 24): CellGrid {
  return createAsciiEngine({ cols, rows, style }).draw(frame);
}

function filled(rgb: number): CellGrid {
  const cells = createCellGrid(4, 3);
  cells.background.fill(rgb);
  return cells;
}

describe('paintedLight', () => {
  it('is the light of the cells, at half the painted size', () => {
    const { widthPx, heightPx, planes } = paintedLight(filled(0xff8000), ATLAS);
    expect([widthPx, heightPx]).toEqual([16, 24]);
    const [red, green, blue] = planes.map((plane) => plane[100]);
    expect([red, blue]).toEqual([1, 0]);
    expect(green).toBeCloseTo((128 / 255) ** 2.2, 5);
  });

  it('takes what has neither ink nor paper for black', () => {
    const { planes } = paintedLight(createCellGrid(4, 3), ATLAS);
    expect(Math.max(...planes[1])).toBe(0);
  });
});

describe('frameLight', () => {
  it('is the colour of the frame, whatever the size', () => {
    const { planes } = frameLight(flatI420(20, 10, 120, 100, 180), 33, 7);
    const [red, green, blue] = planes.map((plane) => 255 * plane[200] ** (1 / 2.2));
    expect(red).toBeCloseTo(120 + 1.5748 * 52, 1);
    expect(green).toBeCloseTo(120 + 0.187324 * 28 - 0.468124 * 52, 1);
    expect(blue).toBeCloseTo(120 - 1.8556 * 28, 1);
  });
});

describe('pictureQuality', () => {
  it('finds an even picture in its own colour perfect', () => {
    const { ssim, psnrDb } = pictureQuality(filled(0x787878), ATLAS, flatI420(64, 48, 120));
    expect(ssim).toBeCloseTo(1, 4);
    expect(psnrDb).toBeGreaterThan(60);
  });

  it('forgives a dim picture only in its fits', () => {
    const cells = draw('half');
    const dim = {
      ...cells,
      foreground: cells.foreground.map(halve),
      background: cells.background.map(halve),
    };
    const [full, half] = [cells, dim].map((each) => pictureQuality(each, ATLAS, FACE));
    expect(half.psnrDb).toBeLessThan(full.psnrDb - 15);
    expect(half.psnrFitDb).toBeGreaterThan(full.psnrFitDb - 1.5);
    expect(half.ssimFit).toBeGreaterThan(full.ssimFit - 0.02);
  });

  it('tells the face of another frame', () => {
    const cells = draw('half');
    const own = pictureQuality(cells, ATLAS, FACE);
    const other = pictureQuality(cells, ATLAS, faceFrame(90));
    expect(other.ssim).toBeLessThan(own.ssim - 0.02);
  });

  it('sees colours: a picture in grey has the luma of one in colour, and not its RGB', () => {
    const cells = draw('half');
    const toGrey = (rgb: number): number => {
      const [red, green, blue] = [rgb >> 16, (rgb >> 8) & 0xff, rgb & 0xff];
      return Math.round(0.2126 * red + 0.7152 * green + 0.0722 * blue) * 0x01_01_01;
    };
    const grey = {
      ...cells,
      foreground: cells.foreground.map(toGrey),
      background: cells.background.map(toGrey),
    };
    const [colour, plain] = [cells, grey].map((each) => pictureQuality(each, ATLAS, FACE));
    expect(Math.abs(plain.psnrDb - colour.psnrDb)).toBeLessThan(1.5);
    expect(plain.psnrRgbDb).toBeLessThan(colour.psnrRgbDb - 8);
  });
});

// The bars of a talking head at 160x48, less what the smaller grid of a quick test costs.
describe.each([
  ['duotone', { ssim: 0.92, psnrDb: 28 }],
  ['half', { ssim: 0.965, psnrDb: 33 }],
  ['quad', { ssim: 0.975, psnrDb: 34 }],
  ['shape', { ssim: 0.55, ssimFit: 0.6, psnrFitDb: 24 }],
  ['braille', { ssimFit: 0.85, psnrFitDb: 27 }],
  ['mono', { ssim: 0.5, ssimFit: 0.5, psnrFitDb: 22 }],
] as const satisfies (readonly [StyleName, object])[])('%s', (style, bars) => {
  it('is as good a picture as it has been', () => {
    const quality = pictureQuality(draw(style), ATLAS, FACE);
    for (const [name, least] of Object.entries(bars)) {
      expect(quality[name as keyof typeof quality], name).toBeGreaterThan(least);
    }
  });
});

function halve(rgb: number): number {
  return (rgb >> 1) & 0x7f7f7f;
}
