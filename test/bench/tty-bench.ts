import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { buildWasm } from '../../scripts/lib/build-wasm.mjs';
import { HEAD_CLIP } from '../helpers/face-frame';
import { atLeast, atMost, type BenchRow, type BenchSection, type Measured } from './bench-bar';
import { bundleLanes } from './bundle-lanes';
import { measureTtyCall, type TtyCall } from './tty-call';

const GRID = '160x48';
const MAX_DELTA_MS = 1;
const MAX_MBPS = 2.4;
const MIN_FPS = 29;
const MIN_LIKENESS = 0.9;
const MAX_CORES = 0.3;

/** What `tty-lanes.ts` prints. */
export interface TtyLanes {
  readonly rows: readonly BenchRow[];
  /** Median of the encoder in WebAssembly, by colours. */
  readonly deltaMs: Readonly<Record<string, number>>;
  /** What a client writes, by colours. */
  readonly sentMbps: Readonly<Record<string, number>>;
}

/** What a terminal client's frames cost, and how many bits they are. */
export async function runTtyBench(): Promise<BenchSection> {
  const [bundle, wasm] = [await bundleLanes('tty-lanes'), await buildWasm()];
  const { stdout } = await promisify(execFile)(process.execPath, [bundle, HEAD_CLIP, wasm]);
  const { rows, deltaMs, sentMbps } = JSON.parse(stdout) as TtyLanes;
  const measured = (byColours: Readonly<Record<string, number>>): Measured[] =>
    Object.entries(byColours).map(([colours, value]) => ({
      value,
      note: `${colours}: ${value.toFixed(3)}`,
    }));
  const call = await measureTtyCall();
  return {
    rows: [...rows, ...callRows(call)],
    bars: [
      atMost(
        MAX_DELTA_MS,
        { id: 'T1', what: `changed cells as bytes, ${GRID}`, unit: 'ms' },
        measured(deltaMs),
      ),
      atMost(
        MAX_MBPS,
        { id: 'T2', what: `a head in a terminal, ${GRID}`, unit: 'Mbit/s' },
        measured(sentMbps),
      ),
      ...callBars(call),
    ],
  };
}

function callRows(call: TtyCall): BenchRow[] {
  const row = (what: string, value: number, unit: string): BenchRow => ({
    what: `alone, in a call: ${what}`,
    grid: GRID,
    value,
    unit,
  });
  return [
    row('frames on the terminal', call.shownFps, 'fps'),
    row('frames at the other end', call.sentFps, 'fps'),
    row('bytes to the terminal', call.mbitPerS, 'Mbit/s'),
    row('the whole client', call.cores, 'cores'),
    row('the terminal, beside the clip', call.shownLikeness, 'r'),
    row('the other end, beside the clip', call.sentLikeness, 'r'),
  ];
}

function callBars(call: TtyCall) {
  const both = (shown: number, sent: number) => [
    { value: shown, note: `here ${shown.toFixed(2)}` },
    { value: sent, note: `there ${sent.toFixed(2)}` },
  ];
  const one = (value: number) => [{ value, note: value.toFixed(2) }];
  const what = (measured: string): string => `alone, in a call: ${measured}`;
  return [
    atLeast(
      MIN_FPS,
      { id: 'T3', what: what('frames, both ways'), unit: 'fps' },
      both(call.shownFps, call.sentFps),
    ),
    atLeast(
      MIN_LIKENESS,
      { id: 'T4', what: what('beside the clip, both ways'), unit: 'r' },
      both(call.shownLikeness, call.sentLikeness),
    ),
    atMost(
      MAX_MBPS,
      { id: 'T5', what: what('to the terminal'), unit: 'Mbit/s' },
      one(call.mbitPerS),
    ),
    atMost(MAX_CORES, { id: 'T6', what: what('the whole client'), unit: 'cores' }, one(call.cores)),
  ];
}
