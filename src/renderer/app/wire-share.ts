import { shareSentence } from '../text/share-sentences';
import type { AppContext } from './app-context';

type ShareContext = Pick<
  AppContext,
  'store' | 'share' | 'room' | 'local' | 'call' | 'window' | 'announcer' | 'windowState'
>;

/** A shared screen goes to the remote end for as long as the call lasts, and the window says so. */
export function wireShare(context: ShareContext): void {
  const { store, share, local, call, room, windowState, announcer, window } = context;
  store.add(
    share.onChange((change) => {
      const { video, audio } = share.tracks;
      local.update({ tracks: { screen: video, 'screen-audio': audio } });
      windowState.update({ isSharing: share.isOn });
      const tone = change === 'started' ? 'good' : 'echo';
      announcer.tell(shareSentence(change, audio !== null), tone);
    }),
  );
  // A screen is never seen by somebody who was called later.
  store.add(
    call.onEnded(() => {
      window.screens.dismiss();
      share.stop();
    }),
  );
  store.add(
    room.onEnded(() => {
      share.stop();
    }),
  );
}
