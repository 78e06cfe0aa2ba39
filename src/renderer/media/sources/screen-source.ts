import { err, ok } from '../../../shared/base/result';
import type { DisplayAccess } from '../device-access';
import { failureReason } from '../media-failure';
import { trackSource } from '../track-source';
import type { VideoSource } from './video-source';

/**
 * A screen, window or tab in place of the camera. Each start has the user choose: browsers give no
 * screen without that.
 */
export function screenSource(
  access: DisplayAccess,
  options: DisplayMediaStreamOptions,
): VideoSource {
  return {
    followsCameraSettings: false,
    beginsInTheDark: false,
    endsForGood: true,
    open: async () => {
      try {
        const stream = await access.openDisplay({ ...options, audio: false });
        const track = stream.getVideoTracks().at(0);
        if (!track) return err('not-found');
        return ok({ source: { ...trackSource(track), contentHint: 'detail' }, passedOver: null });
      } catch (error) {
        return err(failureReason(error));
      }
    },
  };
}
