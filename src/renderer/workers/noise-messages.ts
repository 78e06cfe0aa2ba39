// What the page and the worklet that takes noise away say to each other.

/** The name by which the worklet makes its processor. */
export const NOISE_PROCESSOR = 'webcrt-noise';

/** What the processor is made with. */
export interface NoiseProcessorOptions {
  /** RNNoise's WebAssembly. */
  readonly wasm: ArrayBuffer;
}

export type NoiseReport =
  /** Sound passes from now on; before, there is silence. */
  | { readonly kind: 'ready' }
  /** It cannot; there will be silence. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** Share of a processor core that it took over the last second of sound. */
  | { readonly kind: 'cost'; readonly share: number };

/** The last message: the processor is not needed any more. */
export type NoiseRequest = 'end';
