import { type AnsiWriter, createAnsiWriter } from './ansi-writer';
import { builtInAtlas } from './built-in-atlas';
import { type CellGrid, createCellGrid, NO_BACKGROUND } from './cells';
import type { SamplerConfig } from './frame-sampler';
import { createGate, type Gate } from './gate';
import type { GlyphAtlas } from './glyph-atlas';
import { createSampler, type Sampler } from './sample';
import { CHROMA_PER_CELL, LUMA_PER_CELL, type SampleGrid } from './sample-grid';
import type { StyleKernel } from './style-kernel';
import { STYLES, type StyleName } from './styles';
import { createWasmAnsiWriter, wasmAnsiBytes } from './wasm-ansi-writer';
import { createWasmDuotone } from './wasm-duotone';
import type { EngineExports } from './wasm-exports';
import { createWasmGate } from './wasm-gate';
import { WasmHeap } from './wasm-heap';
import { createWasmSampler, wasmSamplerBytes } from './wasm-sampler';

/** The stages of an engine, and the grid that the last of them draws into. */
export interface Stages {
  readonly sampler: Sampler;
  readonly gate: Gate;
  readonly kernel: StyleKernel;
  readonly cells: CellGrid;
  readonly ansi: AnsiWriter;
}

export interface StagesConfig extends SamplerConfig {
  readonly style: StyleName;
  readonly atlas: GlyphAtlas | undefined;
}

export function createStages(config: StagesConfig): Stages {
  const { cols, rows, style, atlas } = config;
  const cells = createCellGrid(cols, rows);
  return {
    sampler: createSampler(config),
    gate: createGate({ cols, rows }),
    kernel: STYLES[style].createKernel(atlas),
    cells,
    ansi: createAnsiWriter(cells),
  };
}

/** Tables of duotone, and the gaps of alignment. */
const TABLE_BYTES = 0x2_0000;
/** Two sample grids, the gate's state and a cell grid. */
const BYTES_PER_CELL = 2 * 16 + 2 + 11;

/**
 * The same in WebAssembly, as far as there are twins: sampling I420, the gate and `duotone`. The rest
 * runs in TypeScript on the same memory. The instance belongs to this engine alone.
 */
export function createWasmStages(exports: EngineExports, config: StagesConfig): Stages {
  const { cols, rows, style, atlas } = config;
  const gridBytes = cols * rows * BYTES_PER_CELL;
  const bytes = wasmSamplerBytes(config) + gridBytes + wasmAnsiBytes(cols) + TABLE_BYTES;
  const heap = new WasmHeap(exports, bytes);
  const fresh = placeSamples(heap, cols, rows);
  const held = placeSamples(heap, cols, rows);
  const cells = placeCells(heap, cols, rows);
  return {
    sampler: createWasmSampler(exports, heap, config, fresh),
    gate: createWasmGate(exports, heap, held),
    kernel:
      style === 'duotone'
        ? createWasmDuotone(exports, heap, atlas ?? builtInAtlas())
        : STYLES[style].createKernel(atlas),
    cells,
    ansi: createWasmAnsiWriter(exports, heap, cells),
  };
}

function placeSamples(heap: WasmHeap, cols: number, rows: number): SampleGrid {
  const cells = cols * rows;
  return {
    cols,
    rows,
    luma: heap.bytes(cells * LUMA_PER_CELL).fill(0),
    u: heap.bytes(cells * CHROMA_PER_CELL).fill(128),
    v: heap.bytes(cells * CHROMA_PER_CELL).fill(128),
  };
}

function placeCells(heap: WasmHeap, cols: number, rows: number): CellGrid {
  const length = cols * rows;
  return {
    cols,
    rows,
    glyphs: heap.words(length).fill(0x20),
    foreground: heap.longs(length).fill(0),
    background: heap.longs(length).fill(NO_BACKGROUND),
    dirty: heap.bytes(length).fill(1),
  };
}
