import { LUMA_PER_CELL, type SampleGrid } from './sample-grid';

/** Cells whose luma spans less are even: their letters would only follow the noise. */
const FLAT_LEVELS = 10;

/**
 * Writes the light that each sample of a cell should give off into `targets`, by `lights` of luma
 * (256 entries), and returns the mean. An even cell has the same light all over, so that an even
 * wall is an even row of letters.
 */
export function readTargets(
  { luma }: SampleGrid,
  cell: number,
  lights: Float32Array,
  targets: Float32Array,
): number {
  let sum = 0;
  let low = 255;
  let high = 0;
  for (let sample = 0; sample < LUMA_PER_CELL; sample++) {
    const value = luma[cell * LUMA_PER_CELL + sample];
    if (value < low) low = value;
    if (value > high) high = value;
    targets[sample] = lights[value];
    sum += targets[sample];
  }
  const mean = sum / LUMA_PER_CELL;
  if (high - low < FLAT_LEVELS) targets.fill(mean);
  return mean;
}
