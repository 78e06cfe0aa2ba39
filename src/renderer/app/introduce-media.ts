import { mediaFailureSentence } from '../ui/media-sentences';
import { SELF_TILE } from '../ui/party-scene';
import type { AppParts } from './app-parts';
import { showOwnMedia } from './own-media';

/** My camera and microphone go to the mirror, to the call, and to whoever says what is on. */
export function introduceMedia(parts: AppParts): void {
  const { store, media, stage, call, room, teller, screen } = parts;
  store.add(
    media.onCamera((track) => {
      stage.setMirrored(media.isCameraSource);
      stage.setTrack(SELF_TILE, track);
      call.setLocalTrack('video', track);
      room.setLocalTrack('video', track);
      showOwnMedia(parts);
    }),
  );
  store.add(
    media.onMicrophone((track) => {
      call.setLocalTrack('audio', track);
      room.setLocalTrack('audio', track);
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
