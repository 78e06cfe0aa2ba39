import type { Amplifier } from '../../renderer/media/amplifier';
import { AudioOutput, type AudioPlayer } from '../../renderer/media/audio-output';
import type { Disposable } from '../../shared/base/lifecycle';
import { nodeTrackOf } from './node-track';
import type { Speaker, Voice } from './speaker';

/** A stream of one track, as far as it is used for sound. */
interface OneTrack {
  readonly track: MediaStreamTrack;
  gain: number;
}

/** Plays the sound of others on `speaker`. */
export function nodeSound(speaker: Speaker): AudioOutput {
  return new AudioOutput({
    createPlayer: () => new VoicePlayer(speaker) as unknown as AudioPlayer,
    createStream: (track) => stream({ track, gain: 1 }),
    createAmplifier: (input) => amplifier(input),
    gestures: new EventTarget(),
  });
}

function stream(one: OneTrack): MediaStream {
  return one as unknown as MediaStream;
}

function amplifier(input: MediaStream): Amplifier {
  const one: OneTrack = { ...(input as unknown as OneTrack) };
  return {
    stream: stream(one),
    setGain: (gain) => {
      one.gain = gain;
    },
    dispose: () => undefined,
  };
}

/** As much of an `<audio>` element as is asked of one. */
class VoicePlayer {
  autoplay = true;
  volume = 1;
  private voice: Voice | null = null;
  private listening: Disposable | null = null;
  private source: OneTrack | null = null;

  constructor(private readonly speaker: Speaker) {}

  get srcObject(): OneTrack | null {
    return this.source;
  }

  set srcObject(source: OneTrack | null) {
    this.pause();
    this.source = source;
  }

  play(): Promise<void> {
    const { source } = this;
    if (source === null || this.voice !== null) return Promise.resolve();
    const voice = this.speaker.open();
    this.voice = voice;
    this.listening = nodeTrackOf(source.track).onSound((sound) => {
      voice.gain = this.volume * source.gain;
      voice.add(sound);
    });
    return Promise.resolve();
  }

  pause(): void {
    this.listening?.dispose();
    this.voice?.dispose();
    this.listening = null;
    this.voice = null;
  }
}
