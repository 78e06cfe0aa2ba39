import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { binaryOf, fromRoot } from './paths.mjs';
import { runNodeQuietly } from './run.mjs';
import { UserError } from './say.mjs';

/** The WebAssembly twin of the engine, from AssemblyScript. */
export const WASM_SOURCE = 'src/shared/ascii/wasm/index.ts';
export const WASM_OUTPUT = 'out/wasm/engine.wasm';

/** @type {typeof import('./build-wasm.mjs').wasmCommand} */
export function wasmCommand(output = WASM_OUTPUT) {
  const args = [WASM_SOURCE, '--outFile', output, '-O3', '--noAssert'];
  // The caller lays memory out: no allocator, no garbage collector.
  return [binaryOf('assemblyscript', 'asc'), [...args, '--runtime', 'stub', '--enable', 'simd']];
}

/**
 * Builds the module and returns its path.
 *
 * @type {typeof import('./build-wasm.mjs').buildWasm}
 */
export async function buildWasm(output = WASM_OUTPUT) {
  mkdirSync(dirname(fromRoot(output)), { recursive: true });
  const [script, args] = wasmCommand(output);
  const { code, output: printed } = await runNodeQuietly(script, args);
  if (code !== 0) throw new UserError(`${printed.trim()}\nBuilding the engine failed: see above.`);
  return fromRoot(output);
}
