import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { buildWasm } from '../../scripts/lib/build-wasm.mjs';
import { median } from './bench-bar';
import { bundleLanes } from './bundle-lanes';

/** What a frame costs one of the twins: duotone, milliseconds of processor time. */
export interface FrameLane {
  readonly twin: 'WebAssembly' | 'TypeScript';
  readonly grid: string;
  /** From I420 planes to cells. */
  readonly drawMs: number;
  /** From I420 planes to the bytes of full ANSI. */
  readonly wholeMs: number;
  readonly bytes: number;
}

/** Times all lanes once over `clip`, a YUV4MPEG2 file, in a process of its own. */
export type FrameRound = (clip: string) => Promise<FrameLane[]>;

export async function createFrameRound(): Promise<FrameRound> {
  const [bundle, wasm] = [await bundleLanes('frame-lanes'), await buildWasm()];
  return async (clip) => {
    const { stdout } = await promisify(execFile)(process.execPath, [bundle, wasm, clip]);
    return JSON.parse(stdout) as FrameLane[];
  };
}

/** The medians of several rounds, lane by lane. */
export function medianLanes(rounds: readonly FrameLane[][]): FrameLane[] {
  return rounds[0].map((lane, index) => ({
    ...lane,
    drawMs: median(rounds.map((lanes) => lanes[index].drawMs)),
    wholeMs: median(rounds.map((lanes) => lanes[index].wholeMs)),
  }));
}

export function laneOf(
  lanes: readonly FrameLane[],
  twin: FrameLane['twin'],
  grid: string,
): FrameLane {
  const lane = lanes.find((each) => each.twin === twin && each.grid === grid);
  if (!lane) throw new Error(`no lane of ${twin} at ${grid}`);
  return lane;
}
