import { type CellGrid, createCellGrid, NO_BACKGROUND } from '../../shared/ascii/cells';
import type { PictureLook } from '../../shared/ascii/picture-look';
import { OWN_INK } from '../../shared/ascii/terminal-colour';
import type { PicturePlace } from '../../shared/ipc/attached-terminal';
import { drawPicture, placePicture } from '../../shared/recording/draw-picture';
import type { CellRect } from '../../shared/stage/cell-rect';
import type { Size } from '../../shared/stage/fit-picture';

const SPACE = 0x20;
/** As many as an end may tell another that it shows. */
const MAX_VIEW_CELLS = 1_000;
/** Another end sends so many pixels for each column; a fine cell is one. */
const SENT_PX_PER_COL = 2;

/** Two pixels to a cell, in the colours that were chosen. */
export function pixelLook(look: PictureLook): PictureLook {
  return { ...look, style: 'half' };
}

/**
 * The pictures of a stage in cells that are finer than the terminal's, for terminals that show real
 * pixels.
 */
export class PixelLayer {
  readonly grid: CellGrid;
  private drawn: PicturePlace[] = [];

  /** @param cols Of the stage, as are `rows`: there are `density` times as many here. */
  constructor(
    cols: number,
    rows: number,
    private readonly density: number,
  ) {
    this.grid = createCellGrid(cols * density, rows * density);
  }

  /** Cells of the stage that pictures cover, in part or in whole; each but once. */
  get places(): readonly PicturePlace[] {
    return this.drawn;
  }

  clear(): void {
    this.drawn = [];
    this.grid.glyphs.fill(SPACE);
    this.grid.foreground.fill(OWN_INK);
    this.grid.background.fill(NO_BACKGROUND);
  }

  /** Puts a picture of fine cells where `rect` is on the stage, whose text there goes. */
  draw(picture: CellGrid, rect: CellRect, stage: CellGrid): void {
    const fine = this.scale(rect);
    drawPicture(picture, fine, this.grid);
    const place = this.outer(placePicture(picture, fine), stage);
    blank(stage, place);
    // What lies in one that is there already is seen with it.
    if (place.cols > 0 && place.rows > 0 && !this.drawn.some((each) => contains(each, place)))
      this.drawn.push(place);
  }

  scale({ col, row, cols, rows }: CellRect): CellRect {
    const { density } = this;
    return { col: col * density, row: row * density, cols: cols * density, rows: rows * density };
  }

  /** What another end is told of a picture of so many cells of the stage. */
  view({ cols, rows }: Size): Size {
    const scale = this.density / SENT_PX_PER_COL;
    const scaled = (cells: number): number => Math.min(MAX_VIEW_CELLS, Math.ceil(cells * scale));
    return { cols: scaled(cols), rows: scaled(rows) };
  }

  /** The cells of the stage that a rectangle of fine ones touches. */
  private outer({ col, row, cols, rows }: CellRect, stage: CellGrid): PicturePlace {
    const { density } = this;
    const left = Math.max(0, Math.floor(col / density));
    const top = Math.max(0, Math.floor(row / density));
    const right = Math.min(stage.cols, Math.ceil((col + cols) / density));
    const bottom = Math.min(stage.rows, Math.ceil((row + rows) / density));
    return {
      col: left,
      row: top,
      cols: Math.max(0, right - left),
      rows: Math.max(0, bottom - top),
    };
  }
}

function blank(stage: CellGrid, { col, row, cols, rows }: PicturePlace): void {
  for (let at = row; at < row + rows; at++) {
    const from = at * stage.cols + col;
    stage.glyphs.fill(SPACE, from, from + cols);
    stage.foreground.fill(OWN_INK, from, from + cols);
    stage.background.fill(NO_BACKGROUND, from, from + cols);
  }
}

function contains(outer: PicturePlace, inner: PicturePlace): boolean {
  return (
    outer.col <= inner.col &&
    outer.row <= inner.row &&
    outer.col + outer.cols >= inner.col + inner.cols &&
    outer.row + outer.rows >= inner.row + inner.rows
  );
}
