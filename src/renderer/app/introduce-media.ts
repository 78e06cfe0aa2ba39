import { mediaFailureSentence } from '../ui/media-sentences';
import { SELF_TILE } from '../ui/party-scene';
import type { AppParts } from './app-parts';
import { showOwnMedia } from './own-media';

const DARK_CAMERA =
  'Your camera gives no picture, and others are told so. Look for a shutter or a privacy switch, ' +
  'close other programs that use it, unplug it and plug it in again, or choose another: devices';

/**
 * The local camera and microphone go to the mirror, to the call, and to whoever says what is on.
 */
export function introduceMedia(parts: AppParts): void {
  const { store, media, frameWatch, local, stage, teller, screen } = parts;
  store.add(
    media.onCamera((track) => {
      stage.setMirrored(media.isCameraSource);
      stage.setTrack(SELF_TILE, track);
      frameWatch.watch(media.isCameraSource ? track : null);
      sendCamera(parts);
      showOwnMedia(parts);
    }),
  );
  store.add(
    frameWatch.onDark((isDark) => {
      sendCamera(parts);
      showOwnMedia(parts);
      if (isDark) teller.tell(DARK_CAMERA, 'warn');
    }),
  );
  store.add(
    media.onMicrophone((track) => {
      local.update({ tracks: { audio: track } });
      showOwnMedia(parts);
    }),
  );
  store.add(
    media.onFailure((failure) => {
      teller.handleMediaFailure(failure);
      if (failure.kind === 'camera' && failure.replacedBy === null) {
        screen.update({ cameraNote: mediaFailureSentence(failure) });
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
}: Pick<AppParts, 'local' | 'media' | 'frameWatch'>): void {
  const isCameraDark = frameWatch.isDark;
  local.update({ tracks: { video: isCameraDark ? null : media.camera }, isCameraDark });
}
