// When the next packet of a text picture may go. Sound comes first: after each packet the path is
// left alone for as long again as that one took to be there and back, so that the picture takes
// half of what is free at the most, whatever that is.

/** Nobody would see a picture that changes more often. */
const SHORTEST_PAUSE_MS = 70;
/** A picture that stands still need only say so. */
const STILL_PAUSE_MS = 500;
/** A queue that is that long empties itself meanwhile. */
const LONGEST_PAUSE_MS = 2_000;
/** A full packet there and back within it: some 90 kbit/s are free. */
const QUICK_MS = 100;
/** What a small one takes says nothing of that. */
const FULL_BYTES = 900;
/**
 * A picture in which little changes makes packets so small that they tell nothing of the path, so
 * all of it is sent once more now and then: 5 kbit/s, for that and for what may have gone wrong.
 */
export const REFRESH_INTERVAL_MS = 5_000;
/** An answer that has not come by then was lost with what it was to. */
export const ANSWER_TIMEOUT_MS = 6_000;

/**
 * @param tookMs From sending a packet until its answer came.
 * @param isStill It said that nothing had changed.
 */
export function pauseAfter(tookMs: number, isStill: boolean): number {
  const shortestMs = isStill ? STILL_PAUSE_MS : SHORTEST_PAUSE_MS;
  return Math.min(LONGEST_PAUSE_MS, Math.max(shortestMs, tookMs));
}

/** Whether a packet says that the path has become a wide one; `null`: it says nothing of that. */
export function isQuick(tookMs: number, bytes: number): boolean | null {
  if (tookMs > QUICK_MS) return false;
  return bytes >= FULL_BYTES ? true : null;
}
