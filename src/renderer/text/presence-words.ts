import type { Presence } from '../../shared/protocol/messages';

const WORDS: Readonly<Record<Presence, string>> = {
  available: 'available',
  away: 'away',
  donotdisturb: 'not to be disturbed',
};

/** A presence as people say it. */
export function presenceWords(presence: Presence): string {
  return WORDS[presence];
}
