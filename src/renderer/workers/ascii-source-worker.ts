import type { StyleName } from '../../shared/ascii/styles';
import type { AsciiSourceRequest, AsciiSourceStart } from './ascii-source-messages';
import { loadEngineModule } from './engine-module';
import { FrameCopier, type SizedFrame } from './frame-copier';
import { FramePainter } from './frame-painter';
import { FrameReader } from './frame-reader';
import { FrameSender } from './frame-sender';
import { loadPictureFont } from './measure-glyphs';

// The worker of a text picture to send: a camera's frames in, frames of letters out. The camera's own
// end here. Not by animation frames: a hidden window has none, and a call goes on.

/** Draws and sends the newest frame. */
class AsciiSender {
  private readonly painter: FramePainter;
  private readonly sender: FrameSender;
  private readonly reader: FrameReader;
  private style: StyleName;
  private isEnding = false;

  constructor(private readonly start: AsciiSourceStart) {
    const canvas = new OffscreenCanvas(1, 1);
    // Opaque: what letters leave free is black for everybody.
    canvas.getContext('2d', { alpha: false });
    this.style = start.style;
    this.painter = new FramePainter(canvas, start.font.family, 'raster', () => undefined);
    this.sender = new FrameSender(canvas, start.writable);
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

  setStyle(style: StyleName): void {
    this.style = style;
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
    const { style } = this;
    const { geometry } = this.start;
    this.painter.paint(frame, { style, mirror: false, frameInterval: 1, geometry }, geometry);
    this.sender.send();
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
    if (data.kind === 'style') sender?.setStyle(data.style);
    else void sender?.end();
  });
});
