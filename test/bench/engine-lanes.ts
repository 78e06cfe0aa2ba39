import { readFileSync } from 'node:fs';
import { cellsToAnsi } from '../../src/shared/ascii/ansi';
import { createAsciiEngine } from '../../src/shared/ascii/engine';
import { createGlyphAtlas, type GlyphAtlas } from '../../src/shared/ascii/glyph-atlas';
import type { I420Frame } from '../../src/shared/ascii/pixel-frame';
import { createRaster } from '../../src/shared/ascii/raster';
import { glyphsOfStyles, STYLE_NAMES, type StyleName } from '../../src/shared/ascii/styles';
import { faceFrame } from '../helpers/face-frame';
import { naiveSamples } from '../helpers/naive-samples';
import { noiseBytes } from '../helpers/pixel-frames';
import { type EngineExports, isEngineExports } from '../../src/shared/ascii/wasm-exports';
import { type BenchRow, median } from './bench-bar';

// The engine's part of the bench: `engine-bench.ts` bundles it as the app is bundled (calls across
// modules cost more unbundled) and runs it in a process of its own, with the paths of the head clip
// and of the WebAssembly module. Its output is one line of JSON: the rows.

const GRIDS = [
  [120, 36],
  [240, 72],
] as const;
const ROUNDS = 5;
const FRAMES = 24;
/** Until the compiler has settled. */
const WARM_UP_FRAMES = 8;
const CELL = { cellWidthPx: 8, cellHeightPx: 16 };

/** Milliseconds a frame, one entry a round, by what was measured. */
type Timings = Map<string, number[]>;

interface Lane {
  readonly cols: number;
  readonly rows: number;
  readonly timings: Timings;
}

/** All grids and styles take turns in each round, so that a neighbour's load falls on all alike. */
function measure(clip: string, wasmFile: string): BenchRow[] {
  const wasm = new WebAssembly.Module(readFileSync(wasmFile));
  const frames = Array.from({ length: FRAMES }, (_, index) => faceFrame(index, clip));
  const lanes = GRIDS.map(([cols, rows]): Lane => ({ cols, rows, timings: new Map() }));
  for (let round = 0; round < ROUNDS; round++) {
    for (const lane of lanes) {
      timeNaive(lane, frames[round]);
      for (const style of STYLE_NAMES) timeStyle(lane, frames, style);
      timeEngine(lane, frames, TWIN_STYLE, wasm);
      timeEngine(lane, frames, TWIN_STYLE, null);
    }
  }
  return lanes.flatMap(toRows);
}

function timeNaive({ cols, rows, timings }: Lane, frame: I420Frame): void {
  const start = performance.now();
  naiveSamples(frame, cols, rows);
  add(timings, 'naive', performance.now() - start);
}

function timeStyle(
  { cols, rows, timings }: Lane,
  frames: readonly I420Frame[],
  style: StyleName,
): void {
  const laps = new Laps();
  const drawing = createAsciiEngine({
    cols,
    rows,
    style,
    probe: (stage) => {
      laps.end(stage === 'style' ? style : stage);
    },
  });
  const raster = createRaster({ ...CELL, atlas: noiseAtlas() });
  const pixels = new Uint8ClampedArray(cols * rows * CELL.cellWidthPx * CELL.cellHeightPx * 4);
  frames.forEach((frame, index) => {
    if (index === WARM_UP_FRAMES) laps.clear();
    laps.start();
    const cells = drawing.draw(frame);
    raster.paint(cells, pixels);
    laps.end(`${style}: raster of dirty cells`);
    raster.paint(cells, pixels, true);
    laps.end(`${style}: raster of all cells`);
    cellsToAnsi(cells);
    laps.end(`${style}: ANSI`);
  });
  drawing.dispose();
  laps.sumsMs.forEach((ms, what) => {
    add(timings, what, ms / (FRAMES - WARM_UP_FRAMES));
  });
}

/** The style that WebAssembly draws from end to end. */
const TWIN_STYLE = 'duotone';

/** All stages alone, without what a painter costs in between, as WebAssembly or as TypeScript. */
function timeEngine(
  { cols, rows, timings }: Lane,
  frames: readonly I420Frame[],
  style: StyleName,
  wasm: WebAssembly.Module | null,
): void {
  const laps = new Laps();
  const name = wasm ? 'WebAssembly' : 'TypeScript';
  const drawing = createAsciiEngine({
    cols,
    rows,
    style,
    ...(wasm && { wasm: instantiate(wasm) }),
    probe: (stage) => {
      laps.end(`${name} ${style}: ${stage}`);
    },
  });
  for (let lap = 0; lap < 2; lap++) {
    laps.clear();
    for (const frame of frames) {
      laps.start();
      drawing.draw(frame);
    }
  }
  drawing.dispose();
  let totalMs = 0;
  laps.sumsMs.forEach((ms, what) => {
    add(timings, what, ms / FRAMES);
    totalMs += ms / FRAMES;
  });
  add(timings, `${name} ${style}: all`, totalMs);
}

function instantiate(module: WebAssembly.Module): EngineExports {
  const { exports } = new WebAssembly.Instance(module);
  if (!isEngineExports(exports)) throw new Error('not the module of the engine');
  return exports;
}

/** Time since the lap before, summed by name. */
class Laps {
  readonly sumsMs = new Map<string, number>();
  private lastMs = 0;

  start(): void {
    this.lastMs = performance.now();
  }

  end(what: string): void {
    const nowMs = performance.now();
    this.sumsMs.set(what, (this.sumsMs.get(what) ?? 0) + nowMs - this.lastMs);
    this.lastMs = nowMs;
  }

  clear(): void {
    this.sumsMs.clear();
  }
}

/** The cost of painting is that of its pixels, whatever they show. */
function noiseAtlas(): GlyphAtlas {
  const cellBytes = CELL.cellWidthPx * CELL.cellHeightPx;
  const glyphs = Array.from(glyphsOfStyles(), (glyph, seed) => ({
    codePoint: glyph.charCodeAt(0),
    coverage: noiseBytes(cellBytes, seed),
  }));
  return createGlyphAtlas(CELL, glyphs);
}

function add(timings: Timings, what: string, ms: number): void {
  timings.set(what, [...(timings.get(what) ?? []), ms]);
}

function toRows({ cols, rows, timings }: Lane): BenchRow[] {
  const naiveMs = median(timings.get('naive') ?? []);
  const measured = [...timings].filter(([what]) => what !== 'naive');
  return measured.map(([what, values]) => {
    const row = { what, grid: `${cols}x${rows}`, value: median(values), unit: 'ms' } as const;
    if (what !== 'sample') return row;
    return {
      ...row,
      note: `plain float reference: ${(naiveMs / row.value).toFixed(1)} times that`,
    };
  });
}

process.stdout.write(JSON.stringify(measure(process.argv[2], process.argv[3])));
