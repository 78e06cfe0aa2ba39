import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CellGrid, createCellGrid, NO_BACKGROUND } from '../../../../src/shared/ascii/cells';
import { createGlyphAtlas } from '../../../../src/shared/ascii/glyph-atlas';
import { createRaster } from '../../../../src/shared/ascii/raster';
import { noiseBytes } from '../../../helpers/pixel-frames';

const SIZE = { cellWidthPx: 3, cellHeightPx: 4 };
const CELL_PIXELS = 12;
const COVERAGE = noiseBytes(CELL_PIXELS, 5);
COVERAGE.set([0, 255, 128]);
const ATLAS = createGlyphAtlas(SIZE, [{ codePoint: 0x61, coverage: COVERAGE }]);

function picturePixels({ cols, rows }: CellGrid): Uint8ClampedArray {
  return new Uint8ClampedArray(cols * rows * CELL_PIXELS * 4);
}

const createTestRaster = () => createRaster({ ...SIZE, atlas: ATLAS });

/** R, G, B, A of the pixel (x, y) of the cell (col, row). */
function pixelAt(
  pixels: Uint8ClampedArray,
  cells: CellGrid,
  [col, row]: readonly [number, number],
  [x, y]: readonly [number, number],
): number[] {
  const width = cells.cols * SIZE.cellWidthPx;
  const at = (row * SIZE.cellHeightPx + y) * width + col * SIZE.cellWidthPx + x;
  return [...pixels.subarray(at * 4, at * 4 + 4)];
}

describe('createRaster', () => {
  it('mixes ink and paper by the coverage of each pixel, to within a level', () => {
    const colour = fc.nat(0xffffff);
    fc.assert(
      fc.property(colour, colour, (ink, paper) => {
        const cells = createCellGrid(2, 2);
        const pixels = picturePixels(cells);
        cells.glyphs[3] = 0x61;
        cells.foreground[3] = ink;
        cells.background[3] = paper;
        createTestRaster().paint(cells, pixels);
        COVERAGE.forEach((share, at) => {
          const [red, green, blue, alpha] = pixelAt(
            pixels,
            cells,
            [1, 1],
            [at % 3, Math.floor(at / 3)],
          );
          const mix = (shift: number): number =>
            (((ink >> shift) & 0xff) * share + ((paper >> shift) & 0xff) * (255 - share)) / 255;
          expect(Math.abs(red - mix(16))).toBeLessThanOrEqual(1);
          expect(Math.abs(green - mix(8))).toBeLessThanOrEqual(1);
          expect(Math.abs(blue - mix(0))).toBeLessThanOrEqual(1);
          expect(alpha).toBe(255);
        });
      }),
    );
  });

  it('is all paper where there is no ink, and all ink where there is nothing else', () => {
    const cells = createCellGrid(1, 1);
    const pixels = picturePixels(cells);
    [cells.glyphs[0], cells.foreground[0], cells.background[0]] = [0x61, 0xfedcba, 0x123456];
    createTestRaster().paint(cells, pixels);
    expect(pixelAt(pixels, cells, [0, 0], [0, 0])).toEqual([0x12, 0x34, 0x56, 255]);
    expect(pixelAt(pixels, cells, [0, 0], [1, 0])).toEqual([0xfe, 0xdc, 0xba, 255]);
  });

  it('lets what lies below show through a cell without background', () => {
    const cells = createCellGrid(1, 1);
    const pixels = picturePixels(cells);
    [cells.glyphs[0], cells.foreground[0]] = [0x61, 0xfedcba];
    expect(cells.background[0]).toBe(NO_BACKGROUND);
    createTestRaster().paint(cells, pixels);
    const alphas = Array.from(COVERAGE, (_, at) => pixels[at * 4 + 3]);
    expect(alphas).toEqual([...COVERAGE]);
    expect(pixelAt(pixels, cells, [0, 0], [2, 0])).toEqual([0xfe, 0xdc, 0xba, 128]);
  });

  it('paints dirty cells alone, and says which rows they are in', () => {
    const cells = createCellGrid(4, 5);
    const pixels = picturePixels(cells).fill(7);
    cells.dirty.fill(0);
    [cells.dirty[4 + 1], cells.dirty[12 + 2]] = [1, 1];
    expect(createTestRaster().paint(cells, pixels)).toEqual({
      firstRow: 1,
      lastRow: 3,
      cellCount: 2,
    });
    expect(pixels.filter((byte) => byte !== 7)).toHaveLength(2 * CELL_PIXELS * 4);
    expect(pixelAt(pixels, cells, [1, 1], [0, 0])).not.toEqual([7, 7, 7, 7]);
    expect(pixelAt(pixels, cells, [2, 3], [2, 3])).not.toEqual([7, 7, 7, 7]);
  });

  it('paints nothing when nothing is dirty, and everything when asked to', () => {
    const cells = createCellGrid(3, 2);
    cells.dirty.fill(0);
    const raster = createTestRaster();
    const { firstRow, lastRow, cellCount } = raster.paint(cells, picturePixels(cells));
    expect(firstRow).toBeGreaterThan(lastRow);
    expect(cellCount).toBe(0);
    expect(raster.paint(cells, picturePixels(cells), true)).toEqual({
      firstRow: 0,
      lastRow: 1,
      cellCount: 6,
    });
  });

  it('writes to the pixels it is given, also when they change', () => {
    const cells = createCellGrid(1, 1);
    cells.background[0] = 0x808080;
    const raster = createTestRaster();
    const pictures = [picturePixels(cells), picturePixels(cells)];
    for (const pixels of pictures) raster.paint(cells, pixels);
    expect(pictures.map((pixels) => pixels[0])).toEqual([0x80, 0x80]);
  });

  it('refuses pixels of another size, and an atlas of another cell', () => {
    const cells = createCellGrid(2, 2);
    expect(() => createTestRaster().paint(cells, new Uint8ClampedArray(16))).toThrow(RangeError);
    expect(() => createRaster({ ...SIZE, cellWidthPx: 4, atlas: ATLAS })).toThrow(RangeError);
  });
});
