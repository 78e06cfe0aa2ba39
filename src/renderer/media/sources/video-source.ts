import type { Result } from '../../../shared/base/result';
import type { Opened } from '../device-opener';
import type { MediaFailureReason } from '../media-failure';

export type OpenOutcome = Result<Opened, MediaFailureReason>;

/** What the picture comes from: the camera, or something that is sent in its place. */
export interface VideoSource {
  /** Whether it has to be restarted when the camera's settings change. */
  readonly followsCameraSettings: boolean;
  /**
   * Whether nothing at all is sent from the moment when it is wished until it has started, and when
   * it does not start: so is what exists to keep the camera's own picture from others.
   */
  readonly beginsInTheDark: boolean;
  /** Whether the camera takes its place when it ends by itself; otherwise it is restarted. */
  readonly endsForGood: boolean;
  /**
   * Starts a new one each time. `openCamera` starts the camera, for those that make something of
   * it.
   */
  open(openCamera: () => Promise<OpenOutcome>): Promise<OpenOutcome>;
}

export const CAMERA_SOURCE: VideoSource = {
  followsCameraSettings: true,
  beginsInTheDark: false,
  endsForGood: false,
  open: (openCamera) => openCamera(),
};
