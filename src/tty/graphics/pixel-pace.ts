const BITS_PER_BYTE = 8;
const MS_PER_S = 1_000;

/** The share of the time that making pictures may take: keys and sound want some, too. */
const MAX_SHARE = 0.5;

/** A terminal that answers no question is drawn on nevertheless, if seldom. */
const PATIENCE_MS = 1_000;

/**
 * How often pictures may be drawn for what they cost, in bytes and in time: what a frame took has
 * to have passed before the next, and the terminal has to say that it has done with it, whatever
 * queues there are on the way. Frames in between are left out.
 */
export class PixelPace {
  private nextMs = 0;
  /** When to go on without an answer. */
  private answerByMs = 0;

  /** @param mbitPerS What the terminal, or the line to it, is good for. */
  constructor(private readonly mbitPerS: number) {}

  isDue(nowMs: number): boolean {
    return nowMs >= this.nextMs && nowMs >= this.answerByMs;
  }

  /** @param tookMs How long it took to make them. */
  spend(bytes: number, nowMs: number, tookMs: number): void {
    const lineMs = (bytes * BITS_PER_BYTE) / (this.mbitPerS * MS_PER_S);
    this.nextMs = nowMs + Math.max(lineMs, tookMs / MAX_SHARE);
    this.answerByMs = nowMs + PATIENCE_MS;
  }

  /** The terminal has done with what was drawn. */
  confirm(): void {
    this.answerByMs = 0;
  }
}
