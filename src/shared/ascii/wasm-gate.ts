import {
  DEFAULT_DRIFT_LEVELS,
  DEFAULT_FLAT_LEVELS,
  DEFAULT_THRESHOLD_LEVELS,
  type Gate,
  MAX_STALE_FRAMES,
} from './gate';
import { LUMA_PER_CELL, type SampleGrid } from './sample-grid';
import type { EngineExports } from './wasm-exports';
import type { WasmHeap } from './wasm-heap';

/** The gate in WebAssembly; `held`, and what it is passed, lie in its memory. */
export function createWasmGate(exports: EngineExports, heap: WasmHeap, held: SampleGrid): Gate {
  const cells = held.cols * held.rows;
  const opened = heap.bytes(cells);
  const staleFrames = heap.bytes(cells).fill(0);
  let isFirst = true;
  return {
    opened,
    pass(fresh) {
      exports.passGate(
        fresh.luma.byteOffset,
        fresh.u.byteOffset,
        fresh.v.byteOffset,
        held.luma.byteOffset,
        held.u.byteOffset,
        held.v.byteOffset,
        opened.byteOffset,
        staleFrames.byteOffset,
        cells,
        DEFAULT_THRESHOLD_LEVELS,
        DEFAULT_DRIFT_LEVELS * LUMA_PER_CELL,
        DEFAULT_FLAT_LEVELS,
        MAX_STALE_FRAMES,
        isFirst,
      );
      isFirst = false;
      return held;
    },
  };
}
