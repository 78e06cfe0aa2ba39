import { FrameSender } from './frame-sender';
import { placeInset, relaySize } from './relay-layout';
import type { RelaySourceRequest, RelaySourceStart } from './relay-source-messages';

// The worker of a relayed picture: somebody else's frames with local ones in the corner, mixed into
// one.

/** Takes the newest frame of a stream, and closes those before. */
class LatestFrame {
  private readonly reader: ReadableStreamDefaultReader<VideoFrame>;
  current: VideoFrame | null = null;
  /** Settles at the end of the stream. */
  readonly done: Promise<void>;

  constructor(
    readable: ReadableStream<VideoFrame>,
    private readonly handleFrame: () => void,
  ) {
    this.reader = readable.getReader();
    this.done = this.readAll().catch(() => undefined);
  }

  private async readAll(): Promise<void> {
    for (;;) {
      const { done, value } = await this.reader.read();
      this.current?.close();
      this.current = done ? null : value;
      if (done) return;
      this.handleFrame();
    }
  }
}

class RelayMixer {
  private readonly canvas = new OffscreenCanvas(1, 1);
  private readonly context: OffscreenCanvasRenderingContext2D;
  private readonly sender: FrameSender;
  private main: LatestFrame | null = null;
  private readonly inset: LatestFrame | null;
  /** Until every stream that was ever read has ended. */
  private reading: Promise<void> = Promise.resolve();

  constructor({ inset, writable }: RelaySourceStart) {
    const context = this.canvas.getContext('2d', { alpha: false });
    if (!context) throw new Error('This browser gives workers no 2D canvas');
    this.context = context;
    this.sender = new FrameSender(this.canvas, writable);
    this.inset = inset && new LatestFrame(inset, () => undefined);
  }

  setMain(readable: ReadableStream<VideoFrame>): void {
    // Its frames set the pace; the local ones are shown as they are by then.
    const main = new LatestFrame(readable, () => {
      if (this.main === main) this.mix();
    });
    this.main = main;
    this.reading = Promise.all([this.reading, main.done]).then(() => undefined);
  }

  /** The page has stopped what is read: every frame is closed when all have ended. */
  async ended(): Promise<void> {
    await Promise.all([this.reading, this.inset?.done]);
    this.sender.end();
  }

  private mix(): void {
    const frame = this.main?.current;
    if (!frame) return;
    const { canvas, context } = this;
    const { width, height } = relaySize(frame.displayWidth, frame.displayHeight);
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    context.drawImage(frame, 0, 0, width, height);
    this.drawInset(width, height);
    this.sender.send();
  }

  private drawInset(width: number, height: number): void {
    const mine = this.inset?.current;
    if (!mine) return;
    const aspect = mine.displayWidth / mine.displayHeight;
    const place = placeInset(width, height, aspect);
    const { x, y, frame } = place;
    this.context.fillStyle = '#000';
    this.context.fillRect(x - frame, y - frame, place.width + 2 * frame, place.height + 2 * frame);
    this.context.drawImage(mine, x, y, place.width, place.height);
  }
}

let mixer: RelayMixer | null = null;

self.addEventListener('message', ({ data }: MessageEvent<RelaySourceRequest>) => {
  if (data.kind === 'start') {
    mixer = new RelayMixer(data);
    return;
  }
  if (data.kind === 'main') mixer?.setMain(data.main);
  else
    void mixer?.ended().then(() => {
      self.close();
    });
});
