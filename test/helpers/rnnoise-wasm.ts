import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The WebAssembly that the app ships. */
export function rnnoiseWasm(): ArrayBuffer {
  const path = createRequire(import.meta.url).resolve('@jitsi/rnnoise-wasm/dist/rnnoise.wasm');
  return Uint8Array.from(readFileSync(path)).buffer;
}
