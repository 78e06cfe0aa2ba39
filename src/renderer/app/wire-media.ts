import { NO_NEURAL_SUPPRESSION } from '../text/device-sentences';
import { mediaFailureSentence } from '../text/media-sentences';
import { CAMERA_IS_DARK_ADVICE } from '../text/own-media-sentences';
import { SELF_TILE } from '../ui/participant-tiles';
import type { AppContext } from './app-context';
import { showOwnMedia, type OwnMediaContext } from './own-media';

type MediaContext = Pick<AppContext, 'store' | 'local' | 'stage' | 'microphone'> & OwnMediaContext;

/**
 * The local camera and microphone go to the mirror, to the call, and to whoever says what is on.
 */
export function wireMedia(context: MediaContext): void {
  const { store, settings, media, microphone, frameWatch, local, stage, announcer, windowState } =
    context;
  store.add(
    media.onCamera((track) => {
      stage.setMirrored(media.isCameraSource);
      stage.setTrack(SELF_TILE, track);
      frameWatch.watch(media.isCameraSource ? track : null);
      sendCamera(context);
      showOwnMedia(context);
    }),
  );
  store.add(
    frameWatch.onDark((isDark) => {
      sendCamera(context);
      showOwnMedia(context);
      if (isDark) announcer.tell(CAMERA_IS_DARK_ADVICE, 'warn');
    }),
  );
  store.add(
    microphone.onTrack((track) => {
      local.update({ tracks: { audio: track } });
      showOwnMedia(context);
    }),
  );
  store.add(
    microphone.onFailed(() => {
      media.applySettings(microphone.openedWith(settings.current));
      announcer.tell(NO_NEURAL_SUPPRESSION, 'warn');
    }),
  );
  store.add(
    media.onFailure((failure) => {
      announcer.handleMediaFailure(failure);
      if (failure.kind === 'camera' && failure.replacedBy === null) {
        windowState.update({ cameraNote: mediaFailureSentence(failure) });
      }
    }),
  );
}

/**
 * What others get of the camera: nothing while it is on and gives no frames, which they are told.
 */
function sendCamera({
  local,
  media,
  frameWatch,
}: Pick<AppContext, 'media' | 'frameWatch' | 'local'>): void {
  const isCameraDark = frameWatch.isDark;
  local.update({ tracks: { video: isCameraDark ? null : media.camera }, isCameraDark });
}
