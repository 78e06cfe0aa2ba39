/** An address in the module's memory, in bytes. */
type Address = number;

/**
 * What the compiled module exports; see src/shared/ascii/wasm, where each function is described.
 */
export interface EngineExports {
  readonly memory: WasmMemory;
  heapBase(): Address;
  averagePlane(
    plane: Address,
    stride: number,
    width: number,
    targetWidth: number,
    unitsPerSourceX: number,
    unitsPerTargetX: number,
    edgePixelsX: Address,
    edgeUnitsX: Address,
    taps: Address,
    targetHeight: number,
    unitsPerSourceY: number,
    unitsPerTargetY: number,
    edgePixelsY: Address,
    edgeUnitsY: Address,
    sums: Address,
    target: Address,
  ): void;
  roundImage(image: Address, length: number, target: Address): void;
  normaliseYuv(
    imageY: Address,
    imageU: Address,
    imageV: Address,
    luma: Address,
    sampleU: Address,
    sampleV: Address,
    cols: number,
    rows: number,
    weights: Address,
    black: number,
    isMirrored: boolean,
  ): void;
  passGate(
    freshLuma: Address,
    freshU: Address,
    freshV: Address,
    heldLuma: Address,
    heldU: Address,
    heldV: Address,
    opened: Address,
    staleFrames: Address,
    cells: number,
    threshold: number,
    drift: number,
    flat: number,
    maxStaleFrames: number,
    isFirst: boolean,
  ): void;
  drawDuotone(
    luma: Address,
    u: Address,
    v: Address,
    opened: Address,
    glyphs: Address,
    foreground: Address,
    background: Address,
    dirty: Address,
    cells: number,
    glyphOfPattern: Address,
    slopes: Address,
    traits: Address,
    thresholds: Address,
    flatLevels: number,
  ): void;
  writeAnsi(
    glyphs: Address,
    foreground: Address,
    background: Address,
    cols: number,
    rows: number,
    decimals: Address,
    target: Address,
  ): number;
  writeDelta(
    planes: Address,
    cols: number,
    rows: number,
    colourMode: number,
    erases: boolean,
    tolerance: number,
    target: Address,
  ): number;
}

/** The part of `WebAssembly.Memory` that is used: plain TypeScript does not know its name. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  /** Adds pages of 64 KiB; views made before are then empty. */
  grow(pages: number): number;
}

const FUNCTIONS = [
  'heapBase',
  'averagePlane',
  'roundImage',
  'normaliseYuv',
  'passGate',
  'drawDuotone',
  'writeAnsi',
  'writeDelta',
] as const;

/** Whether `exports` of an instance are those of the engine's module. */
export function isEngineExports(exports: object): exports is EngineExports {
  const table: Partial<Record<string, unknown>> = { ...exports };
  return (
    FUNCTIONS.every((name) => typeof table[name] === 'function') && typeof table.memory === 'object'
  );
}
