import type { Disposable } from '../../shared/base/lifecycle';
import { frameClock } from '../media/frame-clock';
import { NodeTrack, type Sound, SOUND_MS, SOUND_SAMPLES } from '../media/node-track';

const MS_PER_S = 1_000;
const PIECES_PER_S = MS_PER_S / SOUND_MS;
const SILENCE = new Float32Array(SOUND_SAMPLES);

interface Speech {
  readonly sound: Sound;
  /** The first sample that was not said yet. */
  at: number;
  readonly finish: () => void;
}

/** A voice that says what it is given, one thing after the other, and is silent in between. */
export class SaidVoice implements Disposable {
  private readonly speeches: Speech[] = [];
  /** Pieces of silence before it goes on. */
  private held = 0;
  private readonly clock: Disposable;
  readonly track: NodeTrack;

  constructor() {
    this.track = new NodeTrack({ kind: 'audio', label: 'voice' });
    this.clock = frameClock(PIECES_PER_S, () => {
      this.say();
    });
  }

  /** Resolves when all of it was said, or the voice was hushed. */
  speak(sound: Sound): Promise<void> {
    if (this.track.readyState === 'ended') return Promise.resolve();
    return new Promise((resolve) => {
      this.speeches.push({ sound, at: 0, finish: resolve });
    });
  }

  /** Forgets what is still to be said. */
  hush(): void {
    for (const { finish } of this.speeches.splice(0)) finish();
  }

  /** Sends silence for that long: decoders open with the first packet, and would miss the word. */
  hold(ms: number): void {
    this.held = Math.ceil(ms / SOUND_MS);
  }

  dispose(): void {
    this.clock.dispose();
    this.track.stop();
    this.hush();
  }

  private say(): void {
    const piece = this.held > 0 ? SILENCE : this.nextPiece();
    if (this.held > 0) this.held--;
    // A track that is off lets the time pass, and sends nothing.
    this.track.enabled = piece !== null;
    this.track.play(piece ?? SILENCE);
  }

  private nextPiece(): Sound | null {
    const speech = this.speeches.at(0);
    if (speech === undefined) return null;
    const piece = new Float32Array(SOUND_SAMPLES);
    piece.set(speech.sound.subarray(speech.at, speech.at + SOUND_SAMPLES));
    speech.at += SOUND_SAMPLES;
    if (speech.at >= speech.sound.length) {
      this.speeches.shift();
      speech.finish();
    }
    return piece;
  }
}
