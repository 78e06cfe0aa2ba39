import wasmUrl from '@jitsi/rnnoise-wasm/dist/rnnoise.wasm?url&no-inline';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import {
  NOISE_PROCESSOR,
  type NoiseProcessorOptions,
  type NoiseReport,
  type NoiseRequest,
} from '../workers/noise-messages';
import workletUrl from '../workers/noise-worklet.ts?worker&url';

/** A track without the noise of another, until disposed. */
export interface NoiseFilter extends Disposable {
  /** Silent wherever the other one is; ends with the filter, and not by itself. */
  readonly track: MediaStreamTrack;
  /** Share of a processor core that it takes; `null`: not known yet. */
  readonly costShare: number | null;
}

/**
 * Makes one for `input`, which stays its owner's.
 *
 * @param handleBroken It had started, and gives nothing but silence from now on.
 * @throws where it cannot be started in this browser.
 */
export type NoiseFilterFactory = (
  input: MediaStreamTrack,
  handleBroken: () => void,
) => Promise<NoiseFilter>;

/** The model knows no other. */
const SAMPLE_RATE = 48_000;
/** A page that may not make sound yet, or a worklet that says nothing, is not waited for longer. */
const START_LIMIT_MS = 5_000;

/** Smooths what is measured in whole milliseconds. */
const COST_WEIGHT = 0.2;

class WorkletFilter implements NoiseFilter {
  private readonly store = new DisposableStore();
  private cost: number | null = null;

  private constructor(
    private readonly context: AudioContext,
    private readonly node: AudioWorkletNode,
    private readonly output: MediaStreamAudioDestinationNode,
  ) {
    this.store.defer(() => {
      this.track.stop();
      const request: NoiseRequest = 'end';
      node.port.postMessage(request);
    });
  }

  static async start(input: MediaStreamTrack, handleBroken: () => void): Promise<NoiseFilter> {
    const context = new AudioContext({ sampleRate: SAMPLE_RATE, latencyHint: 'interactive' });
    try {
      const response = await fetch(wasmUrl);
      const wasm = await response.arrayBuffer();
      await context.audioWorklet.addModule(workletUrl);
      const processorOptions: NoiseProcessorOptions = { wasm };
      const node = new AudioWorkletNode(context, NOISE_PROCESSOR, {
        processorOptions,
        channelCount: 1,
        channelCountMode: 'explicit',
        outputChannelCount: [1],
      });
      const output = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
      const filter = new WorkletFilter(context, node, output);
      await filter.run(input, handleBroken);
      return filter;
    } catch (error) {
      await context.close().catch(() => undefined);
      throw error;
    }
  }

  get track(): MediaStreamTrack {
    return this.output.stream.getAudioTracks()[0];
  }

  get costShare(): number | null {
    return this.cost;
  }

  dispose(): void {
    this.store.dispose();
    void this.context.close().catch(() => undefined);
  }

  private async run(input: MediaStreamTrack, handleBroken: () => void): Promise<void> {
    const { context, node, output } = this;
    const source = new MediaStreamAudioSourceNode(context, {
      mediaStream: new MediaStream([input]),
    });
    source.connect(node).connect(output);
    await Promise.race([Promise.all([this.ready(), context.resume()]), timeOut()]);
    node.addEventListener('processorerror', () => {
      if (!this.store.isDisposed) handleBroken();
    });
  }

  private ready(): Promise<void> {
    const { port } = this.node;
    return new Promise((resolve, reject) => {
      port.addEventListener('message', ({ data }: MessageEvent<NoiseReport>) => {
        if (data.kind === 'ready') resolve();
        else if (data.kind === 'failed') reject(new Error(data.reason));
        else this.cost = smoothed(this.cost, data.share);
      });
      port.start();
    });
  }
}

function smoothed(before: number | null, now: number): number {
  return before === null ? now : before + COST_WEIGHT * (now - before);
}

function timeOut(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => {
      reject(new Error('The noise suppression did not start in time'));
    }, START_LIMIT_MS);
  });
}

export const createNoiseFilter: NoiseFilterFactory = (input, handleBroken) =>
  WorkletFilter.start(input, handleBroken);
