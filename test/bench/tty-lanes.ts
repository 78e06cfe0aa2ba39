import { readFileSync } from 'node:fs';
import { AnsiDelta } from '../../src/shared/ascii/ansi-delta';
import { ByteBudget } from '../../src/shared/ascii/byte-budget';
import type { CellGrid } from '../../src/shared/ascii/cells';
import { createAsciiEngine } from '../../src/shared/ascii/engine';
import type { I420Frame } from '../../src/shared/ascii/pixel-frame';
import { createTerminalDelta, type TerminalDelta } from '../../src/shared/ascii/terminal-delta';
import type { ColourDepth } from '../../src/shared/ascii/terminal-palette';
import { type EngineExports, isEngineExports } from '../../src/shared/ascii/wasm-exports';
import { createWasmTerminalDelta } from '../../src/shared/ascii/wasm-terminal-delta';
import { faceFrame } from '../helpers/face-frame';
import { type BenchRow, median } from './bench-bar';
import type { TtyLanes } from './tty-bench';

// The terminal's part of the bench, bundled and in a process of its own as `engine-lanes.ts` is.
// The head clip at 30 frames a second, drawn by the engine; its output is one line of JSON.

const COLS = 160;
const ROWS = 48;
const GRID = `${COLS}x${ROWS}`;
const FPS = 30;
const FRAMES = 90;
/** All is drawn in the first; until the compiler has settled. */
const WARM_UP_FRAMES = 30;
const DEPTHS: readonly ColourDepth[] = ['truecolour', '256', '16'];

interface Run {
  readonly ms: number[];
  readonly bytes: number[];
}

type Encode = (cells: CellGrid) => number;

function instantiate(module: WebAssembly.Module): EngineExports {
  const { exports } = new WebAssembly.Instance(module);
  if (!isEngineExports(exports)) throw new Error('not the module of the engine');
  return exports;
}

function run(frames: readonly I420Frame[], module: WebAssembly.Module, encode: Encode): Run {
  const wasm = instantiate(module);
  const engine = createAsciiEngine({ cols: COLS, rows: ROWS, style: 'duotone', wasm });
  const result: Run = { ms: [], bytes: [] };
  frames.forEach((frame, index) => {
    const cells = engine.draw(frame);
    const start = performance.now();
    const bytes = encode(cells);
    if (index < WARM_UP_FRAMES) return;
    result.ms.push(performance.now() - start);
    result.bytes.push(bytes);
  });
  engine.dispose();
  return result;
}

/** As the client does it: the picture is copied into what is to be shown next. */
function through(delta: TerminalDelta): Encode {
  return ({ glyphs, foreground, background }) => {
    delta.cells.glyphs.set(glyphs);
    delta.cells.foreground.set(foreground);
    delta.cells.background.set(background);
    return delta.encode().length;
  };
}

/** The same, as coarse as the budget of a terminal wants it. */
function withinBudget(delta: TerminalDelta): Encode {
  const budget = new ByteBudget(COLS * ROWS, 0);
  let atMs = 0;
  return ({ glyphs, foreground, background }) => {
    delta.cells.glyphs.set(glyphs);
    delta.cells.foreground.set(foreground);
    delta.cells.background.set(background);
    atMs += 1_000 / FPS;
    const { length } = delta.encode(budget.tolerance(atMs));
    budget.spend(length);
    return length;
  };
}

/** In Mbit/s, of the second half: what was saved up before is spent by then. */
function rateOf({ bytes }: Run): number {
  const later = bytes.slice(bytes.length >> 1);
  return (later.reduce((sum, each) => sum + each, 0) * 8 * FPS) / later.length / 1e6;
}

function measure(clip: string, wasmFile: string): TtyLanes {
  const module = new WebAssembly.Module(readFileSync(wasmFile));
  const frames = Array.from({ length: FRAMES }, (_, index) => faceFrame(index, clip));
  const rows: BenchRow[] = [];
  const deltaMs: Record<string, number> = {};
  const sentMbps: Record<string, number> = {};
  const add = (what: string, { ms, bytes }: Run): void => {
    const perFrame = bytes.reduce((sum, each) => sum + each, 0) / bytes.length;
    const p95 = ms.toSorted((a, b) => a - b)[Math.floor(0.95 * ms.length)];
    const rate = (perFrame * 8 * FPS) / 1e6;
    const note = `p95 ${p95.toFixed(2)} ms, ${(perFrame / 1_000).toFixed(1)} kB a frame, ${rate.toFixed(2)} Mbit/s`;
    rows.push({ what, grid: GRID, value: median(ms), unit: 'ms', note });
  };
  for (const depth of DEPTHS) {
    const terminal = { depth, canErase: true };
    const twin = createWasmTerminalDelta(instantiate(module), COLS, ROWS, terminal);
    const fast = run(frames, module, through(twin));
    add(`WebAssembly, ${depth}`, fast);
    deltaMs[depth] = median(fast.ms);
    const sent = run(
      frames,
      module,
      withinBudget(createWasmTerminalDelta(instantiate(module), COLS, ROWS, terminal)),
    );
    add(`as a client writes it, ${depth}`, sent);
    sentMbps[depth] = rateOf(sent);
    const plain = createTerminalDelta(COLS, ROWS, terminal);
    add(`TypeScript, ${depth}`, run(frames, module, through(plain)));
  }
  const recorded = new AnsiDelta(COLS, ROWS);
  add(
    'as in recordings',
    run(frames, module, (cells) => Buffer.byteLength(recorded.encode(cells))),
  );
  return { rows, deltaMs, sentMbps };
}

process.stdout.write(JSON.stringify(measure(process.argv[2], process.argv[3])));
