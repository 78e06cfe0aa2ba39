import type { Disposable } from '../../shared/base/lifecycle';
import type { FrameCopier, SizedFrame } from './frame-copier';

export interface FrameReaderConfig {
  readonly readable: ReadableStream<VideoFrame>;
  readonly copier: FrameCopier;
  /** Whether the frame that has just come is to be drawn; asked once for each frame. */
  readonly isWanted: () => boolean;
  readonly handleFrame: (frame: SizedFrame) => void;
  /** A frame could not be read; the next may. */
  readonly handleError: (error: unknown) => void;
}

/**
 * The page ends a stream at once; one that it forgot is cancelled here. Not soon: on a busy machine
 * the end takes seconds to come, and a frame that is on its way when a stream is cancelled is lost
 * without being closed.
 */
const END_OF_STREAM_TIMEOUT_MS = 10_000;

/**
 * Reads a track to its end. The processor before it holds one frame and replaces it while we are
 * busy, so what is read is always the newest; every frame that is read is closed here.
 */
export class FrameReader implements Disposable {
  private readonly reader: ReadableStreamDefaultReader<VideoFrame>;
  private isStopped = false;
  /** Settles when the last frame is closed. */
  readonly done: Promise<void>;

  constructor(private readonly config: FrameReaderConfig) {
    this.reader = config.readable.getReader();
    this.done = this.readAll();
  }

  private async readAll(): Promise<void> {
    try {
      for (;;) {
        const { done, value } = await this.reader.read();
        if (done) return;
        await this.takeFrame(value);
      }
    } catch (error) {
      if (!this.isStopped) this.config.handleError(error);
    }
  }

  private async takeFrame(frame: VideoFrame): Promise<void> {
    try {
      if (this.isStopped || !this.config.isWanted()) return;
      this.deliver(await this.config.copier.copy(frame));
    } catch (error) {
      this.config.handleError(error);
    } finally {
      frame.close();
    }
  }

  /** The source may have been taken away while its frame was copied. */
  private deliver(frame: SizedFrame): void {
    if (!this.isStopped) this.config.handleFrame(frame);
  }

  /** Draws no more; frames are read and closed until the page has ended the stream. */
  dispose(): void {
    if (this.isStopped) return;
    this.isStopped = true;
    const timer = setTimeout(() => {
      // A stream that has already failed rejects; there is nothing left to end then.
      this.reader.cancel().catch(() => undefined);
    }, END_OF_STREAM_TIMEOUT_MS);
    void this.done.then(() => {
      clearTimeout(timer);
    });
  }
}
