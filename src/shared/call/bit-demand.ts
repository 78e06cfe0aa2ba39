// How much of its bits a picture needs. An encoder spends all that it may, also on a wall; how
// coarse it has to be for that is its quantiser. Measured at 160x48 cells, a still head and a
// shaken camera: whatever the picture, the same quantiser gives the same likeness in the cells.

/**
 * Mean quantisers at which the cells' brightness is some 42 dB from the source's: no eye sees that.
 */
const GOOD_QUANTISER: Readonly<Record<string, number | undefined>> = {
  AV1: 158,
  VP9: 147,
  VP8: 46,
  H264: 28,
};

/** A wall needs no less than that of what a shaken camera does. */
export const MIN_DEMAND = 0.15;
export const MAX_DEMAND = 1;

/** Between these, relative to the good quantiser, all stays as it is. */
const FINE = 0.92;
const COARSE = 1.08;
/** Somebody has got up: no time for steps. */
const MUCH_TOO_COARSE = 1.3;
/** Small enough to end up in between: every change of the limit costs a few frames. */
const STEP_UP = 1.2;
const STEP_DOWN = 0.9;

/**
 * The share of its budget that a picture is to get, [MIN_DEMAND, MAX_DEMAND], given the share that
 * it had and the mean quantiser of the frames encoded with that; `null`: there were none.
 */
export function nextDemand(demand: number, quantiser: number | null, codec: string | null): number {
  const good = GOOD_QUANTISER[codec ?? ''];
  // Quantisers of another codec mean nothing to us.
  if (good === undefined) return MAX_DEMAND;
  if (quantiser === null) return demand;
  const coarseness = quantiser / good;
  if (coarseness >= MUCH_TOO_COARSE) return MAX_DEMAND;
  if (coarseness > COARSE) return Math.min(demand * STEP_UP, MAX_DEMAND);
  if (coarseness < FINE) return Math.max(demand * STEP_DOWN, MIN_DEMAND);
  return demand;
}
