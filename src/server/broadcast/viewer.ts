import type { GridFeed } from './grid-feed';
import type { GridSize } from './grid-ladder';
import type { SendQueue } from './send-queues';

/** What carries the picture to one viewer. Nothing comes back. */
export interface ViewerSink {
  /** A new grid begins. */
  begin(size: GridSize): void;
  /** Calls back once it is on its way; until then nothing else is written. */
  write(bytes: Buffer, handleTaken: () => void): void;
  /** Gives the terminal back, and hangs up: soon, also on somebody who takes nothing. */
  end(): void;
  /** Hangs up at once. */
  destroy(): void;
}

/**
 * Somebody who watches. At any time one update at the most is on its way to them: what comes
 * meanwhile they do not miss, they get the next one over a larger step.
 */
export class Viewer {
  /** The frame that they see when all is taken. */
  private shown: number | null = null;
  private feed: GridFeed | null = null;
  private busySinceMs: number | null = null;
  private isOver = false;

  constructor(
    readonly addressKey: string | null,
    private readonly sink: ViewerSink,
    private readonly queue: SendQueue,
    /** Of their terminal. */
    public terminal: GridSize,
  ) {}

  /** `null`: nothing yet. */
  get watched(): GridFeed | null {
    return this.feed;
  }

  get isBusy(): boolean {
    return this.busySinceMs !== null;
  }

  /** For how long nothing was taken of what was sent. */
  stalledMs(nowMs: number): number {
    return this.busySinceMs === null ? 0 : nowMs - this.busySinceMs;
  }

  /**
   * Sends what leads to the newest frame, unless something is on its way.
   *
   * @param handleTaken It is on its way by now.
   */
  show(
    feed: GridFeed,
    frame: number,
    updateFrom: (shown: number | null) => Buffer,
    nowMs: number,
    handleTaken: () => void,
  ): void {
    if (this.isOver || this.isBusy) return;
    if (feed !== this.feed) {
      this.feed = feed;
      this.shown = null;
      this.sink.begin(feed.size);
    }
    if (frame === this.shown) return;
    const bytes = updateFrom(this.shown);
    this.shown = frame;
    this.busySinceMs = nowMs;
    this.sink.write(bytes, () => {
      this.queue.whenShort(() => {
        this.busySinceMs = null;
        if (!this.isOver) handleTaken();
      });
    });
  }

  /** The connection is over. */
  dispose(): void {
    this.queue.dispose();
  }

  end(isAtOnce = false): void {
    if (this.isOver) return;
    this.isOver = true;
    if (isAtOnce) this.sink.destroy();
    else this.sink.end();
  }
}
