import { describe, expect, it } from 'vitest';
import { createCellGrid, NO_BACKGROUND } from '../../../../src/shared/ascii/cells';
import { PixelLayer } from '../../../../src/renderer/ui/pixel-layer';

/** A picture in fine cells, each of which is told from the others. */
function picture(cols: number, rows: number) {
  const grid = createCellGrid(cols, rows);
  grid.foreground.forEach((_, cell) => {
    grid.foreground[cell] = 0x10000 + cell;
    grid.background[cell] = 0x20000 + cell;
  });
  return grid;
}

describe('the layer of pixels', () => {
  it('has pictures cell for fine cell, and the stage nothing where they are', () => {
    const layer = new PixelLayer(20, 10, 4);
    const stage = createCellGrid(20, 10);
    stage.glyphs.fill(0x58);
    layer.clear();
    layer.draw(picture(24, 12), { col: 2, row: 3, cols: 6, rows: 3 }, stage);
    expect(layer.places).toEqual([{ col: 2, row: 3, cols: 6, rows: 3 }]);
    const first = 12 * layer.grid.cols + 8;
    expect(layer.grid.foreground[first]).toBe(0x10000);
    expect(layer.grid.background[first + layer.grid.cols + 1]).toBe(0x20000 + 25);
    expect(layer.grid.background[first - 1]).toBe(NO_BACKGROUND);
    expect(stage.glyphs[3 * 20 + 2]).toBe(0x20);
    expect(stage.glyphs[3 * 20 + 1]).toBe(0x58);
    expect(stage.glyphs[6 * 20 + 2]).toBe(0x58);
  });

  it('takes the cells that a picture covers in part', () => {
    const layer = new PixelLayer(20, 10, 4);
    layer.clear();
    // Narrower than its room: it stands in the middle of that.
    layer.draw(picture(18, 12), { col: 0, row: 0, cols: 6, rows: 3 }, createCellGrid(20, 10));
    expect(layer.places).toEqual([{ col: 0, row: 0, cols: 6, rows: 3 }]);
  });

  it('shows one that lies in another along with it', () => {
    const layer = new PixelLayer(20, 10, 2);
    const stage = createCellGrid(20, 10);
    layer.clear();
    layer.draw(picture(40, 20), { col: 0, row: 0, cols: 20, rows: 10 }, stage);
    layer.draw(picture(8, 4), { col: 15, row: 7, cols: 4, rows: 2 }, stage);
    expect(layer.places).toHaveLength(1);
    expect(layer.grid.foreground[14 * 40 + 30]).toBe(0x10000);
  });

  it('is empty once it was cleared', () => {
    const layer = new PixelLayer(20, 10, 2);
    layer.draw(picture(8, 4), { col: 0, row: 0, cols: 4, rows: 2 }, createCellGrid(20, 10));
    layer.clear();
    expect(layer.places).toEqual([]);
    expect(new Set(layer.grid.background)).toEqual(new Set([NO_BACKGROUND]));
  });

  it('asks others for no more pixels than it has', () => {
    expect(new PixelLayer(100, 40, 4).view({ cols: 60, rows: 20 })).toEqual({
      cols: 120,
      rows: 40,
    });
    expect(new PixelLayer(500, 40, 8).view({ cols: 500, rows: 20 })).toEqual({
      cols: 1_000,
      rows: 80,
    });
  });
});
