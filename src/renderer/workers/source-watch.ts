import type { PictureState } from './picture-messages';

/**
 * A source that gave no frame for this long has stalled: well over any usable frame interval, and
 * short enough that, looked at often, it is said within two seconds.
 */
export const STALL_LIMIT_MS = 1_500;

/** Follows whether a source gives frames; reports each change once. */
export class SourceWatch {
  private state: PictureState = 'waiting';
  private lastFrameMs = 0;

  constructor(private readonly handleState: (state: PictureState) => void) {}

  /** A new source, or none. */
  reset(): void {
    this.enter('waiting');
  }

  noteFrame(nowMs: number): void {
    this.lastFrameMs = nowMs;
    this.enter('playing');
  }

  /** To be called now and then: silence makes no event of its own. */
  check(nowMs: number): void {
    if (this.state === 'playing' && nowMs - this.lastFrameMs >= STALL_LIMIT_MS) {
      this.enter('stalled');
    }
  }

  private enter(state: PictureState): void {
    if (state === this.state) return;
    this.state = state;
    this.handleState(state);
  }
}
