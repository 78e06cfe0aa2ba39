// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- whoever bundles the types of the library reads no tsconfig
/// <reference path="./wasm.d.ts" />
import { isEngineExports } from '../shared/ascii/wasm-exports';
import { createWasmTerminalDelta } from '../shared/ascii/wasm-terminal-delta';
import engineUrl from '../../out/wasm/engine.wasm?inline';
import { type CreateDelta, WATCHING_TERMINAL } from './broadcast/grid-feed';

// The engine's WebAssembly twin, within the program's own file: for programs that are built.

let compiled: WebAssembly.Module | null = null;

/** In WebAssembly: nine times as fast as the plain one. */
export const createFastDelta: CreateDelta = (cols, rows) => {
  compiled ??= new WebAssembly.Module(Buffer.from(engineUrl.split(',')[1], 'base64'));
  const { exports } = new WebAssembly.Instance(compiled);
  if (!isEngineExports(exports)) throw new Error('This is not the module of the engine.');
  return createWasmTerminalDelta(exports, cols, rows, WATCHING_TERMINAL);
};
