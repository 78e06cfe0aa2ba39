import { MAX_VILLAGE_PEOPLE, VILLAGE_AGAIN_PEOPLE } from '../../shared/protocol/limits';
import type { RosterMode } from '../../shared/protocol/messages';

/** `auto`: everybody sees everybody while there are few people. */
export const ROSTER_SETTINGS = ['auto', 'everybody', 'contacts'] as const;
export type RosterSetting = (typeof ROSTER_SETTINGS)[number];

/**
 * Who is told of whom, with that many people here. Between the two limits it stays as it was, so
 * that one person who comes and goes does not turn it over each time.
 */
export function nextRosterMode(
  current: RosterMode,
  setting: RosterSetting,
  people: number,
): RosterMode {
  if (setting !== 'auto') return setting;
  if (people > MAX_VILLAGE_PEOPLE) return 'contacts';
  return people < VILLAGE_AGAIN_PEOPLE ? 'everybody' : current;
}
