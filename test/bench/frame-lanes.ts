import { readFileSync } from 'node:fs';
import { createAsciiEngine } from '../../src/shared/ascii/engine';
import type { I420Frame } from '../../src/shared/ascii/pixel-frame';
import { type EngineExports, isEngineExports } from '../../src/shared/ascii/wasm-exports';
import { decodeY4m } from '../helpers/y4m';
import type { FrameLane } from './frame-bench';

// Whole frames, from I420 in memory to the bytes for a terminal: `frame-bench.ts` bundles this as
// the app is bundled and runs it in a process of its own, with the paths of the WebAssembly module
// and of a clip, limited-range BT.601. Its output is one line of JSON: the lanes.

const GRIDS = [
  [160, 48],
  [240, 72],
] as const;
/** Until the compiler has settled. */
const WARM_UP_LAPS = 2;
const LAPS = { WebAssembly: 8, TypeScript: 2 } as const;
type Twin = keyof typeof LAPS;

function measure(wasmFile: string, clip: string): FrameLane[] {
  const wasm = new WebAssembly.Module(readFileSync(wasmFile));
  const frames = readFrames(clip);
  return GRIDS.flatMap(([cols, rows]) =>
    (['WebAssembly', 'TypeScript'] as const).map((twin) => {
      const exports = twin === 'WebAssembly' ? instantiate(wasm) : undefined;
      return { twin, grid: `${cols}x${rows}`, ...timeFrames(frames, cols, rows, twin, exports) };
    }),
  );
}

function timeFrames(
  frames: readonly I420Frame[],
  cols: number,
  rows: number,
  twin: Twin,
  wasm: EngineExports | undefined,
): Pick<FrameLane, 'drawMs' | 'wholeMs' | 'bytes'> {
  const engine = createAsciiEngine({ cols, rows, style: 'duotone', ...(wasm && { wasm }) });
  let bytes = 0;
  const draw = (): void => {
    for (const frame of frames) engine.draw(frame);
  };
  const drawAndWrite = (): void => {
    for (const frame of frames) {
      engine.draw(frame);
      bytes += engine.ansi().length;
    }
  };
  for (let lap = 0; lap < WARM_UP_LAPS; lap++) drawAndWrite();
  bytes = 0;
  const frameCount = LAPS[twin] * frames.length;
  const drawMs = cpuMs(LAPS[twin], draw) / frameCount;
  const wholeMs = cpuMs(LAPS[twin], drawAndWrite) / frameCount;
  engine.dispose();
  return { drawMs, wholeMs, bytes: bytes / frameCount };
}

/** Processor time of this process, with all its threads: it counts what others do as nothing. */
function cpuMs(laps: number, work: () => void): number {
  const before = process.cpuUsage();
  for (let lap = 0; lap < laps; lap++) work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function instantiate(module: WebAssembly.Module): EngineExports {
  const { exports } = new WebAssembly.Instance(module);
  if (!isEngineExports(exports)) throw new Error('not the module of the engine');
  return exports;
}

function readFrames(clip: string): I420Frame[] {
  return decodeY4m(readFileSync(clip)).map(({ widthPx, heightPx, y, u, v }) => ({
    format: 'i420',
    width: widthPx,
    height: heightPx,
    y: new Uint8Array(y),
    u: new Uint8Array(u),
    v: new Uint8Array(v),
    yStride: widthPx,
    uStride: widthPx / 2,
    vStride: widthPx / 2,
    colour: { matrix: 'bt601', isFullRange: false },
  }));
}

process.stdout.write(JSON.stringify(measure(process.argv[2], process.argv[3])));
