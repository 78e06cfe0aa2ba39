/** Lets `points` events through in any `windowMs`. */
export class RateWindow {
  private readonly takenAtMs: number[] = [];

  constructor(
    private readonly points: number,
    private readonly windowMs: number,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  /** Counts one event; `false`: over the limit, and not counted. */
  take(): boolean {
    const now = this.nowMs();
    while (this.takenAtMs.length > 0 && now - this.takenAtMs[0] >= this.windowMs) {
      this.takenAtMs.shift();
    }
    if (this.takenAtMs.length >= this.points) return false;
    this.takenAtMs.push(now);
    return true;
  }
}
