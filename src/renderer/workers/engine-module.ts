import { type EngineExports, isEngineExports } from '../../shared/ascii/wasm-exports';
import engineUrl from '../../../out/wasm/engine.wasm?url&no-inline';

// The engine's WebAssembly twin: compiled once per worker, and instantiated for each engine, since
// an engine keeps its picture in the instance's memory.

let compiled: WebAssembly.Module | null = null;
let loading: Promise<void> | null = null;

/**
 * Compiles the module, unless that is done. Where there is no WebAssembly (or SIMD), the TypeScript
 * engine draws.
 */
export async function loadEngineModule(): Promise<void> {
  try {
    await (loading ??= load());
  } catch (error) {
    loading = null;
    throw error;
  }
}

async function load(): Promise<void> {
  const response = await fetch(engineUrl);
  compiled = await WebAssembly.compile(await response.arrayBuffer());
}

/** An instance of its own for one engine; `undefined` while, or where, there is no module. */
export function createEngineExports(): EngineExports | undefined {
  if (compiled === null) return undefined;
  const { exports } = new WebAssembly.Instance(compiled);
  return isEngineExports(exports) ? exports : undefined;
}
