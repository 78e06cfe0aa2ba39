import type { Clock } from '../../shared/base/clock';
import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import { SquareWaveOutput, type Tone, type ToneOutput } from './tone';

/** A warble between two tones a fourth apart, then a pause: a telephone of 1983. */
const HIGH_HZ = 880;
const LOW_HZ = 660;
const WARBLE_MS = 60;
const WARBLES = 16;
export const RING_CYCLE_MS = 3_000;

const BEEP_HZ = 1_000;
const BEEP_MS = 120;

const RING: readonly Tone[] = Array.from({ length: WARBLES }, (_, index) => ({
  frequencyHz: index % 2 === 0 ? HIGH_HZ : LOW_HZ,
  startMs: index * WARBLE_MS,
  durationMs: WARBLE_MS,
}));

/** Rings until stopped. Starting twice is ringing once; stopping twice does nothing. */
export class RingTone implements Disposable {
  private readonly cycle = new MutableDisposable<Disposable>();

  constructor(
    private readonly output: ToneOutput & Disposable = new SquareWaveOutput(),
    private readonly clock: Clock = SYSTEM_CLOCK,
  ) {}

  get isRinging(): boolean {
    return this.cycle.value !== undefined;
  }

  start(): void {
    if (!this.isRinging) this.ring();
  }

  stop(): void {
    if (!this.isRinging) return;
    this.cycle.value = undefined;
    this.output.silence();
  }

  /** One short beep, as of a countdown; also while it rings. */
  beep(): void {
    this.output.play([{ frequencyHz: BEEP_HZ, startMs: 0, durationMs: BEEP_MS }]);
  }

  dispose(): void {
    this.stop();
    this.cycle.dispose();
    this.output.dispose();
  }

  private ring(): void {
    this.output.play(RING);
    this.cycle.value = this.clock.after(RING_CYCLE_MS, () => {
      this.ring();
    });
  }
}
