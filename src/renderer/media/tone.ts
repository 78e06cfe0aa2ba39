/** A piece of a signal tone. */
export interface Tone {
  readonly frequencyHz: number;
  readonly startMs: number;
  readonly durationMs: number;
}

const MS_PER_S = 1_000;
/** A square wave is loud: this is about as loud as speech. */
const VOLUME = 0.08;
/** Shorter than an ear notices, long enough to be no click. */
const EDGE_S = 0.005;

/** Something that plays tones; disposing what it returns silences them. */
export interface ToneOutput {
  play(tones: readonly Tone[]): void;
  /** At once, also what has not begun. */
  silence(): void;
}

/** Plays tones as the home computers did: square waves, straight from the oscillator. */
export class SquareWaveOutput implements ToneOutput {
  private context: AudioContext | undefined;
  private readonly sounding = new Set<OscillatorNode>();

  play(tones: readonly Tone[]): void {
    // Not before it is needed: a context holds the sound device.
    const context = (this.context ??= new AudioContext());
    // Refused until the user has touched the page; then the tones are lost, which is no harm.
    void context.resume().catch(() => undefined);
    for (const tone of tones) this.schedule(context, tone);
  }

  silence(): void {
    for (const oscillator of this.sounding) oscillator.disconnect();
    this.sounding.clear();
  }

  dispose(): void {
    this.silence();
    void this.context?.close();
    this.context = undefined;
  }

  private schedule(context: AudioContext, { frequencyHz, startMs, durationMs }: Tone): void {
    const startS = context.currentTime + startMs / MS_PER_S;
    const endS = startS + durationMs / MS_PER_S;
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setTargetAtTime(VOLUME, startS, EDGE_S);
    gain.gain.setTargetAtTime(0, endS - 4 * EDGE_S, EDGE_S);
    const oscillator = new OscillatorNode(context, { type: 'square', frequency: frequencyHz });
    oscillator.connect(gain).connect(context.destination);
    oscillator.addEventListener('ended', () => this.sounding.delete(oscillator));
    oscillator.start(startS);
    oscillator.stop(endS);
    this.sounding.add(oscillator);
  }
}
