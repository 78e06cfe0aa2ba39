/// <reference types="dom-mediacapture-transform" />
import { type Disposable } from '../../../src/shared/base/lifecycle';

const WIDTH_PX = 640;
const HEIGHT_PX = 360;
const LUMA_BYTES = WIDTH_PX * HEIGHT_PX;
const CHROMA_BYTES = LUMA_BYTES / 4;
const FRAME_DURATION_US = 16_667;

/** Every frame's first byte in the noise: primes, so that no frame of 10,000 comes twice. */
const LUMA_STEP_BYTES = 7_919;
const CHROMA_STEP_BYTES = 104_729;

/**
 * A camera whose every frame has other colours in every cell: the hardest thing to paint there is.
 */
export class SoakCamera implements Disposable {
  readonly track = new MediaStreamTrackGenerator({ kind: 'video' });
  private readonly writer = this.track.writable.getWriter();
  private readonly noise = createNoise(LUMA_BYTES * 4);
  private readonly planes = new Uint8Array(LUMA_BYTES + 2 * CHROMA_BYTES);
  private count = 0;
  private isStopped = false;

  start(): void {
    void this.run();
  }

  private async run(): Promise<void> {
    const turn = new MessageChannel();
    while (!this.isStopped) {
      await this.writer.write(this.nextFrame());
      // A turn of the event loop, without the 4 ms that a timer takes at least.
      await new Promise((resolve) => {
        turn.port1.onmessage = resolve;
        turn.port2.postMessage(null);
      });
    }
    turn.port1.close();
  }

  private nextFrame(): VideoFrame {
    const index = this.count++;
    this.planes.set(this.slice(index * LUMA_STEP_BYTES, LUMA_BYTES), 0);
    const chroma = this.slice(index * CHROMA_STEP_BYTES, 2 * CHROMA_BYTES);
    this.planes.set(chroma, LUMA_BYTES);
    return new VideoFrame(this.planes, {
      format: 'I420',
      codedWidth: WIDTH_PX,
      codedHeight: HEIGHT_PX,
      timestamp: index * FRAME_DURATION_US,
    });
  }

  private slice(from: number, bytes: number): Uint8Array {
    const start = from % (this.noise.length - bytes);
    return this.noise.subarray(start, start + bytes);
  }

  dispose(): void {
    this.isStopped = true;
    this.track.stop();
  }
}

/** Noise in patches of a few pixels: what is finer than a cell would be averaged to grey. */
function createNoise(bytes: number): Uint8Array {
  const noise = new Uint8Array(bytes);
  let level = 0;
  for (let at = 0; at < bytes; at++) {
    if (at % 5 === 0) level = Math.floor(Math.random() * 256);
    noise[at] = level;
  }
  return noise;
}
