import type { Disposable } from '../../shared/base/lifecycle';

/**
 * A running device, or something that stands in for one. Disposing stops it: its light goes out.
 */
export interface TrackSource extends Disposable {
  readonly track: MediaStreamTrack;
  /** As people know it. */
  readonly label: string;
  /** What encoders are told that it shows; left out: what is usual for its kind. */
  readonly contentHint?: 'text' | 'detail' | 'motion';
}

/** A source that is nothing but its track. */
export function trackSource(track: MediaStreamTrack): TrackSource {
  return {
    track,
    label: track.label,
    dispose: () => {
      track.stop();
    },
  };
}
