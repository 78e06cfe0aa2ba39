import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'vite';
import { buildWasm } from '../../scripts/lib/build-wasm.mjs';
import { HEAD_CLIP } from '../helpers/face-frame';

/** One line of the bench's table. */
export interface EngineBenchRow {
  readonly what: string;
  /** Cells, as in '120x36'. */
  readonly grid: string;
  /** Median of the rounds, per frame. */
  readonly value: number;
  readonly unit: 'ms';
  readonly note?: string;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const OUT_DIR = fileURLToPath(new URL('../../out/bench/', import.meta.url));
const BUNDLE = 'engine-lanes.mjs';

/** Times each stage of the engine on I420 frames of 640x480, at 120x36 and 240x72 cells. */
export async function runEngineBench(): Promise<EngineBenchRow[]> {
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: fileURLToPath(new URL('engine-lanes.ts', import.meta.url)),
      outDir: OUT_DIR,
      rollupOptions: { output: { entryFileNames: BUNDLE } },
    },
  });
  const wasm = await buildWasm();
  const args = [OUT_DIR + BUNDLE, HEAD_CLIP, wasm];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as EngineBenchRow[];
}
