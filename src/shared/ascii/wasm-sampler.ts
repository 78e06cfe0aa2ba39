import { type AreaAxis, createAreaAxis } from './area-axis';
import { LIMITED_BLACK, yuvWeights } from './colour-space';
import {
  checkPlane,
  chromaImageSize,
  chromaPlaneSize,
  isSameColour,
  lumaImageSize,
  type SamplerConfig,
} from './frame-sampler';
import type { PlaneSize } from './area-average';
import type { I420Frame, PixelFrame, YuvColour } from './pixel-frame';
import { createSampler, type Sampler } from './sample';
import type { SampleGrid } from './sample-grid';
import type { EngineExports } from './wasm-exports';
import type { WasmHeap } from './wasm-heap';

/** Larger frames, and other formats, are sampled in TypeScript. */
export const MAX_WASM_WIDTH_PX = 4096;
const MAX_PLANE_BYTES = MAX_WASM_WIDTH_PX * 2304;
/** Read behind a plane's end, and written behind a row's. */
const OVERRUN_BYTES = 128;
/** Written behind an image's. */
const OVERRUN_WORDS = 8;

/** Pixels that count for one target, at most, for the fast way to cut rows. */
const TAPS = 4;

/** Bytes that a sampler takes from the heap. */
export function wasmSamplerBytes({ cols, rows }: SamplerConfig): number {
  const images = cols * rows * 32;
  const tables = 32 * (cols + rows) * 4 + 32 * cols * TAPS;
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

/** Scales planes of one size after the other to images of one size. */
class PlaneScaler {
  private readonly tables: readonly Int32Array[];
  private readonly taps: Int16Array;
  private hasTaps = false;
  private across: AreaAxis | undefined;
  private down: AreaAxis | undefined;

  constructor(
    private readonly exports: EngineExports,
    heap: WasmHeap,
    private readonly target: PlaneSize,
    private readonly sums: number,
  ) {
    const { width, height } = target;
    this.tables = [width, width, height, height].map((length) => heap.integers(length + 1));
    this.taps = heap.shorts(width * TAPS);
  }

  scale(plane: number, stride: number, width: number, height: number, image: Uint16Array): void {
    const { target, tables, sums } = this;
    const across = this.axisAcross(width);
    const down = this.axisDown(height);
    this.exports.averagePlane(
      plane,
      stride,
      width,
      target.width,
      across.unitsPerSource,
      across.unitsPerTarget,
      tables[0].byteOffset,
      tables[1].byteOffset,
      this.hasTaps ? this.taps.byteOffset : 0,
      target.height,
      down.unitsPerSource,
      down.unitsPerTarget,
      tables[2].byteOffset,
      tables[3].byteOffset,
      sums,
      image.byteOffset,
    );
  }

  private axisAcross(width: number): AreaAxis {
    if (this.across?.sourceLength !== width) {
      this.across = createAreaAxis(width, this.target.width);
      this.tables[0].set(this.across.edgePixels);
      this.tables[1].set(this.across.edgeUnits);
      this.hasTaps = fillTaps(this.across, this.taps);
    }
    return this.across;
  }

  private axisDown(height: number): AreaAxis {
    if (this.down?.sourceLength !== height) {
      this.down = createAreaAxis(height, this.target.height);
      this.tables[2].set(this.down.edgePixels);
      this.tables[3].set(this.down.edgeUnits);
    }
    return this.down;
  }
}

/**
 * What each of the pixels from its first on counts for a target; false where there are too many.
 */
function fillTaps(axis: AreaAxis, taps: Int16Array): boolean {
  const { targetLength, unitsPerSource, unitsPerTarget, edgeUnits } = axis;
  taps.fill(0);
  for (let target = 0; target < targetLength; target++) {
    let left = unitsPerTarget;
    let inPixel = unitsPerSource - edgeUnits[target];
    for (let tap = 0; left > 0; tap++) {
      if (tap === TAPS) return false;
      taps[target * TAPS + tap] = Math.min(left, inPixel);
      left -= Math.min(left, inPixel);
      inPixel = unitsPerSource;
    }
  }
  return true;
}
