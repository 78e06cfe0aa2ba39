import type { AppParts } from './app-parts';
import { showOwnMedia } from './own-media';

/** My switch and the key for talking decide what the microphone sends. */
export function introduceTalk(parts: AppParts): void {
  const { store, talk, media, call, room, keyboard, settings, teller } = parts;
  media.setMuted(!talk.mayBeHeard);
  store.add(
    talk.onChange(() => {
      media.setMuted(!talk.mayBeHeard);
      // Once more with the same track: the other end is told.
      call.setLocalTrack('audio', media.microphone);
      room.setLocalTrack('audio', media.microphone);
      showOwnMedia(parts);
    }),
  );
  store.add(
    settings.onChange(({ ptt }) => {
      talk.setMode(ptt);
    }),
  );
  store.add(
    keyboard.onTalk((isDown) => {
      if (talk.mode === 'off' && isDown)
        teller.tell('/ptt on makes others hear you only while this key is held.');
      talk.setHeld(isDown);
    }),
  );
  store.add(
    call.onPhase(({ kind }) => {
      // What was opened from outside the window is not to be open at the next call.
      if (kind === 'idle') talk.setHeld(false);
    }),
  );
  store.add(
    room.onEnded(() => {
      talk.setHeld(false);
    }),
  );
}
