import type { AudioOutput } from './audio-output';

const TONE_HZ = 440;
const TONE_S = 0.6;
const VOLUME = 0.15;

/** Plays a short tone as the sound of others is played: on the speaker that was chosen. */
export function playTestTone(output: Pick<AudioOutput, 'play'>): void {
  const context = new AudioContext();
  void context.resume().catch(() => undefined);
  const destination = new MediaStreamAudioDestinationNode(context);
  const gain = new GainNode(context, { gain: VOLUME });
  const oscillator = new OscillatorNode(context, { type: 'sine', frequency: TONE_HZ });
  oscillator.connect(gain).connect(destination);
  const [track] = destination.stream.getAudioTracks();
  const playing = output.play(track);
  oscillator.addEventListener('ended', () => {
    playing.dispose();
    track.stop();
    void context.close();
  });
  oscillator.start();
  oscillator.stop(context.currentTime + TONE_S);
}
