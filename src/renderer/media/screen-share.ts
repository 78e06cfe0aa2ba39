import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore, MutableDisposable } from '../../shared/base/lifecycle';
import type { ScreenSurface } from '../../shared/commands/areas/share-commands';
import type { DisplayAccess } from './device-access';
import { failureReason, type MediaFailureReason } from './media-failure';

/** What is shared; `null`: nothing, or no sound with it. */
export interface SharedTracks {
  readonly video: MediaStreamTrack | null;
  readonly audio: MediaStreamTrack | null;
}

/** What happened to a shared screen: by the user's wish, or by the system's. */
export type ShareChange = 'started' | 'stopped' | 'ended-by-system';

const NOTHING: SharedTracks = { video: null, audio: null };

/** As browsers call them. */
const SURFACES: Readonly<Record<ScreenSurface, DisplayCaptureSurfaceType>> = {
  screen: 'monitor',
  window: 'window',
  tab: 'browser',
};

/** Text that stands still needs few frames, and each of them is large. */
const FRAMES_PER_SECOND = 15;

/**
 * What a browser's picker is asked for; what is preferred comes first in it, and no more than that.
 */
export function displayOptions(surface: ScreenSurface | null): DisplayMediaStreamOptions {
  return {
    video: {
      frameRate: { ideal: FRAMES_PER_SECOND, max: 2 * FRAMES_PER_SECOND },
      ...(surface !== null && { displaySurface: SURFACES[surface] }),
    },
    // The sound of what is shown, as it is; not that of the person before it.
    audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    // Wishes that browsers without them overlook.
    ...{ systemAudio: 'include', surfaceSwitching: 'include', selfBrowserSurface: 'exclude' },
  };
}

/**
 * The screen, window or tab that is shared beside the camera, with its sound where there is any.
 */
export class ScreenShare implements Disposable {
  private readonly store = new DisposableStore();
  private readonly changeEmitter = this.store.add(new Emitter<ShareChange>());
  readonly onChange = this.changeEmitter.event;
  private readonly shared = this.store.add(new MutableDisposable<DisposableStore>());
  private current = NOTHING;
  private isOpening = false;
  /** The user is choosing something that is not wanted any more. */
  private isCalledOff = false;

  constructor(private readonly access: DisplayAccess) {}

  get tracks(): SharedTracks {
    return this.current;
  }

  get isOn(): boolean {
    return this.current.video !== null;
  }

  /**
   * Has the user choose what to share, in place of what is shared already. Resolves with why
   * nothing new is; `null`: it is shared from now on.
   */
  async start(surface: ScreenSurface | null): Promise<MediaFailureReason | null> {
    if (this.isOpening) return 'aborted';
    this.isOpening = true;
    this.isCalledOff = false;
    try {
      const stream = await this.access.openDisplay(displayOptions(surface));
      return this.take(stream);
    } catch (error) {
      return failureReason(error);
    } finally {
      this.isOpening = false;
    }
  }

  /** `false`: nothing was shared. What is being chosen is not shared either. */
  stop(): boolean {
    this.isCalledOff = true;
    return this.end('stopped');
  }

  dispose(): void {
    this.end('stopped');
    this.store.dispose();
  }

  private take(stream: MediaStream): MediaFailureReason | null {
    const owned = new DisposableStore();
    for (const track of stream.getTracks()) {
      owned.defer(() => {
        track.stop();
      });
    }
    const video = stream.getVideoTracks().at(0) ?? null;
    if (video === null || this.isCalledOff || this.store.isDisposed) {
      owned.dispose();
      return this.isCalledOff ? 'aborted' : 'not-found';
    }
    video.contentHint = 'detail';
    const handleEnded = (): void => {
      this.end('ended-by-system');
    };
    video.addEventListener('ended', handleEnded);
    owned.defer(() => {
      video.removeEventListener('ended', handleEnded);
    });
    this.shared.value = owned;
    this.current = { video, audio: stream.getAudioTracks().at(0) ?? null };
    this.changeEmitter.fire('started');
    return null;
  }

  private end(change: ShareChange): boolean {
    if (!this.isOn) return false;
    this.shared.value = undefined;
    this.current = NOTHING;
    this.changeEmitter.fire(change);
    return true;
  }
}
