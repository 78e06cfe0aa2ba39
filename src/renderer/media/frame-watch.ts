import type { Clock } from '../../shared/base/clock';
import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore, MutableDisposable } from '../../shared/base/lifecycle';

/** So long a camera may take for its first picture: slow ones take two seconds. */
export const FIRST_FRAME_LIMIT_MS = 5_000;

export interface FrameWatchOptions {
  readonly clock: Clock;
  /** Calls `handle` at the first frame that comes from now on. Disposing stops waiting. */
  readonly nextFrame: (track: MediaStreamTrack, handle: () => void) => Disposable;
  /** Whether the page is shown: one that is hidden gets no frames. */
  readonly isVisible: () => boolean;
}

/**
 * Finds out when a camera is on and gives no picture: behind a shutter, held by another program, or
 * hung up. Looks at single frames only: the first one, and the next after the browser said that
 * none come.
 */
export class FrameWatch implements Disposable {
  private readonly store = new DisposableStore();
  private readonly emitter = this.store.add(new Emitter<boolean>());
  /** The camera gives no picture (`true`), or does again. */
  readonly onDark = this.emitter.event;
  private readonly watched = this.store.add(new MutableDisposable<Disposable>());
  private isNow = false;

  constructor(private readonly options: FrameWatchOptions) {}

  get isDark(): boolean {
    return this.isNow;
  }

  /** The camera's track from now on; `null`: it is off, or something else is sent in its place. */
  watch(track: MediaStreamTrack | null): void {
    this.watched.value = track === null ? undefined : this.follow(track);
    // Whoever hears of another track hears of it as one that gives pictures.
    this.set(false);
  }

  dispose(): void {
    this.store.dispose();
  }

  private follow(track: MediaStreamTrack): Disposable {
    const owned = new DisposableStore();
    const waiting = owned.add(new MutableDisposable<Disposable>());
    const expect = (): void => {
      waiting.value = this.expectFrame(track);
    };
    expect();
    // Chromium mutes a camera that has stopped giving frames, and unmutes it at the next.
    track.addEventListener('mute', expect);
    owned.defer(() => {
      track.removeEventListener('mute', expect);
    });
    return owned;
  }

  private expectFrame(track: MediaStreamTrack): Disposable {
    const owned = new DisposableStore();
    const patience = owned.add(new MutableDisposable<Disposable>());
    const wait = (): void => {
      patience.value = this.options.clock.after(FIRST_FRAME_LIMIT_MS, () => {
        if (this.options.isVisible()) this.set(true);
        else wait();
      });
    };
    wait();
    owned.add(
      this.options.nextFrame(track, () => {
        owned.dispose();
        this.set(false);
      }),
    );
    return owned;
  }

  private set(isDark: boolean): void {
    if (isDark === this.isNow) return;
    this.isNow = isDark;
    this.emitter.fire(isDark);
  }
}

/** Frames as a video element gets them, which is taken away again at the first. */
export function nextVideoFrame(track: MediaStreamTrack, handle: () => void): Disposable {
  const video = document.createElement('video');
  video.muted = true;
  const play = (): void => {
    video.srcObject = new MediaStream([track]);
    // What is taken away before it plays rejects, and is expected to.
    video.play().catch(() => undefined);
  };
  const dispose = (): void => {
    window.removeEventListener('load', play);
    video.removeEventListener('loadeddata', handleFrame);
    video.srcObject = null;
  };
  const handleFrame = (): void => {
    dispose();
    handle();
  };
  // A stream has data from its first frame on.
  video.addEventListener('loadeddata', handleFrame);
  // A video that waits for its first frame would keep the page from being loaded.
  if (document.readyState === 'complete') play();
  else window.addEventListener('load', play, { once: true });
  return { dispose };
}
