// The part of RNNoise's WebAssembly that its one owner, `noise-suppressor.ts`, uses. The package
// has no types.
declare module '@jitsi/rnnoise-wasm/dist/rnnoise.js' {
  export interface RnnoiseModule {
    /** Grows with what is allocated: to be asked for anew each time. */
    readonly HEAPF32: Float32Array;
    _malloc(bytes: number): number;
    _free(address: number): void;
    _rnnoise_create(): number;
    _rnnoise_destroy(state: number): void;
    /** Takes and gives 480 samples of 48 kHz, as large as those of 16 bits. */
    _rnnoise_process_frame(state: number, output: number, input: number): number;
  }

  /** @throws what WebAssembly throws. */
  const createModule: (options: { readonly wasmBinary: ArrayBuffer }) => Promise<RnnoiseModule>;
  export default createModule;
}
