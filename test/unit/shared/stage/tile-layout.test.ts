import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CellRect } from '../../../../src/shared/stage/cell-rect';
import { fitPicture } from '../../../../src/shared/stage/fit-picture';
import { layoutTiles, type PlacedTile, type Tile } from '../../../../src/shared/stage/tile-layout';

const CELL_ASPECT = 0.5;
const ALIKE = { cellAspect: CELL_ASPECT, zoomed: null };
const STAGE: CellRect = { col: 0, row: 1, cols: 120, rows: 40 };

function faces(count: number, aspect = 4 / 3): Tile[] {
  return Array.from({ length: count }, (_, index) => ({ key: `p${index}`, aspect }));
}

const stages = fc.record({
  col: fc.integer({ min: 0, max: 5 }),
  row: fc.integer({ min: 0, max: 5 }),
  cols: fc.integer({ min: 20, max: 300 }),
  rows: fc.integer({ min: 4, max: 120 }),
});
const tileLists = fc
  .array(fc.constantFrom(4 / 3, 16 / 9, 1, 9 / 16), { minLength: 1, maxLength: 16 })
  .map((aspects) => aspects.map((aspect, index) => ({ key: `p${index}`, aspect })));

function isWithin(inner: CellRect, outer: CellRect): boolean {
  return (
    inner.col >= outer.col &&
    inner.row >= outer.row &&
    inner.col + inner.cols <= outer.col + outer.cols &&
    inner.row + inner.rows <= outer.row + outer.rows
  );
}

function overlap(a: CellRect, b: CellRect): boolean {
  return (
    a.col < b.col + b.cols &&
    b.col < a.col + a.cols &&
    a.row < b.row + b.rows &&
    b.row < a.row + a.rows
  );
}

const whole = ({ plate, picture }: PlacedTile): CellRect => ({
  ...plate,
  rows: plate.rows + picture.rows,
});
const cells = ({ picture }: PlacedTile): number => picture.cols * picture.rows;

describe('layoutTiles', () => {
  it('keeps every tile on the stage and none on another, zoomed or not', () => {
    fc.assert(
      fc.property(tileLists, stages, fc.boolean(), (tiles, stage, isZoomed) => {
        const zoomed = isZoomed ? tiles[tiles.length - 1].key : null;
        const placed = layoutTiles(tiles, stage, { cellAspect: CELL_ASPECT, zoomed });
        expect(placed.length).toBeGreaterThan(0);
        placed.forEach((tile, index) => {
          expect(isWithin(whole(tile), stage)).toBe(true);
          for (const other of placed.slice(index + 1)) {
            expect(overlap(whole(tile), whole(other))).toBe(false);
          }
        });
      }),
    );
  });

  it('keeps the aspect of every picture, to half a cell', () => {
    fc.assert(
      fc.property(tileLists, stages, (tiles, stage) => {
        for (const { key, picture } of layoutTiles(tiles, stage, ALIKE)) {
          const aspect = tiles.find((tile) => tile.key === key)?.aspect ?? 0;
          const { cols, rows } = picture;
          const colsOff = Math.abs(cols - (rows * aspect) / CELL_ASPECT);
          const rowsOff = Math.abs(rows - (cols * CELL_ASPECT) / aspect);
          const isSmallest = cols === 1 || rows === 1;
          expect(isSmallest || colsOff <= 0.51 || rowsOff <= 0.51).toBe(true);
        }
      }),
    );
  });

  it('wastes nothing: no other grid of equal tiles has larger pictures', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), stages, (count, stage) => {
        const tiles = faces(count);
        const placed = layoutTiles(tiles, stage, ALIKE);
        if (placed.length < count) return;
        for (let across = 1; across <= count; across++) {
          const cols = Math.floor((stage.cols - (across - 1)) / across);
          const rows = Math.floor(stage.rows / Math.ceil(count / across)) - 1;
          if (cols < 8 || rows < 2) continue;
          const other = fitPicture(4 / 3, { cols, rows }, CELL_ASPECT);
          expect(cells(placed[0])).toBeGreaterThanOrEqual(other.cols * other.rows);
        }
      }),
    );
  });

  it('fills the stage along one axis, but for what does not divide', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), stages, (count, stage) => {
        const placed = layoutTiles(faces(count), stage, ALIKE);
        const down = new Set(placed.map(({ plate }) => plate.row)).size;
        const across = Math.max(
          ...placed.map(
            ({ plate }) => placed.filter((each) => each.plate.row === plate.row).length,
          ),
        );
        const { cols, rows } = placed[0].picture;
        const spareCols = stage.cols - across * cols - (across - 1);
        const spareRows = stage.rows - down * (rows + 1);
        expect(spareCols < across || spareRows < down).toBe(true);
      }),
    );
  });

  it('leaves a tile where it is in the order, whoever else comes', () => {
    const keys = layoutTiles(faces(7), STAGE, ALIKE).map(({ key }) => key);
    expect(keys).toEqual(['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6']);
    const inReadingOrder = layoutTiles(faces(7), STAGE, ALIKE).map(
      ({ plate }) => plate.row * STAGE.cols + plate.col,
    );
    expect([...inReadingOrder].sort((a, b) => a - b)).toEqual(inReadingOrder);
  });

  it.each([
    [1, 1],
    [2, 2],
    [4, 2],
    [8, 3],
    [9, 3],
  ])('sets %d faces on a usual stage %d abreast', (count, across) => {
    const placed = layoutTiles(faces(count), { col: 0, row: 0, cols: 110, rows: 43 }, ALIKE);
    const first = placed[0].plate.row;
    expect(placed.filter(({ plate }) => plate.row === first)).toHaveLength(across);
  });

  it('sets the last row, when it is not full, in the middle', () => {
    const placed = layoutTiles(faces(3), STAGE, ALIKE);
    const last = placed[2].picture;
    const isBelow = last.row > placed[0].picture.row;
    expect(isBelow).toBe(true);
    expect(Math.abs(STAGE.cols - last.cols - 2 * last.col)).toBeLessThanOrEqual(1);
  });

  it('makes a zoomed tile much larger than the others, which stay in sight', () => {
    const tiles = faces(5);
    const [large, ...others] = layoutTiles(tiles, STAGE, { ...ALIKE, zoomed: 'p3' });
    expect(large.key).toBe('p3');
    expect(others.map(({ key }) => key)).toEqual(['p0', 'p1', 'p2', 'p4']);
    for (const other of others) expect(cells(large)).toBeGreaterThan(6 * cells(other));
  });

  it('gives a zoomed tile all of a small stage', () => {
    const stage = { col: 0, row: 0, cols: 40, rows: 10 };
    const placed = layoutTiles(faces(4), stage, { ...ALIKE, zoomed: 'p1' });
    expect(placed.map(({ key }) => key)).toEqual(['p1']);
    expect(placed[0].picture.rows).toBe(9);
  });

  it('goes on as before when whoever was zoomed has left', () => {
    const zoomed = { ...ALIKE, zoomed: 'gone' };
    expect(layoutTiles(faces(4), STAGE, zoomed)).toEqual(layoutTiles(faces(4), STAGE, ALIKE));
  });

  it('leaves out the last ones where not all can be recognised', () => {
    const placed = layoutTiles(faces(16), { col: 0, row: 0, cols: 20, rows: 7 }, ALIKE);
    expect(placed.map(({ key }) => key)).toEqual(['p0', 'p1', 'p2', 'p3']);
  });

  it('has nothing to place without tiles', () => {
    expect(layoutTiles([], STAGE, ALIKE)).toEqual([]);
  });
});
