import { BRAILLE_DOT_BITS } from '../braille-dots';
import { NO_BACKGROUND } from '../cells';
import { DISPLAY_GAMMA, LIGHT_OF_LUMA } from '../luma';
import { cellLuma, LUMA_PER_CELL, type SampleGrid } from '../sample-grid';
import { type Style, type StyleKernel, writeCell } from '../style-kernel';
import { createTint, packTint, tintCell } from '../tint';

const BLANK = 0x2800;

/** All 256 patterns, in rising number of dots. */
const PATTERNS = Array.from({ length: 256 }, (_, pattern) => pattern)
  .sort((a, b) => dotCount(a) - dotCount(b))
  .map((pattern) => String.fromCharCode(BLANK + pattern))
  .join('');

/**
 * Where dots are set first in a cell of even brightness, at `y * 2 + x`: as far apart as can be.
 * Neighbouring cells have the same order, so that an even wall is an even grid.
 */
const ORDER = [0, 5, 3, 6, 4, 1, 7, 2];

/** How much later a dot comes for each place in the order, in levels: noise must not decide. */
const ORDER_LEVELS = 2;

/**
 * Light from which an even cell has all its dots; below it fewer, so that their ink can be seen.
 */
const FULL_LIGHT = 0.35;
const DOTS_EXPONENT = 0.5;

/** How much it counts to have that number of dots, against parting light samples from dark ones. */
const NUMBER_WEIGHT = 0.4;

/** Light of the drawn picture as a share of the source's: the dots cover little more than half. */
const EXPOSURE = 0.8;

/** Eight dots to a cell, set where it is bright, in its one colour. */
export const braille: Style = { glyphs: PATTERNS, createKernel };

function createKernel(): StyleKernel {
  const tint = createTint();
  const picker = new DotPicker();
  return (samples, opened, cells) => {
    for (let cell = 0; cell < opened.length; cell++) {
      if (opened[cell] === 0) continue;
      picker.pick(samples, cell);
      tintCell(samples, cell, cellLuma(samples, cell), tint);
      // The fewer the dots, the brighter their ink: together they give the cell's light.
      const gain = ((EXPOSURE * LUMA_PER_CELL) / picker.count) ** (1 / DISPLAY_GAMMA);
      writeCell(cells, cell, BLANK + picker.pattern, packTint(tint, gain), NO_BACKGROUND);
    }
  };
}

/** Decides which dots of a cell are set. */
class DotPicker {
  /** Bits as Unicode numbers them, and how many are set: 1..8. */
  pattern = 0;
  count = 0;
  /** Light of each sample; and its place among the brightest, as a value to be compared. */
  private readonly lights = new Float32Array(LUMA_PER_CELL);
  private readonly ranks = new Float32Array(LUMA_PER_CELL);

  pick({ luma }: SampleGrid, cell: number): void {
    let sum = 0;
    for (let sample = 0; sample < LUMA_PER_CELL; sample++) {
      const value = luma[cell * LUMA_PER_CELL + sample];
      this.lights[sample] = LIGHT_OF_LUMA[value];
      this.ranks[sample] = value - ORDER[sample] * ORDER_LEVELS;
      sum += this.lights[sample];
    }
    this.chooseCount(Math.max(sum / LUMA_PER_CELL, LIGHT_OF_LUMA[1]));
  }

  /** Takes the brightest first, and keeps the number that scores best. */
  private chooseCount(mean: number): void {
    const wanted = LUMA_PER_CELL * Math.min(1, (mean / FULL_LIGHT) ** DOTS_EXPONENT);
    let pattern = 0;
    let light = 0;
    let bestScore = -Infinity;
    for (let count = 1; count <= LUMA_PER_CELL; count++) {
      const sample = this.takeBrightest();
      pattern |= 1 << BRAILLE_DOT_BITS[sample];
      light += this.lights[sample] / mean;
      const off = (count - wanted) / LUMA_PER_CELL;
      const score = separation(count, light) - NUMBER_WEIGHT * off * off;
      if (score <= bestScore) continue;
      bestScore = score;
      this.count = count;
      this.pattern = pattern;
    }
  }

  private takeBrightest(): number {
    let best = 0;
    for (let sample = 1; sample < LUMA_PER_CELL; sample++) {
      if (this.ranks[sample] > this.ranks[best]) best = sample;
    }
    this.ranks[best] = -Infinity;
    return best;
  }
}

/**
 * Variance between `count` samples that have `light` together and the rest, when the mean is 1
 * (what Otsu's threshold makes greatest).
 */
function separation(count: number, light: number): number {
  if (count === LUMA_PER_CELL) return 0;
  const excess = light / count - 1;
  return (excess * excess * count) / (LUMA_PER_CELL - count);
}

function dotCount(pattern: number): number {
  let count = 0;
  for (let rest = pattern; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}
