import { describe, expect, it } from 'vitest';
import { type CellGrid, createCellGrid } from '../../../../src/shared/ascii/cells';
import type { Graphics } from '../../../../src/tty/graphics/graphics';
import { PixelPace } from '../../../../src/tty/graphics/pixel-pace';
import { PixelScreen } from '../../../../src/tty/graphics/pixel-screen';
import { COLOURS } from '../../../../src/tty/screen/palette';
import { pearson } from '../../../helpers/picture-match';
import {
  brightness,
  kittyDeeds,
  kittyImages,
  sixelImages,
  type TerminalImage,
} from '../../../helpers/terminal-images';

const KITTY: Graphics = { kind: 'kitty' };
const CELLS = { cell: { widthPx: 9, heightPx: 18 }, most: null };
const SIXEL: Graphics = { kind: 'sixel', cells: CELLS };
const STAGE = { col: 2, row: 1, cols: 20, rows: 10 };
const PLACE = { col: 4, row: 3, cols: 12, rows: 6 };
const NOTHING = { isAnew: false, text: '' };
/** All that may stand between the sequences that show images. */
const STRICT =
  // eslint-disable-next-line no-control-regex
  /^(?:\u001b\[\d+;\d+H|\u001b_G[\w=,]+(?:;[A-Za-z0-9+/=]*)?\u001b\\|\u001bP0;1;q[!-~]*\u001b\\|\u001b\[5n)*$/;

/** A slanted wave: something to be told from its neighbour, its mirror and itself upside down. */
function colourAt(x: number, y: number): number {
  const level = Math.round(127 + 120 * Math.sin(x / 5 + y / 9));
  return (level << 16) | (Math.round(level / 2) << 8) | (255 - level);
}

/** A layer with a picture in `PLACE`, of two pixels to a cell. */
function layer(density: number): CellGrid {
  const grid = createCellGrid(STAGE.cols * density, STAGE.rows * density);
  for (let row = 0; row < PLACE.rows * density; row++) {
    for (let col = 0; col < PLACE.cols * density; col++) {
      const cell = (PLACE.row * density + row) * grid.cols + PLACE.col * density + col;
      grid.foreground[cell] = colourAt(col, 2 * row);
      grid.background[cell] = colourAt(col, 2 * row + 1);
    }
  }
  return grid;
}

function screen(graphics: Graphics, mbitPerS = 1_000): PixelScreen {
  const pixels = new PixelScreen(graphics, new PixelPace(mbitPerS));
  pixels.setLayer(layer(pixels.densityFor(STAGE.cols, STAGE.rows)));
  pixels.setPlaces([PLACE]);
  return pixels;
}

/** How like an image is what it was to be, however it was scaled. */
function likeness({ width, height, pixels }: TerminalImage): number {
  const wished = pixels.map((_, at) => {
    const x = Math.floor(((at % width) * PLACE.cols * 4) / width);
    const y = Math.floor((Math.floor(at / width) * PLACE.rows * 8) / height);
    return brightness(colourAt(x, y));
  });
  return pearson(pixels.map(brightness), wished);
}

describe('pictures on a terminal with real pixels', () => {
  it("are exactly what they were, by kitty's protocol, and lie on their cells", () => {
    const { text } = screen(KITTY).frame(STAGE, false, 0);
    const [image, ...others] = kittyImages(text);
    expect(others).toEqual([]);
    expect(image).toMatchObject({ row: 4, col: 6, cols: 12, rows: 6, width: 48, height: 48 });
    expect(likeness(image)).toBe(1);
    expect(text).toMatch(STRICT);
    for (const [chunk] of text.matchAll(/;[A-Za-z0-9+/=]+/g))
      expect(chunk.length).toBeLessThanOrEqual(4_097);
  });

  it('are what they were by sixel, of as many pixels as their cells have', () => {
    const { text } = screen(SIXEL).frame(STAGE, false, 0);
    const [image] = sixelImages(text);
    expect(image).toMatchObject({ row: 4, col: 6, width: 12 * 9, height: 6 * 18 });
    expect(likeness(image)).toBeGreaterThan(0.9);
    expect(text).toMatch(STRICT);
  });

  it('have the ground of the window where a picture leaves some of its cells', () => {
    const pixels = screen(KITTY);
    pixels.setPlaces([{ ...PLACE, col: 3 }]);
    const [image] = kittyImages(pixels.frame(STAGE, false, 0).text);
    expect(image.pixels.slice(0, 4)).toEqual(Array(4).fill(COLOURS.ground));
    expect(image.pixels[4]).toBe(colourAt(0, 0));
  });

  it('are left out, never queued, where they cost more than the line is good for', () => {
    const pixels = screen(KITTY, 0.1);
    const { text } = pixels.frame(STAGE, false, 0);
    const busyMs = (text.length * 8) / 100;
    pixels.confirm();
    let drawn = 0;
    for (let nowMs = 1; nowMs < 5 * busyMs; nowMs += busyMs / 10) {
      pixels.setLayer(layer(4));
      if (pixels.frame(STAGE, false, nowMs).text === '') expect(pixels.isWaiting).toBe(true);
      else {
        drawn++;
        pixels.confirm();
      }
    }
    expect(drawn).toBeGreaterThanOrEqual(3);
    expect(drawn).toBeLessThanOrEqual(5);
  });

  it('are left out until the terminal has done with the last, or says nothing for a second', () => {
    const pixels = screen(KITTY);
    const isDrawn = (nowMs: number): boolean => {
      pixels.setLayer(layer(4));
      return pixels.frame(STAGE, false, nowMs).text !== '';
    };
    expect(pixels.frame(STAGE, false, 0).text.endsWith('\u001b[5n')).toBe(true);
    expect(isDrawn(900)).toBe(false);
    pixels.confirm();
    expect(isDrawn(901)).toBe(true);
    expect(isDrawn(1_800)).toBe(false);
    expect(isDrawn(2_000)).toBe(true);
  });

  it('wait until it is known how large cells are now, which larger ones would make scroll', () => {
    const pixels = screen(SIXEL);
    pixels.frame(STAGE, false, 0);
    pixels.hold();
    pixels.reset();
    expect(pixels.frame(STAGE, false, 1).text).toBe('');
    expect(pixels.isWaiting).toBe(true);
    pixels.goOn({ cell: { widthPx: 5, heightPx: 11 }, most: null });
    const [image] = sixelImages(pixels.frame(STAGE, false, 2).text);
    expect(image).toMatchObject({ width: 12 * 5, height: 6 * 11 });
    pixels.hold();
    pixels.reset();
    pixels.goOn(null);
    expect(sixelImages(pixels.frame(STAGE, false, 3).text)[0]).toMatchObject({ width: 12 * 5 });
  });

  it('are as large as the terminal shows them, whole and in the middle of their cells', () => {
    const most = { widthPx: 54, heightPx: 1_000 };
    const [image] = sixelImages(
      screen({ kind: 'sixel', cells: { ...CELLS, most } }).frame(STAGE, false, 0).text,
    );
    expect(image).toMatchObject({ row: 5, col: 9, width: 54, height: 54 });
    expect(likeness(image)).toBeGreaterThan(0.9);
  });

  it('are not drawn again while nothing is new', () => {
    const pixels = screen(KITTY);
    pixels.frame(STAGE, false, 0);
    expect(pixels.isWaiting).toBe(false);
    expect(pixels.frame(STAGE, false, 10_000)).toEqual(NOTHING);
  });

  it.each([
    ['something covers them', (pixels: PixelScreen) => pixels.frame(STAGE, true, 1)],
    [
      'there are none any more',
      (pixels: PixelScreen) => {
        pixels.setPlaces([]);
        return pixels.frame(STAGE, false, 1);
      },
    ],
    [
      'the stage is another',
      (pixels: PixelScreen) => {
        pixels.setLayer(null);
        return pixels.frame(STAGE, false, 1);
      },
    ],
  ])('are gone when %s, however busy the line is', (_what, change) => {
    const kitty = screen(KITTY, 0.001);
    kitty.frame(STAGE, false, 0);
    const { text } = change(kitty);
    expect(kittyDeeds(text)).toEqual(['d']);
    expect(kittyImages(text)).toEqual([]);
    // Sixel has nothing that takes an image away: all cells are drawn over it.
    const sixel = screen(SIXEL, 0.001);
    sixel.frame(STAGE, false, 0);
    expect(change(sixel)).toEqual({ isAnew: true, text: '' });
  });

  it('are drawn again where all of the screen is', () => {
    const pixels = screen(KITTY);
    pixels.frame(STAGE, false, 0);
    pixels.reset();
    const { text } = pixels.frame(STAGE, false, 1);
    expect(kittyDeeds(text)).toEqual(['d', 'T']);
    expect(kittyImages(text)).toHaveLength(1);
    pixels.reset();
    // Whatever was there is not kept, in case that none comes again.
    expect(kittyDeeds(pixels.frame(STAGE, true, 2).text)).toEqual(['d']);
    expect(pixels.frame(STAGE, true, 3)).toEqual(NOTHING);
  });

  it('are cut to the stage, wherever they are said to be', () => {
    const pixels = screen(KITTY);
    pixels.setPlaces([
      { col: 15, row: 8, cols: 400, rows: 400 },
      { col: 400, row: 400, cols: 5, rows: 5 },
    ]);
    const images = kittyImages(pixels.frame(STAGE, false, 0).text);
    expect(images).toHaveLength(1);
    expect(images[0]).toMatchObject({ col: 17, row: 9, cols: 5, rows: 2 });
  });

  it('are as fine as the stream of cells takes', () => {
    const pixels = new PixelScreen(KITTY, new PixelPace(1));
    expect(pixels.densityFor(80, 24)).toBe(4);
    expect(pixels.densityFor(500, 300)).toBe(1);
    for (const [cols, rows] of [
      [200, 60],
      [300, 100],
      [1, 1],
    ])
      expect(cols * rows * pixels.densityFor(cols, rows) ** 2).toBeLessThanOrEqual(150_000);
  });
});
