import type { Disposable } from '../../shared/base/lifecycle';

/** What is quieter than that is silence, in decibels below full scale. */
const FLOOR_DB = -60;
const WINDOW_SAMPLES = 1_024;

/** How loud a track is right now. */
export class LevelMeter implements Disposable {
  private readonly context = new AudioContext();
  private readonly analyser = new AnalyserNode(this.context, { fftSize: WINDOW_SAMPLES });
  private readonly samples = new Float32Array(WINDOW_SAMPLES);
  private source: MediaStreamAudioSourceNode | null = null;
  private track: MediaStreamTrack | null = null;

  /** Measures that track from now on; `null`: none. Does not stop it. */
  setTrack(track: MediaStreamTrack | null): void {
    if (track === this.track) return;
    this.track = track;
    this.source?.disconnect();
    this.source = null;
    if (track === null) return;
    // Refused until the user has touched the page; opening the meter is such a touch.
    void this.context.resume().catch(() => undefined);
    this.source = new MediaStreamAudioSourceNode(this.context, {
      mediaStream: new MediaStream([track]),
    });
    this.source.connect(this.analyser);
  }

  /** 0 (silence) to 1 (as loud as can be), even to the ear. */
  read(): number {
    if (this.source === null) return 0;
    this.analyser.getFloatTimeDomainData(this.samples);
    return levelOf(this.samples);
  }

  dispose(): void {
    this.setTrack(null);
    void this.context.close();
  }
}

/** 0 to 1, of samples from -1 to 1. */
function levelOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const rms = Math.sqrt(sum / Math.max(1, samples.length));
  const decibels = rms === 0 ? FLOOR_DB : 20 * Math.log10(rms);
  return Math.min(1, Math.max(0, 1 - decibels / FLOOR_DB));
}
