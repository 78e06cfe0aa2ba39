import type { Disposable } from '../../shared/base/lifecycle';

/** A stream, made louder or softer. */
export interface Amplifier extends Disposable {
  /** What comes out: to be played by whoever plays sound, on whichever speaker. */
  readonly stream: MediaStream;
  /** 1: as it came. */
  setGain(gain: number): void;
}

/** Makes the sound of `input` louder than an `<audio>` element can. */
export function createAmplifier(input: MediaStream): Amplifier {
  const context = new AudioContext();
  const gain = context.createGain();
  const output = context.createMediaStreamDestination();
  context.createMediaStreamSource(input).connect(gain).connect(output);
  // Chromium decodes what came over a peer connection only while an element plays it.
  const pump = new Audio();
  pump.muted = true;
  pump.srcObject = input;
  void pump.play().catch(() => undefined);
  return {
    stream: output.stream,
    setGain: (value) => {
      gain.gain.value = value;
    },
    dispose: () => {
      pump.pause();
      pump.srcObject = null;
      void context.close().catch(() => undefined);
    },
  };
}
