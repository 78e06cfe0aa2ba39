import type { Adjustments } from './adjustments';
import { clampToByte } from './luma';
import { CHROMA_PER_CELL, LUMA_PER_CELL, type SampleGrid } from './sample-grid';

/** Writes the opened cells of `held` into a grid of its own, adjusted. */
export interface Adjuster {
  /** The adjusted samples; the same object each time. */
  readonly samples: SampleGrid;
  /**
   * 1 where the last `adjust` wrote a cell: the opened ones, and those that edges reach from there.
   */
  readonly opened: Uint8Array;
  adjust(held: SampleGrid, opened: Uint8Array): void;
}

const LEVELS = 256;
const MIDDLE = 128;

/** Differences up to this are taken for noise, which is not to be raised; in levels. */
const EDGE_CORE_LEVELS = 4;

/** Adjusts into `samples`, and says which cells in `opened`: one entry per cell, both its own. */
export function createAdjuster(
  adjustments: Adjustments,
  samples: SampleGrid,
  opened: Uint8Array,
): Adjuster {
  return new SampleAdjuster(adjustments, samples, opened);
}

class SampleAdjuster implements Adjuster {
  private readonly toneOfLuma: Uint8Array;
  private readonly chroma: Uint8Array;

  constructor(
    private readonly adjustments: Adjustments,
    readonly samples: SampleGrid,
    readonly opened: Uint8Array,
  ) {
    this.toneOfLuma = toneTable(adjustments);
    this.chroma = chromaTable(adjustments);
  }

  adjust(held: SampleGrid, opened: Uint8Array): void {
    const hasEdges = this.adjustments.edges > 0;
    if (hasEdges) widenOpened(opened, this.opened, held.cols, held.rows);
    else this.opened.set(opened);
    for (let cell = 0; cell < opened.length; cell++) {
      if (this.opened[cell] === 0) continue;
      if (hasEdges) this.raiseEdges(held, cell);
      else this.adjustLuma(held.luma, cell * LUMA_PER_CELL);
      this.adjustChroma(held, cell * CHROMA_PER_CELL);
    }
  }

  private adjustLuma(luma: Uint8Array, at: number): void {
    for (let sample = at; sample < at + LUMA_PER_CELL; sample++) {
      this.samples.luma[sample] = this.toneOfLuma[luma[sample]];
    }
  }

  private adjustChroma({ u, v }: SampleGrid, at: number): void {
    for (let quadrant = at; quadrant < at + CHROMA_PER_CELL; quadrant++) {
      this.samples.u[quadrant] = this.chroma[u[quadrant]];
      this.samples.v[quadrant] = this.chroma[v[quadrant]];
    }
  }

  /**
   * Moves each sample away from the mean of those two to its left and right, above and below: as
   * far as a cell is wide, so that styles which see only whole cells gain by it, too.
   */
  private raiseEdges({ luma, cols, rows }: SampleGrid, cell: number): void {
    const { edges } = this.adjustments;
    const [row, col] = [Math.floor(cell / cols), cell % cols];
    const left = col > 0 ? LUMA_PER_CELL : 0;
    const right = col < cols - 1 ? LUMA_PER_CELL : 0;
    // Two samples are half a cell: those of the upper half have theirs above in the cell there.
    const above = row > 0 ? cols * LUMA_PER_CELL - HALF_CELL : 0;
    const below = row < rows - 1 ? cols * LUMA_PER_CELL - HALF_CELL : 0;
    const start = cell * LUMA_PER_CELL;
    for (let sample = 0; sample < LUMA_PER_CELL; sample++) {
      const at = start + sample;
      const isUpper = sample < HALF_CELL;
      const up = luma[at - (isUpper ? above : HALF_CELL)];
      const down = luma[at + (isUpper ? HALF_CELL : below)];
      const around = (luma[at - left] + luma[at + right] + up + down) / 4;
      const raised = luma[at] + edges * withoutCore(luma[at] - around);
      this.samples.luma[at] = this.toneOfLuma[clampToByte(Math.round(raised))];
    }
  }
}

/** Samples in the upper, or the lower, half of a cell. */
const HALF_CELL = LUMA_PER_CELL / 2;

function withoutCore(difference: number): number {
  if (difference > EDGE_CORE_LEVELS) return difference - EDGE_CORE_LEVELS;
  return difference < -EDGE_CORE_LEVELS ? difference + EDGE_CORE_LEVELS : 0;
}

/** Opens as well the cells beside, above and below those that are open. */
function widenOpened(opened: Uint8Array, wide: Uint8Array, cols: number, rows: number): void {
  wide.set(opened);
  for (let row = 0, cell = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++, cell++) {
      if (opened[cell] === 0) continue;
      if (col > 0) wide[cell - 1] = 1;
      if (col < cols - 1) wide[cell + 1] = 1;
      if (row > 0) wide[cell - cols] = 1;
      if (row < rows - 1) wide[cell + cols] = 1;
    }
  }
}

function toneTable({ gamma, contrast }: Adjustments): Uint8Array {
  return Uint8Array.from({ length: LEVELS }, (_, luma) => {
    const bright = 255 * (luma / 255) ** (1 / gamma);
    return clampToByte(Math.round(MIDDLE + (bright - MIDDLE) * contrast));
  });
}

/**
 * Contrast takes colour along, as on every television: else a flat picture would be a gaudy one.
 */
function chromaTable({ contrast, saturation }: Adjustments): Uint8Array {
  return Uint8Array.from({ length: LEVELS }, (_, chroma) =>
    clampToByte(Math.round(MIDDLE + (chroma - MIDDLE) * contrast * saturation)),
  );
}
