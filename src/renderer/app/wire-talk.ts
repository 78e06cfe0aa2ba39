import { TALK_KEY_IS_OFF } from '../text/own-media-sentences';
import type { AppContext } from './app-context';
import { showOwnMedia, type OwnMediaContext } from './own-media';

type TalkContext = Pick<AppContext, 'store' | 'keyboard' | 'local'> & OwnMediaContext;

/** The switch and the key for talking decide what the microphone sends. */
export function wireTalk(context: TalkContext): void {
  const { store, talk, media, local, call, room, keyboard, settings, announcer } = context;
  const mute = (): void => {
    const isMuted = !talk.mayBeHeard;
    media.setMuted(isMuted);
    local.update({ isMuted });
  };
  mute();
  store.add(
    talk.onChange(() => {
      mute();
      showOwnMedia(context);
    }),
  );
  store.add(
    settings.onChange(({ ptt }) => {
      talk.setMode(ptt);
    }),
  );
  store.add(
    keyboard.onTalk((isDown) => {
      if (talk.mode === 'off' && isDown) announcer.tell(TALK_KEY_IS_OFF);
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
