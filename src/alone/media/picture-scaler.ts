import { FrameShrinker } from '../../shared/ascii/frame-shrinker';
import type { I420Frame } from '../../shared/ascii/pixel-frame';
import type { CreateExports } from '../../tty/screen/client-screen';

/** Makes pictures smaller, of whatever sizes they come and are wanted in. */
export class PictureScaler {
  private shrinker: FrameShrinker | null = null;

  constructor(private readonly createExports: CreateExports) {}

  /** Valid until the next; the frame itself where it is as large as that. Both sides are even. */
  scale(frame: I420Frame, width: number, height: number): I420Frame {
    if (frame.width === width && frame.height === height) return frame;
    const target = { width, height };
    if (this.shrinker?.suits(frame, target) !== true)
      this.shrinker = new FrameShrinker(this.newExports(), frame, target);
    return this.shrinker.shrink(frame);
  }

  private newExports() {
    const exports = this.createExports();
    if (exports === undefined) throw new Error('The module of the engine is another one');
    return exports;
  }
}
