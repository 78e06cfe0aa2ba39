import type { PictureLook } from '../../shared/ascii/picture-look';
import type { AsciiSourceRequest, AsciiSourceStart } from './ascii-source-messages';
import { loadEngineModule } from './engine-module';
import { FrameCopier, type SizedFrame } from './frame-copier';
import { FramePainter } from './frame-painter';
import { FrameReader } from './frame-reader';
import { FrameSender } from './frame-sender';
import { loadPictureFont } from './measure-glyphs';

// The worker of a text picture to send: a camera's frames in, frames of letters out. The camera's
// own end here. Not by animation frames: a hidden window has none, and a call goes on.

/** Draws and sends the newest frame. */
class AsciiSender {
  private readonly drawn = new OffscreenCanvas(1, 1);
  /** The same on black: a letter without a background of its own is drawn on nothing. */
  private readonly sent = new OffscreenCanvas(1, 1);
  private readonly context: OffscreenCanvasRenderingContext2D;
  private readonly painter: FramePainter;
  private readonly sender: FrameSender;
  private readonly reader: FrameReader;
  private look: PictureLook;
  private isEnding = false;

  constructor(private readonly start: AsciiSourceStart) {
    const context = this.sent.getContext('2d', { alpha: false });
    if (!context) throw new Error('This browser gives workers no 2D canvas');
    this.context = context;
    this.look = start.look;
    this.painter = new FramePainter(this.drawn, start.font.family, 'raster', () => undefined);
    this.sender = new FrameSender(this.sent, start.writable);
    this.reader = new FrameReader({
      readable: start.readable,
      copier: new FrameCopier(),
      isWanted: () => true,
      handleFrame: (frame) => {
        this.send(frame);
      },
      // One that cannot be read is left out; the next may do.
      handleError: () => undefined,
    });
    void this.reader.done.then(() => {
      this.sender.end();
    });
  }

  setLook(look: PictureLook): void {
    this.look = look;
  }

  /** Frames that are still held must be closed before the worker goes. */
  async end(): Promise<void> {
    this.isEnding = true;
    this.reader.dispose();
    await this.reader.done;
    self.close();
  }

  private send(frame: SizedFrame): void {
    if (this.isEnding) return;
    const { look } = this;
    const { geometry } = this.start;
    this.painter.paint(frame, { look, mirror: false, frameInterval: 1, geometry }, geometry);
    this.layOnBlack();
    this.sender.send();
  }

  private layOnBlack(): void {
    const { drawn, sent, context } = this;
    const { width, height } = drawn;
    if (sent.width !== width || sent.height !== height) {
      sent.width = width;
      sent.height = height;
    }
    context.fillRect(0, 0, width, height);
    context.drawImage(drawn, 0, 0);
  }
}

let sender: AsciiSender | null = null;

/** Also without them there is a picture: of the system's letters, drawn by plain TypeScript. */
async function begin(start: AsciiSourceStart): Promise<void> {
  await Promise.allSettled([loadPictureFont(start.font), loadEngineModule()]);
  sender = new AsciiSender(start);
}

let beginning: Promise<void> = Promise.resolve();

self.addEventListener('message', ({ data }: MessageEvent<AsciiSourceRequest>) => {
  if (data.kind === 'start') {
    beginning = begin(data);
    return;
  }
  void beginning.then(() => {
    if (data.kind === 'look') sender?.setLook(data.look);
    else void sender?.end();
  });
});
