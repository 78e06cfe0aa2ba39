import { CHROMA_PER_CELL, createSampleGrid, LUMA_PER_CELL, type SampleGrid } from './sample-grid';

export interface GateConfig {
  readonly cols: number;
  readonly rows: number;
  /** A sample that moves by more than this opens its cell [0 - 255]. Default: 6 levels. */
  readonly thresholdLevels?: number;
  /** A mean that moves by more than this opens its cell [0 - 255]. Default: 3 levels. */
  readonly driftLevels?: number;
  /** Cells whose luma spans less than this are flat [0 - 255]. Default: 12 levels. */
  readonly flatLevels?: number;
}

/**
 * Holds cells still that only carry noise: a static wall does not flicker. A cell takes all of its
 * new samples or none, else it would tear.
 */
export interface Gate {
  /** 1 where the last `pass` took the cell's new samples. */
  readonly opened: Uint8Array;
  /** The held samples after this frame; the same object each time. The first frame opens all. */
  pass(fresh: SampleGrid): SampleGrid;
}

/** Levels; keeps the held picture above 40 dB while sensor noise stays shut out. */
export const DEFAULT_THRESHOLD_LEVELS = 6;

/**
 * Levels; the noise of eight samples all but cancels out in their mean: what moves it is motion.
 */
export const DEFAULT_DRIFT_LEVELS = 3;

/** Levels; what noise alone spans in the 8 samples of a flat cell. */
export const DEFAULT_FLAT_LEVELS = 12;

/**
 * Frames for which a cell's mean may stay off by more than half the drift. Noise does not
 * persist, a faint change (a shadow, the trace of what has moved on) does: then it is taken after
 * half a second, so that nothing lingers.
 */
export const MAX_STALE_FRAMES = 15;

export function createGate(config: GateConfig): Gate {
  return new TemporalGate(config);
}

class TemporalGate implements Gate {
  readonly opened: Uint8Array;
  private readonly held: SampleGrid;
  private readonly staleFrames: Uint8Array;
  private readonly threshold: number;
  /** Of the sum of a cell's samples. */
  private readonly drift: number;
  private readonly flat: number;
  private isFirst = true;

  constructor({ cols, rows, thresholdLevels, driftLevels, flatLevels }: GateConfig) {
    this.held = createSampleGrid(cols, rows);
    this.opened = new Uint8Array(cols * rows);
    this.staleFrames = new Uint8Array(cols * rows);
    this.threshold = thresholdLevels ?? DEFAULT_THRESHOLD_LEVELS;
    this.drift = (driftLevels ?? DEFAULT_DRIFT_LEVELS) * LUMA_PER_CELL;
    this.flat = flatLevels ?? DEFAULT_FLAT_LEVELS;
  }

  pass(fresh: SampleGrid): SampleGrid {
    for (let cell = 0; cell < this.opened.length; cell++) {
      const isOpen = this.isFirst || this.shouldOpen(fresh, cell);
      this.opened[cell] = isOpen ? 1 : 0;
      if (isOpen) this.take(fresh, cell);
    }
    this.isFirst = false;
    return this.held;
  }

  private shouldOpen(fresh: SampleGrid, cell: number): boolean {
    const drift = lumaDrift(fresh.luma, this.held.luma, cell * LUMA_PER_CELL);
    if (drift > this.drift) return true;
    if (this.isStale(cell, drift)) return true;
    return this.hasMoved(fresh, cell);
  }

  /** Counts for how long the mean has been off. */
  private isStale(cell: number, drift: number): boolean {
    if (2 * drift <= this.drift) {
      this.staleFrames[cell] = 0;
      return false;
    }
    this.staleFrames[cell]++;
    return this.staleFrames[cell] >= MAX_STALE_FRAMES;
  }

  private hasMoved(fresh: SampleGrid, cell: number): boolean {
    const { held, threshold } = this;
    const lumaAt = cell * LUMA_PER_CELL;
    const chromaAt = cell * CHROMA_PER_CELL;
    // In a flat cell only the mean counts: the most extreme of eight noisy samples says nothing.
    const isFlat = this.isFlat(fresh.luma, lumaAt) && this.isFlat(held.luma, lumaAt);
    return (
      (!isFlat && largestStep(fresh.luma, held.luma, lumaAt, LUMA_PER_CELL) > threshold) ||
      largestStep(fresh.u, held.u, chromaAt, CHROMA_PER_CELL) > threshold ||
      largestStep(fresh.v, held.v, chromaAt, CHROMA_PER_CELL) > threshold
    );
  }

  private isFlat(luma: Uint8Array, at: number): boolean {
    let low = luma[at];
    let high = low;
    for (let sample = at + 1; sample < at + LUMA_PER_CELL; sample++) {
      if (luma[sample] < low) low = luma[sample];
      else if (luma[sample] > high) high = luma[sample];
    }
    return high - low < this.flat;
  }

  private take(fresh: SampleGrid, cell: number): void {
    this.staleFrames[cell] = 0;
    copySamples(fresh.luma, this.held.luma, cell * LUMA_PER_CELL, LUMA_PER_CELL);
    copySamples(fresh.u, this.held.u, cell * CHROMA_PER_CELL, CHROMA_PER_CELL);
    copySamples(fresh.v, this.held.v, cell * CHROMA_PER_CELL, CHROMA_PER_CELL);
  }
}

/** How far the sums of a cell's luma samples lie apart. */
function lumaDrift(fresh: Uint8Array, held: Uint8Array, at: number): number {
  let drift = 0;
  for (let sample = at; sample < at + LUMA_PER_CELL; sample++) {
    drift += fresh[sample] - held[sample];
  }
  return Math.abs(drift);
}

function largestStep(fresh: Uint8Array, held: Uint8Array, at: number, length: number): number {
  let largest = 0;
  for (let sample = at; sample < at + length; sample++) {
    const step = Math.abs(fresh[sample] - held[sample]);
    if (step > largest) largest = step;
  }
  return largest;
}

/** A loop, because `set(subarray())` would allocate a view per cell. */
function copySamples(from: Uint8Array, to: Uint8Array, at: number, length: number): void {
  for (let sample = at; sample < at + length; sample++) to[sample] = from[sample];
}
