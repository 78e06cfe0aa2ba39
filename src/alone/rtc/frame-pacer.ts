const MS_PER_S = 1_000;
/** Frames come a little early and late: by so much of the time between two. */
const EARLY_SHARE = 0.25;

/** Chooses frames for a rate. One that comes late does not cost the next, which comes in time. */
export class FramePacer {
  private dueMs = -Infinity;

  /** Whether the frame that has come is to go on; `perSecond` at the most, in the mean. */
  take(nowMs: number, perSecond: number): boolean {
    const periodMs = MS_PER_S / perSecond;
    if (nowMs < this.dueMs - EARLY_SHARE * periodMs) return false;
    // After a pause it begins anew: what was missed is not made up for.
    this.dueMs = Math.max(this.dueMs, nowMs - periodMs) + periodMs;
    return true;
  }
}
