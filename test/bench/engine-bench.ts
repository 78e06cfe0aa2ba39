import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildWasm } from '../../scripts/lib/build-wasm.mjs';
import { HEAD_CLIP } from '../helpers/face-frame';
import { atMost, type BenchBar, type BenchRow, type BenchSection } from './bench-bar';
import { headClip } from './bench-clips';
import { bundleLanes } from './bundle-lanes';
import { runFlickerBench } from './flicker-bench';
import { createFrameRound, type FrameLane, laneOf, medianLanes } from './frame-bench';
import { writeClip } from './peer-files';

const ROUNDS = 3;
const GRIDS = ['160x48', '240x72'];
const MAX_WASM_SHARE = 1 / 5;

/** Each stage of the engine, whole frames of both twins, and how calm a still picture is. */
export async function runEngineBench(): Promise<BenchSection> {
  const stages = await runStageBench();
  const lanes = await runFrameBench();
  const flicker = runFlickerBench();
  return {
    rows: [...stages, ...lanes.flatMap(toRows), ...flicker.rows],
    bars: [twinBar(lanes), ...flicker.bars],
  };
}

/** Times each stage of the engine on I420 frames of 640x480, at 120x36 and 240x72 cells. */
async function runStageBench(): Promise<BenchRow[]> {
  const [bundle, wasm] = [await bundleLanes('engine-lanes'), await buildWasm()];
  const { stdout } = await promisify(execFile)(process.execPath, [bundle, HEAD_CLIP, wasm]);
  return JSON.parse(stdout) as BenchRow[];
}

async function runFrameBench(): Promise<FrameLane[]> {
  const folder = await mkdtemp(join(tmpdir(), 'engine-bench-'));
  try {
    const clip = join(folder, 'head.y4m');
    await writeClip(clip, headClip().frames);
    const round = await createFrameRound();
    const rounds: FrameLane[][] = [];
    while (rounds.length < ROUNDS) rounds.push(await round(clip));
    return medianLanes(rounds);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function toRows({ twin, grid, drawMs, wholeMs, bytes }: FrameLane): BenchRow[] {
  const note = `${(bytes / 1000).toFixed(0)} kB`;
  return [
    { what: `${twin} duotone: a frame, processor time`, grid, value: drawMs, unit: 'ms' },
    { what: `${twin} duotone: the same and full ANSI`, grid, value: wholeMs, unit: 'ms', note },
  ];
}

function twinBar(lanes: readonly FrameLane[]): BenchBar {
  const name = { id: 'E5', what: 'WebAssembly, full ANSI: CPU against TypeScript', unit: 'ratio' };
  const measured = GRIDS.map((grid) => {
    const wasm = laneOf(lanes, 'WebAssembly', grid).wholeMs;
    const plain = laneOf(lanes, 'TypeScript', grid).wholeMs;
    const note = `1/${(plain / wasm).toFixed(1)} at ${grid}`;
    return { value: wasm / plain, note };
  });
  return atMost(MAX_WASM_SHARE, name, measured);
}
