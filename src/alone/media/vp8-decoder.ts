import type { I420Frame } from '../../shared/ascii/pixel-frame';
import { yuvColourOf } from '../../renderer/workers/yuv-colour';
import { readVp8Size } from './vp8-header';
import { createVp8Exports, type Vp8Exports } from './vp8-module';

/** Larger pictures are refused: no camera and no screen sends them. */
const MAX_SIDE_PX = 4_096;
const MAX_PX = 4_096 * 2_560;

function isTaken({ width, height }: { readonly width: number; readonly height: number }): boolean {
  return Math.max(width, height) <= MAX_SIDE_PX && width * height <= MAX_PX;
}

/** Makes pictures of frames of VP8, in the order in which they come. */
export class Vp8Decoder {
  private exports = openExports();
  private planes: readonly Uint8Array[] = [];

  /** What libvpx has taken so far. */
  get memoryBytes(): number {
    return this.exports.memory.buffer.byteLength;
  }

  /** Valid until the next call; `null`: it is no frame, or needs frames that are missing. */
  decode(data: Uint8Array): I420Frame | null {
    // Before libvpx allocates for it, which it would keep.
    const size = readVp8Size(data);
    if (size !== null && !isTaken(size)) return null;
    // To libvpx an empty frame is one that was lost.
    if (data.length === 0) return null;
    try {
      const { exports } = this;
      const at = exports.input(data.length);
      if (at === 0) return null;
      new Uint8Array(exports.memory.buffer).set(data, at);
      return exports.decode(data.length) === 1 ? this.take() : null;
    } catch {
      // An instance that has trapped is not to be called again.
      this.exports = openExports();
      return null;
    }
  }

  /** A copy of the picture that was decoded: the next one is made where it is. */
  private take(): I420Frame {
    const { exports } = this;
    const [width, height] = [exports.width(), exports.height()];
    const strides = [0, 1, 2].map((plane) => exports.stride(plane));
    const rows = [height, (height + 1) >> 1, (height + 1) >> 1];
    const [y, u, v] = this.planesOf(strides.map((stride, plane) => stride * rows[plane]));
    const memory = new Uint8Array(exports.memory.buffer);
    for (const [plane, bytes] of [y, u, v].entries()) {
      const at = exports.plane(plane);
      bytes.set(memory.subarray(at, at + bytes.length));
    }
    const [yStride, uStride, vStride] = strides;
    // VP8 does not say: browsers mean this.
    const colour = yuvColourOf({ matrix: 'smpte170m', fullRange: false }, height);
    return { format: 'i420', width, height, y, u, v, yStride, uStride, vStride, colour };
  }

  private planesOf(lengths: readonly number[]): readonly Uint8Array[] {
    const isSame = lengths.every((length, plane) => this.planes.at(plane)?.length === length);
    if (!isSame) this.planes = lengths.map((length) => new Uint8Array(length));
    return this.planes;
  }
}

function openExports(): Vp8Exports {
  const exports = createVp8Exports();
  const error = exports.openDecoder();
  if (error !== 0) throw new Error(`libvpx opens no decoder: ${error}`);
  return exports;
}
