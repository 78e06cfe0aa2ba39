import { err, ok } from '../../../shared/base/result';
import type { PictureSize } from '../media-constraints';
import { failureReason } from '../media-failure';
import { createTestPattern } from '../test-pattern';
import type { VideoSource } from './video-source';

/** The moving test card, in the camera's size: for trying the other end, or keeping a place. */
export function patternSource(
  wished: () => { readonly size: PictureSize; readonly framesPerSecond: number },
): VideoSource {
  return {
    followsCameraSettings: true,
    beginsInTheDark: false,
    endsForGood: false,
    open: () => {
      try {
        const { size, framesPerSecond } = wished();
        const source = createTestPattern(size, framesPerSecond);
        return Promise.resolve(ok({ source, passedOver: null }));
      } catch (error) {
        return Promise.resolve(err(failureReason(error)));
      }
    },
  };
}
