const BITS_PER_BYTE = 8;
const MS_PER_S = 1_000;

/**
 * How often pictures may be drawn for what they cost: what a frame took has to have passed before
 * the next. Frames in between are left out.
 */
export class PixelPace {
  private nextMs = 0;

  /** @param mbitPerS What the terminal, or the line to it, is good for. */
  constructor(private readonly mbitPerS: number) {}

  isDue(nowMs: number): boolean {
    return nowMs >= this.nextMs;
  }

  spend(bytes: number, nowMs: number): void {
    this.nextMs = nowMs + (bytes * BITS_PER_BYTE) / (this.mbitPerS * MS_PER_S);
  }
}
