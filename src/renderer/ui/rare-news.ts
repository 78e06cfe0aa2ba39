/** Which news are due: of each subject one in a while, since what comes again and again is none. */
export class RareNews {
  private readonly toldAtMs = new Map<string, number>();

  /** `now`: ms, of a clock that never goes back. */
  constructor(
    private readonly pauseMs: number,
    private readonly now: () => number,
  ) {}

  /** Whether to tell it; if so, it counts as told. */
  isDue(subject: string): boolean {
    const nowMs = this.now();
    const toldAtMs = this.toldAtMs.get(subject);
    if (toldAtMs !== undefined && nowMs - toldAtMs < this.pauseMs) return false;
    this.toldAtMs.set(subject, nowMs);
    return true;
  }

  clear(): void {
    this.toldAtMs.clear();
  }
}
