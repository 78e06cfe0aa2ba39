import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { buildWasm } from '../../scripts/lib/build-wasm.mjs';
import { HEAD_CLIP } from '../helpers/face-frame';
import type { BenchRow, BenchSection } from './bench-bar';
import { bundleLanes } from './bundle-lanes';
import { runCostBench } from './cost-bench';

/** Each stage of the engine, and whole frames against those of other programs. */
export async function runEngineBench(): Promise<BenchSection> {
  const stages = await runStageBench();
  const { rows, bars } = await runCostBench();
  return { rows: [...stages, ...rows], bars };
}

/** Times each stage of the engine on I420 frames of 640x480, at 120x36 and 240x72 cells. */
async function runStageBench(): Promise<BenchRow[]> {
  const [bundle, wasm] = [await bundleLanes('engine-lanes'), await buildWasm()];
  const { stdout } = await promisify(execFile)(process.execPath, [bundle, HEAD_CLIP, wasm]);
  return JSON.parse(stdout) as BenchRow[];
}
