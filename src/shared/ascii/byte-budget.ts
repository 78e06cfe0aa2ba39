import { COLOUR_TOLERANCE } from './terminal-delta';

/** What a cell may cost: 2.2 Mbit/s for 160x48, which networks and terminals are good for. */
const BITS_PER_CELL_AND_SECOND = 290;
/** What was not spent may be spent later: so much of a second's. */
const SAVED_SECONDS = 0.5;
/**
 * Colours that are off by more would be seen as wrong, and not only as coarse: at this a talking
 * head is still like the clip by r 0.967, cell by cell, where it is 0.994 when exact.
 */
const MAX_TOLERANCE = 72;

/**
 * How exact colours can be for what a picture may cost: exact while it stands still, and the
 * coarser, the more of it moves.
 */
export class ByteBudget {
  private readonly bytesPerMs: number;
  private readonly most: number;
  private left: number;
  private latest = COLOUR_TOLERANCE;

  constructor(
    cells: number,
    private atMs: number,
  ) {
    this.bytesPerMs = (cells * BITS_PER_CELL_AND_SECOND) / 8 / 1_000;
    this.most = this.bytesPerMs * SAVED_SECONDS * 1_000;
    this.left = this.most;
  }

  /** Whether what was drawn last could be more exact. */
  get isRough(): boolean {
    return this.latest > COLOUR_TOLERANCE;
  }

  /** By so much of 255 a channel may be off in a frame that is drawn now. */
  tolerance(nowMs: number): number {
    this.left = Math.min(this.most, this.left + (nowMs - this.atMs) * this.bytesPerMs);
    this.atMs = nowMs;
    const spent = 1 - Math.max(0, this.left) / this.most;
    this.latest = COLOUR_TOLERANCE + Math.round((MAX_TOLERANCE - COLOUR_TOLERANCE) * spent);
    return this.latest;
  }

  /** Of a frame: a whole screen takes no more than there is. */
  spend(bytes: number): void {
    this.left = Math.max(0, this.left - bytes);
  }
}
