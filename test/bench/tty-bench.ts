import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { buildWasm } from '../../scripts/lib/build-wasm.mjs';
import { HEAD_CLIP } from '../helpers/face-frame';
import { atMost, type BenchRow, type BenchSection, type Measured } from './bench-bar';
import { bundleLanes } from './bundle-lanes';

const GRID = '160x48';
const MAX_DELTA_MS = 1;
const MAX_MBPS = 2.4;

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
  return {
    rows,
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
    ],
  };
}
