import createModule, { type RnnoiseModule } from '@jitsi/rnnoise-wasm/dist/rnnoise.js';

/** RNNoise knows no other. */
export const SUPPRESSOR_RATE = 48_000;

const FRAME_SAMPLES = 480;
const BYTES_PER_SAMPLE = 4;
/** RNNoise's samples are as large as those of 16 bits. */
const FULL_SCALE = 32_768;
/**
 * What is behind, in samples: so that whatever comes in pieces of a multiple of 32, which Web
 * Audio's 128 are, goes out in the same pieces and never waits for a frame to be complete.
 */
const DELAY_SAMPLES = FRAME_SAMPLES - 32;

/**
 * Takes noise off a voice (RNNoise, J.-M. Valin, "A Hybrid DSP/Deep Learning Approach to Real-Time
 * Full-Band Speech Enhancement"). Samples come and go in pieces of a multiple of 32, some 20 ms
 * later. Silence is silence at once: a muted microphone has no last words.
 */
export class NoiseSuppressor {
  private readonly state: number;
  private readonly address: number;
  private readonly taken = new Float32Array(FRAME_SAMPLES);
  private takenCount = 0;
  private readonly ready = new Float32Array(2 * FRAME_SAMPLES);
  private readyCount = DELAY_SAMPLES;

  private constructor(private readonly module: RnnoiseModule) {
    this.state = module._rnnoise_create();
    this.address = module._malloc(FRAME_SAMPLES * BYTES_PER_SAMPLE);
    if (this.state === 0 || this.address === 0) throw new Error('No memory for RNNoise');
  }

  /**
   * @param wasm The package's `rnnoise.wasm`.
   * @throws what WebAssembly throws.
   */
  static async create(wasm: ArrayBuffer): Promise<NoiseSuppressor> {
    return new NoiseSuppressor(await createModule({ wasmBinary: wasm }));
  }

  /** Gives in `output` what came before, of the length of `input`; samples are -1 to 1. */
  pass(input: Float32Array, output: Float32Array): void {
    if (input.every((sample) => sample === 0)) {
      this.forget();
      output.fill(0);
      return;
    }
    for (let from = 0; from < input.length;) {
      const count = Math.min(input.length - from, FRAME_SAMPLES - this.takenCount);
      this.taken.set(input.subarray(from, from + count), this.takenCount);
      this.takenCount += count;
      from += count;
      if (this.takenCount === FRAME_SAMPLES) this.passFrame();
    }
    output.set(this.ready.subarray(0, output.length));
    this.ready.copyWithin(0, output.length, this.readyCount);
    this.readyCount -= output.length;
  }

  dispose(): void {
    this.module._free(this.address);
    this.module._rnnoise_destroy(this.state);
  }

  private passFrame(): void {
    const { module, address, taken, ready } = this;
    const place = address / BYTES_PER_SAMPLE;
    for (let index = 0; index < FRAME_SAMPLES; index++) taken[index] *= FULL_SCALE;
    module.HEAPF32.set(taken, place);
    module._rnnoise_process_frame(this.state, address, address);
    const clean = module.HEAPF32.subarray(place, place + FRAME_SAMPLES);
    for (let index = 0; index < FRAME_SAMPLES; index++)
      ready[this.readyCount + index] = clean[index] / FULL_SCALE;
    this.readyCount += FRAME_SAMPLES;
    this.takenCount = 0;
  }

  private forget(): void {
    this.takenCount = 0;
    this.ready.fill(0);
    this.readyCount = DELAY_SAMPLES;
  }
}
