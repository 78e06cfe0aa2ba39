import type { PictureStats } from './picture-messages';

/** Counts paints between two reports. */
export class PaintStats {
  private paints = 0;
  private paintMs = 0;
  private sinceMs: number;

  constructor(nowMs: number) {
    this.sinceMs = nowMs;
  }

  addPaint(durationMs: number): void {
    this.paints++;
    this.paintMs += durationMs;
  }

  /** The rates since the last call, and starts over. */
  take(nowMs: number): Pick<PictureStats, 'paintedFps' | 'engineMs'> {
    const seconds = Math.max(nowMs - this.sinceMs, 1) / 1000;
    const rates = {
      paintedFps: this.paints / seconds,
      engineMs: this.paints === 0 ? 0 : this.paintMs / this.paints,
    };
    this.paints = 0;
    this.paintMs = 0;
    this.sinceMs = nowMs;
    return rates;
  }
}
