import { type Adjuster, createAdjuster } from './adjust-samples';
import { isSameAdjustment, NO_ADJUSTMENTS } from './adjustments';
import { type AnsiWriter, createAnsiWriter } from './ansi-writer';
import { builtInAtlas } from './built-in-atlas';
import { type CellGrid, createCellGrid, NO_BACKGROUND } from './cells';
import type { SamplerConfig } from './frame-sampler';
import { createGate, type Gate } from './gate';
import type { GlyphAtlas } from './glyph-atlas';
import { paletteMap } from './palette-map';
import type { PictureLook } from './picture-look';
import { createRecolour, type Recolour } from './recolour';
import { createSampler, type Sampler } from './sample';
import { CHROMA_PER_CELL, createSampleGrid, LUMA_PER_CELL, type SampleGrid } from './sample-grid';
import type { StyleKernel } from './style-kernel';
import { STYLES } from './styles';
import { createWasmAnsiWriter, wasmAnsiBytes } from './wasm-ansi-writer';
import { createWasmDuotone } from './wasm-duotone';
import type { EngineExports } from './wasm-exports';
import { createWasmGate } from './wasm-gate';
import { WasmHeap } from './wasm-heap';
import { createWasmSampler, wasmSamplerBytes } from './wasm-sampler';

/** The stages of an engine, and the grids that the last of them draw into. */
export interface Pipeline {
  readonly sampler: Sampler;
  readonly gate: Gate;
  /** `null`: the samples are drawn as they are. */
  readonly adjuster: Adjuster | null;
  readonly kernel: StyleKernel;
  /** What the kernel draws into: `cells`, unless they are recoloured. */
  readonly drawn: CellGrid;
  /** `null`: colours stay as they are. */
  readonly recolour: Recolour | null;
  readonly cells: CellGrid;
  readonly ansi: AnsiWriter;
}

export interface PipelineConfig extends SamplerConfig {
  readonly look: PictureLook;
  readonly atlas: GlyphAtlas | undefined;
}

export function createPipeline(config: PipelineConfig): Pipeline {
  const { cols, rows } = config;
  const cells = createCellGrid(cols, rows);
  return {
    sampler: createSampler(config),
    gate: createGate({ cols, rows }),
    kernel: createKernel(config),
    cells,
    ansi: createAnsiWriter(cells),
    ...createLookStages(config, cells, {
      samples: () => createSampleGrid(cols, rows),
      cells: () => createCellGrid(cols, rows),
      flags: () => new Uint8Array(cols * rows),
    }),
  };
}

/** Tables of duotone, and the gaps of alignment. */
const TABLE_BYTES = 0x2_0000;
/** Three sample grids, the states of gate and adjuster, and two cell grids. */
const BYTES_PER_CELL = 3 * 16 + 3 + 2 * 11;

/**
 * The same in WebAssembly, as far as there are twins: sampling I420, the gate and `duotone`. The
 * rest runs in TypeScript on the same memory. The instance belongs to this engine alone.
 */
export function createWasmPipeline(exports: EngineExports, config: PipelineConfig): Pipeline {
  const { cols, rows, look, atlas } = config;
  const gridBytes = cols * rows * BYTES_PER_CELL;
  const bytes = wasmSamplerBytes(config) + gridBytes + wasmAnsiBytes(cols, rows) + TABLE_BYTES;
  const heap = new WasmHeap(exports, bytes);
  const fresh = placeSamples(heap, cols, rows);
  const held = placeSamples(heap, cols, rows);
  const cells = placeCells(heap, cols, rows);
  return {
    sampler: createWasmSampler(exports, heap, config, fresh),
    gate: createWasmGate(exports, heap, held),
    kernel:
      look.style === 'duotone'
        ? createWasmDuotone(exports, heap, atlas ?? builtInAtlas())
        : createKernel(config),
    cells,
    ansi: createWasmAnsiWriter(exports, heap, cells),
    ...createLookStages(config, cells, {
      samples: () => placeSamples(heap, cols, rows),
      cells: () => placeCells(heap, cols, rows),
      flags: () => heap.bytes(cols * rows),
    }),
  };
}

function createKernel({ look, atlas }: PipelineConfig): StyleKernel {
  return STYLES[look.style].createKernel(atlas, look.ramp ?? undefined);
}

/** Where the stages that only some looks have keep what they pass on. */
interface Memory {
  samples(): SampleGrid;
  cells(): CellGrid;
  /** One byte per cell. */
  flags(): Uint8Array;
}

function createLookStages(
  { look }: PipelineConfig,
  cells: CellGrid,
  memory: Memory,
): Pick<Pipeline, 'adjuster' | 'drawn' | 'recolour'> {
  const { adjustments, palette, ownColours, style, isDithered } = look;
  const map = paletteMap(palette, ownColours);
  // One ink for all letters would only be made uneven.
  const canDither = isDithered && STYLES[style].isOneColour !== true;
  return {
    adjuster: isSameAdjustment(adjustments, NO_ADJUSTMENTS)
      ? null
      : createAdjuster(adjustments, memory.samples(), memory.flags()),
    drawn: map ? memory.cells() : cells,
    recolour: map && createRecolour(map, canDither),
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
