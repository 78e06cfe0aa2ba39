const US_PER_MS = 1_000;

/** Makes frames of a canvas and writes them to a track; those that come too fast are left out. */
export class FrameSender {
  private readonly writer: WritableStreamDefaultWriter<VideoFrame>;
  private isBusy = false;

  constructor(
    private readonly canvas: OffscreenCanvas,
    writable: WritableStream<VideoFrame>,
  ) {
    this.writer = writable.getWriter();
    // The page stops the track when it is done with it: then there is nobody to send to.
    this.writer.closed.catch(() => undefined);
  }

  /** Sends what is on the canvas now. */
  send(): void {
    if (this.isBusy) return;
    this.isBusy = true;
    const timestamp = Math.round(performance.now() * US_PER_MS);
    const frame = new VideoFrame(this.canvas, { timestamp, alpha: 'discard' });
    this.writer.write(frame).then(
      () => {
        this.isBusy = false;
      },
      () => {
        frame.close();
      },
    );
  }

  /** Ends the track, so that the page hears of it. */
  end(): void {
    this.writer.close().catch(() => undefined);
  }
}
