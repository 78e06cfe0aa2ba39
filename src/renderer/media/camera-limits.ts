import type { Event } from '../../shared/base/emitter';
import type { Disposable } from '../../shared/base/lifecycle';
import type { CameraLimits } from '../../shared/config/capture-sizes';

/** What the camera can do at most, known also while it is being restarted. */
export class KnownLimits implements Disposable {
  private limits: CameraLimits | null = null;
  private readonly subscription: Disposable;

  constructor(media: { readonly onCamera: Event<MediaStreamTrack | null> }) {
    this.subscription = media.onCamera((track) => {
      if (track !== null) this.limits = limitsOf(track);
    });
  }

  /** `null`: no camera was on yet, or it does not tell. */
  get current(): CameraLimits | null {
    return this.limits;
  }

  dispose(): void {
    this.subscription.dispose();
  }
}

function limitsOf(track: MediaStreamTrack): CameraLimits | null {
  // Firefox had no such method for long, and a drawn picture has no limits.
  if (!('getCapabilities' in track)) return null;
  const { width, height, frameRate } = track.getCapabilities();
  if (width?.max === undefined || height?.max === undefined) return null;
  return {
    widthPx: width.max,
    heightPx: height.max,
    framesPerSecond: frameRate?.max ?? Infinity,
  };
}
