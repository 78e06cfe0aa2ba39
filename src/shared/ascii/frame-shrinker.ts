import type { PlaneSize } from './area-average';
import { checkPlane, chromaPlaneSize } from './frame-sampler';
import type { I420Frame } from './pixel-frame';
import type { EngineExports } from './wasm-exports';
import { WasmHeap } from './wasm-heap';
import { PLANE_OVERRUN_BYTES, PLANE_TAPS, PlaneScaler } from './wasm-plane-scaler';

/** Tables of an axis: two of integers, and what pixels count for. */
const TABLE_BYTES_PER_PX = 2 * (4 + 4) + 2 * PLANE_TAPS;
/** Three planes of bytes, and one as it is before it is rounded. */
const BYTES_PER_TARGET_PX = 2 + 1 + 2 * 0.25;
/** What is lost between what lies one behind the other. */
const GAP_BYTES = 32 * PLANE_OVERRUN_BYTES;

/** Makes I420 frames of one size smaller, in WebAssembly: each pixel is the mean of its area. */
export class FrameShrinker {
  private readonly staging: Uint8Array;
  private readonly image: Uint16Array;
  private readonly luma: PlaneScaler;
  private readonly chroma: PlaneScaler;
  private readonly planes: readonly [Uint8Array, Uint8Array, Uint8Array];

  /**
   * @param exports An instance of its own.
   * @param source One of the frames, as are all that follow.
   * @param target In pixels; both sides even.
   */
  constructor(
    private readonly exports: EngineExports,
    private readonly source: I420Frame,
    private readonly target: PlaneSize,
  ) {
    const { width, height } = target;
    const half = { width: width / 2, height: height / 2 };
    const planeBytes = Math.max(source.y.length, source.u.length, source.v.length);
    const sumBytes = 4 * source.width + PLANE_OVERRUN_BYTES;
    const tables = 2 * TABLE_BYTES_PER_PX * (width + height);
    const targets = BYTES_PER_TARGET_PX * width * height;
    const heap = new WasmHeap(exports, planeBytes + sumBytes + tables + targets + GAP_BYTES);
    this.staging = heap.bytes(planeBytes + PLANE_OVERRUN_BYTES);
    const sums = heap.bytes(sumBytes).byteOffset;
    this.luma = new PlaneScaler(exports, heap, target, sums);
    this.chroma = new PlaneScaler(exports, heap, half, sums);
    this.image = heap.words(width * height + PLANE_OVERRUN_BYTES);
    const plane = (size: PlaneSize): Uint8Array => {
      const length = size.width * size.height;
      return heap.bytes(length + PLANE_OVERRUN_BYTES).subarray(0, length);
    };
    this.planes = [plane(target), plane(half), plane(half)];
  }

  /** Whether `frame` is of the kind that this was made for, and wanted as large. */
  suits(frame: I420Frame, { width, height }: PlaneSize): boolean {
    const { source, target } = this;
    return (
      frame.width === source.width &&
      frame.height === source.height &&
      frame.y.length <= source.y.length &&
      Math.max(frame.u.length, frame.v.length) <= Math.max(source.u.length, source.v.length) &&
      width === target.width &&
      height === target.height
    );
  }

  /** Valid until the next. */
  shrink(frame: I420Frame): I420Frame {
    const [y, u, v] = this.planes;
    const half = chromaPlaneSize(frame);
    this.scale(this.luma, frame.y, frame.yStride, frame, y);
    this.scale(this.chroma, frame.u, frame.uStride, half, u);
    this.scale(this.chroma, frame.v, frame.vStride, half, v);
    const { width, height } = this.target;
    const strides = { yStride: width, uStride: width / 2, vStride: width / 2 };
    return { ...frame, width, height, y, u, v, ...strides };
  }

  private scale(
    scaler: PlaneScaler,
    plane: Uint8Array,
    stride: number,
    { width, height }: PlaneSize,
    into: Uint8Array,
  ): void {
    checkPlane(plane, stride, width, height);
    this.staging.set(plane);
    scaler.scale(this.staging.byteOffset, stride, width, height, this.image);
    this.exports.roundImage(this.image.byteOffset, into.length, into.byteOffset);
  }
}
