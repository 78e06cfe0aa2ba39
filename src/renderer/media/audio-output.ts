import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore, toDisposable } from '../../shared/base/lifecycle';

/** What an `<audio>` element is used for here. */
export type AudioPlayer = Pick<
  HTMLAudioElement,
  'srcObject' | 'autoplay' | 'volume' | 'play' | 'pause'
>;

export interface AudioOutputOptions {
  readonly createPlayer?: () => AudioPlayer;
  readonly createStream?: (track: MediaStreamTrack) => MediaStream;
  /** Where the user's clicks and keys arrive. */
  readonly gestures?: EventTarget;
}

/** What counts as a wish of the user (HTML, "user activation"). */
const GESTURES = ['pointerdown', 'keydown', 'touchend'] as const;

/**
 * Plays the sound of others. A browser may refuse to before the user has touched the page: then it
 * is tried again at every touch until it plays. Chromium decodes a track only while it is played.
 */
export class AudioOutput implements Disposable {
  private readonly store = new DisposableStore();
  private readonly blockedEmitter = this.store.add(new Emitter<boolean>());
  private readonly players = new Map<MediaStreamTrack, AudioPlayer>();
  private readonly blocked = new Set<AudioPlayer>();
  private readonly createPlayer: () => AudioPlayer;
  private readonly createStream: (track: MediaStreamTrack) => MediaStream;
  private volume = 1;

  /** Whether the browser waits for the user to touch the page before it plays. */
  readonly onBlocked = this.blockedEmitter.event;

  constructor(options: AudioOutputOptions = {}) {
    this.createPlayer = options.createPlayer ?? (() => new Audio());
    this.createStream = options.createStream ?? ((track) => new MediaStream([track]));
    this.listenTo(options.gestures ?? document);
    this.store.defer(() => {
      this.stopAll();
    });
  }

  get isBlocked(): boolean {
    return this.blocked.size > 0;
  }

  /** Plays `track` until disposed; playing the same one twice is one playing. */
  play(track: MediaStreamTrack): Disposable {
    if (this.store.isDisposed) return toDisposable(() => undefined);
    const player = this.players.get(track) ?? this.start(track);
    return toDisposable(() => {
      if (this.players.get(track) === player) this.stop(track, player);
    });
  }

  /** 0 (silent) to 1 (as it came). */
  setVolume(volume: number): void {
    this.volume = Math.min(1, Math.max(0, volume));
    for (const player of this.players.values()) player.volume = this.volume;
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

  private start(track: MediaStreamTrack): AudioPlayer {
    const player = this.createPlayer();
    player.autoplay = true;
    player.volume = this.volume;
    player.srcObject = this.createStream(track);
    this.players.set(track, player);
    void this.tryToPlay(player);
    return player;
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
    const before = this.isBlocked;
    if (isBlocked) this.blocked.add(player);
    else this.blocked.delete(player);
    if (this.isBlocked !== before) this.blockedEmitter.fire(this.isBlocked);
  }

  private stop(track: MediaStreamTrack, player: AudioPlayer): void {
    this.players.delete(track);
    player.pause();
    player.srcObject = null;
    this.setBlocked(player, false);
  }

  private stopAll(): void {
    for (const [track, player] of [...this.players]) this.stop(track, player);
  }
}
