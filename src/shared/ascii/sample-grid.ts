/** Luma samples of a cell: 2 across, 4 down. */
export const LUMA_PER_CELL = 8;
export const LUMA_COLS_PER_CELL = 2;
export const LUMA_ROWS_PER_CELL = 4;

/** Chroma samples of a cell, one per quadrant: 2 across, 2 down. */
export const CHROMA_PER_CELL = 4;
export const CHROMA_COLS_PER_CELL = 2;
export const CHROMA_ROWS_PER_CELL = 2;

/**
 * A frame reduced to what a grid of cells can show; full-range BT.709 whatever the frame was. The
 * samples of one cell lie next to each other (16 bytes in all, one SIMD register), row by row:
 * sample (x, y) of a cell is `luma[cell * 8 + y * 2 + x]`, and likewise quadrant (x, y) of `u` and
 * `v` with a stride of 4.
 */
export interface SampleGrid {
  readonly cols: number;
  readonly rows: number;
  /** 0..255, `cols * rows * 8` entries. */
  readonly luma: Uint8Array;
  /** 0..255 with 128 for grey, `cols * rows * 4` entries. */
  readonly u: Uint8Array;
  readonly v: Uint8Array;
}

export function createSampleGrid(cols: number, rows: number): SampleGrid {
  const cells = cols * rows;
  return {
    cols,
    rows,
    luma: new Uint8Array(cells * LUMA_PER_CELL),
    u: new Uint8Array(cells * CHROMA_PER_CELL).fill(128),
    v: new Uint8Array(cells * CHROMA_PER_CELL).fill(128),
  };
}

/** Mean luma of a cell, 0..255. */
export function cellLuma(samples: SampleGrid, cell: number): number {
  const { luma } = samples;
  const at = cell * LUMA_PER_CELL;
  const upper = luma[at] + luma[at + 1] + luma[at + 2] + luma[at + 3];
  const lower = luma[at + 4] + luma[at + 5] + luma[at + 6] + luma[at + 7];
  return (upper + lower + 4) >> 3;
}

/** Mean of the four quadrants of a chroma plane in one cell, 0..255 with 128 for grey. */
export function cellChroma(plane: Uint8Array, cell: number): number {
  const at = cell * CHROMA_PER_CELL;
  return (plane[at] + plane[at + 1] + plane[at + 2] + plane[at + 3] + 2) >> 2;
}
