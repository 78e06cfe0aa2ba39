import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { buildWasm } from '../../scripts/lib/build-wasm.mjs';
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

export interface FrameBench {
  /** Times all lanes once over the clip, a YUV4MPEG2 file, in a process of its own. */
  round(clip: string): Promise<FrameLane[]>;
}

export async function createFrameBench(): Promise<FrameBench> {
  const [bundle, wasm] = [await bundleLanes('frame-lanes'), await buildWasm()];
  return {
    async round(clip) {
      const { stdout } = await promisify(execFile)(process.execPath, [bundle, wasm, clip]);
      return JSON.parse(stdout) as FrameLane[];
    },
  };
}
