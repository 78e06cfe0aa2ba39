import { assertNever } from '../../shared/base/assert-never';
import type { ShareChange } from '../media/screen-share';
import type { AppContext } from './app-context';

/** A shared screen goes to the remote end for as long as the call lasts, and the window says so. */
export function wireShare(context: AppContext): void {
  const { store, share, local, call, room, screen, announcer, window } = context;
  store.add(
    share.onChange((change) => {
      const { video, audio } = share.tracks;
      local.update({ tracks: { screen: video, 'screen-audio': audio } });
      screen.update({ isSharing: share.isOn });
      announcer.tell(
        changeSentence(change, audio !== null),
        change === 'started' ? 'good' : 'echo',
      );
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

function changeSentence(change: ShareChange, hasSound: boolean): string {
  switch (change) {
    case 'started':
      return `Your screen is shared${hasSound ? ', with its sound' : ''}. /share off ends that.`;
    case 'stopped':
      return 'Your screen is shared no longer.';
    case 'ended-by-system':
      return 'Your screen is shared no longer: it was ended outside this window.';
    default:
      return assertNever(change, 'change of sharing');
  }
}
