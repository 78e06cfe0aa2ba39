import { LIMITED_BLACK, yuvWeights } from './colour-space';
import {
  checkPlane,
  chromaImageSize,
  chromaPlaneSize,
  isSameColour,
  lumaImageSize,
  type SamplerConfig,
} from './frame-sampler';
import type { I420Frame, PixelFrame, YuvColour } from './pixel-frame';
import { createSampler, type Sampler } from './sample';
import type { SampleGrid } from './sample-grid';
import type { EngineExports } from './wasm-exports';
import type { WasmHeap } from './wasm-heap';
import { PLANE_OVERRUN_BYTES as OVERRUN_BYTES, PLANE_TAPS, PlaneScaler } from './wasm-plane-scaler';

/** Larger frames, and other formats, are sampled in TypeScript. */
const MAX_WASM_WIDTH_PX = 4096;
const MAX_PLANE_BYTES = MAX_WASM_WIDTH_PX * 2304;
/** Written behind an image's. */
const OVERRUN_WORDS = 8;

/** Bytes that a sampler takes from the heap. */
export function wasmSamplerBytes({ cols, rows }: SamplerConfig): number {
  const images = cols * rows * 32;
  const tables = 32 * (cols + rows) * 4 + 32 * cols * PLANE_TAPS;
  return MAX_PLANE_BYTES + images + tables + 8 * MAX_WASM_WIDTH_PX + 32 * OVERRUN_BYTES;
}

/** Samples I420 frames in WebAssembly, into `samples`, which lie in its memory. */
export function createWasmSampler(
  exports: EngineExports,
  heap: WasmHeap,
  config: SamplerConfig,
  samples: SampleGrid,
): Sampler {
  return new WasmSampler(exports, heap, config, samples);
}

/** Weights of `yuvWeights` that count, in the order of the module. */
const WEIGHT_COUNT = 7;

class WasmSampler implements Sampler {
  private readonly fallback: Sampler;
  private readonly staging: Uint8Array;
  private readonly luma: PlaneScaler;
  private readonly chroma: PlaneScaler;
  private readonly y: Uint16Array;
  private readonly u: Uint16Array;
  private readonly v: Uint16Array;
  private readonly weights: Int32Array;
  private colour: YuvColour | undefined;

  constructor(
    private readonly exports: EngineExports,
    heap: WasmHeap,
    private readonly config: SamplerConfig,
    private readonly samples: SampleGrid,
  ) {
    const [lumaSize, chromaSize] = [lumaImageSize(config), chromaImageSize(config)];
    this.fallback = createSampler(config, samples);
    this.staging = heap.bytes(MAX_PLANE_BYTES + OVERRUN_BYTES);
    const sums = heap.bytes(4 * MAX_WASM_WIDTH_PX + OVERRUN_BYTES).byteOffset;
    this.luma = new PlaneScaler(exports, heap, lumaSize, sums);
    this.chroma = new PlaneScaler(exports, heap, chromaSize, sums);
    this.y = heap.words(lumaSize.width * lumaSize.height + OVERRUN_WORDS);
    this.u = heap.words(chromaSize.width * chromaSize.height + OVERRUN_WORDS);
    this.v = heap.words(chromaSize.width * chromaSize.height + OVERRUN_WORDS);
    this.weights = heap.integers(WEIGHT_COUNT);
  }

  sample(frame: PixelFrame): SampleGrid {
    if (frame.format !== 'i420' || !isSmallEnough(frame)) return this.fallback.sample(frame);
    const { width, height } = frame;
    const half = chromaPlaneSize(frame);
    checkPlane(frame.y, frame.yStride, width, height);
    checkPlane(frame.u, frame.uStride, half.width, half.height);
    checkPlane(frame.v, frame.vStride, half.width, half.height);
    this.luma.scale(this.addressOf(frame.y), frame.yStride, width, height, this.y);
    this.chroma.scale(this.addressOf(frame.u), frame.uStride, half.width, half.height, this.u);
    this.chroma.scale(this.addressOf(frame.v), frame.vStride, half.width, half.height, this.v);
    this.normalise(frame.colour);
    return this.samples;
  }

  /** A plane that is in the module's memory already stays where it is. */
  private addressOf(plane: Uint8Array): number {
    if (plane.buffer === this.exports.memory.buffer) return plane.byteOffset;
    this.staging.set(plane);
    return this.staging.byteOffset;
  }

  private normalise(colour: YuvColour): void {
    if (!this.colour || !isSameColour(this.colour, colour)) this.setColour(colour);
    const { config, samples } = this;
    this.exports.normaliseYuv(
      this.y.byteOffset,
      this.u.byteOffset,
      this.v.byteOffset,
      samples.luma.byteOffset,
      samples.u.byteOffset,
      samples.v.byteOffset,
      config.cols,
      config.rows,
      this.weights.byteOffset,
      (colour.isFullRange ? 0 : LIMITED_BLACK) << 8,
      config.mirror,
    );
  }

  private setColour(colour: YuvColour): void {
    const { y, u, v } = yuvWeights(colour);
    this.weights.set([...y, u[1], u[2], v[1], v[2]]);
    this.colour = { ...colour };
  }
}

function isSmallEnough({ width, height, y, u, v }: I420Frame): boolean {
  const longest = Math.max(y.length, u.length, v.length);
  return width > 0 && height > 0 && width <= MAX_WASM_WIDTH_PX && longest <= MAX_PLANE_BYTES;
}
