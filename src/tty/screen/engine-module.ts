import { type EngineExports, isEngineExports } from '../../shared/ascii/wasm-exports';
import engineUrl from '../../../out/wasm/engine.wasm?inline';

// The engine's WebAssembly twin, within the program's own file: nothing has to be found on a disk.

let compiled: WebAssembly.Module | null = null;

/** An instance of its own for one engine, or encoder. */
export function createEngineExports(): EngineExports | undefined {
  compiled ??= new WebAssembly.Module(Buffer.from(engineUrl.split(',')[1], 'base64'));
  const { exports } = new WebAssembly.Instance(compiled);
  return isEngineExports(exports) ? exports : undefined;
}
