/** A frame that was seen at some place: its stamp, and when, in ms since the epoch. */
export interface StampedMoment {
  readonly number: number;
  readonly atMs: number;
}

/** A frame that a lane painted. */
export interface PaintedFrame extends StampedMoment {
  /** From the decoded frame in hand to its pixels, the wait for the screen's refresh included. */
  readonly inHandMs: number;
}

/** What one lane did in one round. */
export interface LaneLog {
  /** When frames left the camera, and the decoder. */
  readonly captured: readonly StampedMoment[];
  readonly decoded: readonly StampedMoment[];
  readonly painted: readonly PaintedFrame[];
  readonly seconds: number;
  /** All that the page's main thread did meanwhile. */
  readonly mainThreadMs: number;
}
