import type { Disposable } from '../../shared/base/lifecycle';

/** Of RTP's clock for pictures (RFC 7741, 4.1). */
const TICKS_PER_MS = 90;
const TIMESTAMPS = 2 ** 32;
/** Frames that come apart by less look even, and are shown at once. */
const EVEN_MS = 40;
/** As much as one more way there and back takes; whoever talks does not notice it yet. */
const MAX_DELAY_MS = 160;
/** What was late is remembered for seconds: kept of it from one frame to the next. */
const KEPT_SHARE = 0.995;
/** The path may have become longer since. */
const BASE_MS = 10_000;
/** A clock that leaps by so much is another one. */
const MAX_LEAP_MS = 5_000;
const MAX_WAITING = 16;

interface WaitingFrame {
  readonly frame: Uint8Array;
  readonly dueMs: number;
}

/**
 * Shows frames as far apart as they were taken. Those behind a lost packet come together with it:
 * of five at once one is seen, and before them the picture stands still. Where some come late, all
 * are shown later, by as much; where none do, each at once.
 */
export class FramePlayout implements Disposable {
  private readonly waiting: WaitingFrame[] = [];
  private timer: NodeJS.Timeout | null = null;
  /** The newest frame's moment by the sender's clock. */
  private taken: { readonly timestamp: number; readonly atMs: number } | null = null;
  /** What the fastest frame took, by the two clocks: lately, and in the time before. */
  private base = Infinity;
  private baseBefore = Infinity;
  private baseSinceMs = 0;
  private delayMs = 0;

  /** @param handleFrame Takes every frame, in order. */
  constructor(private readonly handleFrame: (frame: Uint8Array) => void) {}

  /** @param timestamp As RTP has it. */
  take(frame: Uint8Array, timestamp: number, nowMs: number): void {
    const takenMs = this.follow(timestamp, nowMs);
    const late = nowMs - takenMs - this.fastest;
    this.delayMs *= KEPT_SHARE;
    if (late > EVEN_MS) this.delayMs = Math.max(this.delayMs, Math.min(late, MAX_DELAY_MS));
    const dueMs = this.fastest + takenMs + (this.delayMs > EVEN_MS ? this.delayMs : 0);
    this.waiting.push({ frame, dueMs });
    this.show(this.waiting.length > MAX_WAITING ? Infinity : nowMs);
  }

  /** What has not been shown yet is not shown any more. */
  drop(): void {
    this.waiting.length = 0;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  dispose(): void {
    this.drop();
  }

  private get fastest(): number {
    return Math.min(this.base, this.baseBefore);
  }

  /** When a frame was taken, by the sender's clock, which begins anywhere. */
  private follow(timestamp: number, nowMs: number): number {
    const { taken } = this;
    const ahead = taken === null ? 0 : signed(timestamp - taken.timestamp) / TICKS_PER_MS;
    const isLeap = Math.abs(ahead) > MAX_LEAP_MS;
    const atMs = taken === null || isLeap ? nowMs : taken.atMs + ahead;
    if (isLeap) this.base = this.baseBefore = Infinity;
    this.taken = { timestamp, atMs };
    if (nowMs - this.baseSinceMs > BASE_MS) {
      this.baseBefore = this.base;
      this.base = Infinity;
      this.baseSinceMs = nowMs;
    }
    this.base = Math.min(this.base, nowMs - atMs);
    return atMs;
  }

  private show(nowMs: number): void {
    let next = this.waiting.at(0);
    for (; next !== undefined && next.dueMs <= nowMs; next = this.waiting.at(0)) {
      this.waiting.shift();
      this.handleFrame(next.frame);
    }
    if (next === undefined || this.timer !== null) return;
    this.timer = setTimeout(
      () => {
        this.timer = null;
        this.show(performance.now());
      },
      Math.max(0, next.dueMs - performance.now()),
    );
  }
}

/** Steps between two timestamps, which begin anew after the last. */
function signed(steps: number): number {
  const ahead = ((steps % TIMESTAMPS) + TIMESTAMPS) % TIMESTAMPS;
  return ahead < TIMESTAMPS / 2 ? ahead : ahead - TIMESTAMPS;
}
