import type { TimedPresence } from '../../shared/people/timed-presence';
import { dayTime } from './people-lines';
import { presenceWords } from './presence-words';

/** The time is over for which another presence was chosen. */
export const AVAILABLE_AGAIN = 'You are available again.';

/** A presence that was chosen for a time holds on over a new start of the app. */
export function stillSentence({ presence, untilMs }: TimedPresence): string {
  const how = `${presenceWords(presence)} until ${dayTime(untilMs)}`;
  return `You are still ${how}. /set available ends that.`;
}
