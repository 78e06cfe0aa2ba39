import type { CellRect } from './cell-rect';
import { fitPicture, type Size } from './fit-picture';

// Where pictures go on a stage made of cells. Each lies under a row of its own, the plate with its
// name, and keeps its proportions; all are of one size, which is the largest that lets all of them
// in.

/** A picture that wants a place. */
export interface Tile {
  readonly key: string;
  /** Width by height as it is meant to be seen. */
  readonly aspect: number;
}

export interface PlacedTile {
  readonly key: string;
  /** One row, as wide as the tile: who it is. */
  readonly plate: CellRect;
  /** As near to the tile's aspect as whole cells come. */
  readonly picture: CellRect;
}

export interface TileOptions {
  /** Width of a cell by its height. */
  readonly cellAspect: number;
  /** The tile that is to be as large as can be; `null`, or one that is not there: all alike. */
  readonly zoomed: string | null;
}

/** Smaller tiles are of no use: they are left out. */
const MIN_TILE_COLS = 8;
const MIN_TILE_ROWS = 3;
const PLATE_ROWS = 1;
/** Blank columns between two tiles. */
const GAP_COLS = 1;
/** Beside a zoomed tile the others get so much of the stage, within limits. */
const STRIP_SHARE = 0.2;
const MIN_STRIP_ROWS = 5;
const MAX_STRIP_ROWS = 12;
const MIN_STRIP_COLS = 16;
const MAX_STRIP_COLS = 40;

interface Grid {
  readonly across: number;
  readonly down: number;
  /** Of each tile, plate included. */
  readonly box: Size;
}

/**
 * Places `tiles` within `area`, in reading order. Where not all of them find room the last ones are
 * left out; a zoomed one never is.
 */
export function layoutTiles(
  tiles: readonly Tile[],
  area: CellRect,
  { cellAspect, zoomed }: TileOptions,
): PlacedTile[] {
  const large = tiles.find(({ key }) => key === zoomed);
  if (large === undefined || tiles.length === 1) return layoutAlike(tiles, area, cellAspect);
  const others = tiles.filter((tile) => tile !== large);
  return layoutZoomed(large, others, area, cellAspect);
}

function layoutAlike(tiles: readonly Tile[], area: CellRect, cellAspect: number): PlacedTile[] {
  for (let count = tiles.length; count > 0; count--) {
    const shown = tiles.slice(0, count);
    const grid = bestGrid(shown, area, cellAspect);
    if (grid !== null) return placeInGrid(shown, area, grid, cellAspect);
  }
  return [];
}

/** The number of tiles side by side that makes pictures largest; `null`: they do not fit at all. */
function bestGrid(tiles: readonly Tile[], area: Size, cellAspect: number): Grid | null {
  let best: Grid | null = null;
  let bestCells = 0;
  for (let across = 1; across <= tiles.length; across++) {
    const grid = gridOf(tiles.length, across, area);
    // However small the stage: one of them is shown.
    if (tiles.length > 1 && !isUsable(grid.box)) continue;
    const cells = pictureCells(tiles, grid.box, cellAspect);
    if (cells > bestCells || best === null) {
      best = grid;
      bestCells = cells;
    }
  }
  return best;
}

function gridOf(count: number, across: number, area: Size): Grid {
  const down = Math.ceil(count / across);
  return {
    across,
    down,
    box: {
      cols: Math.floor((area.cols - GAP_COLS * (across - 1)) / across),
      rows: Math.floor(area.rows / down),
    },
  };
}

function isUsable({ cols, rows }: Size): boolean {
  return cols >= MIN_TILE_COLS && rows >= MIN_TILE_ROWS;
}

function pictureRoom(box: Size): Size {
  return { cols: Math.max(1, box.cols), rows: Math.max(1, box.rows - PLATE_ROWS) };
}

function pictureCells(tiles: readonly Tile[], box: Size, cellAspect: number): number {
  return tiles.reduce((sum, { aspect }) => {
    const { cols, rows } = fitPicture(aspect, pictureRoom(box), cellAspect);
    return sum + cols * rows;
  }, 0);
}

/** Side by side without a gap but one column; what is left over goes around all of them. */
function placeInGrid(
  tiles: readonly Tile[],
  area: CellRect,
  { across, down, box }: Grid,
  cellAspect: number,
): PlacedTile[] {
  const sizes = tiles.map(({ aspect }) => fitPicture(aspect, pictureRoom(box), cellAspect));
  const cols = Math.max(...sizes.map((size) => size.cols));
  const rows = Math.max(...sizes.map((size) => size.rows)) + PLATE_ROWS;
  const top = area.row + middle(area.rows, down * rows);
  return tiles.map((tile, index) => {
    const down = Math.floor(index / across);
    const inRow = Math.min(across, tiles.length - down * across);
    const width = inRow * cols + (inRow - 1) * GAP_COLS;
    const left = area.col + middle(area.cols, width);
    const at = { col: left + (index % across) * (cols + GAP_COLS), row: top + down * rows };
    return place(tile, { ...at, cols, rows }, cellAspect);
  });
}

/** The picture in the middle below its plate; the plate as wide as the picture. */
function place({ key, aspect }: Tile, box: CellRect, cellAspect: number): PlacedTile {
  const room = pictureRoom(box);
  const size = fitPicture(aspect, room, cellAspect);
  const col = box.col + middle(room.cols, size.cols);
  const row = box.row + middle(room.rows, size.rows);
  return {
    key,
    plate: { col, row, cols: size.cols, rows: PLATE_ROWS },
    picture: { col, row: row + PLATE_ROWS, ...size },
  };
}

/** One large, the others in a strip beside or below it, whichever leaves it larger. */
function layoutZoomed(
  large: Tile,
  others: readonly Tile[],
  area: CellRect,
  cellAspect: number,
): PlacedTile[] {
  const stripRows = clamp(Math.round(area.rows * STRIP_SHARE), MIN_STRIP_ROWS, MAX_STRIP_ROWS);
  const stripCols = clamp(Math.round(area.cols * STRIP_SHARE), MIN_STRIP_COLS, MAX_STRIP_COLS);
  const below = splitBelow(area, stripRows);
  const beside = splitBeside(area, stripCols);
  const cells = (room: CellRect): number => pictureCells([large], room, cellAspect);
  const [main, strip] = cells(below[0]) >= cells(beside[0]) ? below : beside;
  // On a small stage it is the picture that one wants to see, and nothing else.
  const isRoomy = main.rows >= MIN_TILE_ROWS * 3 && main.cols >= MIN_TILE_COLS * 3;
  if (!isRoomy) return [place(large, area, cellAspect)];
  return [place(large, main, cellAspect), ...layoutStrip(others, strip, cellAspect)];
}

function splitBelow(area: CellRect, rows: number): [CellRect, CellRect] {
  const above = area.rows - rows;
  return [
    { ...area, rows: above },
    { ...area, row: area.row + above, rows },
  ];
}

function splitBeside(area: CellRect, cols: number): [CellRect, CellRect] {
  const left = area.cols - cols - GAP_COLS;
  return [
    { ...area, cols: left },
    { ...area, col: area.col + left + GAP_COLS, cols },
  ];
}

/** In one line along the strip: as many as are still to be recognised, from the first on. */
function layoutStrip(tiles: readonly Tile[], strip: CellRect, cellAspect: number): PlacedTile[] {
  for (let count = tiles.length; count > 0; count--) {
    const grid = gridOf(count, strip.cols > strip.rows / cellAspect ? count : 1, strip);
    if (isUsable(grid.box)) return placeInGrid(tiles.slice(0, count), strip, grid, cellAspect);
  }
  return [];
}

function middle(room: number, taken: number): number {
  return Math.max(0, Math.floor((room - taken) / 2));
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
