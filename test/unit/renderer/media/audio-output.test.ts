import { describe, expect, it } from 'vitest';
import { AudioOutput, type AudioPlayer } from '../../../../src/renderer/media/audio-output';
import type { Amplifier } from '../../../../src/renderer/media/amplifier';
import { FakeTrack } from './fake-media-access';

class FakePlayer implements AudioPlayer {
  srcObject: MediaProvider | null = null;
  autoplay = false;
  volume = 1;
  isPlaying = false;

  constructor(private readonly policy: { isAllowed: boolean }) {}

  play(): Promise<void> {
    if (!this.policy.isAllowed) {
      return Promise.reject(new DOMException('Touch the page first', 'NotAllowedError'));
    }
    this.isPlaying = true;
    return Promise.resolve();
  }

  pause(): void {
    this.isPlaying = false;
  }
}

class FakeAmplifier implements Amplifier {
  readonly stream = new EventTarget() as MediaStream;
  gain = 1;
  isDisposed = false;

  setGain(gain: number): void {
    this.gain = gain;
  }

  dispose(): void {
    this.isDisposed = true;
  }
}

function setUp(isAllowed = true) {
  const amplifiers: FakeAmplifier[] = [];
  const policy = { isAllowed };
  const players: FakePlayer[] = [];
  const gestures = new EventTarget();
  const output = new AudioOutput({
    createPlayer: () => {
      const player = new FakePlayer(policy);
      players.push(player);
      return player;
    },
    // Node has no MediaStream; nobody looks into this one.
    createStream: () => new EventTarget() as MediaStream,
    createAmplifier: () => {
      const amplifier = new FakeAmplifier();
      amplifiers.push(amplifier);
      return amplifier;
    },
    gestures,
  });
  return { output, players, amplifiers, policy, gestures };
}

const track = (): FakeTrack => new FakeTrack('microphone', 'theirs', 'x');

async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe('the sound of others', () => {
  it('is played until it is stopped', async () => {
    const { output, players } = setUp();
    const playing = output.play(track());
    await settle();
    expect(players[0]).toMatchObject({ isPlaying: true, autoplay: true });
    playing.dispose();
    expect(players[0]).toMatchObject({ isPlaying: false, srcObject: null });
  });

  it('is played once for one track', () => {
    const { output, players } = setUp();
    const one = track();
    output.play(one);
    output.play(one);
    expect(players).toHaveLength(1);
  });

  it('waits for a touch of the page where the browser wants one', async () => {
    const { output, players, policy, gestures } = setUp(false);
    output.play(track());
    await settle();
    expect(output.isBlocked).toBe(true);
    gestures.dispatchEvent(new Event('keydown'));
    await settle();
    expect(output.isBlocked).toBe(true);
    policy.isAllowed = true;
    gestures.dispatchEvent(new Event('pointerdown'));
    await settle();
    expect(players[0]?.isPlaying).toBe(true);
    expect(output.isBlocked).toBe(false);
  });

  it('no longer waits once it was stopped', async () => {
    const { output, players, policy, gestures } = setUp(false);
    const playing = output.play(track());
    await settle();
    playing.dispose();
    policy.isAllowed = true;
    gestures.dispatchEvent(new Event('keydown'));
    await settle();
    expect(players[0]?.isPlaying).toBe(false);
    expect(output.isBlocked).toBe(false);
  });

  it('has one volume, for tracks to come, too', () => {
    const { output, players } = setUp();
    output.play(track());
    output.setVolume(0.4);
    output.play(track());
    expect(players.map(({ volume }) => volume)).toEqual([0.4, 0.4]);
    output.setVolume(7);
    expect(players[0]?.volume).toBe(1);
  });

  it('ends with its owner, and does not start after', async () => {
    const { output, players } = setUp();
    output.play(track());
    await settle();
    output.dispose();
    output.dispose();
    output.play(track());
    expect(players.map(({ isPlaying }) => isPlaying)).toEqual([false]);
  });

  it('is as loud as wished for each, within what all of them may be', () => {
    const { output, players, amplifiers } = setUp();
    const ann = output.play(track());
    output.play(track());
    ann.setVolume(50);
    expect(players.map(({ volume }) => volume)).toEqual([0.5, 1]);
    output.setVolume(0.5);
    expect(players.map(({ volume }) => volume)).toEqual([0.25, 0.5]);
    expect(amplifiers).toEqual([]);
  });

  it('is amplified where it is to be louder than it came, and only there', async () => {
    const { output, players, amplifiers } = setUp();
    const ann = output.play(track());
    ann.setVolume(200);
    await settle();
    expect(amplifiers).toHaveLength(1);
    expect(amplifiers[0].gain).toBe(2);
    expect(players[0]).toMatchObject({
      srcObject: amplifiers[0].stream,
      volume: 1,
      isPlaying: true,
    });
    ann.setVolume(80);
    expect(amplifiers[0].gain).toBe(0.8);
    expect(players[0].volume).toBe(1);
    ann.dispose();
    expect(amplifiers[0].isDisposed).toBe(true);
  });
});
