import type { I420Frame } from '../../shared/ascii/pixel-frame';
import { createVp8Exports, type Vp8Exports } from './vp8-module';

const CLOCK_HZ = 90_000;
const FPS = 30;
/**
 * A speed that stays: with a positive one libvpx is as thorough as a quarter of the time between
 * two frames allows, and coarse when the machine is busy. Talking heads are within 1.2 dB of what
 * -4 makes of them in four times as long; from -15 on they are 3 dB worse, and no quicker.
 */
const SPEED = -12;

export interface Vp8EncoderOptions {
  /** Both even. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly kbps: number;
}

/** Encodes pictures of one size at one bitrate, with key frames when they are asked for. */
export class Vp8Encoder {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly kbps: number;
  private readonly exports: Vp8Exports;
  private lastPts = -1;
  private readonly beginMs = performance.now();

  /** @throws Error where there is no memory for pictures of that size. */
  constructor({ widthPx, heightPx, kbps }: Vp8EncoderOptions) {
    this.widthPx = widthPx;
    this.heightPx = heightPx;
    this.kbps = kbps;
    this.exports = createVp8Exports();
    const error = this.exports.openEncoder(widthPx, heightPx, kbps, CLOCK_HZ, SPEED);
    if (error !== 0) throw new Error(`libvpx encodes no ${widthPx}x${heightPx}: ${error}`);
  }

  /** The frame, in memory of its own; `null`: the encoder has left it out. */
  encode(picture: I420Frame, isKey: boolean): Uint8Array | null {
    const { exports } = this;
    const nowPts = Math.round(((performance.now() - this.beginMs) * CLOCK_HZ) / 1_000);
    this.lastPts = Math.max(this.lastPts + 1, nowPts);
    this.fill(picture);
    const bytes = exports.encode(this.lastPts, CLOCK_HZ / FPS, isKey ? 1 : 0);
    if (bytes <= 0) return null;
    const at = exports.data();
    return new Uint8Array(exports.memory.buffer).slice(at, at + bytes);
  }

  /** Writes a picture to where the encoder reads it. */
  private fill({ y, u, v, yStride, uStride, vStride }: I420Frame): void {
    const { widthPx: width, heightPx: height } = this;
    this.fillPlane(0, y, yStride, width, height);
    this.fillPlane(1, u, uStride, width / 2, height / 2);
    this.fillPlane(2, v, vStride, width / 2, height / 2);
  }

  private fillPlane(
    plane: number,
    from: Uint8Array,
    stride: number,
    width: number,
    height: number,
  ): void {
    const { exports } = this;
    const into = exports.plane(plane);
    const intoStride = exports.stride(plane);
    const memory = new Uint8Array(exports.memory.buffer);
    for (let row = 0; row < height; row++) {
      const at = row * stride;
      memory.set(from.subarray(at, at + width), into + row * intoStride);
    }
  }
}
