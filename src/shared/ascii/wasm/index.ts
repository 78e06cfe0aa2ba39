// AssemblyScript: the WebAssembly twin of the engine's stages. Each function computes the very same
// numbers as its namesake in TypeScript, from and to memory that the caller lays out.

export { writeAnsi } from './ansi';
export { averagePlane } from './average';
export { drawDuotone } from './duotone';
export { passGate } from './gate';
export { normaliseYuv } from './normalise';
export { roundImage } from './round-image';
export { writeDelta } from './terminal-delta';

/** First byte of memory that is the caller's. */
export function heapBase(): usize {
  return __heap_base;
}
