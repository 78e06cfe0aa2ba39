import { FrameCopier, type SizedFrame } from './frame-copier';
import { FrameReader } from './frame-reader';
import { SourceWatch } from './source-watch';
import type { PicturePixels, PictureResponse } from './picture-messages';

export interface PictureSourceConfig {
  readonly post: (response: PictureResponse) => void;
  /** Whether anybody sees the picture; frames of a hidden one are closed unread. */
  readonly isHidden: () => boolean;
  readonly handleFrame: (frame: SizedFrame) => void;
}

/** Where a picture's frames come from: a stream of frames, pixels sent by the page, or nowhere. */
export class PictureSource {
  private readonly watch: SourceWatch;
  private reader: FrameReader | null = null;
  private frameCount = 0;
  private frameInterval = 1;
  private hasFailed = false;

  constructor(private readonly config: PictureSourceConfig) {
    this.watch = new SourceWatch((state) => {
      config.post({ kind: 'state', state });
    });
  }

  setFrameInterval(frameInterval: number): void {
    this.frameInterval = Math.max(1, Math.round(frameInterval));
  }

  read(readable: ReadableStream<VideoFrame>): void {
    void this.stop();
    this.reader = new FrameReader({
      readable,
      copier: new FrameCopier(),
      isWanted: () => this.noteFrame(),
      handleFrame: this.config.handleFrame,
      handleError: (error) => {
        this.report(error);
      },
    });
  }

  takePixels({ pixels, displayWidth, displayHeight }: PicturePixels): void {
    if (this.noteFrame()) this.config.handleFrame({ pixels, displayWidth, displayHeight });
    this.config.post({ kind: 'pixels-taken' });
  }

  /** The picture came another way, which is as good as a frame. */
  noteCells(): void {
    this.watch.noteFrame(performance.now());
  }

  checkStall(): void {
    this.watch.check(performance.now());
  }

  /** Ends the source; the promise settles when its last frame is closed. */
  async stop(): Promise<void> {
    const { reader } = this;
    this.reader = null;
    this.frameCount = 0;
    this.hasFailed = false;
    this.watch.reset();
    reader?.dispose();
    await reader?.done;
  }

  /** Once for each source: what fails for one frame fails for thirty a second. */
  private report(error: unknown): void {
    if (this.hasFailed) return;
    this.hasFailed = true;
    this.config.post({ kind: 'failed', message: `A frame was not readable: ${String(error)}` });
  }

  /** Counts a frame that came, and says whether it is one of those to be drawn. */
  private noteFrame(): boolean {
    this.watch.noteFrame(performance.now());
    const isDue = this.frameCount % this.frameInterval === 0;
    this.frameCount++;
    return isDue && !this.config.isHidden();
  }
}
