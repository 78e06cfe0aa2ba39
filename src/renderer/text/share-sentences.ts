import { assertNever } from '../../shared/base/assert-never';
import type { ShareChange } from '../media/screen-share';

/** The local user's screen is shared from now on, or no longer. */
export function shareSentence(change: ShareChange, hasSound: boolean): string {
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
