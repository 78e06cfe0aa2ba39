import { describe, expect, it } from 'vitest';
import { createAdjuster } from '../../../../src/shared/ascii/adjust-samples';
import { type Adjustments, NO_ADJUSTMENTS } from '../../../../src/shared/ascii/adjustments';
import { createSampleGrid, type SampleGrid } from '../../../../src/shared/ascii/sample-grid';
import { noiseBytes } from '../../../helpers/pixel-frames';

const COLS = 7;
const ROWS = 5;
const CELLS = COLS * ROWS;
const ALL = new Uint8Array(CELLS).fill(1);

function adjusterFor(adjustments: Partial<Adjustments>): ReturnType<typeof createAdjuster> {
  const given = { ...NO_ADJUSTMENTS, ...adjustments };
  return createAdjuster(given, createSampleGrid(COLS, ROWS), new Uint8Array(CELLS));
}

function adjusted(held: SampleGrid, adjustments: Partial<Adjustments>): SampleGrid {
  const adjuster = adjusterFor(adjustments);
  adjuster.adjust(held, ALL);
  return adjuster.samples;
}

function noise(seed: number): SampleGrid {
  const grid = createSampleGrid(COLS, ROWS);
  grid.luma.set(noiseBytes(grid.luma.length, seed));
  grid.u.set(noiseBytes(grid.u.length, seed + 1));
  grid.v.set(noiseBytes(grid.v.length, seed + 2));
  return grid;
}

/** Luma of each sample of the grid, by its place across and down. */
function lumaAt({ luma, cols }: SampleGrid, x: number, y: number): number {
  return luma[(Math.floor(y / 4) * cols + Math.floor(x / 2)) * 8 + (y % 4) * 2 + (x % 2)];
}

/** Dark on the left, bright from column `edge` of samples on. */
function step(edge: number): SampleGrid {
  const grid = createSampleGrid(COLS, ROWS);
  grid.luma.forEach((_, at) => {
    const x = (Math.floor(at / 8) % COLS) * 2 + (at % 2);
    grid.luma[at] = x < edge ? 80 : 160;
  });
  return grid;
}

describe('the adjuster', () => {
  it('brightens the middle by gamma, and leaves black and white alone', () => {
    const held = createSampleGrid(COLS, ROWS);
    held.luma.set([0, 64, 128, 192, 255, 128, 128, 128]);
    const { luma } = adjusted(held, { gamma: 2 });
    expect(Array.from(luma.subarray(0, 5))).toEqual([0, 128, 181, 221, 255]);
  });

  it('spreads light and colour around the middle by contrast, up to the ends', () => {
    const held = createSampleGrid(COLS, ROWS);
    held.luma.set([0, 100, 128, 140, 255, 128, 128, 128]);
    held.u.set([100, 128, 150, 255]);
    const { luma, u } = adjusted(held, { contrast: 2 });
    expect(Array.from(luma.subarray(0, 5))).toEqual([0, 72, 128, 152, 255]);
    expect(Array.from(u.subarray(0, 4))).toEqual([72, 128, 172, 255]);
  });

  it('takes all colour away without saturation, and no light', () => {
    const held = noise(3);
    const { luma, u, v } = adjusted(held, { saturation: 0 });
    expect(luma).toEqual(held.luma);
    expect(new Set([...u, ...v])).toEqual(new Set([128]));
  });

  it('raises both sides of an edge, and leaves even places as they are', () => {
    const edge = 6;
    const { ...samples } = adjusted(step(edge), { edges: 1 });
    expect(lumaAt(samples, edge - 1, 9)).toBeLessThan(80);
    expect(lumaAt(samples, edge, 9)).toBeGreaterThan(160);
    for (const [x, y] of [
      [0, 0],
      [edge - 3, 9],
      [edge + 2, 9],
      [2 * COLS - 1, 4 * ROWS - 1],
    ]) {
      expect(lumaAt(samples, x, y), `${x}, ${y}`).toBe(x < edge ? 80 : 160);
    }
  });

  it('raises an edge that lies between two rows of cells like one between two columns', () => {
    const grid = createSampleGrid(COLS, ROWS);
    grid.luma.forEach((_, at) => (grid.luma[at] = Math.floor(at / 8) < 2 * COLS ? 80 : 160));
    const across = adjusted(grid, { edges: 1 });
    const beside = adjusted(step(6), { edges: 1 });
    expect(lumaAt(across, 5, 7)).toBe(lumaAt(beside, 5, 9));
    expect(lumaAt(across, 5, 8)).toBe(lumaAt(beside, 6, 9));
  });

  it('takes differences of a few levels for noise', () => {
    const held = createSampleGrid(COLS, ROWS);
    held.luma.forEach((_, at) => (held.luma[at] = 100 + (at % 5)));
    expect(adjusted(held, { edges: 3 }).luma).toEqual(held.luma);
  });

  it('leaves nothing of an old neighbour: cells beside opened ones are adjusted as well', () => {
    const adjuster = adjusterFor({ edges: 2, gamma: 1.3, saturation: 0.5 });
    const held = noise(7);
    adjuster.adjust(held, ALL);
    const opened = new Uint8Array(CELLS);
    const other = noise(11);
    for (const cell of [0, 6, 17, 34]) {
      opened[cell] = 1;
      held.luma.set(other.luma.subarray(cell * 8, cell * 8 + 8), cell * 8);
      held.u.set(other.u.subarray(cell * 4, cell * 4 + 4), cell * 4);
    }
    adjuster.adjust(held, opened);
    const fresh = adjusted(held, { edges: 2, gamma: 1.3, saturation: 0.5 });
    expect(adjuster.samples).toEqual(fresh);
    expect(adjuster.opened[16] + adjuster.opened[18] + adjuster.opened[10]).toBe(3);
    expect(adjuster.opened[20]).toBe(0);
  });
});
