import { NOISE_PROCESSOR, type NoiseProcessorOptions, type NoiseReport } from './noise-messages';
import { NoiseSuppressor, SUPPRESSOR_RATE } from './noise-suppressor';

// The worklet between a microphone and what is sent of it. It hears samples and gives samples;
// nothing of them leaves it any other way.

const MS_PER_S = 1_000;

class NoiseProcessor extends AudioWorkletProcessor {
  private suppressor: NoiseSuppressor | null = null;
  private isEnded = false;
  private busyMs = 0;
  private passedSamples = 0;

  constructor({ processorOptions }: { readonly processorOptions: unknown }) {
    super();
    // The only thing that the page ever says: `NoiseRequest`.
    this.port.addEventListener('message', () => {
      this.isEnded = true;
      this.suppressor?.dispose();
    });
    this.port.start();
    this.load(processorOptions as NoiseProcessorOptions).catch((error: unknown) => {
      this.report({ kind: 'failed', reason: String(error) });
    });
  }

  process([inputs]: Float32Array[][], [[output]]: Float32Array[][]): boolean {
    if (this.isEnded) return false;
    // Without a source there is no channel; what is not written is silence.
    const input = inputs.at(0);
    if (this.suppressor === null || input === undefined) return true;
    const startMs = Date.now();
    this.suppressor.pass(input, output);
    // Whole milliseconds, but of many pieces, whose mean is right.
    this.busyMs += Date.now() - startMs;
    this.passedSamples += input.length;
    if (this.passedSamples >= SUPPRESSOR_RATE) this.tellCost();
    return true;
  }

  private async load({ wasm }: NoiseProcessorOptions): Promise<void> {
    const suppressor = await NoiseSuppressor.create(wasm);
    this.suppressor = suppressor;
    if (this.isEnded) suppressor.dispose();
    this.report({ kind: 'ready' });
  }

  private tellCost(): void {
    const heardMs = (this.passedSamples / SUPPRESSOR_RATE) * MS_PER_S;
    this.report({ kind: 'cost', share: this.busyMs / heardMs });
    this.busyMs = 0;
    this.passedSamples = 0;
  }

  private report(report: NoiseReport): void {
    this.port.postMessage(report);
  }
}

registerProcessor(NOISE_PROCESSOR, NoiseProcessor);
