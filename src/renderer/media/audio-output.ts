import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import { type Amplifier, createAmplifier } from './amplifier';

/** What an `<audio>` element is used for here. */
export type AudioPlayer = Pick<
  HTMLAudioElement,
  'srcObject' | 'autoplay' | 'volume' | 'play' | 'pause'
> & {
  /** Not in every browser. */
  setSinkId?(id: string): Promise<void>;
};

export interface AudioOutputOptions {
  readonly createPlayer?: () => AudioPlayer;
  readonly createStream?: (track: MediaStreamTrack) => MediaStream;
  readonly createAmplifier?: (stream: MediaStream) => Amplifier;
  /** Where the user's clicks and keys arrive. */
  readonly gestures?: EventTarget;
}

/** A sound that is being played, until disposed. */
export interface PlayedSound extends Disposable {
  /** Per cent of how it came, 0 to 200. */
  setVolume(percent: number): void;
}

/** A track, and what plays it. */
interface Playing {
  readonly player: AudioPlayer;
  readonly stream: MediaStream;
  /** Louder than it came is more than a player can do. */
  amplifier: Amplifier | null;
  percent: number;
}

const FULL_PERCENT = 100;

/** What counts as a wish of the user (HTML, "user activation"). */
const GESTURES = ['pointerdown', 'keydown', 'touchend'] as const;

/**
 * Plays the sound of others. A browser may refuse to before the user has touched the page: then it
 * is tried again at every touch until it plays. Chromium decodes a track only while it is played.
 */
export class AudioOutput implements Disposable {
  private readonly store = new DisposableStore();
  private readonly playing = new Map<MediaStreamTrack, Playing>();
  private readonly blocked = new Set<AudioPlayer>();
  private readonly createPlayer: () => AudioPlayer;
  private readonly createStream: (track: MediaStreamTrack) => MediaStream;
  private readonly createAmplifier: (stream: MediaStream) => Amplifier;
  private volume = 1;
  /** The speaker's id; '' is the system's. */
  private sinkId = '';

  constructor(options: AudioOutputOptions = {}) {
    this.createPlayer = options.createPlayer ?? (() => new Audio());
    this.createStream = options.createStream ?? ((track) => new MediaStream([track]));
    this.createAmplifier = options.createAmplifier ?? createAmplifier;
    this.listenTo(options.gestures ?? document);
    this.store.defer(() => {
      this.stopAll();
    });
  }

  /** Whether the browser waits for the user to touch the page before it plays. */
  get isBlocked(): boolean {
    return this.blocked.size > 0;
  }

  /** Plays `track` until disposed; playing the same one twice is one playing. */
  play(track: MediaStreamTrack): PlayedSound {
    if (this.store.isDisposed) return { setVolume: () => undefined, dispose: () => undefined };
    const playing = this.playing.get(track) ?? this.start(track);
    return {
      setVolume: (percent) => {
        playing.percent = percent;
        if (this.playing.get(track) === playing) this.applyVolume(playing);
      },
      dispose: () => {
        if (this.playing.get(track) === playing) this.stop(track, playing);
      },
    };
  }

  /** Of everybody: 0 (silent) to 1 (as it came). */
  setVolume(volume: number): void {
    this.volume = Math.min(1, Math.max(0, volume));
    for (const playing of this.playing.values()) this.applyVolume(playing);
  }

  /**
   * Plays on the speaker of that id ('': the system's) from now on. Resolves to whether that can be
   * done; what plays goes on where it was if not.
   */
  async setSpeaker(id: string): Promise<boolean> {
    this.sinkId = id;
    const outcomes = await Promise.all(
      [...this.playing.values()].map(({ player }) => toSink(player, id)),
    );
    return outcomes.every(Boolean);
  }

  dispose(): void {
    this.store.dispose();
  }

  private listenTo(gestures: EventTarget): void {
    const handleGesture = (): void => {
      for (const player of this.blocked) void this.tryToPlay(player);
    };
    for (const type of GESTURES) gestures.addEventListener(type, handleGesture, true);
    this.store.defer(() => {
      for (const type of GESTURES) gestures.removeEventListener(type, handleGesture, true);
    });
  }

  private start(track: MediaStreamTrack): Playing {
    const player = this.createPlayer();
    const stream = this.createStream(track);
    const playing: Playing = { player, stream, amplifier: null, percent: FULL_PERCENT };
    player.autoplay = true;
    player.srcObject = stream;
    if (this.sinkId !== '') void toSink(player, this.sinkId);
    this.playing.set(track, playing);
    this.applyVolume(playing);
    void this.tryToPlay(player);
    return playing;
  }

  /** An amplifier, once there is one, stays: changing over is heard. */
  private applyVolume(playing: Playing): void {
    const { player, stream, percent } = playing;
    if (percent > FULL_PERCENT && playing.amplifier === null) {
      playing.amplifier = this.createAmplifier(stream);
      player.srcObject = playing.amplifier.stream;
      void this.tryToPlay(player);
    }
    playing.amplifier?.setGain(percent / FULL_PERCENT);
    const own = playing.amplifier === null ? percent / FULL_PERCENT : 1;
    player.volume = this.volume * Math.min(1, own);
  }

  private async tryToPlay(player: AudioPlayer): Promise<void> {
    try {
      await player.play();
      this.setBlocked(player, false);
    } catch (error) {
      // AbortError: it was stopped while it started.
      const isRefused = error instanceof DOMException && error.name === 'NotAllowedError';
      this.setBlocked(player, isRefused && player.srcObject !== null);
    }
  }

  private setBlocked(player: AudioPlayer, isBlocked: boolean): void {
    if (isBlocked) this.blocked.add(player);
    else this.blocked.delete(player);
  }

  private stop(track: MediaStreamTrack, { player, amplifier }: Playing): void {
    this.playing.delete(track);
    player.pause();
    player.srcObject = null;
    amplifier?.dispose();
    this.setBlocked(player, false);
  }

  private stopAll(): void {
    for (const [track, playing] of [...this.playing]) this.stop(track, playing);
  }
}

async function toSink(player: AudioPlayer, id: string): Promise<boolean> {
  try {
    await player.setSinkId?.(id);
    return player.setSinkId !== undefined;
  } catch {
    return false;
  }
}
