import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { wasmCommand } from '../../scripts/lib/build-wasm.mjs';
import { type EngineExports, isEngineExports } from '../../src/shared/ascii/wasm-exports';

/** Makes instances of the engine's module, one for each engine. */
export type Instantiate = () => EngineExports;

/** Compiles the module from its sources, as the build does. */
export async function compileEngineWasm(): Promise<Instantiate> {
  const folder = await mkdtemp(join(tmpdir(), 'engine-wasm-'));
  try {
    const file = join(folder, 'engine.wasm');
    const [script, args] = wasmCommand(file);
    await promisify(execFile)(process.execPath, [script, ...args]);
    const module = new WebAssembly.Module(await readFile(file));
    return () => instantiate(module);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function instantiate(module: WebAssembly.Module): EngineExports {
  const { exports } = new WebAssembly.Instance(module);
  if (!isEngineExports(exports)) throw new Error('not the module of the engine');
  return exports;
}
