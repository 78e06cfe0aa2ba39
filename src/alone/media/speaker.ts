import type { Disposable } from '../../shared/base/lifecycle';
import type { SoundChoice } from '../alone-ports';
import { frameClock } from './frame-clock';
import { type Sound, SOUND_MS, SOUND_SAMPLES } from './node-track';
import { toSamples } from './samples';
import { startSoundProgram } from './sound-program';
import { WavWriter } from './wav-file';

const PIECES_PER_S = 1_000 / SOUND_MS;
/** What came late is played as long as so little waits; more would be heard ever later. */
const MAX_WAITING = 6;
/** So much has to be there before it is played: packets come unevenly. */
const FIRST_WAITING = 2;

/** A voice that is heard among others. */
export interface Voice extends Disposable {
  /** 0 to 2. */
  gain: number;
  add(sound: Sound): void;
}

interface Waiting extends Voice {
  readonly pieces: Sound[];
  isPlaying: boolean;
}

/** Mixes voices, and plays them on a device, or into a file, or nowhere. */
export class Speaker implements Disposable {
  private readonly voices = new Set<Waiting>();
  private clock: Disposable | null = null;
  private sink: { write(samples: Buffer): void; dispose(): void } | null = null;

  constructor(private readonly choice: SoundChoice) {}

  open(): Voice {
    const voice: Waiting = {
      gain: 1,
      pieces: [],
      isPlaying: false,
      add: (sound) => {
        voice.pieces.push(sound);
        if (voice.pieces.length > MAX_WAITING) voice.pieces.shift();
        if (voice.pieces.length >= FIRST_WAITING) voice.isPlaying = true;
      },
      dispose: () => {
        this.voices.delete(voice);
        if (this.voices.size === 0) this.rest();
      },
    };
    this.voices.add(voice);
    this.start();
    return voice;
  }

  dispose(): void {
    this.voices.clear();
    this.rest();
    this.sink?.dispose();
    this.sink = null;
  }

  private start(): void {
    if (this.clock !== null || this.choice.kind === 'none') return;
    this.sink ??= openSink(this.choice);
    this.clock = frameClock(PIECES_PER_S, () => {
      this.sink?.write(toSamples(this.mix()));
    });
  }

  private rest(): void {
    this.clock?.dispose();
    this.clock = null;
  }

  private mix(): Sound {
    const mixed = new Float32Array(SOUND_SAMPLES);
    for (const voice of this.voices) {
      const piece = voice.isPlaying ? voice.pieces.shift() : undefined;
      if (piece === undefined) {
        voice.isPlaying = false;
        continue;
      }
      const count = Math.min(mixed.length, piece.length);
      for (let at = 0; at < count; at++) mixed[at] += piece[at] * voice.gain;
    }
    return mixed;
  }
}

function openSink(choice: SoundChoice): Speaker['sink'] {
  if (choice.kind === 'file') return new WavWriter(choice.path);
  const program = choice.kind === 'system' ? startSoundProgram('speaker') : null;
  if (program === null) return null;
  return {
    write: (samples) => {
      program.stdin?.write(samples);
    },
    dispose: () => {
      program.kill();
    },
  };
}
