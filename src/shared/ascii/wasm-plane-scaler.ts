import { type AreaAxis, createAreaAxis } from './area-axis';
import type { PlaneSize } from './area-average';
import type { EngineExports } from './wasm-exports';
import type { WasmHeap } from './wasm-heap';

/** Pixels that count for one target, at most, for the fast way to cut rows. */
export const PLANE_TAPS = 4;
/** Read behind a plane's end, and written behind a row's. */
export const PLANE_OVERRUN_BYTES = 128;

/** Scales planes of one size after the other to images of one size. */
export class PlaneScaler {
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
    this.taps = heap.shorts(width * PLANE_TAPS);
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
      if (tap === PLANE_TAPS) return false;
      taps[target * PLANE_TAPS + tap] = Math.min(left, inPixel);
      left -= Math.min(left, inPixel);
      inPixel = unitsPerSource;
    }
  }
  return true;
}
